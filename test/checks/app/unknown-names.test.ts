import { CfnParameter } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, DenyRule, GroupRule, RuleMode, ScopeRule, TokenType, Value } from '../../../src';
import { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';

/** A pool with an app client and an identity provider. */
function poolWithOkta<T>(rules: T): (app: TestApp) => T {
  return app => {
    app.userPool.addClient('Web');
    new cognito.UserPoolIdentityProviderOidc(app.stack, 'Okta', { userPool: app.userPool, name: 'Okta', clientId: 'a', clientSecret: 'b', issuerUrl: 'https://idp.example' });
    return rules;
  };
}
const from = (...providers: string[]) => ({ claims: [ClaimRule.set('a', Value.literal('b'), { when: Condition.hasFederatedIdentity(...providers) })] });

/** A pool with a resource server, an app client that may request one of its scopes, and a group. */
function pool<T>(rules: T): (app: TestApp) => T {
  return app => {
    const scope = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'x' });
    const write = new cognito.ResourceServerScope({ scopeName: 'write', scopeDescription: 'x' });
    const server = app.userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [scope, write] });
    app.userPool.addClient('Web', { oAuth: { scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.resourceServer(server, scope), cognito.OAuthScope.custom('billing/read')] } });
    new cognito.CfnUserPoolGroup(app.stack, 'Admins', { userPoolId: app.userPool.userPoolId, groupName: 'admins' });
    return rules;
  };
}
const suppress = (scope: string, when?: Condition) => ({ scopes: [ScopeRule.suppress(scope, { when })] });
const deny = (condition: Condition) => ({ deny: [DenyRule.when(Condition.none(condition), 'No')] });
const unknown = (app: TestApp) => new CfnParameter(app.stack, 'Unknown').valueAsString;
const inGroup = (name: string) => ({ scopes: [ScopeRule.add('x', { when: Condition.inGroup(name) })] });

describe('names of several user pools', () => {
  const warningsOf = (name: string, ofSecond: string | undefined) => {
    const app = new TestApp();
    const { stack } = app;
    const second = new cognito.UserPool(stack, 'Second');
    new cognito.CfnUserPoolGroup(stack, 'Admins', { userPoolId: app.userPool.userPoolId, groupName: 'admins' });
    if (ofSecond !== undefined) {
      new cognito.CfnUserPoolGroup(stack, 'OfSecond', { userPoolId: second.userPoolId, groupName: ofSecond });
    }
    app.enricher(inGroup(name)).attachTo(second);
    return app.warnings().filter(text => text.includes('UnknownName'));
  };

  test.each([
    ['a group of the first pool', 'admins', 'banned', 0],
    ['a group of the second pool', 'banned', 'banned', 0],
    ['a group of neither', 'baned', 'banned', 1],
    ['a group of neither, if the groups of the second are elsewhere', 'baned', undefined, 0],
  ])('%s', (_, name, ofSecond, count) => {
    expect(warningsOf(name, ofSecond)).toHaveLength(count);
  });
});

