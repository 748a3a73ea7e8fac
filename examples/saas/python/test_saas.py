import pytest
from aws_cdk import App, Stack, aws_cognito as cognito
from cdk_cognito_token_enricher import (
    ClaimRule, DenialReason, RuleOutcome, TokenAssertions, TokenEnricher, TokenPreview, TokenType, TriggerSource, Value,
)
from saas import SaasStack

ITEMS = [
    {"pk": "USER#jane", "sk": "ACCOUNT", "tenant": "acme", "role": "owner"},
    {"pk": "USER#john", "sk": "ACCOUNT", "tenant": "acme", "role": "viewer"},
    {"pk": "USER#mary", "sk": "ACCOUNT", "tenant": "globex", "role": "owner"},
    {"pk": "USER#rick", "sk": "ACCOUNT", "tenant": "initech", "role": "owner"},
    {"pk": "TENANT#acme", "sk": "SETTINGS", "plan": "pro"},
    {"pk": "TENANT#acme", "sk": "CLIENT#robot", "clientId": "robot", "tenant": "acme"},
    {"pk": "TENANT#globex", "sk": "SETTINGS", "plan": "free"},
    {"pk": "TENANT#initech", "sk": "SETTINGS", "plan": "pro", "suspended": True},
    {"pk": "TENANT#initech", "sk": "CLIENT#printer", "clientId": "printer", "tenant": "initech"},
    {"pk": "ROLE#owner", "sk": "ROLE", "permissions": ["members:invite"], "scopes": ["projects/read", "projects/write", "projects/export"]},
    {"pk": "ROLE#viewer", "sk": "ROLE", "permissions": [], "scopes": ["projects/read"]},
]
PROJECT_SCOPES = ["projects/read", "projects/write", "projects/export"]
enricher = SaasStack(App(), "Test").enricher


def user(sub: str) -> TokenPreview:
    return enricher.preview(user_attributes={"sub": sub}, scopes=["openid", *PROJECT_SCOPES], tables={"account": ITEMS})


def machine(client_id: str) -> TokenPreview:
    return enricher.preview(
        trigger_source=TriggerSource.CLIENT_CREDENTIALS, client_id=client_id, scopes=PROJECT_SCOPES, tables={"account": ITEMS}
    )


def decided(tokens: TokenPreview) -> dict:
    """The claims of an access token that rules decide."""
    return {name: value for name, value in tokens.access_token.items() if name in ("tenant", "plan", "permissions", "scope")}


def test_an_owner_has_all_permissions_in_the_tenant():
    assert decided(user("jane")) == {
        "tenant": "acme",
        "plan": "pro",
        "permissions": ["members:invite"],
        "scope": "openid projects/read projects/write projects/export",
    }


def test_a_viewer_has_the_scope_to_read_alone():
    assert decided(user("john")) == {"tenant": "acme", "plan": "pro", "permissions": [], "scope": "openid projects/read"}


def test_the_free_plan_has_no_exports():
    tokens = user("mary")
    TokenAssertions.of(tokens).has_claim("plan", "free", TokenType.ACCESS)
    TokenAssertions.of(tokens).has_no_scope("projects/export")
    assert [rule.outcome for rule in tokens.trace if rule.rule == "scopes[1]"] == [RuleOutcome.APPLIED]


def test_a_machine_has_the_tenant_that_its_app_client_belongs_to():
    tokens = machine("robot")
    TokenAssertions.of(tokens).has_read("machine", {"clientId": "robot"})
    assert decided(tokens) == {"tenant": "acme", "plan": "pro", "scope": "projects/read projects/write projects/export"}


@pytest.mark.parametrize("tokens", [user("rick"), machine("printer")], ids=["user", "machine"])
def test_a_suspended_tenant_gets_no_token(tokens: TokenPreview):
    TokenAssertions.of(tokens).is_denied(DenialReason.DENIED)
    assert tokens.denial.message == "Your organization is suspended."


@pytest.mark.parametrize("tokens", [user("nobody"), machine("unknown")], ids=["user", "machine"])
def test_nobody_gets_a_token_without_a_tenant(tokens: TokenPreview):
    assert tokens.denial.message == "You are no member of an organization."


def test_a_failed_assertion_shows_the_difference():
    with pytest.raises(RuntimeError, match=r"(?s)plan.*free.*pro"):
        TokenAssertions.of(user("jane")).has_claim("plan", "free", TokenType.ACCESS)


def test_a_reserved_claim_is_an_error():
    stack = Stack(App(), "Stack")
    with pytest.raises(RuntimeError, match=r"claims\[0\]\.name: ReservedClaim"):
        TokenEnricher(stack, "TokenEnricher", user_pool=cognito.UserPool(stack, "UserPool"), claims=[ClaimRule.set("sub", Value.literal("jane"))])
