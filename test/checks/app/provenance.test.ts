import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, DenyRule, GroupRule, IdpGroups, RuleMode, ScopeRule, Subject, TokenType, Value } from '../../../src';
import { NARROW, PoolApp, reportOf, role, ROLE, scopeOf, type Layout, type Rules } from '../../support/pool-app';

const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
const FIXES = {
  narrow: 'remove it from the writeAttributes of the app clients',
  suppress: "prevent users from changing their attributes: ScopeRule.suppress('aws.cognito.signin.user.admin')",
  federated: "use Value.federatedAttribute('custom:role', ['Okta'])",
  both: "use Value.federatedAttribute('custom:role', ['Okta']), and ScopeRule.suppress('aws.cognito.signin.user.admin')",
  table: 'keep it in a table with Value.sub() as the key',
  trusted: "state why users cannot write it: .assumeTrusted('...'), or trustedAttributes: { 'custom:role': '...' }",
};
const fixesIn = (report: string): string[] => report.split('\n').filter(line => line.includes('- ')).map(line => line.trim().slice(2).replace(/: writeAttributes.*/, '').replace(/, and read.*/, '')).sort();
const NO_SIGN_IN = { authFlows: {}, oAuth: { scopes: [cognito.OAuthScope.OPENID], flows: { authorizationCodeGrant: true } } };
const suppressAdmin = ScopeRule.suppress(ADMIN_SCOPE);

describe('a default pool and client', () => {
  test('users can write custom attributes with their first password and with UpdateUserAttributes', () => {
    const report = reportOf(scopeOf(role()));
    expect(report).toContain('scopes[0].value: Provenance');
    expect(report).toContain("userAttribute('custom:role'): users can write it with UpdateUserAttributes, as tokens of Stack/Roles/Web can have the scope aws.cognito.signin.user.admin; "
      + 'when they set their first password, if it has no value yet, through Stack/Roles/Web');
    expect(report).toContain('allowed: a value that the operator controls, as the rule decides about scopes');
    expect(fixesIn(report)).toEqual([FIXES.table, FIXES.trusted, FIXES.narrow].sort());
  });

  test('the list of writable attributes in the fix is complete', () => {
    expect(reportOf(scopeOf(role()))).toContain('writeAttributes of Stack/Roles/Web: address, birthdate, email, family_name, gender, given_name, locale, middle_name, name, '
      + 'nickname, phone_number, picture, preferred_username, profile, updated_at, website, zoneinfo\n');
    expect(reportOf(scopeOf(role()), { client: { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ nickname: true }).withCustomAttributes('role') } }))
      .toContain('writeAttributes of Stack/Roles/Web: nickname\n');
  });

  test('an immutable attribute can be written at sign-up and with the first password', () => {
    const customAttributes = { role: new cognito.StringAttribute({ mutable: false }) };
    const report = reportOf(scopeOf(role()), { pool: { selfSignUpEnabled: true, customAttributes } });
    expect(report).toContain('users can write it at sign-up, through Stack/Roles/Web; when they set their first password');
    expect(report).not.toContain('UpdateUserAttributes');
  });

  test.each<[string, Rules, Layout]>([
    ['narrowing what the client may write', scopeOf(role()), { client: NARROW }],
    ['a reason', scopeOf(role().assumeTrusted('set by the billing system')), {}],
    ['a reason for the attribute', { ...scopeOf(role()), trustedAttributes: { [ROLE]: 'set by the billing system' } }, {}],
  ])('nothing is reported after %s', (_, rules, layout) => {
    expect(reportOf(rules, layout)).toBe('');
  });

  test('nothing is reported for a table with sub as its key', () => {
    expect(reportOf(app => scopeOf(app.source().attribute('role')))).toBe('');
  });

  test('every client counts, whatever its stack, L1 clients too', () => {
    const app = new PoolApp({ client: NARROW });
    const far = new Stack(app.app, 'Far');
    new cognito.CfnUserPoolClient(far, 'Mobile', { userPoolId: app.roles.userPoolId, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    const report = app.report(scopeOf(role()));
    expect(report).toContain('tokens of Far/Mobile can have the scope');
    expect(report).not.toContain('Stack/Roles/Web');
  });

  test('overrides count', () => {
    const app = new PoolApp({ client: NARROW });
    (app.roles.node.findChild('Web').node.defaultChild as cognito.CfnUserPoolClient).addPropertyDeletionOverride('WriteAttributes');
    expect(app.report(scopeOf(role()))).toContain('Provenance');
  });
});

