import type { CfnResource } from 'aws-cdk-lib';
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
    const said = warnings(new TestApp(), { scopes: [ScopeRule.add('{{user.custom:plan}}'), ScopeRule.add('{{user.custom:level}}')] });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('the app does not create the user pool with its app clients: make sure that');
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

  test('facts about something else leave verified addresses unknown', () => {
    const verified: Rules = { scopes: [ScopeRule.addAll(Value.listOf(Value.verifiedEmail()))] };
    const unseen = (facts: PoolFacts) => warnings(verified, { featurePlan: cognito.FeaturePlan.PLUS, ...facts }).filter(text => text.includes('UnseenWriters')).length;
    expect(unseen({})).toBe(1);
    expect(unseen({ mappedAttributes: {} })).toBe(1);
    expect(unseen({ userWritableAttributes: ['locale'] })).toBe(1);
    expect(unseen({ mappedAttributes: {}, userWritableAttributes: ['locale'] })).toBe(0);
  });

  test.each([{ userWritableAttributes: [] }, { userWritableAttributes: [], mappedAttributes: {} }])('an address that users do not write is not their own: %j', poolFacts => {
    const address: Rules = { scopes: [ScopeRule.addAll(Value.listOf(Value.email()))] };
    expect(warnings(address, { featurePlan: cognito.FeaturePlan.PLUS, ...poolFacts })).toHaveLength('mappedAttributes' in poolFacts ? 0 : 1);
  });

  test.each<[string, PoolFacts, string]>([
    ['of the providers, if only the clients are declared', { userWritableAttributes: [] }, 'no identity provider sets the attribute, and declare those that providers set in poolFacts.mappedAttributes'],
    ['of the clients, if only the providers are declared', { mappedAttributes: {} }, 'no app client may write the attribute'],
    ['of both', {}, 'no app client may write the attribute'],
  ])('the warning is %s', (_, poolFacts, says) => {
    expect(warnings(rules, { featurePlan: cognito.FeaturePlan.PLUS, ...poolFacts }).join()).toContain(says);
  });

  test('no warning remains if they are complete', () => {
    expect(warnings(rules, { featurePlan: cognito.FeaturePlan.PLUS, customAttributes: ['plan'], mappedAttributes: {}, userWritableAttributes: ['locale'] })).toEqual([]);
  });

  test.each<[string, PoolFacts, readonly string[]]>([
    ['users who write the attribute', { userWritableAttributes: ['custom:plan'], mappedAttributes: {} }, ["userAttribute('custom:plan'): users can write it, as poolFacts.userWritableAttributes declares", 'and then from userWritableAttributes']],
    ['a provider that fills it', { userWritableAttributes: [], mappedAttributes: { 'custom:plan': ['Okta'] } }, ["the identity provider 'Okta' sets it", "use Value.federatedAttribute('custom:plan', ['Okta'])"]],
    ['attributes without their prefix', { customAttributes: ['plan'], userWritableAttributes: ['plan'] }, ["userAttribute('custom:plan'): users can write it"]],
    ['a provider, whatever clients may write', { mappedAttributes: { plan: ['Okta'] } }, ["the identity provider 'Okta' sets it"]],
    ['a plan that is too small', { featurePlan: cognito.FeaturePlan.LITE }, ['FeaturePlan', 'Lite']],
    ['no such attribute', { customAttributes: ['custom:plans'] }, ['UnknownAttribute', "did you mean 'custom:plans'?"]],
  ])('report %s', (_, poolFacts, says) => {
    const message = report(rules, poolFacts);
    says.forEach(text => expect(message).toContain(text));
  });

  test.each<[string, PoolFacts, string]>([
    ['what users write through clients of other apps', { userWritableAttributes: [ROLE] }, 'as poolFacts.userWritableAttributes declares'],
    ['what providers of other apps set', { mappedAttributes: { role: ['Okta'] } }, "the identity provider 'Okta' sets it"],
    ['app clients that register themselves', { dynamicClients: {} }, 'through app clients that register themselves'],
  ])('add to a pool in the app: %s', (_, poolFacts, says) => {
    expect(new PoolApp({ client: NARROW }).report({ ...scopeOf(role()), poolFacts })).toContain(says);
  });

  test('close nothing that the app shows', () => {
    expect(new PoolApp().report({ ...scopeOf(role()), poolFacts: { userWritableAttributes: [], mappedAttributes: {} } })).toContain('Provenance');
  });

  test.each<[string, PoolFacts, string]>([
    ['the plan', { featurePlan: cognito.FeaturePlan.LITE }, "poolFacts.featurePlan: PoolFacts\n  given:   'LITE'\n  allowed: 'ESSENTIALS'"],
    ['an attribute that the pool does not have', { customAttributes: ['role', 'plan'] }, 'given:   custom:role, custom:plan\n  allowed: the custom attributes of the user pool in the app: custom:role'],
    ['an attribute that is missing', { customAttributes: [] }, 'given:   none'],
  ])('must not contradict a pool in the app: %s', (_, poolFacts, says) => {
    expect(new PoolApp({ client: NARROW }).report({ ...scopeOf(role()), poolFacts })).toContain(says);
  });

  test('may repeat what the app shows', () => {
    expect(new PoolApp({ client: NARROW }).report({ ...scopeOf(role()), poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS, customAttributes: ['role'] } })).toBe('');
  });

  test('may be about another pool of the enricher', () => {
    const app = new PoolApp({ client: NARROW });
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
    const poolFacts = { featurePlan: cognito.FeaturePlan.PLUS, userWritableAttributes: [], mappedAttributes: {} };
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, ...scopeOf(role()), poolFacts }).attachTo(userPool);
    expect(app.warnings()).toEqual([]);
  });
});

