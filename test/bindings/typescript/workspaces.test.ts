import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Workspaces } from './workspaces';
import { ClaimRule, DenialReason, RuleOutcome, TokenAssertions, TokenEnricher, TokenType, Value, type TokenPreview } from 'cdk-cognito-token-enricher';

const MEMBERS = [
  { userId: 'jane', plan: 'pro', role: 'owner' },
  { userId: 'john', plan: 'pro', role: 'viewer' },
  { userId: 'mary', role: 'owner', suspended: true },
];
const { enricher } = new Workspaces(new App(), 'Test');
const preview = (sub: string): TokenPreview => enricher.preview({ userAttributes: { sub }, tables: { member: MEMBERS } });

test('an owner may write', () => {
  const tokens = TokenAssertions.of(preview('jane'));
  tokens.isNotDenied();
  tokens.hasClaim('plan', 'pro');
  tokens.hasScope('workspaces:write');
  tokens.hasRead('member', { userId: 'jane' });
});

test('a viewer only reads', () => {
  const tokens = preview('john');
  TokenAssertions.of(tokens).hasNoScope('workspaces:write');
  expect(tokens.trace.map(({ rule, outcome }) => [rule, outcome])).toEqual([
    ['deny[0]', RuleOutcome.CONDITION_FALSE], ['claims[0]', RuleOutcome.APPLIED], ['scopes[0]', RuleOutcome.CONDITION_FALSE],
  ]);
});

test('a suspended member gets no token', () => {
  TokenAssertions.of(preview('mary')).isDenied(DenialReason.DENIED);
  expect(preview('mary').denial?.message).toBe('Your account is suspended.');
});

test('a user without an item has the free plan', () => {
  TokenAssertions.of(preview('nobody')).hasClaim('plan', 'free', TokenType.ACCESS);
});

test('a failed assertion shows the difference', () => {
  expect(() => TokenAssertions.of(preview('jane')).hasClaim('plan', 'free')).toThrow(/plan[^]*free[^]*pro/);
});

test('the preview in Markdown', () => {
  expect(preview('jane').describe()).toBe(fs.readFileSync(path.join(__dirname, 'preview.md'), 'utf8'));
});

test('a reserved claim is an error', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(() => new TokenEnricher(stack, 'TokenEnricher', {
    userPool: new cognito.UserPool(stack, 'UserPool'), claims: [ClaimRule.set('sub', Value.literal('jane'))],
  })).toThrow(/claims\[0\]\.name: ReservedClaim/);
});
