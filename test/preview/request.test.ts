import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, Condition, ScopeRule, Subject, TriggerSource, Value, type PreviewProps, type TokenPreview } from '../../src';
import { errorOf, TestApp } from '../support/app';

const ALL_SCOPES = 'profile phone email openid aws.cognito.signin.user.admin';

/** App clients of each kind. */
class ClientsApp extends TestApp {
  public readonly server = this.userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [{ scopeName: 'read', scopeDescription: 'read' }] });
  private readonly read = cognito.OAuthScope.resourceServer(this.server, { scopeName: 'read', scopeDescription: 'read' });
  public readonly web = this.userPool.addClient('Web');
  public readonly narrow = this.userPool.addClient('Narrow', { oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID, this.read] } });
  public readonly batch = this.userPool.addClient('Batch', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [this.read] } });
  public readonly machines = new cognito.CfnUserPoolClient(this.stack, 'Machines', {
    userPoolId: this.userPool.userPoolId, explicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['client_credentials'],
  });
  public readonly native = this.userPool.addClient('Native', { disableOAuth: true, authFlows: { userSrp: true } });
  public readonly refresh = new cognito.CfnUserPoolClient(this.stack, 'Refresh', { userPoolId: this.userPool.userPoolId, explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
  public readonly corporate = this.userPool.addClient('Corporate', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('AcmeAD')] });

  constructor() {
    super();
    new cognito.CfnUserPoolIdentityProvider(this.stack, 'AcmeAD', { userPoolId: this.userPool.userPoolId, providerName: 'AcmeAD', providerType: 'OIDC', providerDetails: {} });
    new cognito.CfnUserPoolIdentityProvider(this.stack, 'Google', { userPoolId: this.userPool.userPoolId, providerName: 'Google', providerType: 'Google', providerDetails: {} });
    new cognito.CfnUserPoolGroup(this.stack, 'Staff', { userPoolId: this.userPool.userPoolId, groupName: 'staff' });
  }

  public preview(props: PreviewProps): TokenPreview {
    return this.enricher({ claims: [ClaimRule.set('source', Value.triggerSource(), { subjects: [Subject.USER, Subject.MACHINE] })] }).preview(props);
  }
}

describe('without other settings, a request is as usual for its app client', () => {
  test.each<[keyof ClientsApp, string, string]>([
    ['web', 'TokenGeneration_HostedAuth', ALL_SCOPES],
    ['narrow', 'TokenGeneration_HostedAuth', 'openid orders/read'],
    ['batch', 'TokenGeneration_ClientCredentials', 'orders/read'],
    ['native', 'TokenGeneration_Authentication', 'aws.cognito.signin.user.admin'],
  ])('%s', (client, source, scope) => {
    const app = new ClientsApp();
    expect(app.preview({ client: app[client] as cognito.UserPoolClient }).accessToken).toMatchObject({ source, scope });
  });

  test('a machine token has no ID token', () => {
    const app = new ClientsApp();
    expect(app.preview({ client: app.batch }).idToken).toBeUndefined();
  });

  test('an app client by its id, and one of another app, sign in on the managed login page with openid', () => {
    const app = new ClientsApp();
    const imported = cognito.UserPoolClient.fromUserPoolClientId(app.stack, 'Imported', 'abc');
    expect(app.preview({ clientId: 'abc' }).accessToken).toMatchObject({ source: 'TokenGeneration_HostedAuth', scope: 'openid' });
    expect(new ClientsApp().preview({ client: imported }).accessToken).toMatchObject({ source: 'TokenGeneration_HostedAuth', scope: 'openid', client_id: 'abc' });
  });

  test('a client whose flows are not turned on has none, and an empty list of providers is the default', () => {
    const app = new ClientsApp();
    const { userPoolId } = app.userPool;
    const client = new cognito.CfnUserPoolClient(app.stack, 'Off', { userPoolId, allowedOAuthFlows: ['code'], allowedOAuthScopes: ['openid'], supportedIdentityProviders: [] });
    expect(app.preview({ client }).accessToken).toMatchObject({ source: 'TokenGeneration_Authentication', scope: 'aws.cognito.signin.user.admin' });
    expect(new ClientsApp().preview({ identityProvider: 'Google' }).accessToken).toBeDefined();
    const social = new ClientsApp();
    const any = new cognito.CfnUserPoolClient(social.stack, 'Any', { userPoolId: social.userPool.userPoolId, supportedIdentityProviders: [] });
    expect(social.preview({ client: any, identityProvider: 'Google', triggerSource: TriggerSource.REFRESH_TOKENS }).accessToken).toBeDefined();
  });

  test('scopes that are only known at deployment are openid', () => {
    const app = new TestApp();
    const parameter = new cognito.CfnUserPoolClient(app.stack, 'Client', {
      userPoolId: app.userPool.userPoolId, allowedOAuthFlowsUserPoolClient: true, allowedOAuthFlows: ['code'], allowedOAuthScopes: [Stack.of(app.stack).account],
    });
    const enricher = app.enricher();
    expect(enricher.preview({ client: parameter, scopes: ['anything'] }).accessToken!.scope).toBe('anything');
    expect(enricher.preview({ client: parameter }).accessToken!.scope).toBe('openid');
  });
});

