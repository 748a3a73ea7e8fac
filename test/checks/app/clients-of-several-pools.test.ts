import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, GroupRule, ScopeRule, Value, type TokenEnricherProps } from '../../../src';
import { TestApp } from '../../support/app';

type Rules = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups'>;

/** The warnings about rules that grant by an app client of the first pool, of an enricher that is attached to another pool, too. */
function warningsOf(rules: (client: Condition) => Rules, generateSecret: boolean, isImported = false): readonly string[] {
  const app = new TestApp();
  const client = app.userPool.addClient('Server', { generateSecret });
  const other = isImported
    ? cognito.UserPool.fromUserPoolId(app.stack, 'Other', 'us-east-1_other')
    : new cognito.UserPool(app.stack, 'Other', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
  if (!isImported) {
    (other as cognito.UserPool).addClient('Public');
  }
  app.enricher(rules(Condition.client(client))).attachTo(other);
  return app.warnings().filter(text => text.includes('PublicClientGrants'));
}

const RULES: ReadonlyArray<[string, (client: Condition) => Rules]> = [
  ['a scope', when => ({ scopes: [ScopeRule.add('orders/write', { when })] })],
  ['a claim', when => ({ claims: [ClaimRule.set('role', Value.literal('x'), { usedForAuthorization: true, when })] })],
  ['a choice', when => ({ scopes: [ScopeRule.addAll(Value.choose(when, Value.literal(['orders/write'])))] })],
  ['groups', when => ({ groups: [GroupRule.set({ groups: Value.literal(['staff']), iamRoles: Value.listOf(), when })] })],
];

describe.each(RULES)('%s by an app client of one of two pools', (_, rules) => {
  test.each([['of the app', false], ['of another app', true]])('is granted by its secret, whatever clients a pool %s has', (__, isImported) => {
    expect(warningsOf(rules, true, isImported)).toEqual([]);
  });

  test.each([['of the app', false], ['of another app', true]])('is told without a secret, beside a pool %s', (__, isImported) => {
    expect(warningsOf(rules, false, isImported)).not.toEqual([]);
  });
});

test('a client beside one without a secret, of the other pool, is told', () => {
  const app = new TestApp();
  const other = new cognito.UserPool(app.stack, 'Other', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
  const when = Condition.client(app.userPool.addClient('Server', { generateSecret: true }), other.addClient('Public'));
  app.enricher({ scopes: [ScopeRule.add('orders/write', { when })] }).attachTo(other);
  expect(app.warnings().filter(text => text.includes('PublicClientGrants'))).not.toEqual([]);
});
