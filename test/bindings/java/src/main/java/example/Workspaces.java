package example;

import io.github.tokenenricher.cdk.AddScopeOptions;
import io.github.tokenenricher.cdk.AttributeOptions;
import io.github.tokenenricher.cdk.ClaimRule;
import io.github.tokenenricher.cdk.DenyRule;
import io.github.tokenenricher.cdk.ItemAttributeType;
import io.github.tokenenricher.cdk.ItemSourceProps;
import io.github.tokenenricher.cdk.ScopeRule;
import io.github.tokenenricher.cdk.TableSource;
import io.github.tokenenricher.cdk.TokenEnricher;
import io.github.tokenenricher.cdk.Value;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/** Workspaces with members: their plan is a claim, their role decides a scope, and suspended members get no token. */
public class Workspaces extends Stage {
    private final TokenEnricher enricher;

    public Workspaces(final Construct scope, final String id) {
        super(scope, id);
        Table table = Table.Builder.create(new Stack(this, "Data"), "Members")
            .partitionKey(Attribute.builder().name("userId").type(AttributeType.STRING).build())
            .build();

        Stack auth = new Stack(this, "Auth");
        UserPool userPool = UserPool.Builder.create(auth, "UserPool").featurePlan(FeaturePlan.ESSENTIALS).build();
        userPool.addClient("WebClient", UserPoolClientOptions.builder()
            .oAuth(OAuthSettings.builder()
                .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                .scopes(List.of(OAuthScope.OPENID))
                .callbackUrls(List.of("http://localhost:3000/callback"))
                .build())
            .build());

        TableSource member = TableSource.item("member", ItemSourceProps.builder().table(table).key(Map.of("userId", Value.sub())).build());
        Value role = member.attribute("role", type(ItemAttributeType.STRING));
        enricher = TokenEnricher.Builder.create(auth, "TokenEnricher")
            .userPool(userPool)
            .deny(List.of(DenyRule.when(member.attribute("suspended", type(ItemAttributeType.BOOLEAN)).isTrue(), "Your account is suspended.")))
            .claims(List.of(ClaimRule.set("plan", member.attribute("plan", type(ItemAttributeType.STRING)).orElse(Value.literal("free")))))
            .scopes(List.of(ScopeRule.add("workspaces:write", AddScopeOptions.builder()
                .when(role.isOneOf(List.of("owner", "editor")))
                .description("Viewers only read.")
                .build())))
            .build();
    }

    public TokenEnricher getEnricher() {
        return enricher;
    }

    private static AttributeOptions type(final ItemAttributeType type) {
        return AttributeOptions.builder().valueType(type).build();
    }
}
