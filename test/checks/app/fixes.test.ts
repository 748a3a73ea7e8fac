import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, ScopeRule, TokenEnricher, TokenType, Value, type PoolFacts } from '../../../src';
import { errorOf } from '../../support/app';
import { NARROW, PoolApp, reportOf, ROLE, role, scopeOf, type Layout, type Rules } from '../../support/pool-app';

const SUPPRESS = "ScopeRule.suppress('aws.cognito.signin.user.admin')";
const suppressAdmin = ScopeRule.suppress('aws.cognito.signin.user.admin');
const okta = { [ROLE]: 'role' };
const decides = (value: Value): Rules => ({ claims: [ClaimRule.set('role', value, { usedForAuthorization: true, tokens: [TokenType.ID] })] });
const federated = Value.federatedAttribute(ROLE, ['Okta']);

describe('a rule about scopes is a fix', () => {
  test.each<[string, boolean, Rules, Layout]>([
    ['on Essentials', true, decides(federated), { provider: okta }],
    ['not on Lite', false, decides(federated), { provider: okta, pool: { featurePlan: cognito.FeaturePlan.LITE } }],
    ['not with version V1_0', false, { ...decides(federated), triggerVersion: cognito.LambdaVersion.V1_0 }, { provider: okta }],
    ['with a chosen version V2_0', true, { ...decides(federated), triggerVersion: cognito.LambdaVersion.V2_0 }, { provider: okta }],
    ['together with the value for users of a provider', true, decides(role()), { provider: okta }],
    ['not on Lite, together with it', false, decides(role()), { provider: okta, pool: { featurePlan: cognito.FeaturePlan.LITE } }],
  ])('%s', (_, isOffered, rules, layout) => {
    const report = reportOf(rules, layout);
    expect(report).toContain('Provenance');
    expect(report).toContain('keep it in a table');
    expect(report.includes(SUPPRESS)).toBe(isOffered);
  });

  test('not if another pool of the rules is on Lite', () => {
    const app = new PoolApp({ provider: okta });
    const lite = new cognito.UserPool(app.stack, 'Lite', { featurePlan: cognito.FeaturePlan.LITE, customAttributes: { role: new cognito.StringAttribute() } });
    lite.addClient('App', NARROW);
    const enricher = new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, ...decides(federated) });
    enricher.attachTo(lite);
    const report = errorOf(() => app.app.synth());
    expect(report).toContain('for Stack/Roles');
    expect(report).not.toContain(SUPPRESS);
  });
});

describe('an imported pool', () => {
  const reported = (rules: Rules, poolFacts: PoolFacts): string => {
    const app = new PoolApp();
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
    userPool.addClient('App', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Okta')] });
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), poolFacts, ...rules });
    try {
      return app.warnings().join();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const facts: PoolFacts = { mappedAttributes: { [ROLE]: ['Okta'] }, customAttributes: ['role'], featurePlan: cognito.FeaturePlan.ESSENTIALS };

  test('has the fix of a rule for the clients of other apps too, and it works', () => {
    expect(reported(decides(federated), facts)).toContain(SUPPRESS);
    expect(reported({ ...decides(federated), scopes: [suppressAdmin] }, facts)).not.toMatch(/Provenance|UnseenWriters/);
    expect(reported(decides(federated), { ...facts, featurePlan: cognito.FeaturePlan.LITE })).not.toContain(SUPPRESS);
  });
});

describe('the value for users of a provider', () => {
  test.each<[string, Value, Layout, string]>([
    ['an address', Value.email(), { client: NARROW, provider: { email: 'mail' } }, "use Value.federatedAttribute('email', ['Okta'])\n"],
    ['a verified address', Value.verifiedEmail(), { client: NARROW, provider: { email: 'mail', email_verified: 'v' } }, "use Value.federatedAttribute('email', ['Okta'])\n"],
    ['an address that users change', Value.email(), { provider: { email: 'mail' } }, `use Value.federatedAttribute('email', ['Okta']), and ${SUPPRESS}\n`],
  ])('is a fix for %s', (_, value, layout, text) => {
    expect(reportOf(scopeOf(value), layout)).toContain(text);
  });

  test('works as a fix for an address', () => {
    expect(reportOf(scopeOf(Value.federatedAttribute('email', ['Okta'])), { client: NARROW, provider: { email: 'mail' } })).toBe('');
  });

  test.each<[string, Layout]>([
    ['no provider maps the address', { provider: okta }],
    ['people edit it in their profile', { client: NARROW, provider: { email: 'email', email_verified: 'v' }, providerName: 'Google' }],
  ])('is no fix if %s', (_, layout) => {
    const report = reportOf(scopeOf(Value.email()), layout);
    expect(report).toContain('Provenance');
    expect(report).not.toContain('federatedAttribute');
  });
});

describe('rules for two pools', () => {
  interface Second { readonly mapped?: object; readonly name?: string; readonly client?: cognito.UserPoolClientOptions }
  const pools = (value: Value, second: Second): string => {
    const app = new PoolApp({ client: NARROW, provider: { email: 'mail', [ROLE]: 'role' } });
    const other = new cognito.UserPool(app.stack, 'Second', { customAttributes: { role: new cognito.StringAttribute({ mutable: true }) } });
    other.addClient('App', second.client ?? NARROW);
    if (second.mapped) {
      new cognito.CfnUserPoolIdentityProvider(app.stack, 'Entra', {
        userPoolId: other.userPoolId, providerName: second.name ?? 'Entra', providerType: 'OIDC', providerDetails: {}, attributeMapping: second.mapped,
      });
    }
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, ...scopeOf(value) }).attachTo(other);
    return errorOf(() => app.app.synth());
  };

  test('name the providers of both', () => {
    expect(pools(role(), { mapped: okta })).toContain("use Value.federatedAttribute('custom:role', ['Okta', 'Entra'])");
    expect(pools(role(), {})).toContain("use Value.federatedAttribute('custom:role', ['Okta'])");
  });

  test('do not offer it if people of the other pool edit it in their profile', () => {
    expect(pools(role(), { mapped: okta, name: 'Google' })).not.toContain('federatedAttribute');
  });

  test('offer the verified address if only Cognito verifies it in both', () => {
    expect(pools(Value.email(), {})).toContain('use Value.verifiedEmail()');
    expect(pools(Value.email(), { mapped: { email_verified: 'v' } })).not.toContain('use Value.verifiedEmail()');
    const client = { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ emailVerified: true }) };
    expect(pools(Value.email(), { client })).not.toContain('use Value.verifiedEmail()');
  });
});

describe('a provider that no pool has', () => {
  const report = (hasClient: boolean): string => {
    const app = new PoolApp({ provider: okta });
    const other = new cognito.UserPool(app.stack, 'Second', { customAttributes: { role: new cognito.StringAttribute() } });
    if (hasClient) {
      other.addClient('App');
    }
    const claims = [ClaimRule.set('a', Value.federatedAttribute('name', ['Entra']), { usedForAuthorization: false })];
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, claims }).attachTo(other);
    try {
      app.app.synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('is an error if the app shows the providers of all pools', () => {
    ['UnknownProvider', 'an identity provider of one of the user pools: Okta', 'has 1 problem'].forEach(text => expect(report(true)).toContain(text));
  });

  test('is none if another app may create it for one of them', () => {
    expect(report(false)).toBe('');
  });
});