describeWarning('UnknownName', {
  invalid: [
    { name: 'a mistyped scope that is suppressed', props: pool(suppress('orders/reed')), says: ['scopes[0].scope', "may request 'orders/reed', did you mean 'orders/read'?"] },
    { name: 'a scope of a server that is not there', props: pool(suppress('payments/read')), says: ["'payments/read'"] },
    { name: 'a mistyped scope in a condition', props: pool(deny(Condition.hasScope('order/write'))), says: ['deny[0].condition', "did you mean 'orders/write'?"] },
    { name: 'one of several scopes', props: pool(deny(Condition.hasScope('openid', 'emial'))), says: ["did you mean 'email'?"] },
    { name: 'a mistyped group', props: pool(inGroup('admin')), says: ['scopes[0].when', "no group of the user pool is named 'admin', did you mean 'admins'?"] },
    { name: 'a group deep in a value', props: pool({ groups: [GroupRule.set({ groups: Value.choose(Condition.any(Condition.user(), Condition.inGroup('Admins')), Value.groups(), Value.listOf()), iamRoles: Value.listOf() })] }), says: ['groups[0].groups', "did you mean 'admins'?"] },
    { name: 'a mistyped group in a list', props: pool(deny(Value.groups().hasMember('admin'))), says: ["named 'admin', did you mean 'admins'?"] },
    { name: 'a mistyped group among some groups', props: pool(deny(Value.groups().sort().filterOneOf(['admins', 'admn']).size().isAtLeast(1))), says: ["did you mean 'admins'?"] },
    { name: 'a mistyped first group', props: pool(deny(Value.groups().first().isOneOf(['admins', 'Admins']))), says: ["'Admins', did you mean 'admins'?"] },
    { name: 'a mistyped scope in a list', props: pool(deny(Value.scopes().hasMember('opneid'))), says: ["may request 'opneid', did you mean 'openid'?"] },
    { name: 'a wildcard in a list of scopes', props: () => deny(Value.scopes().hasMember('orders/*')), says: ['name each scope'] },
    { name: 'a mistyped provider in a comparison', props: poolWithOkta(deny(Value.identityProvider().isEqualTo('Otka'))), says: ["did you mean 'Okta'?"] },
    { name: 'a wildcard in a list of values that is kept', props: () => ({ scopes: [ScopeRule.keepOnly(Value.listOf(Value.literal('orders/*')))] }), says: ["'orders/*'"] },
    { name: 'a wildcard in a choice that is kept', props: () => ({ scopes: [ScopeRule.keepOnly(Value.choose(Condition.user(), Value.literal(['a/b']), Value.literal(['orders/*'])))] }), says: ["'orders/*'"] },
    { name: 'a wildcard', props: pool(suppress('orders/*')), says: ["'orders/*' is compared as it is written, and no token has this scope: name each scope"] },
    { name: 'a wildcard, even if nothing is known of the pool', props: () => suppress('orders/*'), says: ["'orders/*'"] },
    { name: 'a wildcard in a list that is kept', props: () => ({ scopes: [ScopeRule.keepOnly(Value.literal(['orders/*', 'a/b']))] }), says: ['scopes[0].value', "'orders/*'"] },
    { name: 'a mistyped identity provider', props: poolWithOkta(from('Otka')), says: ['claims[0].when', "no identity provider of the user pool is named 'Otka', did you mean 'Okta'?"] },
    { name: 'one of several identity providers', props: poolWithOkta(from('Okta', 'Google')), says: ["is named 'Google'. As it stands"] },
    { name: 'a mistyped identity provider in a restriction', props: poolWithOkta(suppress('openid', Condition.none(Condition.hasFederatedIdentity('okta')))), says: ["did you mean 'Okta'?"] },
    { name: 'an identity provider, if the pool has none', props: app => { app.client(); return from('Okta'); }, says: ["is named 'Okta'"] },
    { name: 'a wildcard in a group', props: () => inGroup('team-*'), says: ['no token has this group: name each group'] },
    { name: 'an asterisk in the name of an identity provider', props: poolWithOkta(from('Okta*')), says: ["no identity provider of the user pool is named 'Okta*', did you mean 'Okta'?"] },
  ],
  valid: [
    { name: 'a scope of a resource server', props: pool(suppress('orders/write')) },
    { name: 'a scope of an app client', props: pool(suppress('billing/read')) },
    { name: 'a standard scope and a scope of Cognito', props: pool({ scopes: [ScopeRule.suppress('profile'), ScopeRule.suppress('aws.cognito.signin.user.admin')] }) },
    { name: 'a scope that a rule adds', props: pool({ scopes: [ScopeRule.add('MyApi.read'), ScopeRule.suppress('MyApi.read', { when: Condition.inGroup('admins') })] }) },
    { name: 'a group of the pool', props: pool(inGroup('admins')) },
    { name: 'the group of an identity provider', props: pool(inGroup('eu-west-1_AbC123_Okta')) },
    { name: 'groups, scopes and a provider of the pool in comparisons', props: pool(deny(Condition.any(Value.groups().hasMember('admins'), Value.scopes().hasMember('openid')))) },
    { name: 'an identity provider of the pool in a comparison', props: poolWithOkta(deny(Value.identityProvider().isEqualTo('Okta'))) },
    { name: 'names of something else', props: pool(deny(Condition.any(Value.groups().withPrefix('x-').hasMember('x-admins'), Value.region().isEqualTo('admin')))) },
    { name: 'a part of a name', props: pool(deny(Value.groups().first().startsWith('adm'))) },
    { name: 'an identity provider of the pool', props: poolWithOkta(from('Okta')) },
    { name: 'any identity provider', props: poolWithOkta(from()) },
    { name: 'an identity provider of the facts', props: app => ({ ...poolWithOkta(from('Corp'))(app), poolFacts: { mappedAttributes: { name: ['Corp'] } } }) },
    { name: 'an identity provider, if the providers are elsewhere', props: () => from('Otka') },
    { name: 'a pool whose clients are elsewhere', props: () => suppress('orders/reed') },
    { name: 'a pool whose groups are elsewhere', props: app => { app.client(); return inGroup('admin'); } },
    { name: 'a scope that only the deployment knows', props: app => { pool({})(app); app.userPool.addClient('Other', { oAuth: { scopes: [cognito.OAuthScope.custom(new CfnParameter(app.stack, 'Scope').valueAsString)] } }); return suppress('orders/reed'); } },
    { name: 'a group that only the deployment knows', props: app => { pool({})(app); new cognito.CfnUserPoolGroup(app.stack, 'Other', { userPoolId: app.userPool.userPoolId, groupName: new CfnParameter(app.stack, 'Group').valueAsString }); return inGroup('admin'); } },
    { name: 'an app client that may belong to the pool', props: app => { pool({})(app); new cognito.CfnUserPoolClient(app.stack, 'Other', { userPoolId: new CfnParameter(app.stack, 'Pool').valueAsString }); return suppress('orders/reed'); } },
    { name: 'a group that may belong to the pool', props: app => { pool({})(app); new cognito.CfnUserPoolGroup(app.stack, 'Other', { userPoolId: unknown(app), groupName: 'staff' }); return inGroup('admin'); } },
    { name: 'a resource server that may belong to the pool', props: app => { pool({})(app); new cognito.CfnUserPoolResourceServer(app.stack, 'Other', { userPoolId: unknown(app), identifier: 'api', name: 'api' }); return suppress('orders/reed'); } },
    { name: 'a resource server whose identifier only the deployment knows', props: app => { pool({})(app); app.userPool.addResourceServer('Other', { identifier: unknown(app), scopes: [{ scopeName: 'read', scopeDescription: 'x' }] }); return suppress('orders/reed'); } },
    { name: 'an app client whose scopes only the deployment knows', props: app => { pool({})(app); (app.client('Other').node.defaultChild as cognito.CfnUserPoolClient).addPropertyOverride('AllowedOAuthScopes', { Ref: 'Scopes' }); return suppress('orders/reed'); } },
    { name: 'a rule that is not enforced', props: pool({ scopes: [ScopeRule.suppress('orders/reed', { mode: RuleMode.SHADOW })] }) },
    { name: 'a group that is only given', props: pool({ groups: [GroupRule.set({ groups: Value.literal(['guests']), iamRoles: Value.listOf() })], claims: [ClaimRule.set('a', Value.literal('*'), { tokens: [TokenType.ID] })] }) },
  ],
});
