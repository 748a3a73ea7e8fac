from pathlib import Path

from aws_cdk import CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_apigatewayv2 as apigateway, aws_cognito as cognito, aws_dynamodb as dynamodb, aws_lambda as lambda_
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from cdk_cognito_token_enricher import (
    ClaimRule, Condition, DenyRule, ItemAttributeType, ScopeRule, Subject, TableSource, TokenEnricher, TokenType, Value,
)
from constructs import Construct

CALLBACK = "http://localhost:3000/callback"
API = Path(__file__).parent.parent / "api"
ALL = [Subject.USER, Subject.MACHINE]
TEXT = ItemAttributeType.STRING
TEXTS = ItemAttributeType.STRING_LIST


class SaasStack(Stack):
    """Tenants in a single table. Access tokens of users and of machines have the tenant, its plan, and the scopes that the role and the plan allow."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        table = dynamodb.Table(
            self, "Table",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="sk", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            removal_policy=RemovalPolicy.DESTROY,
        )
        table.add_global_secondary_index(
            index_name="byClient",
            partition_key=dynamodb.Attribute(name="clientId", type=dynamodb.AttributeType.STRING),
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=["tenant"],
        )

        user_pool = cognito.UserPool(
            self, "UserPool",
            feature_plan=cognito.FeaturePlan.ESSENTIALS,
            # administrators of a tenant invite its members
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            removal_policy=RemovalPolicy.DESTROY,
        )
        # unique in the Region, as the account is in it
        domain = user_pool.add_domain("Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=f"saas-{self.account}"))
        read = cognito.ResourceServerScope(scope_name="read", scope_description="Read projects")
        write = cognito.ResourceServerScope(scope_name="write", scope_description="Change projects")
        report = cognito.ResourceServerScope(scope_name="export", scope_description="Export projects")
        server = user_pool.add_resource_server("Projects", identifier="projects", scopes=[read, write, report])
        scopes = [cognito.OAuthScope.resource_server(server, each) for each in (read, write, report)]
        web_client = user_pool.add_client(
            "WebClient",
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, *scopes],
                callback_urls=[CALLBACK],
            ),
        )
        # each tenant that wants to automate something gets such a client, and an item with the id of the client
        machine_client = user_pool.add_client(
            "MachineClient",
            generate_secret=True,
            o_auth=cognito.OAuthSettings(flows=cognito.OAuthFlows(client_credentials=True), scopes=scopes),
        )

        account = TableSource.item("account", table=table, key={"pk": Value.sub().with_prefix("USER#"), "sk": Value.literal("ACCOUNT")})
        machine = TableSource.query("machine", table=table, index_name="byClient", key={"clientId": Value.client_id()}, limit=1)
        # machines have no account, and app clients of users have no item
        tenant = Value.choose(
            Condition.machine(),
            machine.items().map_each(Value.element("tenant")).first().as_string(),
            account.attribute("tenant", value_type=TEXT),
        )
        settings = TableSource.item("settings", table=table, key={"pk": tenant.with_prefix("TENANT#"), "sk": Value.literal("SETTINGS")})
        role = TableSource.item(
            "role", table=table, key={"pk": account.attribute("role", value_type=TEXT).with_prefix("ROLE#"), "sk": Value.literal("ROLE")}
        )
        plan = settings.attribute("plan", value_type=TEXT)
        is_suspended = settings.attribute("suspended", value_type=ItemAttributeType.BOOLEAN).is_true()

        self.enricher = TokenEnricher(
            self, "TokenEnricher",
            user_pool=user_pool,
            deny=[
                DenyRule.when(Condition.none(tenant.is_present()), "You are no member of an organization.", subjects=ALL),
                DenyRule.when(is_suspended, "Your organization is suspended.", subjects=ALL),
            ],
            claims=[
                ClaimRule.set("tenant", tenant, subjects=ALL, tokens=[TokenType.ACCESS], used_for_authorization=True),
                ClaimRule.set("plan", plan, subjects=ALL, tokens=[TokenType.ACCESS]),
                ClaimRule.set(
                    "permissions", role.attribute("permissions", value_type=TEXTS),
                    tokens=[TokenType.ACCESS], used_for_authorization=True,
                ),
            ],
            scopes=[
                # of the scopes that the client requests; Cognito itself limits machines to the scopes of their client
                ScopeRule.keep_only(role.attribute("scopes", value_type=TEXTS)),
                ScopeRule.suppress(
                    "projects/export", subjects=ALL, when=Condition.none(plan.is_equal_to("pro")), description="Exports are part of the plan pro."
                ),
            ],
        )

        projects = lambda_.Function(
            self, "ProjectsFunction",
            runtime=lambda_.Runtime.NODEJS_24_X,
            code=lambda_.Code.from_asset(str(API)),
            handler="projects.handler",
            environment={"TABLE": table.table_name},
        )
        table.grant(projects, "dynamodb:Query")
        api = apigateway.HttpApi(
            self, "Api",
            default_authorizer=HttpUserPoolAuthorizer("UserPool", user_pool, user_pool_clients=[web_client, machine_client]),
        )
        integration = HttpLambdaIntegration("Projects", projects)
        api.add_routes(path="/projects", methods=[apigateway.HttpMethod.GET], integration=integration, authorization_scopes=["projects/read"])
        api.add_routes(path="/export", methods=[apigateway.HttpMethod.GET], integration=integration, authorization_scopes=["projects/export"])

        CfnOutput(self, "SignIn", value=domain.sign_in_url(web_client, redirect_uri=CALLBACK))
        CfnOutput(self, "ProjectsUrl", value=f"{api.api_endpoint}/projects")
        CfnOutput(self, "TableName", value=table.table_name)
        CfnOutput(self, "UserPoolId", value=user_pool.user_pool_id)
