using System.Collections.Generic;
using System.Linq;
using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
using CdkCognitoTokenEnricher;
using Constructs;
// AWS Lambda has a type of the same name
using HttpMethod = Amazon.CDK.AWS.Apigatewayv2.HttpMethod;

namespace Example
{
    /// <summary>
    /// Tenants in a single table. Access tokens of users and of machines have the tenant, its plan, and the scopes that the role and the plan allow.
    /// </summary>
    public class SaasStack : Stack
    {
        private const string Callback = "http://localhost:3000/callback";
        private static readonly Subject[] All = { Subject.USER, Subject.MACHINE };
        private static readonly TokenType[] Access = { TokenType.ACCESS };

        public TokenEnricher Enricher { get; }

        public SaasStack(Construct scope, string id) : base(scope, id)
        {
            var table = new Table(this, "Table", new TableProps
            {
                PartitionKey = Text("pk"),
                SortKey = Text("sk"),
                BillingMode = BillingMode.PAY_PER_REQUEST,
                RemovalPolicy = RemovalPolicy.DESTROY,
            });
            table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
            {
                IndexName = "byClient",
                PartitionKey = Text("clientId"),
                ProjectionType = ProjectionType.INCLUDE,
                NonKeyAttributes = new[] { "tenant" },
            });

            var userPool = new UserPool(this, "UserPool", new UserPoolProps
            {
                FeaturePlan = FeaturePlan.ESSENTIALS,
                // administrators of a tenant invite its members
                SelfSignUpEnabled = false,
                SignInAliases = new SignInAliases { Email = true },
                RemovalPolicy = RemovalPolicy.DESTROY,
            });
            // unique in the Region, as the account is in it
            var domain = userPool.AddDomain("Domain", new UserPoolDomainOptions
            {
                CognitoDomain = new CognitoDomainOptions { DomainPrefix = $"saas-{Account}" },
            });
            var offered = new[] { Scope("read", "Read projects"), Scope("write", "Change projects"), Scope("export", "Export projects") };
            var server = userPool.AddResourceServer("Projects", new UserPoolResourceServerOptions { Identifier = "projects", Scopes = offered });
            var scopes = offered.Select(each => OAuthScope.ResourceServer(server, each)).ToArray();
            var webClient = userPool.AddClient("WebClient", new UserPoolClientOptions
            {
                OAuth = new OAuthSettings
                {
                    Flows = new OAuthFlows { AuthorizationCodeGrant = true },
                    Scopes = new[] { OAuthScope.OPENID }.Concat(scopes).ToArray(),
                    CallbackUrls = new[] { Callback },
                },
            });
            // each tenant that wants to automate something gets such a client, and an item with the id of the client
            var machineClient = userPool.AddClient("MachineClient", new UserPoolClientOptions
            {
                GenerateSecret = true,
                OAuth = new OAuthSettings { Flows = new OAuthFlows { ClientCredentials = true }, Scopes = scopes },
            });

            var account = Item("account", table, Value.Sub().WithPrefix("USER#"), "ACCOUNT");
            var machine = TableSource.Query("machine", new QuerySourceProps
            {
                Table = table,
                IndexName = "byClient",
                Key = new Dictionary<string, Value> { ["clientId"] = Value.ClientId() },
                Limit = 1,
            });
            // machines have no account, and app clients of users have no item
            var tenant = Value.Choose(
                Condition.Machine(),
                machine.Items().MapEach(Value.Element("tenant")).First().AsString(),
                account.Attribute("tenant", Type(ItemAttributeType.STRING)));
            var settings = Item("settings", table, tenant.WithPrefix("TENANT#"), "SETTINGS");
            var role = Item("role", table, account.Attribute("role", Type(ItemAttributeType.STRING)).WithPrefix("ROLE#"), "ROLE");
            var plan = settings.Attribute("plan", Type(ItemAttributeType.STRING));
            var isSuspended = settings.Attribute("suspended", Type(ItemAttributeType.BOOLEAN)).IsTrue();

            Enricher = new TokenEnricher(this, "TokenEnricher", new TokenEnricherProps
            {
                UserPool = userPool,
                Deny = new[]
                {
                    DenyRule.When(Condition.None(tenant.IsPresent()), "You are no member of an organization.", new DenyRuleOptions { Subjects = All }),
                    DenyRule.When(isSuspended, "Your organization is suspended.", new DenyRuleOptions { Subjects = All }),
                },
                Claims = new[]
                {
                    ClaimRule.Set("tenant", tenant, new SetClaimOptions { Subjects = All, Tokens = Access, UsedForAuthorization = true }),
                    ClaimRule.Set("plan", plan, new SetClaimOptions { Subjects = All, Tokens = Access }),
                    ClaimRule.Set(
                        "permissions",
                        role.Attribute("permissions", Type(ItemAttributeType.STRING_LIST)),
                        new SetClaimOptions { Tokens = Access, UsedForAuthorization = true }),
                },
                Scopes = new[]
                {
                    // of the scopes that the client requests; Cognito itself limits machines to the scopes of their client
                    ScopeRule.KeepOnly(role.Attribute("scopes", Type(ItemAttributeType.STRING_LIST))),
                    ScopeRule.Suppress("projects/export", new SuppressScopeOptions
                    {
                        Subjects = All,
                        When = Condition.None(plan.IsEqualTo("pro")),
                        Description = "Exports are part of the plan pro.",
                    }),
                },
            });

            var projects = new Function(this, "ProjectsFunction", new FunctionProps
            {
                Runtime = Runtime.NODEJS_24_X,
                Code = Code.FromAsset("../api"),
                Handler = "projects.handler",
                Environment = new Dictionary<string, string> { ["TABLE"] = table.TableName },
            });
            table.Grant(projects, "dynamodb:Query");
            var api = new HttpApi(this, "Api", new HttpApiProps
            {
                DefaultAuthorizer = new HttpUserPoolAuthorizer("UserPool", userPool, new HttpUserPoolAuthorizerProps { UserPoolClients = new[] { webClient, machineClient } }),
            });
            var integration = new HttpLambdaIntegration("Projects", projects);
            AddRoute(api, integration, "/projects", "projects/read");
            AddRoute(api, integration, "/export", "projects/export");

            Output("SignIn", domain.SignInUrl(webClient, new SignInUrlOptions { RedirectUri = Callback }));
            Output("ProjectsUrl", $"{api.ApiEndpoint}/projects");
            Output("TableName", table.TableName);
            Output("UserPoolId", userPool.UserPoolId);
        }

        private void Output(string name, string value) => new CfnOutput(this, name, new CfnOutputProps { Value = value });

        private static void AddRoute(HttpApi api, HttpLambdaIntegration integration, string path, string scope) => api.AddRoutes(new AddRoutesOptions
        {
            Path = path,
            Methods = new[] { HttpMethod.GET },
            Integration = integration,
            AuthorizationScopes = new[] { scope },
        });

        private static Attribute Text(string name) => new Attribute { Name = name, Type = AttributeType.STRING };

        private static ResourceServerScope Scope(string name, string description) =>
            new ResourceServerScope(new ResourceServerScopeProps { ScopeName = name, ScopeDescription = description });

        private static TableSource Item(string name, ITable table, Value pk, string sk) => TableSource.Item(name, new ItemSourceProps
        {
            Table = table,
            Key = new Dictionary<string, Value> { ["pk"] = pk, ["sk"] = Value.Literal(sk) },
        });

        private static AttributeOptions Type(ItemAttributeType type) => new AttributeOptions { ValueType = type };
    }
}
