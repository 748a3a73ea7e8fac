import pytest
from aws_cdk import App
from cdk_cognito_token_enricher import TokenAssertions, TokenPreview, TokenType
from pet_preference import PetPreferenceStack

enricher = PetPreferenceStack(App(), "Test").enricher


def tokens_of(email: str) -> TokenPreview:
    return enricher.preview(user_attributes={"email": email})


def test_a_user_of_the_company_prefers_dogs():
    TokenAssertions.of(tokens_of("jane@amazon.com")).has_claim("pet_preference", "dogs", TokenType.ID)


@pytest.mark.parametrize("email", ["jane@example.com", "jane@amazon.com.example.com", "@amazon.com@example.com"])
def test_others_prefer_cats(email: str):
    TokenAssertions.of(tokens_of(email)).has_claim("pet_preference", "cats", TokenType.ID)


def test_the_access_token_stays_as_it_is():
    tokens = tokens_of("jane@amazon.com")
    assert tokens.access_token == tokens.original_access_token
