"""The samples of README, docstrings and pages, in the translation of jsii. Each is run in a stack and synthesized."""

import json
import re
from importlib import metadata
from pathlib import Path

import aws_cdk
import cdk_cognito_token_enricher as library
import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb, aws_lambda as lambda_, aws_s3 as s3, aws_sns as sns
from cdk_cognito_token_enricher import ClaimRule, TableSource, TokenEnricher, Value

SAMPLES = json.loads(Path("samples.json").read_text())
# the tables that recipes take for granted
RECIPES = json.loads(Path("recipes.json").read_text())
IMPORTED = {**vars(aws_cdk), **vars(library), "cloudwatch": cloudwatch, "actions": actions, "cognito": cognito, "lambda_": lambda_}


class Given(dict):
    """The names of a sample: what it takes for granted is created when the sample uses it."""

    def __init__(self, stack: Stack, place: str) -> None:
        super().__init__(self=stack)
        self.stack = stack
        self.code = SAMPLES[place]
        if place in RECIPES:
            self.update(tables_of_recipe(stack, **RECIPES[place]))

    def __missing__(self, name: str):
        if name not in GIVEN:
            raise KeyError(name)
        self[name] = GIVEN[name](self)
        return self[name]


def user_pool(given: Given) -> cognito.UserPool:
    names = set(re.findall(r"custom:(\w+)", given.code))
    pool = cognito.UserPool(
        given.stack, "UserPool",
        custom_attributes={name: cognito.StringAttribute() for name in names},
        feature_plan=cognito.FeaturePlan.ESSENTIALS,
    )
    if '"Corporate"' in given.code:
        cognito.CfnUserPoolIdentityProvider(
            given.stack, "Corporate",
            user_pool_id=pool.user_pool_id, provider_name="Corporate", provider_type="OIDC", provider_details={},
            attribute_mapping={"custom:groups": "groups"},
        )
    return pool


def table(given: Given) -> dynamodb.Table:
    key = re.search(r'\bkeys?\s*=\s*\{\s*"(\w+)"', given.code)
    sort_key = {"sort_key": attribute("sk")} if '"sk"' in given.code else {}
    return dynamodb.Table(given.stack, "Table", partition_key=attribute(key[1] if key else "id"), **sort_key)


def tables_of_recipe(stack: Stack, tables: dict, indexes: dict) -> dict:
    created = {}
    for name, keys in tables.items():
        created[snake_case(name)] = own = dynamodb.Table(stack, name, **key_schema(*keys))
        for index, index_keys in indexes.get(name, {}).items():
            own.add_global_secondary_index(index_name=index, **key_schema(*index_keys))
    return created


def key_schema(partition_key: str, sort_key: str | None = None) -> dict:
    return {"partition_key": attribute(partition_key), **({"sort_key": attribute(sort_key)} if sort_key else {})}


def snake_case(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def source(name: str):
    return lambda given: TableSource.item(name, table=given["table"], key={"id": Value.sub()})


def attribute(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


GIVEN = {
    "user_pool": user_pool,
    "web_client": lambda given: given["user_pool"].add_client(
        "Web", write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True)
    ),
    "table": table,
    "tenants": lambda given: dynamodb.Table(given.stack, "Tenants", partition_key=attribute("id")),
    "permissions_of_user": lambda given: lambda_.Function.from_function_arn(
        given.stack, "Permissions", "arn:aws:lambda:us-east-1:111122223333:function:permissions"
    ),
    "on_call": lambda given: sns.Topic(given.stack, "OnCall"),
    **{name: source(name) for name in ("profile", "tenant", "memberships")},
    "teams": lambda given: TableSource.query("teams", table=given["table"], key={"id": Value.sub()}),
    "stack": lambda given: given.stack,
    "bucket": lambda given: s3.Bucket(given.stack, "Bucket"),
    "hundred_labels": lambda _: ["a long label " * 12] * 100,
    "enricher": lambda given: TokenEnricher(
        given.stack, "Given", user_pool=given["user_pool"], claims=[ClaimRule.set("greeting", Value.literal("Hello"))]
    ),
}


@pytest.mark.parametrize("place", SAMPLES)
def test_sample(place: str) -> None:
    app = App()
    exec(SAMPLES[place], dict(IMPORTED), Given(Stack(app, "Sample"), place))
    app.synth()


def test_the_documentation_has_no_code_of_another_language() -> None:
    documentation = Path(library.__file__).read_text() + metadata.metadata("cdk-cognito-token-enricher").get_payload()
    assert "TokenEnricher(self, " in documentation
    assert not re.search(r"^\s*claims: \[|new TokenEnricher\(|^```ts", documentation, re.MULTILINE)


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 20