describe('a client that lets no user choose a password', () => {
  const layout: Layout = { client: { ...NO_SIGN_IN, supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Okta')] } };
  const scopes = [cognito.OAuthScope.OPENID, cognito.OAuthScope.COGNITO_ADMIN];
  const withAdmin: Layout = { client: { ...layout.client, oAuth: { scopes, flows: { authorizationCodeGrant: true } } } };
  const refreshOnly = (app: PoolApp): PoolApp => {
    (app.roles.node.findChild('Web').node.defaultChild as cognito.CfnUserPoolClient).explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    return app;
  };

  test('and whose tokens cannot change attributes has no write path', () => {
    expect(refreshOnly(new PoolApp(layout)).report(scopeOf(role()))).toBe('');
  });

  test('an empty list of providers is the default, and lets users sign in', () => {
    const app = refreshOnly(new PoolApp(layout));
    (app.roles.node.findChild('Web').node.defaultChild as cognito.CfnUserPoolClient).addPropertyOverride('SupportedIdentityProviders', []);
    expect(app.report(scopeOf(role()))).toContain('when they set their first password');
  });

  test('and whose tokens can has one, which a rule can close', () => {
    const report = refreshOnly(new PoolApp(withAdmin)).report(scopeOf(role()));
    expect(fixesIn(report)).toEqual([FIXES.narrow, FIXES.suppress, FIXES.table, FIXES.trusted].sort());
    expect(refreshOnly(new PoolApp(withAdmin)).report({ scopes: [...scopeOf(role()).scopes!, suppressAdmin] })).toBe('');
  });

  test.each<[string, Rules['scopes']]>([
    ['in shadow', [ScopeRule.suppress(ADMIN_SCOPE, { mode: RuleMode.SHADOW })]],
    ['with a condition', [ScopeRule.suppress(ADMIN_SCOPE, { when: Condition.inGroup('x') })]],
    ['for machines', [ScopeRule.suppress(ADMIN_SCOPE, { subjects: [Subject.MACHINE] })]],
    ['of resource scopes alone', [ScopeRule.keepOnly(Value.literal(['openid']))]],
    ['that keeps the scope', [ScopeRule.keepOnly(Value.literal([ADMIN_SCOPE]), { standardScopes: true })]],
  ])('a rule %s does not close it', (_, rules) => {
    expect(refreshOnly(new PoolApp(withAdmin)).report({ scopes: [...scopeOf(role()).scopes!, ...rules!] })).toContain('UpdateUserAttributes');
  });

  test('a rule that adds the scope opens it, whichever requested scopes are kept', () => {
    const added = [...scopeOf(role()).scopes!, ScopeRule.add(ADMIN_SCOPE)];
    const kept = ScopeRule.keepOnly(Value.literal(['openid']), { standardScopes: true });
    const report = refreshOnly(new PoolApp(layout)).report({ scopes: added });
    expect(report).toContain('UpdateUserAttributes');
    expect(report).toContain(`${FIXES.suppress}, instead of the rule that adds it`);
    expect(refreshOnly(new PoolApp(layout)).report({ scopes: [...added, kept] })).toContain('UpdateUserAttributes');
    expect(refreshOnly(new PoolApp(layout)).report({ scopes: [...scopeOf(role()).scopes!, ScopeRule.add(ADMIN_SCOPE, { when: Condition.inGroup('x') })] })).toContain('UpdateUserAttributes');
  });

  test('scopes of resource servers and providers by reference are no write path', () => {
    const app = new PoolApp({ provider: {}, noClient: true });
    const server = app.roles.addResourceServer('Api', { identifier: 'api', scopes: [{ scopeName: 'read', scopeDescription: 'x' }] });
    const scope = cognito.OAuthScope.resourceServer(server, { scopeName: 'read', scopeDescription: 'x' });
    const client = app.roles.addClient('Web', { ...NO_SIGN_IN, oAuth: { scopes: [cognito.OAuthScope.OPENID, scope], flows: { authorizationCodeGrant: true } } });
    const resource = client.node.defaultChild as cognito.CfnUserPoolClient;
    resource.supportedIdentityProviders = [(app.stack.node.findChild('Okta') as cognito.CfnUserPoolIdentityProvider).ref];
    expect(refreshOnly(app).report(scopeOf(role()))).toBe('');
  });

  test('a rule for the client, or one that keeps only other scopes, closes it', () => {
    const app = refreshOnly(new PoolApp(withAdmin));
    const web = app.roles.node.findChild('Web') as cognito.UserPoolClient;
    expect(app.report({ scopes: [...scopeOf(role()).scopes!, ScopeRule.suppress(ADMIN_SCOPE, { when: Condition.client(web) })] })).toBe('');
    expect(refreshOnly(new PoolApp(withAdmin)).report({ scopes: [...scopeOf(role()).scopes!, ScopeRule.keepOnly(Value.literal(['openid']), { standardScopes: true })] })).toBe('');
  });
});

describe('a pool whose attribute is mapped from an identity provider', () => {
  const provider = { [ROLE]: 'role' };

  test('is reported with the fixes that do not break sign-in', () => {
    expect(fixesIn(reportOf(scopeOf(role()), { provider }))).toEqual([FIXES.both, FIXES.table, FIXES.trusted].sort());
  });

  test('nothing is reported after each fix', () => {
    const federated = Value.federatedAttribute(ROLE, ['Okta']);
    expect(reportOf({ scopes: [...scopeOf(federated).scopes!, suppressAdmin] }, { provider })).toBe('');
    expect(reportOf(scopeOf(role().assumeTrusted('the provider is ours')), { provider })).toBe('');
    expect(reportOf(app => scopeOf(app.source().attribute('role')), { provider })).toBe('');
  });

  test('a read-only attribute is not enough: the provider can write any value', () => {
    const report = reportOf({ scopes: [...scopeOf(role()).scopes!, suppressAdmin] }, { provider, client: NARROW });
    expect(report).toContain("userAttribute('custom:role'): the identity provider 'Okta' sets it");
    expect(fixesIn(report)).toEqual([FIXES.federated, FIXES.table, FIXES.trusted].sort());
  });

  test('a federated attribute that users can change afterwards counts as user-written', () => {
    const report = reportOf(scopeOf(Value.federatedAttribute(ROLE, ['Okta'])), { provider });
    expect(report).toContain('users can write it with UpdateUserAttributes');
    expect(report).not.toContain('first password');
    // a client that cannot write mapped attributes could not sign users in
    expect(fixesIn(report)).toEqual([FIXES.suppress, FIXES.table, FIXES.trusted].sort());
  });

  test('a list from the provider is bound to it in the same way', () => {
    const groups = (value: Value): Rules => ({ groups: [GroupRule.set({ groups: value, iamRoles: Value.listOf() })] });
    expect(fixesIn(reportOf(groups(Value.idpList(ROLE)), { provider })))
      .toEqual(["use Value.idpList('custom:role', ['Okta']), and ScopeRule.suppress('aws.cognito.signin.user.admin')", FIXES.table, FIXES.trusted].sort());
    expect(reportOf({ ...groups(Value.idpList(ROLE, ['Okta'])), scopes: [suppressAdmin] }, { provider })).toBe('');
  });

  test('groups of IdpGroups are controlled by the provider, once users cannot change the attribute', () => {
    const rules = { groups: IdpGroups.of({ attribute: ROLE, providers: ['Okta'], names: { a: 'b' } }).rules() };
    expect(reportOf(rules, { provider })).toContain("idpList('custom:role', Okta): users can write it with UpdateUserAttributes");
    expect(reportOf({ ...rules, scopes: [suppressAdmin] }, { provider })).toBe('');
  });

  test('a verification mapped from the provider is controlled by the provider', () => {
    expect(reportOf({ deny: [DenyRule.when(Value.verifiedEmail().endsWith('@x.com'), 'No')] }, { provider: { email_verified: 'email_verified' } }))
      .toContain("verifiedEmail(): the identity provider 'Okta' sets it");
  });
});

test('the fixes never remove a required attribute from the writable attributes', () => {
  const layout: Layout = { pool: { standardAttributes: { profilePage: { required: true, mutable: true } } } };
  const report = reportOf(scopeOf(Value.userAttribute('profile')), layout);
  expect(fixesIn(report)).toEqual([FIXES.table, FIXES.trusted.replace('custom:role', 'profile')].sort());
});

describe('addresses', () => {
  test.each<[string, Value, string]>([
    ['e-mail', Value.email(), 'use Value.verifiedEmail()'],
    ['phone', Value.userAttribute('phone_number'), 'use Value.verifiedPhoneNumber()'],
  ])('of %s are controlled by the user until they are verified', (_, value, fix) => {
    expect(reportOf({ groups: [GroupRule.set({ groups: value.split(','), iamRoles: Value.listOf() })] })).toContain(fix);
  });

  test('no fix suggests the verified address if a provider sets the verification', () => {
    const rules = { deny: [DenyRule.when(Value.email().endsWith('@x.com'), 'No')] };
    expect(reportOf(rules)).toContain('use Value.verifiedEmail()');
    expect(reportOf(rules, { provider: { email_verified: 'email_verified' } })).not.toContain('use Value.verifiedEmail()');
  });

  test.each<[string, Value]>([
    ['an e-mail', Value.federatedAttribute('email', ['Okta'])],
    ['the domain of an e-mail', Value.federatedAttribute('email', ['Okta']).after('@')],
    ['a phone number', Value.federatedAttribute('phone_number', ['Okta'])],
  ])('no fix suggests the verified address for %s of a provider, which is never verified', (_, value) => {
    const report = reportOf(scopeOf(value), { provider: { email: 'email', phone_number: 'phone' } });
    expect(report).toContain('federatedAttribute(');
    expect(report).not.toContain('use Value.verified');
    expect(report).toContain(FIXES.table);
  });

  test('the verified address is a fix for the users of the pool, too, where a provider maps the address', () => {
    expect(reportOf(scopeOf(Value.email()), { provider: { email: 'email' } })).toContain('use Value.verifiedEmail()');
  });

  test('that are verified are not reported', () => {
    expect(reportOf({ deny: [DenyRule.when(Condition.none(Value.verifiedEmail().endsWith('@example.com')), 'No')] })).toBe('');
  });

  test('are controlled by the user if a client can write the verification', () => {
    const client = { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }) };
    expect(reportOf({ deny: [DenyRule.when(Value.verifiedEmail().endsWith('x'), 'No')] }, { client })).toContain('verifiedEmail(): users can write it');
  });
});

