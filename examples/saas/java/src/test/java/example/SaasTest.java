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
import io.github.tokenenricher.cdk.TriggerSource;
import io.github.tokenenricher.cdk.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cognito.UserPool;

class SaasTest {
    private static final List<String> PROJECT_SCOPES = List.of("projects/read", "projects/write", "projects/export");
    private static final List<Object> ITEMS = List.of(
        Map.of("pk", "USER#jane", "sk", "ACCOUNT", "tenant", "acme", "role", "owner"),
        Map.of("pk", "USER#john", "sk", "ACCOUNT", "tenant", "acme", "role", "viewer"),
        Map.of("pk", "USER#mary", "sk", "ACCOUNT", "tenant", "globex", "role", "owner"),
        Map.of("pk", "USER#rick", "sk", "ACCOUNT", "tenant", "initech", "role", "owner"),
        Map.of("pk", "TENANT#acme", "sk", "SETTINGS", "plan", "pro"),
        Map.of("pk", "TENANT#acme", "sk", "CLIENT#robot", "clientId", "robot", "tenant", "acme"),
        Map.of("pk", "TENANT#globex", "sk", "SETTINGS", "plan", "free"),
        Map.of("pk", "TENANT#initech", "sk", "SETTINGS", "plan", "pro", "suspended", true),
        Map.of("pk", "TENANT#initech", "sk", "CLIENT#printer", "clientId", "printer", "tenant", "initech"),
        Map.of("pk", "ROLE#owner", "sk", "ROLE", "permissions", List.of("members:invite"), "scopes", PROJECT_SCOPES),
        Map.of("pk", "ROLE#viewer", "sk", "ROLE", "permissions", List.of(), "scopes", List.of("projects/read")));
    private static final TokenEnricher ENRICHER = new SaasStack(new App(), "Test").getEnricher();

    private static TokenPreview user(final String sub) {
        return ENRICHER.preview(PreviewProps.builder()
            .userAttributes(Map.of("sub", sub))
            .scopes(List.of("openid", "projects/read", "projects/write", "projects/export"))
            .tables(Map.of("account", ITEMS))
            .build());
    }

    private static TokenPreview machine(final String clientId) {
        return ENRICHER.preview(PreviewProps.builder()
            .triggerSource(TriggerSource.CLIENT_CREDENTIALS)
            .clientId(clientId)
            .scopes(PROJECT_SCOPES)
            .tables(Map.of("account", ITEMS))
            .build());
    }

    /** The claims of an access token that rules decide. */
    private static Map<String, Object> decided(final TokenPreview tokens) {
        return tokens.getAccessToken().entrySet().stream()
            .filter(claim -> Set.of("tenant", "plan", "permissions", "scope").contains(claim.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void anOwnerHasAllPermissionsInTheTenant() {
        assertEquals(
            Map.of("tenant", "acme", "plan", "pro", "permissions", List.of("members:invite"),
                "scope", "openid projects/read projects/write projects/export"),
            decided(user("jane")));
    }

    @Test
    void aViewerHasTheScopeToReadAlone() {
        assertEquals(
            Map.of("tenant", "acme", "plan", "pro", "permissions", List.of(), "scope", "openid projects/read"),
            decided(user("john")));
    }

    @Test
    void theFreePlanHasNoExports() {
        TokenPreview tokens = user("mary");
        TokenAssertions.of(tokens).hasClaim("plan", "free", TokenType.ACCESS);
        TokenAssertions.of(tokens).hasNoScope("projects/export");
        assertEquals(
            List.of(RuleOutcome.APPLIED),
            tokens.getTrace().stream().filter(rule -> rule.getRule().equals("scopes[1]")).map(rule -> rule.getOutcome()).collect(Collectors.toList()));
    }

    @Test
    void aMachineHasTheTenantThatItsAppClientBelongsTo() {
        TokenPreview tokens = machine("robot");
        TokenAssertions.of(tokens).hasRead("machine", Map.of("clientId", "robot"));
        assertEquals(Map.of("tenant", "acme", "plan", "pro", "scope", "projects/read projects/write projects/export"), decided(tokens));
    }

    @Test
    void aSuspendedTenantGetsNoToken() {
        for (TokenPreview tokens : List.of(user("rick"), machine("printer"))) {
            TokenAssertions.of(tokens).isDenied(DenialReason.DENIED);
            assertEquals("Your organization is suspended.", tokens.getDenial().getMessage());
        }
    }

    @Test
    void nobodyGetsATokenWithoutATenant() {
        for (TokenPreview tokens : List.of(user("nobody"), machine("unknown"))) {
            assertEquals("You are no member of an organization.", tokens.getDenial().getMessage());
        }
    }

    @Test
    void aFailedAssertionShowsTheDifference() {
        TokenAssertions tokens = TokenAssertions.of(user("jane"));
        String message = assertThrows(RuntimeException.class, () -> tokens.hasClaim("plan", "free", TokenType.ACCESS)).getMessage();
        assertTrue(message.contains("free") && message.contains("pro"), message);
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
