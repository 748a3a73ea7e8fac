package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tokenenricher.cdk.ClaimRule;
import io.github.tokenenricher.cdk.DenialReason;
import io.github.tokenenricher.cdk.PreviewProps;
import io.github.tokenenricher.cdk.RuleOutcome;
import io.github.tokenenricher.cdk.TokenAssertions;
import io.github.tokenenricher.cdk.TokenEnricher;
import io.github.tokenenricher.cdk.TokenPreview;
import io.github.tokenenricher.cdk.TokenType;
import io.github.tokenenricher.cdk.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cognito.UserPool;

class WorkspacesTest {
    private static final List<Object> MEMBERS = List.of(
        Map.of("userId", "jane", "plan", "pro", "role", "owner"),
        Map.of("userId", "john", "plan", "pro", "role", "viewer"),
        Map.of("userId", "mary", "role", "owner", "suspended", true));
    private static final TokenEnricher ENRICHER = new Workspaces(new App(), "Test").getEnricher();

    private static TokenPreview preview(final String sub) {
        return ENRICHER.preview(PreviewProps.builder().userAttributes(Map.of("sub", sub)).tables(Map.of("member", MEMBERS)).build());
    }

    @Test
    void anOwnerMayWrite() {
        TokenAssertions tokens = TokenAssertions.of(preview("jane"));
        tokens.isNotDenied();
        tokens.hasClaim("plan", "pro");
        tokens.hasScope("workspaces:write");
        tokens.hasRead("member", Map.of("userId", "jane"));
    }

    @Test
    void aViewerOnlyReads() {
        TokenPreview tokens = preview("john");
        TokenAssertions.of(tokens).hasNoScope("workspaces:write");
        assertEquals(
            List.of(RuleOutcome.CONDITION_FALSE, RuleOutcome.APPLIED, RuleOutcome.CONDITION_FALSE),
            tokens.getTrace().stream().map(rule -> rule.getOutcome()).collect(Collectors.toList()));
    }

    @Test
    void aSuspendedMemberGetsNoToken() {
        TokenPreview tokens = preview("mary");
        TokenAssertions.of(tokens).isDenied(DenialReason.DENIED);
        assertEquals("Your account is suspended.", tokens.getDenial().getMessage());
    }

    @Test
    void aUserWithoutAnItemHasTheFreePlan() {
        TokenAssertions.of(preview("nobody")).hasClaim("plan", "free", TokenType.ACCESS);
    }

    @Test
    void aFailedAssertionShowsTheDifference() {
        TokenAssertions tokens = TokenAssertions.of(preview("jane"));
        String message = assertThrows(RuntimeException.class, () -> tokens.hasClaim("plan", "free")).getMessage();
        assertTrue(message.contains("free") && message.contains("pro"), message);
    }

    @Test
    void thePreviewInMarkdown() throws IOException {
        assertEquals(Files.readString(Path.of("preview.md")), preview("jane").describe());
    }

    @Test
    void aReservedClaimIsAnError() {
        Stack stack = new Stack(new App(), "Stack");
        TokenEnricher.Builder wrong = TokenEnricher.Builder.create(stack, "TokenEnricher")
            .userPool(new UserPool(stack, "UserPool"))
            .claims(List.of(ClaimRule.set("sub", Value.literal("jane"))));
        String message = assertThrows(RuntimeException.class, wrong::build).getMessage();
        assertTrue(message.contains("claims[0].name: ReservedClaim"), message);
    }
}