describe('access decisions', () => {
  const LOCALE = Value.userAttribute('locale');
  const IS = LOCALE.isEqualTo('x');
  const OTHER = Value.sub();

  test.each<[string, Rules, string]>([
    ['the condition of a scope', { scopes: [ScopeRule.add('a', { when: IS })] }, 'scopes[0].when'],
    ['a part of a scope', { scopes: [ScopeRule.add('{{user.locale}}')] }, 'scopes[0].template'],
    ['when a scope is taken away', { scopes: [ScopeRule.suppress('a', { when: IS })] }, 'scopes[0].when'],
    ['which scopes stay', { scopes: [ScopeRule.keepOnly(Value.listOf(LOCALE))] }, 'scopes[0].value'],
    ['groups', { groups: [GroupRule.set({ groups: Value.listOf(LOCALE), iamRoles: Value.listOf() })] }, 'groups[0].groups'],
    ['roles', { groups: [GroupRule.set({ iamRoles: Value.listOf(LOCALE) })] }, 'groups[0].iamRoles'],
    ['a denial', { deny: [DenyRule.when(IS, 'No')] }, 'deny[0].condition'],
    ['a claim that authorizes', { claims: [ClaimRule.set('a', LOCALE, { usedForAuthorization: true })] }, 'claims[0].value'],
    ['the condition of such a claim', { claims: [ClaimRule.set('a', OTHER, { usedForAuthorization: true, when: IS })] }, 'claims[0].when'],
    ['another rule of such a claim', { claims: [ClaimRule.set('a', OTHER, { usedForAuthorization: true }), ClaimRule.suppress('a', { when: IS })] }, 'claims[1].when'],
    ['who the user is', { claims: [ClaimRule.set('preferred_username', LOCALE)] }, 'claims[0].value'],
    ['a fallback', scopeOf(Value.verifiedEmail().orElse(LOCALE)), 'scopes[0].value'],
    ['the key of a map', scopeOf(LOCALE.lookup({ a: 'b' })), 'scopes[0].value'],
    ['the condition of a choice', scopeOf(Value.choose(IS, OTHER, OTHER)), 'scopes[0].value'],
    ['the condition of a list', scopeOf(Value.groups().filter(Value.element().isEqualToValue(LOCALE)).first()), 'scopes[0].value'],
  ])('%s', (_, rules, path) => {
    expect(reportOf(rules)).toContain(`${path}: Provenance`);
  });

  test.each<[string, Rules]>([
    ['decoration in the ID token', { claims: [ClaimRule.set('pet', LOCALE, { tokens: [TokenType.ID] })] }],
    ['a claim that does not authorize', { claims: [ClaimRule.set('role', role(), { usedForAuthorization: false })] }],
    ['a rule in shadow', { scopes: [ScopeRule.add('a', { when: IS, mode: RuleMode.SHADOW })] }],
    ['a disabled rule', { deny: [DenyRule.when(IS, 'No', { mode: RuleMode.DISABLED })] }],
    ['groups, clients and scopes that were granted', { scopes: [ScopeRule.add('a', { when: Condition.all(Condition.inGroup('x'), Condition.hasScope('b'), Condition.clientId('c')) }), ScopeRule.addAll(Value.scopes())] }],
    ['who Amazon Cognito says it is', { deny: [DenyRule.when(Value.username().startsWith('test-'), 'No')], groups: [GroupRule.set({ groups: Value.listOf(Value.sub()), iamRoles: Value.listOf() })] }],
    ['constants and the time', { scopes: [ScopeRule.add('a', { when: Value.now().isGreaterThan(5) })] }],
  ])('is not %s', (_, rules) => {
    expect(reportOf(rules)).toBe('');
  });
});
