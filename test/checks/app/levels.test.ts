import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, DenyRule, ScopeRule, Subject, TokenEnricher, Value } from '../../../src';
import { textsOf } from '../../support/notes';
import { NARROW, PoolApp, reportOf, scopeOf, type Layout, type Rules } from '../../support/pool-app';

const OPEN: Layout = { pool: { selfSignUpEnabled: true } };
const suppressAdmin = ScopeRule.suppress('aws.cognito.signin.user.admin');
const isJane: Rules = { deny: [DenyRule.when(Value.username().isEqualTo('jane'), 'No')] };

describe('the username', () => {
  const said = (layout: Layout, rules = isJane) => reportOf(rules, layout);

  test('is chosen by the user where people sign up with it', () => {
    const report = said(OPEN);
    expect(report).toContain('username(): people choose it when they sign up');
    expect(report).toContain('use Value.sub(), which Cognito assigns');
    expect(said({ pool: { selfSignUpEnabled: true, signInAliases: { username: true, email: true } } })).toContain('Provenance');
    expect(said(OPEN, scopeOf(Value.username()))).toContain('Provenance');
  });

  test.each<[string, Layout]>([
    ['administrators create users', { pool: { selfSignUpEnabled: false } }],
    ['people sign up with an address', { pool: { selfSignUpEnabled: true, signInAliases: { email: true } } }],
  ])('is assigned where %s', (_, layout) => {
    expect(said(layout)).toBe('');
  });

  test('as a key lets users choose the item', () => {
    const rules = (app: PoolApp) => scopeOf(app.source('s', { key: { id: Value.username() } }).attribute('role'));
    expect(reportOf(rules, OPEN)).toContain("username() -> key of the source 's': people choose it when they sign up");
    expect(reportOf(rules, { pool: { selfSignUpEnabled: false } })).toBe('');
  });

  test('as a key is a warning, which says who chooses it', () => {
    const warnings = (layout: Layout) => {
      const app = new PoolApp(layout);
      expect(app.report({ claims: [ClaimRule.set('a', app.source('s', { key: { id: Value.username() } }).attribute('a'), { usedForAuthorization: false })] })).toBe('');
      return app.warnings().filter(text => text.includes('UsernameAsKey')).join('');
    };
    expect(warnings(OPEN)).toContain('people choose their username when they sign up, so they choose the item');
    expect(warnings({})).toContain('after a user is deleted, another user can take the username');
    expect(warnings({})).not.toContain('choose');
  });

  test('of a pool of another app is not known', () => {
    const app = new PoolApp();
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), ...isJane });
    const warnings = app.warnings().join();
    expect(warnings).toContain('UnseenWriters');
    expect(warnings).toContain('use Value.sub()');
    expect(warnings).not.toContain('declare the writable attributes');
  });
});

describe('the metadata of a machine', () => {
  const sent = Value.untrustedClientMetadata('t');
  const scope = (value: Value, subjects: Subject[]): Rules => ({ scopes: [ScopeRule.addAll(Value.listOf(value), { subjects })] });

  test.each<[string, (app: PoolApp) => Value]>([
    ['itself', () => sent],
    ['as a key', app => app.source('s', { key: { id: sent } }).attribute('a')],
    ['as a part of a key', app => app.source('s', { key: { id: Value.template('t#{{metadata.t}}') } }).attribute('a')],
  ])('%s is bound by the id of the client', (_, value) => {
    const machine = reportOf(app => scope(value(app), [Subject.MACHINE]));
    expect(machine).toContain('Value.clientId()');
    expect(machine).not.toContain('Value.sub()');
    expect(reportOf(app => scope(value(app), [Subject.USER]))).toContain('Value.sub()');
  });
});

test.each(['Okta', 'Google'])("what LinkedUser offers works: users of '%s' alone have it", name => {
  const app = new PoolApp({ provider: { name: 'name' }, providerName: name });
  expect(app.report({ scopes: [ScopeRule.add('a/b', { when: Value.federatedAttribute('identities', [name]).isPresent() })] })).toBe('');
  expect(app.warnings().join()).not.toMatch(/LinkedUser|UnseenWriters|NeverActs/);
});

describe('identities', () => {
  const rules = scopeOf(Value.userAttribute('identities'));

  test('are written by the identity providers of the pool', () => {
    const report = reportOf(rules, { provider: {} });
    expect(report).toContain("userAttribute('identities'): identity providers write parts of it");
    expect(reportOf({ deny: [DenyRule.when(Value.userAttribute('identities').contains('"providerName":"Okta"'), 'No')] }, { provider: {} })).toContain('Provenance');
  });

  test('are asserted by Cognito if there are none, or for users of a provider', () => {
    expect(reportOf(rules, { client: NARROW })).toBe('');
    expect(reportOf(scopeOf(Value.federatedAttribute('identities', ['Okta'])), { provider: {} })).toBe('');
  });
});

