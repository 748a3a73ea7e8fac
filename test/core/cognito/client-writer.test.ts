import { clientWriter, registeredClients, type ClientSettings } from '../../../src/core/cognito/client-writer';

const either = (...lists: readonly unknown[]): object => ({ 'Fn::If': ['Condition', ...lists] });
const NO_VALUE = { Ref: 'AWS::NoValue' };
const PARAMETER = { Ref: 'Parameter' };
const REFRESH_ONLY = ['ALLOW_REFRESH_TOKEN_AUTH'];

describe('the attributes that an app client writes', () => {
  test.each<[string, unknown, object]>([
    ['unset', undefined, {}],
    ['empty', [], {}],
    ['removed', NO_VALUE, {}],
    ['a list', ['locale'], { writes: ['locale'] }],
    ['either of two lists', either(['locale', 'name'], ['name', 'custom:role']), { writes: ['locale', 'name', 'custom:role'] }],
    ['one of three lists', either(['locale'], either(['name'], ['email'])), { writes: ['locale', 'name', 'email'] }],
    ['a list, or all', either(['locale'], NO_VALUE), {}],
    ['all, or a verification flag', either([], ['locale', 'email_verified']), { flags: ['email_verified'] }],
    ['a list, or a parameter', either(['locale'], PARAMETER), { isUnknown: true }],
    ['a list with a parameter in it', ['locale', PARAMETER], { isUnknown: true }],
    ['a parameter', PARAMETER, { isUnknown: true }],
    ['no list', 'locale', { isUnknown: true }],
    ['no branches', { 'Fn::If': 'locale' }, { isUnknown: true }],
  ])('%s', (_, WriteAttributes, expected) => {
    const { writes, flags, isUnknown } = clientWriter('Web', { WriteAttributes });
    expect({ ...writes && { writes }, ...flags && { flags }, ...isUnknown && { isUnknown } }).toEqual(expected);
  });
});

describe('the ways in which users of an app client sign in', () => {
  const LOGIN: ClientSettings = { ExplicitAuthFlows: REFRESH_ONLY, AllowedOAuthFlows: ['code'] };
  test.each<[string, ClientSettings, { readonly signsIn: boolean; readonly hasAdminScope: boolean }]>([
    ['the default flows', {}, { signsIn: true, hasAdminScope: true }],
    ['a refresh only', { ExplicitAuthFlows: REFRESH_ONLY }, { signsIn: false, hasAdminScope: false }],
    ['a refresh, in both branches', { ExplicitAuthFlows: either(REFRESH_ONLY, REFRESH_ONLY) }, { signsIn: false, hasAdminScope: false }],
    ['a refresh, or the default flows', { ExplicitAuthFlows: either(REFRESH_ONLY, NO_VALUE) }, { signsIn: true, hasAdminScope: true }],
    ['a refresh, or a password', { ExplicitAuthFlows: either(REFRESH_ONLY, ['ALLOW_USER_SRP_AUTH']) }, { signsIn: true, hasAdminScope: true }],
    ['a flow that only the deployment knows', { ExplicitAuthFlows: [PARAMETER] }, { signsIn: true, hasAdminScope: true }],
    ['managed login', LOGIN, { signsIn: true, hasAdminScope: false }],
    ['managed login, or tokens of machines', { ...LOGIN, AllowedOAuthFlows: either(['client_credentials'], ['code']) }, { signsIn: true, hasAdminScope: false }],
    ['tokens of machines, in both branches', { ...LOGIN, AllowedOAuthFlows: either(['client_credentials'], []) }, { signsIn: false, hasAdminScope: false }],
    ['managed login with the scope', { ...LOGIN, AllowedOAuthScopes: ['aws.cognito.signin.user.admin'] }, { signsIn: true, hasAdminScope: true }],
    ['managed login with the scope in a branch', { ...LOGIN, AllowedOAuthScopes: either(['openid'], ['aws.cognito.signin.user.admin']) }, { signsIn: true, hasAdminScope: true }],
    ['managed login without the scope', { ...LOGIN, AllowedOAuthScopes: either(['openid'], ['api/read']) }, { signsIn: true, hasAdminScope: false }],
    ['managed login with unknown scopes', { ...LOGIN, AllowedOAuthScopes: PARAMETER }, { signsIn: true, hasAdminScope: true }],
    ['a provider only', { ...LOGIN, SupportedIdentityProviders: ['Okta'] }, { signsIn: false, hasAdminScope: false }],
    ['a provider and passwords', { ...LOGIN, SupportedIdentityProviders: ['Okta', 'COGNITO'] }, { signsIn: true, hasAdminScope: false }],
    ['managed login with a scope that is a reference', { ...LOGIN, AllowedOAuthScopes: ['openid', PARAMETER] }, { signsIn: true, hasAdminScope: true }],
    ['managed login with a scope of a referenced server', { ...LOGIN, AllowedOAuthScopes: [{ 'Fn::Join': ['', [PARAMETER, '/read']] }] }, { signsIn: true, hasAdminScope: false }],
    ['a provider, in both branches', { ...LOGIN, SupportedIdentityProviders: either(['Okta'], ['Entra']) }, { signsIn: false, hasAdminScope: false }],
    ['a provider, or a password', { ...LOGIN, SupportedIdentityProviders: either(['Okta'], ['COGNITO']) }, { signsIn: true, hasAdminScope: false }],
    ['a provider that only the deployment knows', { ...LOGIN, SupportedIdentityProviders: [PARAMETER] }, { signsIn: true, hasAdminScope: false }],
  ])('%s', (_, settings, expected) => {
    expect(clientWriter('Web', settings)).toMatchObject(expected);
  });
});

