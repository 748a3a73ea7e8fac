import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { SaasStack } from './stack';
import { ClaimRule, DenialReason, RuleOutcome, TokenAssertions, TokenEnricher, TokenType, TriggerSource, Value, type TokenPreview } from 'cdk-cognito-token-enricher';

const ITEMS = [
  { pk: 'USER#jane', sk: 'ACCOUNT', tenant: 'acme', role: 'owner' },
  { pk: 'USER#john', sk: 'ACCOUNT', tenant: 'acme', role: 'viewer' },
  { pk: 'USER#mary', sk: 'ACCOUNT', tenant: 'globex', role: 'owner' },
  { pk: 'USER#rick', sk: 'ACCOUNT', tenant: 'initech', role: 'owner' },
  { pk: 'TENANT#acme', sk: 'SETTINGS', plan: 'pro' },
  { pk: 'TENANT#acme', sk: 'CLIENT#robot', clientId: 'robot', tenant: 'acme' },
  { pk: 'TENANT#globex', sk: 'SETTINGS', plan: 'free' },
  { pk: 'TENANT#initech', sk: 'SETTINGS', plan: 'pro', suspended: true },
  { pk: 'TENANT#initech', sk: 'CLIENT#printer', clientId: 'printer', tenant: 'initech' },
  { pk: 'ROLE#owner', sk: 'ROLE', permissions: ['members:invite'], scopes: ['projects/read', 'projects/write', 'projects/export'] },
  { pk: 'ROLE#viewer', sk: 'ROLE', permissions: [], scopes: ['projects/read'] },
];
const PROJECT_SCOPES = ['projects/read', 'projects/write', 'projects/export'];

const { enricher } = new SaasStack(new App(), 'Test');

function user(sub: string): TokenPreview {
  return enricher.preview({ userAttributes: { sub }, scopes: ['openid', ...PROJECT_SCOPES], tables: { account: ITEMS } });
}

function machine(clientId: string): TokenPreview {
  return enricher.preview({ triggerSource: TriggerSource.CLIENT_CREDENTIALS, clientId, scopes: PROJECT_SCOPES, tables: { account: ITEMS } });
}

/** The claims of an access token that rules decide. */
function decided({ accessToken: { tenant, plan, permissions, scope } = {} }: TokenPreview): object {
  return { tenant, plan, permissions, scope };
}

test('an owner has all permissions in the tenant', () => {
  expect(decided(user('jane'))).toEqual({
    tenant: 'acme', plan: 'pro', permissions: ['members:invite'], scope: 'openid projects/read projects/write projects/export',
  });
});

test('a viewer has the scope to read alone', () => {
  expect(decided(user('john'))).toEqual({ tenant: 'acme', plan: 'pro', permissions: [], scope: 'openid projects/read' });
});

test('the free plan has no exports', () => {
  const tokens = user('mary');
  TokenAssertions.of(tokens).hasClaim('plan', 'free', TokenType.ACCESS);
  TokenAssertions.of(tokens).hasNoScope('projects/export');
  expect(tokens.trace.find(({ rule }) => rule === 'scopes[1]')?.outcome).toBe(RuleOutcome.APPLIED);
});

test('a machine has the tenant that its app client belongs to', () => {
  const tokens = machine('robot');
  TokenAssertions.of(tokens).hasRead('machine', { clientId: 'robot' });
  expect(decided(tokens)).toEqual({ tenant: 'acme', plan: 'pro', permissions: undefined, scope: 'projects/read projects/write projects/export' });
});

test.each([['a user', user('rick')], ['a machine', machine('printer')]])('%s of a suspended tenant gets no token', (_, tokens) => {
  TokenAssertions.of(tokens).isDenied(DenialReason.DENIED);
  expect(tokens.denial!.message).toBe('Your organization is suspended.');
});

test.each([['a user', user('nobody')], ['a machine', machine('unknown')]])('%s without a tenant gets no token', (_, tokens) => {
  expect(tokens.denial!.message).toBe('You are no member of an organization.');
});

test('a failed assertion shows the difference', () => {
  expect(() => TokenAssertions.of(user('jane')).hasClaim('plan', 'free', TokenType.ACCESS)).toThrow(/plan[^]*free[^]*pro/);
});

test('a reserved claim is an error', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(() => new TokenEnricher(stack, 'TokenEnricher', {
    userPool: new cognito.UserPool(stack, 'UserPool'), claims: [ClaimRule.set('sub', Value.literal('jane'))],
  })).toThrow(/claims\[0\]\.name: ReservedClaim/);
});
