import { App } from 'aws-cdk-lib';
import { PetPreferenceStack } from './stack';
import { TokenAssertions, TokenType, type TokenPreview } from 'cdk-cognito-token-enricher';

const { enricher } = new PetPreferenceStack(new App(), 'Test');
const tokensOf = (email: string): TokenPreview => enricher.preview({ userAttributes: { email } });

test('a user of the company prefers dogs', () => {
  TokenAssertions.of(tokensOf('jane@amazon.com')).hasClaim('pet_preference', 'dogs', TokenType.ID);
});

test.each(['jane@example.com', 'jane@amazon.com.example.com', '@amazon.com@example.com'])('%s prefers cats', email => {
  TokenAssertions.of(tokensOf(email)).hasClaim('pet_preference', 'cats', TokenType.ID);
});

test('the access token stays as it is', () => {
  const { accessToken, originalAccessToken } = tokensOf('jane@amazon.com');
  expect(accessToken).toEqual(originalAccessToken);
});
