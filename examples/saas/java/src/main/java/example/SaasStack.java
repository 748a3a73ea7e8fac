package example;

import io.github.tokenenricher.cdk.AttributeOptions;
import io.github.tokenenricher.cdk.ClaimRule;
import io.github.tokenenricher.cdk.Condition;
import io.github.tokenenricher.cdk.DenyRule;
import io.github.tokenenricher.cdk.DenyRuleOptions;
import io.github.tokenenricher.cdk.ItemAttributeType;
import io.github.tokenenricher.cdk.ItemSourceProps;
import io.github.tokenenricher.cdk.QuerySourceProps;
import io.github.tokenenricher.cdk.ScopeRule;
import io.github.tokenenricher.cdk.SetClaimOptions;
import io.github.tokenenricher.cdk.Subject;
import io.github.tokenenricher.cdk.SuppressScopeOptions;
import io.github.tokenenricher.cdk.TableSource;
import io.github.tokenenricher.cdk.TokenEnricher;
import io.github.tokenenricher.cdk.TokenType;
import io.github.tokenenricher.cdk.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpUserPoolAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.ResourceServerScope;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.SignInUrlOptions;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.cognito.UserPoolResourceServer;
import software.amazon.awscdk.services.cognito.UserPoolResourceServerOptions;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/** Tenants in a single table. Access tokens of users and of machines have the tenant, its plan, and the scopes that the role and the plan allow. */
public class SaasStack extends Stack {
    private static final String CALLBACK = "http://localhost:3000/callback";
    private static final List<Subject> ALL = List.of(Subject.USER, Subject.MACHINE);

    private final TokenEnricher enricher;

    public SaasStack(final Construct scope, final String id) {
        super(scope, id);
        Table table = Table.Builder.create(this, "Table")
            .partitionKey(text("pk"))
            .sortKey(text("sk"))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
            .indexName("byClient")
            .partitionKey(text("clientId"))
            .projectionType(ProjectionType.INCLUDE)
            .nonKeyAttributes(List.of("tenant"))
            .build());

        UserPool userPool = UserPool.Builder.create(this, "UserPool")
            .featurePlan(FeaturePlan.ESSENTIALS)
            // administrators of a tenant invite its members
            .selfSignUpEnabled(false)
            .signInAliases(SignInAliases.builder().email(true).build())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
        // unique in the Region, as the account is in it
        UserPoolDomain domain = userPool.addDomain("Domain", UserPoolDomainOptions.builder()
            .cognitoDomain(CognitoDomainOptions.builder().domainPrefix("saas-" + getAccount()).build())
            .build());
        List<ResourceServerScope> offered = List.of(scope("read", "Read projects"), scope("write", "Change projects"), scope("export", "Export projects"));
        UserPoolResourceServer server = userPool.addResourceServer("Projects", UserPoolResourceServerOptions.builder()
            .identifier("projects")
            .scopes(offered)
            .build());
        List<OAuthScope> scopes = offered.stream().map(each -> OAuthScope.resourceServer(server, each)).collect(Collectors.toList());
        UserPoolClient webClient = userPool.addClient("WebClient", UserPoolClientOptions.builder()
            .oAuth(OAuthSettings.builder()
                .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                .scopes(Stream.concat(Stream.of(OAuthScope.OPENID), scopes.stream()).collect(Collectors.toList()))
                .callbackUrls(List.of(CALLBACK))
                .build())
            .build());
        // each tenant that wants to automate something gets such a client, and an item with the id of the client
        UserPoolClient machineClient = userPool.addClient("MachineClient", UserPoolClientOptions.builder()
            .generateSecret(true)
            .oAuth(OAuthSettings.builder().flows(OAuthFlows.builder().clientCredentials(true).build()).scopes(scopes).build())
            .build());

