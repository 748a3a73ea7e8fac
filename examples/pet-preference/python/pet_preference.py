from pathlib import Path

from aws_cdk import CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_apigatewayv2 as apigateway, aws_cognito as cognito, aws_lambda as lambda_
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from cdk_cognito_token_enricher import ClaimRule, TokenEnricher, TokenType, Value
from constructs import Construct

CALLBACK = "http://localhost:3000/callback"
API = Path(__file__).parent.parent / "api"


class PetPreferenceStack(Stack):
    """Derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        user_pool = cognito.UserPool(
            self, "UserPool",
            feature_plan=cognito.FeaturePlan.LITE,
            self_sign_up_enabled=True,
            sign_in_aliases=cognito.SignInAliases(email=True),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            removal_policy=RemovalPolicy.DESTROY,
        )
        # unique in the Region, as the account is in it
        domain = user_pool.add_domain(
            "Domain", cognito_domain=cognito.CognitoDomainOptions(domain_prefix=f"pet-preference-{self.account}")
        )
        client = user_pool.add_client(
            "WebClient",
            generate_secret=True,
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
                callback_urls=[CALLBACK],
            ),
        )

        # compare the end: anybody can have an address that merely contains the domain
        is_colleague = Value.email().ends_with("@amazon.com")
        self.enricher = TokenEnricher(
            self, "TokenEnricher",
            user_pool=user_pool,
            claims=[
                ClaimRule.set(
                    "pet_preference",
                    Value.choose(is_colleague, Value.literal("dogs"), Value.literal("cats")),
                    tokens=[TokenType.ID],
                ),
            ],
        )

        pet = lambda_.Function(
            self, "Pet",
            runtime=lambda_.Runtime.NODEJS_24_X,
            code=lambda_.Code.from_asset(str(API)),
            handler="pet.handler",
        )
        api = apigateway.HttpApi(self, "Api")
        api.add_routes(
            path="/pet",
            methods=[apigateway.HttpMethod.GET],
            integration=HttpLambdaIntegration("Pet", pet),
            authorizer=HttpUserPoolAuthorizer("UserPool", user_pool, user_pool_clients=[client]),
        )

        CfnOutput(self, "SignIn", value=domain.sign_in_url(client, redirect_uri=CALLBACK))
        CfnOutput(self, "Pets", value=f"{api.api_endpoint}/pet")