describe('social identity providers', () => {
  const layout = (name: string): Layout => ({ client: NARROW, provider: { name: 'name', email: 'email' }, providerName: name });
  const said = (attribute: string, name: string) =>
    reportOf({ scopes: [...scopeOf(Value.federatedAttribute(attribute, [name])).scopes!, suppressAdmin] }, layout(name));

  test.each(['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'])('%s lets people edit their profile', name => {
    expect(said('name', name)).toContain(`people edit it in their profile at '${name}'`);
    expect(said('picture', name)).toContain('Provenance');
  });

  test.each(['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'])('%s does not set a custom attribute that it does not map', name => {
    expect(said('custom:role', name)).toBe('');
    expect(reportOf(scopeOf(Value.federatedAttribute('custom:role', [name])), { ...layout(name), client: {} })).toContain('UpdateUserAttributes');
  });

  test('set a custom attribute that is mapped, by the app, by facts or perhaps', () => {
    const value = Value.federatedAttribute('custom:role', ['Google']);
    const rules: Rules = { scopes: [...scopeOf(value).scopes!, suppressAdmin] };
    const edited = "people edit it in their profile at 'Google'";
    expect(reportOf(rules, { client: NARROW, provider: { 'custom:role': 'role' }, providerName: 'Google' })).toContain(edited);
    const mappedAttributes = { 'custom:role': ['Google'] };
    expect(reportOf({ ...rules, poolFacts: { mappedAttributes } }, { client: NARROW })).toContain(edited);
    const warnings = (mapping: object, otherMapping: object) => {
      const { app, stack, roles } = new PoolApp({ client: NARROW });
      [['Google', mapping], ['Okta', otherMapping]].forEach(([name, AttributeMapping]) => new CfnResource(stack, String(name), {
        type: 'AWS::Cognito::UserPoolIdentityProvider',
        properties: { UserPoolId: roles.userPoolId, ProviderName: name, ProviderType: name, ProviderDetails: {}, AttributeMapping },
      }));
      new TokenEnricher(stack, 'TokenEnricher', { userPool: roles, ...rules });
      return textsOf(app.synth()).join();
    };
    const unknown = { 'Fn::FindInMap': ['Mappings', 'Google', 'attributes'] };
    expect(warnings(unknown, {})).toContain('UnseenWriters');
    expect(warnings(unknown, { 'custom:role': 'role' })).toContain('UnseenWriters');
    expect(warnings({}, { 'custom:role': 'role' })).toBe('');
  });

  test('verify the address', () => {
    expect(said('email', 'Google')).toContain("the identity provider 'Google' sets it");
  });

  test('do not write what Cognito asserts', () => {
    expect(said('sub', 'Google')).toBe('');
  });

  test('other providers are chosen by the operator', () => {
    expect(said('name', 'Okta')).toBe('');
  });
});

describe('an app client with some identity providers', () => {
  const said = (names: readonly string[] | undefined, providers = ['Okta']): string => {
    const app = new PoolApp({ client: NARROW, provider: { 'custom:role': 'role' } });
    const client = app.roles.addClient('Wide', { supportedIdentityProviders: names?.map(name => cognito.UserPoolClientIdentityProvider.custom(name)) });
    if (!names) {
      (client.node.defaultChild as CfnResource).addPropertyDeletionOverride('SupportedIdentityProviders');
    }
    return app.report({ scopes: [ScopeRule.addAll(Value.listOf(Value.federatedAttribute('custom:role', providers)))] });
  };

  test.each<[string, readonly string[] | undefined]>([
    ['the provider', ['Okta']], ['the provider and passwords', ['COGNITO', 'Okta']], ['no list', undefined],
  ])('is a way for users of a provider to change an attribute: %s', (_, names) => {
    expect(said(names)).toContain('with UpdateUserAttributes, as tokens of Stack/Roles/Wide can have the scope');
  });

  test('is no way for users of other providers', () => {
    expect(said(['COGNITO'])).toBe('');
    expect(said(['Google', 'COGNITO'])).toBe('');
  });

  test.each<[string, boolean]>([['Entra', false], ['Okta', true]])('counts a provider that it refers to: %s', (name, isOpen) => {
    const app = new PoolApp({ client: NARROW, provider: {} });
    const provider = new cognito.CfnUserPoolIdentityProvider(app.stack, 'Referred', {
      userPoolId: app.roles.userPoolId, providerName: name, providerType: 'OIDC', providerDetails: {}, attributeMapping: {},
    });
    app.roles.addClient('Wide', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom(provider.ref)] });
    expect(app.report(scopeOf(Value.federatedAttribute('custom:role', ['Okta']))).includes('Stack/Roles/Wide')).toBe(isOpen);
  });

  test('counts if the name of the provider is only known at deployment', () => {
    const app = new PoolApp({ client: NARROW, provider: {} });
    const provider = new cognito.CfnUserPoolIdentityProvider(app.stack, 'Referred', {
      userPoolId: app.roles.userPoolId, providerName: new CfnParameter(app.stack, 'Name').valueAsString, providerType: 'OIDC', providerDetails: {}, attributeMapping: {},
    });
    app.roles.addClient('Wide', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom(provider.ref)] });
    expect(app.report(scopeOf(Value.federatedAttribute('custom:role', ['Okta'])))).toContain('Stack/Roles/Wide');
  });

  test('is named among those that are a way', () => {
    const app = new PoolApp({ provider: {} });
    app.roles.addClient('Passwords', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO] });
    const report = app.report(scopeOf(Value.federatedAttribute('custom:role', ['Okta'])));
    expect(report).toContain('as tokens of Stack/Roles/Web can have');
    expect(report).not.toContain('Stack/Roles/Passwords');
  });
});