describe('a request that cannot happen is an error', () => {
  test.each<[string, (app: ClientsApp) => PreviewProps, readonly string[]]>([
    ['a user with a client of machines', app => ({ client: app.batch, triggerSource: TriggerSource.HOSTED_AUTH }),
      ['preview.triggerSource: PreviewRequest', 'Batch', 'cannot use the managed login page']],
    ['a machine token of a client of users', app => ({ client: app.web, triggerSource: TriggerSource.CLIENT_CREDENTIALS }), ['does not have the client credentials flow']],
    ['the managed login page without OAuth', app => ({ client: app.native, triggerSource: TriggerSource.HOSTED_AUTH }), ['cannot use the managed login page']],
    ['a sign-in with a client that only refreshes', app => ({ client: app.refresh, triggerSource: TriggerSource.AUTHENTICATION }), ['has no flow with which users sign in']],
    ['a scope that the client does not have', app => ({ client: app.narrow, scopes: ['openid', 'email'] }), ['preview.scopes: PreviewRequest', "given:   'email'", 'openid, orders/read']],
    ['a misspelled scope', app => ({ client: app.batch, scopes: ['order/read'] }), ["'order/read', did you mean 'orders/read'?"]],
    ['an OpenID Connect scope for a machine', app => ({ client: app.batch, scopes: ['openid'] }), ['the scopes of resource servers']],
    ['a misspelled attribute', () => ({ userAttributes: { emial: 'a@example.com' } }), ['preview.userAttributes: PreviewRequest', "'emial', did you mean 'email'?"]],
    ['a custom attribute that the pool does not have', () => ({ userAttributes: { 'custom:plann': 'gold' } }), ["'custom:plann', did you mean 'custom:plan'?", 'custom:plan, custom:level']],
    ['a custom attribute without prefix', () => ({ userAttributes: { plan: 'gold' } }), ['written custom:name']],
    ['a misspelled group', () => ({ groups: ['stafff'] }), ['preview.groups: PreviewRequest', "'stafff', did you mean 'staff'?"]],
    ['a misspelled provider', () => ({ identityProvider: 'AcmeDA' }), ['preview.identityProvider: PreviewRequest', "'AcmeDA', did you mean 'AcmeAD'?", 'AcmeAD, Google']],
    ['a provider that the client does not have', app => ({ client: app.corporate, identityProvider: 'Google' }), ["given:   'Google'", 'Corporate', ': AcmeAD']],
    ['a federated user with a password', () => ({ identityProvider: 'AcmeAD', triggerSource: TriggerSource.NEW_PASSWORD_CHALLENGE }),
      ['TokenGeneration_NewPasswordChallenge with a federated user']],
    ['a user with a password on a page without it', app => ({ client: app.corporate }), ['preview.identityProvider: PreviewRequest', 'Corporate', 'sign in with AcmeAD only']],
    ['a refresh with a client of machines', app => ({ client: app.machines, triggerSource: TriggerSource.REFRESH_TOKENS }), ['get a refresh token or use one']],
    ['a preferred role that is not one of the roles', () => ({ iamRoles: ['arn:aws:iam::111111111111:role/a'], preferredRole: 'arn:aws:iam::111111111111:role/b' }),
      ['preview.preferredRole', "allowed: one of iamRoles: 'arn:aws:iam::111111111111:role/a'"]],
    ['two IDs of a client', app => ({ client: cognito.UserPoolClient.fromUserPoolClientId(app.stack, 'Imported', 'abc'), clientId: 'abd' }),
      ["given:   'abd'", "'abc', the ID of client"]],
  ])('%s', (_, props, says) => {
    const app = new ClientsApp();
    const message = errorOf(() => app.preview(props(app)));
    ['1 problem', 'PreviewRequest', ...says].forEach(text => expect(message).toContain(text));
  });

  test.each<keyof PreviewProps>(['userAttributes', 'username', 'identityProvider', 'groups', 'iamRoles', 'preferredRole', 'acr', 'amr'])('%s of a machine', name => {
    const user: PreviewProps = {
      userAttributes: { email: 'a@example.com' }, username: 'jane', identityProvider: 'AcmeAD', groups: ['staff'], iamRoles: ['a'], preferredRole: 'a', acr: 'a', amr: ['pwd'],
    };
    const app = new ClientsApp();
    expect(errorOf(() => app.preview({ client: app.batch, [name]: user[name] }))).toContain(`preview.${name}: PreviewRequest\n  given:   a property of a user`);
  });

  test('a client of another pool', () => {
    const app = new ClientsApp();
    const other = new cognito.UserPool(app.stack, 'Other').addClient('OtherClient');
    expect(errorOf(() => app.preview({ client: other }))).toContain('preview.client: PreviewRequest\n  given:   Stack/Other/OtherClient/Resource, an app client of another user pool');
  });
});

