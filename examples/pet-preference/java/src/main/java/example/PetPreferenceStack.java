package example;

import io.github.tokenenricher.cdk.ClaimRule;
import io.github.tokenenricher.cdk.Condition;
import io.github.tokenenricher.cdk.SetClaimOptions;
import io.github.tokenenricher.cdk.TokenEnricher;
import io.github.tokenenricher.cdk.TokenType;
import io.github.tokenenricher.cdk.Value;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpUserPoolAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.cognito.AutoVerifiedAttrs;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.SignInUrlOptions;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/** Derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it. */
public class PetPreferenceStack extends Stack {
    private static final String CALLBACK = "http://localhost:3000/callback";

    private final TokenEnricher enricher;

    public PetPreferenceStack(final Construct scope, final String id) {
        super(scope, id);
        UserPool userPool = UserPool.Builder.create(this, "UserPool")
            .featurePlan(FeaturePlan.LITE)
            .selfSignUpEnabled(true)
            .signInAliases(SignInAliases.builder().email(true).build())
            .autoVerify(AutoVerifiedAttrs.builder().email(true).build())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
        // unique in the Region, as the account is in it
        UserPoolDomain domain = userPool.addDomain("Domain", UserPoolDomainOptions.builder()
            .cognitoDomain(CognitoDomainOptions.builder().domainPrefix("pet-preference-" + getAccount()).build())
            .build());
        UserPoolClient client = userPool.addClient("WebClient", UserPoolClientOptions.builder()
            .generateSecret(true)
            .oAuth(OAuthSettings.builder()
                .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                .scopes(List.of(OAuthScope.OPENID, OAuthScope.EMAIL))
                .callbackUrls(List.of(CALLBACK))
                .build())
            .build());

        // compare the end: anybody can have an address that merely contains the domain
        Condition isColleague = Value.email().endsWith("@amazon.com");
        enricher = TokenEnricher.Builder.create(this, "TokenEnricher")
            .userPool(userPool)
            .claims(List.of(ClaimRule.set(
                "pet_preference",
                Value.choose(isColleague, Value.literal("dogs"), Value.literal("cats")),
                SetClaimOptions.builder().tokens(List.of(TokenType.ID)).build())))
            .build();

        Function pet = Function.Builder.create(this, "Pet")
            .runtime(Runtime.NODEJS_24_X)
            .code(Code.fromAsset("../api"))
            .handler("pet.handler")
            .build();
        HttpApi api = new HttpApi(this, "Api");
        api.addRoutes(AddRoutesOptions.builder()
            .path("/pet")
            .methods(List.of(HttpMethod.GET))
            .integration(new HttpLambdaIntegration("Pet", pet))
            .authorizer(HttpUserPoolAuthorizer.Builder.create("UserPool", userPool).userPoolClients(List.of(client)).build())
            .build());

        CfnOutput.Builder.create(this, "SignIn").value(domain.signInUrl(client, SignInUrlOptions.builder().redirectUri(CALLBACK).build())).build();
        CfnOutput.Builder.create(this, "Pets").value(api.getApiEndpoint() + "/pet").build();
    }

    public TokenEnricher getEnricher() {
        return enricher;
    }
}
