import { App } from 'aws-cdk-lib';
import { MembershipStack } from './stack';
import { TokenAssertions, TokenType, type TokenPreview } from 'cdk-cognito-token-enricher';

const { enricher } = new MembershipStack(new App(), 'Test');

function tokensOf(membership: string, location?: string): TokenPreview {
  const userAttributes = { 'custom:membership': membership, ...location !== undefined && { 'custom:location': location } };
  return enricher.preview({ userAttributes, scopes: ['openid', 'profile', 'email'] });
}

test('a member has a level and a scope', () => {
  const tokens = TokenAssertions.of(tokensOf('Premium', 'USA'));
  tokens.hasClaim('demo:membershipLevel', 'Premium', TokenType.ACCESS);
  tokens.hasClaim('scope', 'openid profile email membership:USA.Premium', TokenType.ACCESS);
});

test('without a location there is a level, and no scope', () => {
  const tokens = tokensOf('Premium');
  TokenAssertions.of(tokens).hasClaim('demo:membershipLevel', 'Premium', TokenType.ACCESS);
  expect(tokens.accessToken!.scope).toBe('openid profile email');
});

test('a location cannot add a second scope', () => {
  expect(tokensOf('Premium', 'USA admin').accessToken!.scope).toBe('openid profile email');
});
