using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
using CdkCognitoTokenEnricher;
using Constructs;
// AWS Lambda has a type of the same name
using HttpMethod = Amazon.CDK.AWS.Apigatewayv2.HttpMethod;

namespace Example
{
    /// <summary>Derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it.</summary>
    public class PetPreferenceStack : Stack
    {
        private const string Callback = "http://localhost:3000/callback";

        public TokenEnricher Enricher { get; }

        public PetPreferenceStack(Construct scope, string id) : base(scope, id)
        {
            var userPool = new UserPool(this, "UserPool", new UserPoolProps
            {
                FeaturePlan = FeaturePlan.LITE,
                SelfSignUpEnabled = true,
                SignInAliases = new SignInAliases { Email = true },
                AutoVerify = new AutoVerifiedAttrs { Email = true },
                RemovalPolicy = RemovalPolicy.DESTROY,
            });
            // unique in the Region, as the account is in it
            var domain = userPool.AddDomain("Domain", new UserPoolDomainOptions
            {
                CognitoDomain = new CognitoDomainOptions { DomainPrefix = $"pet-preference-{Account}" },
            });
            var client = userPool.AddClient("WebClient", new UserPoolClientOptions
            {
                GenerateSecret = true,
                OAuth = new OAuthSettings
                {
                    Flows = new OAuthFlows { AuthorizationCodeGrant = true },
                    Scopes = new[] { OAuthScope.OPENID, OAuthScope.EMAIL },
                    CallbackUrls = new[] { Callback },
                },
            });

            // compare the end: anybody can have an address that merely contains the domain
            var isColleague = Value.Email().EndsWith("@amazon.com");
            Enricher = new TokenEnricher(this, "TokenEnricher", new TokenEnricherProps
            {
                UserPool = userPool,
                Claims = new[]
                {
                    ClaimRule.Set(
                        "pet_preference",
                        Value.Choose(isColleague, Value.Literal("dogs"), Value.Literal("cats")),
                        new SetClaimOptions { Tokens = new[] { TokenType.ID } }),
                },
            });

            var pet = new Function(this, "Pet", new FunctionProps
            {
                Runtime = Runtime.NODEJS_24_X,
                Code = Code.FromAsset("../api"),
                Handler = "pet.handler",
            });
            var api = new HttpApi(this, "Api");
            api.AddRoutes(new AddRoutesOptions
            {
                Path = "/pet",
                Methods = new[] { HttpMethod.GET },
                Integration = new HttpLambdaIntegration("Pet", pet),
                Authorizer = new HttpUserPoolAuthorizer("UserPool", userPool, new HttpUserPoolAuthorizerProps { UserPoolClients = new[] { client } }),
            });

            new CfnOutput(this, "SignIn", new CfnOutputProps { Value = domain.SignInUrl(client, new SignInUrlOptions { RedirectUri = Callback }) });
            new CfnOutput(this, "Pets", new CfnOutputProps { Value = $"{api.ApiEndpoint}/pet" });
        }
    }
}