describe('a request that can happen', () => {
  test.each<[string, (app: ClientsApp) => PreviewProps]>([
    ['users of the managed login page can have the other trigger sources', app => ({ client: app.web, triggerSource: TriggerSource.AUTHENTICATION, scopes: ['openid', 'email'] })],
    ['a refresh', app => ({ client: app.refresh, triggerSource: TriggerSource.REFRESH_TOKENS })],
    ['a machine without properties of users', app => ({ client: app.batch, userAttributes: {}, groups: [], username: undefined })],
    ['a federated user who refreshes', app => ({ client: app.corporate, identityProvider: 'AcmeAD', triggerSource: TriggerSource.REFRESH_TOKENS })],
    ['a user with a password in the API, whatever the page offers', app => ({ client: app.corporate, triggerSource: TriggerSource.AUTHENTICATION })],
    ['a trigger source that this version does not know', app => ({ client: app.batch, triggerSource: TriggerSource.of('TokenGeneration_New') })],
    ['sign-in through the API with the scope that it gives', app => ({ client: app.narrow, triggerSource: TriggerSource.AUTHENTICATION, scopes: ['aws.cognito.signin.user.admin'] })],
    ['a group that administrators create', () => ({ groups: ['managers'] })],
    ['attributes that Cognito sets', () => ({ userAttributes: { 'cognito:mfa_enabled': 'true', 'identities': '[]' } })],
    ['an attribute for developers', () => ({ userAttributes: { 'dev:custom:x': '1' } })],
  ])('%s', (_, props) => {
    const app = new ClientsApp();
    expect(app.preview(props(app)).accessToken).toBeDefined();
  });

  test('the groups of the app and of others', () => {
    const app = new ClientsApp();
    const { assumptions } = app.preview({ groups: ['staff', 'managers'] });
    expect(assumptions).toContain('the app does not create the groups managers: the preview assumes that they exist');
  });

  test('attributes and groups of an enricher without a pool, and of an imported one, can have any name', () => {
    const unattached = new TestApp().enricher({ userPool: undefined, attachment: Attachment.none() });
    expect(unattached.preview({ userAttributes: { 'custom:any': 'x' }, groups: ['any'], identityProvider: 'Any' }).idToken).toMatchObject({ 'custom:any': 'x' });
    const app = new TestApp();
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'eu-west-1_aaaaaaaaa');
    const imported = app.enricher({ userPool, poolFacts: { customAttributes: ['plan'], mappedAttributes: {} } });
    expect(imported.preview({ userAttributes: { 'custom:plan': 'x' } }).idToken).toMatchObject({ 'custom:plan': 'x' });
    expect(errorOf(() => imported.preview({ userAttributes: { 'custom:level': 'x' } }))).toContain('a custom attribute of the user pool: custom:plan');
  });

  test('a name that one of several pools has', () => {
    const app = new TestApp();
    const second = new cognito.UserPool(app.stack, 'Second', { customAttributes: { region: new cognito.StringAttribute() } });
    const client = second.addClient('Client');
    const enricher = app.enricher();
    enricher.attachTo(second);
    expect(enricher.preview({ userAttributes: { 'custom:plan': 'x', 'custom:region': 'y' } }).idToken).toMatchObject({ 'custom:plan': 'x', 'custom:region': 'y' });
    expect(errorOf(() => enricher.preview({ client, userAttributes: { 'custom:plan': 'x' } }))).toContain('custom:region');
  });
});

