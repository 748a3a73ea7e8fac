from aws_cdk import Stack, Stage, aws_cognito as cognito, aws_dynamodb as dynamodb
from cdk_cognito_token_enricher import ClaimRule, DenyRule, ItemAttributeType, ScopeRule, TableSource, TokenEnricher, Value
from constructs import Construct


class Workspaces(Stage):
    """Workspaces with members: their plan is a claim, their role decides a scope, and suspended members get no token."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        table = dynamodb.Table(
            Stack(self, "Data"), "Members",
            partition_key=dynamodb.Attribute(name="userId", type=dynamodb.AttributeType.STRING),
        )

        auth = Stack(self, "Auth")
        user_pool = cognito.UserPool(auth, "UserPool", feature_plan=cognito.FeaturePlan.ESSENTIALS)
        user_pool.add_client(
            "WebClient",
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID],
                callback_urls=["http://localhost:3000/callback"],
            ),
        )

        member = TableSource.item("member", table=table, key={"userId": Value.sub()})
        role = member.attribute("role", value_type=ItemAttributeType.STRING)
        self.enricher = TokenEnricher(
            auth, "TokenEnricher",
            user_pool=user_pool,
            deny=[
                DenyRule.when(member.attribute("suspended", value_type=ItemAttributeType.BOOLEAN).is_true(), "Your account is suspended."),
            ],
            claims=[
                ClaimRule.set("plan", member.attribute("plan", value_type=ItemAttributeType.STRING).or_else(Value.literal("free"))),
            ],
            scopes=[
                ScopeRule.add("workspaces:write", when=role.is_one_of(["owner", "editor"]), description="Viewers only read."),
            ],
        )
