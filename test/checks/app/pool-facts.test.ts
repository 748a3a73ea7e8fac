import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, Condition, ScopeRule, TokenEnricher, Value, type PoolFacts } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { NARROW, PoolApp, role, ROLE, scopeOf, type Rules } from '../../support/pool-app';

describe('a pool whose clients are not in this app', () => {
  const warnings = (app: TestApp, rules: Rules) => {
    app.enricher(rules);
    return app.warnings().filter(text => text.includes('cdk-cognito-token-enricher:UnseenWriters'));
  };

  test('causes one warning if an attribute decides about access', () => {
    expect(warnings(new TestApp(), { scopes: [ScopeRule.add('{{user.custom:plan}}'), ScopeRule.add('{{user.custom:level}}')] })).toHaveLength(1);
  });

  test('causes none if no attribute does', () => {
    expect(warnings(new TestApp(), { scopes: [ScopeRule.add('a', { when: Condition.inGroup('x') })], claims: [ClaimRule.set('plan', Value.userAttribute('custom:plan'))] })).toEqual([]);
  });

  test('causes none if the clients are in the app', () => {
    const app = new TestApp();
    app.userPool.addClient('Web', { writeAttributes: NARROW.writeAttributes });
    expect(warnings(app, { scopes: [ScopeRule.add('{{user.custom:plan}}')] })).toEqual([]);
  });

  test('still reports email addresses', () => {
    expect(errorOf(() => warnings(new TestApp(), { scopes: [ScopeRule.add('{{user.email}}')] }))).toContain('email(): users can write it');
  });
});

describe('facts of a pool of another app', () => {
  const enricher = (app: TestApp, rules: Rules, poolFacts?: PoolFacts) => {
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), poolFacts, ...rules });
  };
  const warnings = (rules: Rules, poolFacts?: PoolFacts) => {
    const app = new TestApp();
    enricher(app, rules, poolFacts);
    return app.warnings();
  };
  const report = (rules: Rules, poolFacts: PoolFacts) => errorOf(() => warnings(rules, poolFacts)).split('at path')[0];
  const rules: Rules = { scopes: [ScopeRule.add('{{user.custom:plan}}')] };

  test('without them, warnings name the required facts', () => {
    const said = warnings(rules).join('\n');
    ['UnseenWriters', 'poolFacts', 'UnknownPlan', 'poolFacts.featurePlan'].forEach(text => expect(said).toContain(text));
  });

  test('no warning remains if they are complete', () => {
    expect(warnings(rules, { featurePlan: cognito.FeaturePlan.PLUS, customAttributes: ['plan'], userWritableAttributes: ['locale'] })).toEqual([]);
  });

  test.each<[string, PoolFacts, readonly string[]]>([
    ['users who write the attribute', { userWritableAttributes: ['custom:plan'] }, ["userAttribute('custom:plan'): users can write it, as poolFacts.userWritableAttributes declares", 'and from userWritableAttributes']],
    ['a provider that fills it', { userWritableAttributes: [], mappedAttributes: { 'custom:plan': ['Okta'] } }, ["the identity provider 'Okta' sets it", "use Value.federatedAttribute('custom:plan', ['Okta'])"]],
    ['attributes without their prefix', { customAttributes: ['plan'], userWritableAttributes: ['plan'] }, ["userAttribute('custom:plan'): users can write it"]],
    ['a provider, whatever clients may write', { mappedAttributes: { plan: ['Okta'] } }, ["the identity provider 'Okta' sets it"]],
    ['a plan that is too small', { featurePlan: cognito.FeaturePlan.LITE }, ['FeaturePlan', 'Lite']],
    ['no such attribute', { customAttributes: ['custom:plans'] }, ['UnknownAttribute', "did you mean 'custom:plans'?"]],
  ])('report %s', (_, poolFacts, says) => {
    const message = report(rules, poolFacts);
    says.forEach(text => expect(message).toContain(text));
  });

  test('are ignored if the app contains the pool', () => {
    const app = new PoolApp({ client: NARROW });
    expect(app.report({ ...scopeOf(role()), poolFacts: { userWritableAttributes: [ROLE], featurePlan: cognito.FeaturePlan.LITE } })).toBe('');
  });
});