test.each<[string, ClientSettings, readonly string[] | undefined]>([
  ['passwords', { SupportedIdentityProviders: ['COGNITO'] }, ['COGNITO']],
  ['a provider and passwords', { SupportedIdentityProviders: ['Okta', 'COGNITO'] }, ['Okta', 'COGNITO']],
  ['one of two lists', { SupportedIdentityProviders: either(['COGNITO'], ['COGNITO', 'Okta']) }, ['COGNITO', 'Okta']],
  ['no list', {}, undefined],
  ['an empty list', { SupportedIdentityProviders: [] }, undefined],
  ['a list, or none', { SupportedIdentityProviders: either(['COGNITO'], NO_VALUE) }, undefined],
  ['a provider that only the deployment knows', { SupportedIdentityProviders: ['COGNITO', PARAMETER] }, undefined],
  ['users of other app clients', { SupportedIdentityProviders: ['COGNITO'], ExplicitAuthFlows: ['ALLOW_TOKEN_EXCHANGE_DELEGATION'] }, undefined],
  ['flows that only the deployment knows', { SupportedIdentityProviders: ['COGNITO'], ExplicitAuthFlows: PARAMETER }, undefined],
  ['a flow that only the deployment knows', { SupportedIdentityProviders: ['COGNITO'], ExplicitAuthFlows: [PARAMETER] }, undefined],
  ['passwords by the API', { SupportedIdentityProviders: ['COGNITO'], ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }, ['COGNITO']],
])('the identity providers of an app client with %s', (_, settings, expected) => {
  expect(clientWriter('Web', settings).signsInWith).toEqual(expected);
});

test.each<[string, ClientSettings, boolean]>([
  ['tokens of the client', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] }, true],
  ['tokens of the client, by the API and OAuth', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], AllowedOAuthFlows: ['client_credentials'] }, true],
  ['tokens of the client, and no grant', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], AllowedOAuthFlows: [] }, true],
  ['tokens of the client, in both branches', { ExplicitAuthFlows: either(['ALLOW_CLIENT_TOKEN_AUTH'], ['ALLOW_CLIENT_TOKEN_AUTH']) }, true],
  ['tokens of the client, or a refresh', { ExplicitAuthFlows: either(['ALLOW_CLIENT_TOKEN_AUTH'], REFRESH_ONLY) }, false],
  ['the default flows', {}, false],
  ['a refresh only', { ExplicitAuthFlows: REFRESH_ONLY }, false],
  ['managed login', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], AllowedOAuthFlows: ['code'] }, false],
  ['unknown grants', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], AllowedOAuthFlows: PARAMETER }, false],
])('whether an app client with %s has no users', (_, settings, expected) => {
  expect(clientWriter('Web', settings).hasNoUsers === true).toBe(expected);
});

describe('app clients that register themselves', () => {
  test.each<[string, Parameters<typeof registeredClients>[0], boolean | undefined]>([
    ['without settings', {}, false],
    ['turned off', { EnableStatus: 'Disabled' }, undefined],
    ['for machines only', { AuthenticatedGrantTypes: ['client_credentials'], OpenDcrGrantTypes: [] }, undefined],
    ['for machines, or for users', { AuthenticatedGrantTypes: either(['client_credentials'], ['code']), OpenDcrGrantTypes: [] }, false],
    ['with the scope', { AllowedScopes: ['aws.cognito.signin.user.admin'] }, true],
    ['with scopes of an API', { AllowedScopes: either(['api/read'], []) }, false],
    ['with the scope in a branch', { AllowedScopes: either(['api/read'], ['aws.cognito.signin.user.admin']) }, true],
    ['with unknown scopes', { AllowedScopes: PARAMETER }, true],
  ])('%s', (_, settings, hasAdminScope) => {
    expect(registeredClients(settings)?.hasAdminScope).toBe(hasAdminScope);
  });
});