describe('a federated user', () => {
  test('has what Cognito gives to users of the provider', () => {
    const app = new ClientsApp();
    const enricher = app.enricher({
      claims: [
        ClaimRule.set('provider', Value.identityProvider()),
        ClaimRule.set('department', Value.federatedAttribute('custom:level', ['AcmeAD'])),
        ClaimRule.set('is_federated', Value.literal(true), { when: Condition.hasFederatedIdentity('AcmeAD') }),
      ],
    });
    const { idToken, accessToken } = enricher.preview({ identityProvider: 'AcmeAD', userAttributes: { 'custom:level': '7' } });
    expect(accessToken).toMatchObject({ 'username': 'AcmeAD_preview-user', 'cognito:groups': ['us-east-1_Preview00_AcmeAD'], 'provider': 'AcmeAD', 'department': '7', 'is_federated': true });
    expect(idToken!.identities).toEqual([expect.objectContaining({ providerName: 'AcmeAD', userId: 'preview-user', providerType: 'OIDC', primary: 'true' })]);
    expect(enricher.preview({ userAttributes: { 'custom:level': '7' } }).accessToken).not.toHaveProperty('department');
    expect(enricher.preview({ identityProvider: 'Google', userAttributes: { 'custom:level': '7' } }).accessToken).toMatchObject({ provider: 'Google' });
  });
});

test.each(['OIDC', 'SAML', 'LoginWithAmazon'])('the identities of a federated user have the type of the provider: %s', type => {
  const app = new ClientsApp();
  new cognito.CfnUserPoolIdentityProvider(app.stack, 'Partner', { userPoolId: app.userPool.userPoolId, providerName: 'Partner', providerType: type, providerDetails: {} });
  const [identity] = app.preview({ identityProvider: 'Partner' }).idToken!.identities;
  expect(identity).toMatchObject({ providerName: 'Partner', providerType: type, issuer: type === 'SAML' ? '<entity ID of Partner>' : null });
});

test('acr and amr are in both tokens, and rules do not change them', () => {
  const app = new ClientsApp();
  const { idToken, accessToken, assumptions } = app.preview({ acr: 'level2', amr: ['pwd', 'mfa'] });
  expect([idToken, accessToken]).toEqual([expect.objectContaining({ acr: 'level2', amr: ['pwd', 'mfa'] }), expect.objectContaining({ acr: 'level2', amr: ['pwd', 'mfa'] })]);
  expect(assumptions.join()).toContain('whether the event contains `acr` and `amr`');
});

test('the issuer is that of the configuration of the pool', () => {
  const app = new TestApp();
  (app.userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('IssuerConfiguration', { Type: 'UPDATED' });
  expect(app.enricher().preview().accessToken!.iss).toBe('https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_Preview00');
  expect(new TestApp().enricher().preview().accessToken!.iss).toBe('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Preview00');
});

test('a rule adds scopes that the client does not have', () => {
  const app = new ClientsApp();
  expect(app.enricher({ scopes: [ScopeRule.add('orders/write')] }).preview({ client: app.narrow }).accessToken!.scope).toBe('openid orders/read orders/write');
});