describe('dynamic client registration', () => {
  const NO_LOGIN = { ...NARROW, authFlows: {}, disableOAuth: true };
  const report = (configuration: unknown, rules = scopeOf(role())) => {
    const app = new PoolApp({ client: NO_LOGIN });
    (app.roles.node.defaultChild as CfnResource).addPropertyOverride('DcrConfiguration', configuration);
    return app.report(rules);
  };
  const firstPassword = 'when they set their first password, if it has no value yet, through app clients that register themselves (DcrConfiguration)';
  const update = 'with UpdateUserAttributes, as tokens of app clients that register themselves';

  test.each<[string, object]>([
    ['is on', { EnableStatus: 'Enabled' }],
    ['is on by default', { OpenDcrEnabled: false }],
    ['is known at deployment', { EnableStatus: { Ref: 'Status' } }],
    ['is on by a condition', { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, { EnableStatus: 'Enabled' }] }],
    ['allows all grants', { EnableStatus: 'Enabled', AuthenticatedGrantTypes: ['code', 'client_credentials'], OpenDcrGrantTypes: [] }],
  ])('opens first passwords if it %s', (_, configuration) => {
    const said = report(configuration);
    expect(said).toContain(firstPassword);
    expect(said).not.toContain('UpdateUserAttributes');
    // an app cannot narrow clients that it does not create
    expect(said).not.toContain('writeAttributes of');
  });

  test.each<[string, object]>([
    ['name the scope of administration', { AllowedScopes: ['api/read', 'aws.cognito.signin.user.admin'] }],
    ['are known at deployment', { AllowedScopes: { Ref: 'Scopes' } }],
    ['are those of a branch', { 'Fn::If': ['C', { AllowedScopes: [] }, { AllowedScopes: ['aws.cognito.signin.user.admin'] }] }],
    ['are known at deployment, as everything', { Ref: 'Registration' }],
  ])('opens updates if the allowed scopes %s', (_, configuration) => {
    expect(report(configuration)).toContain(update);
    expect(report(configuration, { scopes: [...scopeOf(role()).scopes!, ScopeRule.suppress('aws.cognito.signin.user.admin')] })).not.toContain(update);
  });

  test.each<[string, unknown]>([
    ['is off', { EnableStatus: 'Disabled' }],
    ['is left out', { Ref: 'AWS::NoValue' }],
    ['is off or left out, by a condition', { 'Fn::If': ['C', { EnableStatus: 'Disabled' }, { Ref: 'AWS::NoValue' }] }],
    ['is null', null],
    ['allows machines only', { AuthenticatedGrantTypes: ['client_credentials'], OpenDcrGrantTypes: ['client_credentials'] }],
    ['rejects all requests', { AuthenticatedGrantTypes: [], OpenDcrGrantTypes: [] }],
  ])('opens nothing if it %s', (_, configuration) => {
    expect(report(configuration)).toBe('');
  });

  test('opens sign-up if the pool allows it', () => {
    const customAttributes = { role: new cognito.StringAttribute({ mutable: false }) };
    const app = new PoolApp({ pool: { selfSignUpEnabled: true, customAttributes }, client: NO_LOGIN });
    (app.roles.node.defaultChild as CfnResource).addPropertyOverride('DcrConfiguration', { EnableStatus: 'Enabled' });
    expect(app.report(scopeOf(role()))).toContain('at sign-up, through app clients that register themselves');
  });

  test.each<[string, PoolFacts, boolean]>([
    ['with unknown scopes', { dynamicClients: {} }, true],
    ['with the scope of administration', { dynamicClients: { allowedScopes: ['aws.cognito.signin.user.admin'] } }, true],
    ['with other scopes', { dynamicClients: { allowedScopes: ['api/read'] } }, false],
  ])('can be declared in poolFacts, %s', (_, poolFacts, opensUpdates) => {
    const said = new PoolApp({ client: NO_LOGIN }).report({ ...scopeOf(role()), poolFacts });
    expect(said).toContain(firstPassword);
    expect(said.includes(update)).toBe(opensUpdates);
  });
});

