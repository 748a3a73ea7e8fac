from pathlib import Path

import pytest
from aws_cdk import App, Stack, aws_cognito as cognito
from cdk_cognito_token_enricher import ClaimRule, DenialReason, RuleOutcome, TokenAssertions, TokenEnricher, TokenPreview, TokenType, Value
from workspaces import Workspaces

MEMBERS = [
    {"userId": "jane", "plan": "pro", "role": "owner"},
    {"userId": "john", "plan": "pro", "role": "viewer"},
    {"userId": "mary", "role": "owner", "suspended": True},
]
enricher = Workspaces(App(), "Test").enricher


def preview(sub: str) -> TokenPreview:
    return enricher.preview(user_attributes={"sub": sub}, tables={"member": MEMBERS})


def test_an_owner_may_write():
    tokens = TokenAssertions.of(preview("jane"))
    tokens.is_not_denied()
    tokens.has_claim("plan", "pro")
    tokens.has_scope("workspaces:write")
    tokens.has_read("member", {"userId": "jane"})


def test_a_viewer_only_reads():
    tokens = preview("john")
    TokenAssertions.of(tokens).has_no_scope("workspaces:write")
    assert [(rule.rule, rule.outcome) for rule in tokens.trace] == [
        ("deny[0]", RuleOutcome.CONDITION_FALSE),
        ("claims[0]", RuleOutcome.APPLIED),
        ("scopes[0]", RuleOutcome.CONDITION_FALSE),
    ]


def test_a_suspended_member_gets_no_token():
    tokens = preview("mary")
    TokenAssertions.of(tokens).is_denied(DenialReason.DENIED)
    assert tokens.denial.message == "Your account is suspended."


def test_a_user_without_an_item_has_the_free_plan():
    TokenAssertions.of(preview("nobody")).has_claim("plan", "free", TokenType.ACCESS)


def test_a_failed_assertion_shows_the_difference():
    with pytest.raises(RuntimeError, match=r"(?s)plan.*free.*pro"):
        TokenAssertions.of(preview("jane")).has_claim("plan", "free")


def test_the_preview_in_markdown():
    assert preview("jane").describe() == Path("preview.md").read_text()


def test_a_reserved_claim_is_an_error():
    stack = Stack(App(), "Stack")
    with pytest.raises(RuntimeError, match=r"claims\[0\]\.name: ReservedClaim"):
        TokenEnricher(stack, "TokenEnricher", user_pool=cognito.UserPool(stack, "UserPool"), claims=[ClaimRule.set("sub", Value.literal("jane"))])
