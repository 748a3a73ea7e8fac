package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tokenenricher.cdk.PreviewProps;
import io.github.tokenenricher.cdk.TokenAssertions;
import io.github.tokenenricher.cdk.TokenEnricher;
import io.github.tokenenricher.cdk.TokenPreview;
import io.github.tokenenricher.cdk.TokenType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;

class PetPreferenceTest {
    private static final TokenEnricher ENRICHER = new PetPreferenceStack(new App(), "Test").getEnricher();

    private static TokenPreview tokensOf(final String email) {
        return ENRICHER.preview(PreviewProps.builder().userAttributes(Map.of("email", email)).build());
    }

    @Test
    void aUserOfTheCompanyPrefersDogs() {
        TokenAssertions.of(tokensOf("jane@amazon.com")).hasClaim("pet_preference", "dogs", TokenType.ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane@example.com", "jane@amazon.com.example.com", "@amazon.com@example.com"})
    void othersPreferCats(final String email) {
        TokenAssertions.of(tokensOf(email)).hasClaim("pet_preference", "cats", TokenType.ID);
    }

    @Test
    void theAccessTokenStaysAsItIs() {
        TokenPreview tokens = tokensOf("jane@amazon.com");
        assertEquals(tokens.getOriginalAccessToken(), tokens.getAccessToken());
    }
}