describe('a provider that the pool does not have', () => {
  const rules = (name: string): Rules => ({ claims: [ClaimRule.set('a', Value.federatedAttribute('name', [name]), { usedForAuthorization: false })] });

  test('is an error, with the name that was meant', () => {
    const report = reportOf(rules('Otka'), { provider: {} });
    ['claims[0].value: UnknownProvider', "'Otka', did you mean 'Okta'?", 'an identity provider of the user pool: Okta'].forEach(text => expect(report).toContain(text));
    expect(reportOf({ claims: [ClaimRule.set('a', Value.idpList('custom:role', ['okta']), { usedForAuthorization: false })] }, { provider: {} })).toContain('UnknownProvider');
    expect(reportOf(rules('Okta'))).toContain('no identity provider: the user pool has none');
  });

  test.each<[string, Rules, Layout]>([
    ['it has the provider', rules('Okta'), { provider: {} }],
    ['the facts name it', { ...rules('Okta'), poolFacts: { mappedAttributes: { name: ['Okta'] } } }, {}],
    ['the app does not show its clients', rules('Okta'), { noClient: true }],
  ])('is none if %s', (_, given, layout) => {
    expect(reportOf(given, layout)).toBe('');
  });

  test('may be a provider of another pool of the enricher', () => {
    const app = new PoolApp({ provider: {} });
    const other = new cognito.UserPool(app.stack, 'Second');
    other.addClient('App');
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool: other, ...rules('Okta') }).attachTo(app.roles);
    expect(() => app.app.synth()).not.toThrow();
  });
});

describe('an address that nobody can write', () => {
  const scope = (value: Value): Rules => ({ scopes: [ScopeRule.add('a/b', { when: value.endsWith('@example.com') })] });

  test.each<[string, Value]>([['e-mail', Value.email()], ['phone', Value.userAttribute('phone_number')]])('%s is controlled by the operator', (_, value) => {
    expect(reportOf(scope(value), { client: NARROW })).toBe('');
  });

  test.each<[string, Layout]>([
    ['a client can write it', {}],
    ['a client can write it, and people sign up', { pool: { selfSignUpEnabled: true } }],
    ['the app shows no client', { noClient: true }],
    ['a provider sets it', { client: NARROW, provider: { email: 'mail' } }],
  ])('is not if %s', (_, layout) => {
    expect(reportOf(scope(Value.email()), layout)).toContain('Provenance');
  });

  test('is written through clients that the app does not show, if it shows none', () => {
    const report = reportOf(scope(Value.email()), { noClient: true });
    expect(report).toContain('email(): users can write it with UpdateUserAttributes, as tokens of app clients that the app does not show can have');
    expect(reportOf(scope(Value.email()), {})).not.toContain('does not show');
  });
});

test('an attribute that several identity providers map, in the app and in poolFacts, names each of them once', () => {
  const app = new PoolApp({ client: NARROW, provider: { 'custom:role': 'role' } });
  new cognito.CfnUserPoolIdentityProvider(app.stack, 'Corporate', {
    userPoolId: app.roles.userPoolId, providerName: 'Corporate', providerType: 'SAML', providerDetails: {}, attributeMapping: { 'custom:role': 'r', 'name': 'n' },
  });
  const report = app.report({ ...scopeOf(Value.userAttribute('custom:role')), poolFacts: { mappedAttributes: { role: ['Okta', 'Other'] } } });
  expect(report).toContain("the identity provider 'Okta' and 'Corporate' and 'Other' sets it");
  expect(report).toContain("use Value.federatedAttribute('custom:role', ['Okta', 'Corporate', 'Other'])");
});