describe('flows by which nobody signs in', () => {
  const report = (...flows: string[]) => {
    const app = new PoolApp({ client: { disableOAuth: true } });
    (app.roles.node.findChild('Web').node.defaultChild as cognito.CfnUserPoolClient).explicitAuthFlows = flows;
    return app.report(scopeOf(role()));
  };

  test.each(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION'])('%s opens nothing', flow => {
    expect(report(flow)).toBe('');
    expect(report(flow, 'ALLOW_REFRESH_TOKEN_AUTH')).toBe('');
    expect(report(flow, 'ALLOW_USER_AUTH')).toContain('Provenance');
  });

  describe('with a rule that adds the scope of administration', () => {
    const adds = (flows: string[], grants: string[]): string => {
      const app = new PoolApp({ client: { disableOAuth: true } });
      const client = app.roles.node.findChild('Web').node.defaultChild as cognito.CfnUserPoolClient;
      client.explicitAuthFlows = flows;
      client.allowedOAuthFlows = grants.length > 0 ? grants : undefined;
      return app.report({ scopes: [...scopeOf(role()).scopes!, ScopeRule.add('aws.cognito.signin.user.admin')] });
    };

    test.each<[string, string[], string[]]>([
      ['gets its own tokens', ['ALLOW_CLIENT_TOKEN_AUTH'], []],
      ['gets its own tokens, also by OAuth', ['ALLOW_CLIENT_TOKEN_AUTH'], ['client_credentials']],
      ['gets its own tokens, as it says twice', ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH'], []],
    ])('a client without users opens nothing: it %s', (_, flows, grants) => {
      expect(adds(flows, grants)).toBe('');
    });

    test.each<[string, string[], string[]]>([
      ['who refresh', ['ALLOW_REFRESH_TOKEN_AUTH'], []],
      ['whose tokens are exchanged', ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION'], []],
      ['who log in', ['ALLOW_CLIENT_TOKEN_AUTH'], ['code']],
      ['who sign in by default', [], []],
    ])('a client with users opens updates: those %s', (_, flows, grants) => {
      expect(adds(flows, grants)).toContain('UpdateUserAttributes');
    });
  });

  test('a flow that is not known counts as a sign-in', () => {
    expect(report('ALLOW_SOMETHING_NEW')).toContain('Provenance');
  });
});

describe('a rule about the scope of administration for one app client of the app', () => {
  const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
  const provider = { [ROLE]: 'role' };
  const federated = scopeOf(Value.federatedAttribute(ROLE, ['Okta'])).scopes!;
  const keepOthers = ScopeRule.keepOnly(Value.literal(['openid']), { standardScopes: true });
  const facts: PoolFacts = { userWritableAttributes: [ROLE] };
  const report = (more: (when: Condition) => readonly ScopeRule[], poolFacts: PoolFacts): string => {
    const app = new PoolApp({ client: NARROW, provider });
    const web = Condition.client(app.roles.node.findChild('Web') as cognito.UserPoolClient);
    return app.report({ scopes: [...federated, ...more(web)], poolFacts });
  };
  const suppressFor = (when: Condition) => [ScopeRule.suppress(ADMIN_SCOPE, { when })];
  const addFor = (when: Condition) => [ScopeRule.add(ADMIN_SCOPE, { when })];
  const registered: PoolFacts = { dynamicClients: { allowedScopes: ['api/read'] } };

  test('closes nothing for app clients of other apps, and may open it', () => {
    expect(report(suppressFor, facts)).toContain('as poolFacts.userWritableAttributes declares');
    expect(report(when => [keepOthers, ...addFor(when)], facts)).toContain('as poolFacts.userWritableAttributes declares');
    expect(report(() => [keepOthers], facts)).toBe('');
    expect(report(() => [ScopeRule.suppress(ADMIN_SCOPE)], facts)).toBe('');
    expect(report(() => [ScopeRule.suppress('openid')], facts)).toContain('as poolFacts.userWritableAttributes declares');
  });

  test('is not for an app client that registers itself', () => {
    expect(report(addFor, registered)).toBe('');
    expect(report(() => [ScopeRule.add(ADMIN_SCOPE)], registered)).toContain('UpdateUserAttributes');
    expect(report(() => [ScopeRule.add(ADMIN_SCOPE, { when: Condition.inGroup('a') })], registered)).toContain('UpdateUserAttributes');
    expect(report(suppressFor, { dynamicClients: {} })).toContain('UpdateUserAttributes');
  });
});