        TableSource account = item("account", table, Value.sub().withPrefix("USER#"), "ACCOUNT");
        TableSource machine = TableSource.query("machine", QuerySourceProps.builder()
            .table(table)
            .indexName("byClient")
            .key(Map.of("clientId", Value.clientId()))
            .limit(1)
            .build());
        // machines have no account, and app clients of users have no item
        Value tenant = Value.choose(
            Condition.machine(),
            machine.items().mapEach(Value.element("tenant")).first().asString(),
            account.attribute("tenant", type(ItemAttributeType.STRING)));
        TableSource settings = item("settings", table, tenant.withPrefix("TENANT#"), "SETTINGS");
        TableSource role = item("role", table, account.attribute("role", type(ItemAttributeType.STRING)).withPrefix("ROLE#"), "ROLE");
        Value plan = settings.attribute("plan", type(ItemAttributeType.STRING));
        Condition isSuspended = settings.attribute("suspended", type(ItemAttributeType.BOOLEAN)).isTrue();

        DenyRuleOptions forAll = DenyRuleOptions.builder().subjects(ALL).build();
        enricher = TokenEnricher.Builder.create(this, "TokenEnricher")
            .userPool(userPool)
            .deny(List.of(
                DenyRule.when(Condition.none(tenant.isPresent()), "You are no member of an organization.", forAll),
                DenyRule.when(isSuspended, "Your organization is suspended.", forAll)))
            .claims(List.of(
                ClaimRule.set("tenant", tenant, accessToken().subjects(ALL).usedForAuthorization(true).build()),
                ClaimRule.set("plan", plan, accessToken().subjects(ALL).build()),
                ClaimRule.set(
                    "permissions",
                    role.attribute("permissions", type(ItemAttributeType.STRING_LIST)),
                    accessToken().usedForAuthorization(true).build())))
            .scopes(List.of(
                // of the scopes that the client requests; Cognito itself limits machines to the scopes of their client
                ScopeRule.keepOnly(role.attribute("scopes", type(ItemAttributeType.STRING_LIST))),
                ScopeRule.suppress("projects/export", SuppressScopeOptions.builder()
                    .subjects(ALL)
                    .when(Condition.none(plan.isEqualTo("pro")))
                    .description("Exports are part of the plan pro.")
                    .build())))
            .build();

        Function projects = Function.Builder.create(this, "ProjectsFunction")
            .runtime(Runtime.NODEJS_24_X)
            .code(Code.fromAsset("../api"))
            .handler("projects.handler")
            .environment(Map.of("TABLE", table.getTableName()))
            .build();
        table.grant(projects, "dynamodb:Query");
        HttpApi api = HttpApi.Builder.create(this, "Api")
            .defaultAuthorizer(HttpUserPoolAuthorizer.Builder.create("UserPool", userPool).userPoolClients(List.of(webClient, machineClient)).build())
            .build();
        HttpLambdaIntegration integration = new HttpLambdaIntegration("Projects", projects);
        AddRoutesOptions.Builder get = AddRoutesOptions.builder().methods(List.of(HttpMethod.GET)).integration(integration);
        api.addRoutes(get.path("/projects").authorizationScopes(List.of("projects/read")).build());
        api.addRoutes(get.path("/export").authorizationScopes(List.of("projects/export")).build());

        output("SignIn", domain.signInUrl(webClient, SignInUrlOptions.builder().redirectUri(CALLBACK).build()));
        output("ProjectsUrl", api.getApiEndpoint() + "/projects");
        output("TableName", table.getTableName());
        output("UserPoolId", userPool.getUserPoolId());
    }

    public TokenEnricher getEnricher() {
        return enricher;
    }

    private void output(final String name, final String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private static Attribute text(final String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    private static ResourceServerScope scope(final String name, final String description) {
        return ResourceServerScope.Builder.create().scopeName(name).scopeDescription(description).build();
    }

    private static TableSource item(final String name, final Table table, final Value pk, final String sk) {
        return TableSource.item(name, ItemSourceProps.builder().table(table).key(Map.of("pk", pk, "sk", Value.literal(sk))).build());
    }

    private static AttributeOptions type(final ItemAttributeType type) {
        return AttributeOptions.builder().valueType(type).build();
    }

    private static SetClaimOptions.Builder accessToken() {
        return SetClaimOptions.builder().tokens(List.of(TokenType.ACCESS));
    }
}
