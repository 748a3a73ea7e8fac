import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, DenyRule, GroupRule, RuleMode, ScopeRule, Subject, TokenType, Value } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';
import { PoolApp, type Rules } from '../../support/pool-app';

const ID = { tokens: [TokenType.ID] };
const webOf = (app: TestApp, options: cognito.UserPoolClientOptions = {}) => app.userPool.addClient('Web', options);
const readable = { readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }) };
const clientItem = (app: TestApp) => app.source('s', { key: { id: Value.clientId() } });
const secret = { generateSecret: true };
const withReadable = (app: TestApp, attributes: readonly unknown[]) => (webOf(app).node.defaultChild as cognito.CfnUserPoolClient).addPropertyOverride('ReadAttributes', attributes);

describeWarning('UserControlledClaim', {
  invalid: [
    { name: 'an attribute in the access token', props: app => { webOf(app); return { claims: [ClaimRule.copyAttributes(['locale'])] }; }, says: ["'locale'", "userAttribute('locale')", 'usedForAuthorization: false'] },
    { name: 'a name that tells of access, in the ID token', props: app => { webOf(app); return { claims: [ClaimRule.set('userRole', Value.userAttribute('locale'), ID)] }; }, says: ["'userRole'"] },
    { name: 'an attribute whose name tells of access', props: app => { webOf(app); return { claims: [ClaimRule.set('badge', Value.userAttribute('custom:plan'), ID)] }; }, says: ["userAttribute('custom:plan')"] },
    { name: 'client metadata', props: () => ({ claims: [ClaimRule.set('tenant', Value.untrustedClientMetadata('tenant'), ID)] }), says: ["untrustedClientMetadata('tenant')"] },
    { name: 'a condition', props: () => ({ claims: [ClaimRule.set('group', Value.literal('x'), { ...ID, when: Value.email().endsWith('x') })] }), says: ["'group'", 'email()'] },
    { name: 'a table with a key that users write', props: app => ({ claims: [ClaimRule.set('a', app.source('s', { key: { id: Value.email() } }).attribute('a'))] }), says: ["email() -> key of the source 's'"] },
  ],
  valid: [
    { name: 'decoration in the ID token', props: app => { webOf(app); return { claims: [ClaimRule.copyAttributes(['locale', 'zoneinfo'], ID), ClaimRule.set('pet_preference', Value.email().before('@'), ID)] }; } },
    { name: 'words that only look like others', props: app => { webOf(app); return { claims: [ClaimRule.set('planet', Value.userAttribute('locale'), ID), ClaimRule.set('accessories', Value.userAttribute('locale'), ID)] }; } },
    { name: 'what is said to be of no weight', props: app => { webOf(app); return { claims: [ClaimRule.set('role', Value.userAttribute('locale'), { usedForAuthorization: false })] }; } },
    { name: 'what the operator controls', props: app => ({ claims: [ClaimRule.set('role', app.source().attribute('role')), ClaimRule.set('plan', Value.groups().first())] }) },
    { name: 'a rule in shadow', props: () => ({ claims: [ClaimRule.set('tenant', Value.untrustedClientMetadata('tenant'), { mode: RuleMode.SHADOW })] }) },
    { name: 'attributes whose writers are not known', props: () => ({ claims: [ClaimRule.set('plan', Value.userAttribute('custom:plan'))] }) },
  ],
});

describeWarning('UnreadableAttribute', {
  invalid: [
    { name: 'an attribute that a client may not read', props: app => { webOf(app, readable); return { claims: [ClaimRule.copyAttributes(['nickname'], ID)] }; }, says: ["'nickname'", 'Stack/UserPool/Web', 'readAttributes'] },
    { name: 'a client that is among others', props: app => { const web = webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { ...ID, when: Condition.any(Condition.client(web), Condition.inGroup('g')) })] }; }, says: ["'nickname'"] },
    { name: 'what is chosen for others', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.choose(Condition.client(app.client('Other')), Value.literal('x'), Value.userAttribute('nickname')), ID)] }; }, says: ["'nickname'"] },
    { name: 'a claim that is taken out of one token alone', props: app => { const web = webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { usedForAuthorization: false }), ClaimRule.suppress('a', { ...ID, when: Condition.client(web) })] }; }, says: ["'nickname'"] },
    { name: 'a part of a string', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.template('{{user.name}}!'), ID)] }; }, says: ["'name'"] },
    { name: 'attributes that are set by an override', props: app => { withReadable(app, ['email', 'name']); return { claims: [ClaimRule.copyAttributes(['nickname'], ID)] }; }, says: ["'nickname'"] },
  ],
  valid: [
    { name: 'attributes of which one is not known', props: app => { withReadable(app, ['email', { Ref: 'AWS::StackName' }]); return { claims: [ClaimRule.copyAttributes(['nickname'], ID)] }; } },
    { name: 'an attribute that it may read', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('mail', Value.email(), ID)] }; } },
    { name: 'a client that may read all', props: app => { webOf(app); return { claims: [ClaimRule.copyAttributes(['nickname'], ID)] }; } },
    { name: 'a rule for another client', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { ...ID, when: Condition.client(app.client('Other')) })] }; } },
    { name: 'a rule for a part of the users of another client', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { ...ID, when: Condition.all(Condition.client(app.client('Other')), Condition.inGroup('g')) })] }; } },
    { name: 'a rule for all other clients', props: app => { const web = webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname'), { ...ID, when: Condition.none(Condition.client(web)) })] }; } },
    { name: 'what is chosen for another client', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.choose(Condition.client(app.client('Other')), Value.userAttribute('nickname')), ID)] }; } },
    { name: 'what is chosen for all other clients', props: app => { const web = webOf(app, readable); return { claims: [ClaimRule.set('a', Value.choose(Condition.client(web), Value.literal('x'), Value.userAttribute('nickname')), ID)] }; } },
    { name: 'a client whose users get no token', props: app => { const web = webOf(app, readable); return { deny: [DenyRule.when(Condition.client(web), 'No')], claims: [ClaimRule.copyAttributes(['nickname'], ID)] }; } },
    { name: 'a claim that is taken out for it', props: app => { const web = webOf(app, readable); return { claims: [ClaimRule.copyAttributes(['nickname'], ID), ClaimRule.suppress('nickname', { when: Condition.client(web) })] }; } },
    { name: 'a rule for machines beside it', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname').orElse(Value.literal('x')), { subjects: [Subject.USER, Subject.MACHINE], usedForAuthorization: false, when: Condition.machine() })] }; } },
    { name: 'what every client may read', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('sub'), ID), ClaimRule.set('b', Value.userAttribute('cognito:user_status'), ID), ClaimRule.set('c', Value.userAttribute('identities'), ID)] }; } },
    { name: 'what is only looked up', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.userAttribute('nickname').lookup({ x: 'y' }), ID)] }; } },
    { name: 'what chooses', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.choose(Value.userAttribute('nickname').isPresent(), Value.literal('x'), Value.literal('y')), ID)] }; } },
    { name: 'what is only compared', props: app => { webOf(app, readable); return { claims: [ClaimRule.set('a', Value.literal('x'), { ...ID, when: Value.userAttribute('nickname').isEqualTo('x') })] }; } },
  ],
});

const except = (app: TestApp, options?: cognito.UserPoolClientOptions) => Condition.none(Condition.client(webOf(app, options)));

describeWarning('ExcludedClientGrants', {
  invalid: [
    { name: 'a scope for all clients but one', props: app => ({ scopes: [ScopeRule.add('a', { when: except(app) })] }), says: ['scopes[0].when', 'name the clients to grant it to'] },
    { name: 'a claim that authorizes', props: app => ({ claims: [ClaimRule.set('a', Value.sub(), { usedForAuthorization: true, when: Condition.all(Condition.user(), except(app)) })] }), says: ['claims[0].when'] },
    { name: 'groups for all but an id', props: () => ({ groups: [GroupRule.set({ groups: Value.literal(['staff']), iamRoles: Value.listOf(), when: Condition.none(Condition.clientId('abc')) })] }), says: ['groups[0].when'] },
    { name: 'a client with a secret', props: app => ({ scopes: [ScopeRule.add('a', { when: except(app, secret) })] }), says: ['scopes[0].when'] },
    { name: 'the other side of a choice by a client with a secret', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app, secret)), Value.listOf(), Value.literal(['a/b'])))] }), says: ['scopes[0].value'] },
    { name: 'a client that is in no list', props: () => ({ scopes: [ScopeRule.add('a', { when: Condition.none(Value.literal(['legacy']).hasMemberValue(Value.clientId())) })] }), says: ['scopes[0].when'] },
    { name: 'a table of clients with a value for others', props: () => ({ scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }, Value.literal(['a/admin'])))] }), says: ['scopes[0].value'] },
    { name: 'a value where the table has none', props: () => ({ scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }).orElse(Value.literal(['a/admin'])))] }), says: ['scopes[0].value'] },
    { name: 'what stands in for a choice', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app)), Value.literal(['a/basic'])).orElse(Value.literal(['a/admin'])))] }), says: ['scopes[0].value'] },
    { name: 'the other side of a choice', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app)), Value.literal(['a/basic']), Value.literal(['a/admin'])))] }), says: ['scopes[0].value'] },
  ],
  valid: [
    { name: 'a table of clients alone', props: () => ({ scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }))] }) },
    { name: 'machines, each of which has its own client', props: app => ({ scopes: [ScopeRule.add('a', { when: except(app), subjects: [Subject.MACHINE] })] }) },
    { name: 'a token without a client', props: app => { webOf(app); return { scopes: [ScopeRule.add('a', { when: Condition.none(Value.clientId().isPresent()) })] }; } },
    { name: 'a double reverse', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.none(except(app)) })] }) },
    { name: 'a client that is named, and not another one', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(app.client('Other')), Condition.none(Value.clientId().startsWith('x'))) })] }) },
    { name: 'a choice without another side', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app)), Value.literal(['a/basic'])))] }) },
    { name: 'a token that other clients do not get', props: app => ({ deny: [DenyRule.when(Condition.none(Condition.client(app.client('Other'))), 'No')], scopes: [ScopeRule.add('a', { when: except(app) })] }) },
    { name: 'a scope for one client', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app)) })] }) },
    { name: 'groups that are taken away', props: app => ({ groups: [GroupRule.set({ groups: Value.listOf(), iamRoles: Value.listOf(), when: except(app) })] }) },
    { name: 'a scope that is taken away', props: app => ({ scopes: [ScopeRule.suppress('a', { when: except(app) })] }) },
    { name: 'a claim that authorizes nothing', props: app => ({ claims: [ClaimRule.set('a', Value.sub(), { when: except(app) })] }) },
  ],
});

const inAdmins = Condition.inGroup('admins');

describeWarning('PublicClientGrants', {
  invalid: [
    { name: 'a scope for a client', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app)) })] }), says: ['scopes[0].when', 'no secret', 'Condition.inGroup'] },
    { name: 'a scope for one of two clients, of which one has a secret', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app), app.userPool.addClient('Server', secret)) })] }), says: ['scopes[0].when'] },
    { name: 'a client or a group', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.any(Condition.client(webOf(app)), inAdmins) })] }), says: ['scopes[0].when'] },
    { name: 'a client and users', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.user(), Condition.client(webOf(app))) })] }), says: ['scopes[0].when'] },
    { name: 'the id of a client of another app', props: () => ({ scopes: [ScopeRule.add('a', { when: Condition.clientId('abc') })] }), says: ['scopes[0].when'] },
    { name: 'groups of a client', props: app => ({ groups: [GroupRule.set({ groups: Value.literal(['staff']), iamRoles: Value.listOf(), when: Condition.client(webOf(app)) })] }), says: ['groups[0].when'] },
    { name: 'a claim that authorizes', props: app => ({ claims: [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: true, when: Condition.client(webOf(app)) })] }), says: ['claims[0].when'] },
    { name: 'a choice by client', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app)), Value.literal(['a'])))] }), says: ['scopes[0].value'] },
    { name: 'a client and a scope that it requests', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), Condition.hasScope('openid')) })] }), says: ['scopes[0].when'] },
    { name: 'a client and what every user has', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), Value.sub().isPresent()) })] }), says: ['scopes[0].when'] },
    { name: 'a client, except for a group', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), Condition.none(inAdmins)) })] }), says: ['scopes[0].when'] },
    { name: 'a choice by client, for all users', props: app => ({ claims: [ClaimRule.set('a', Value.choose(Condition.client(webOf(app)), Value.literal('x')), { usedForAuthorization: true, when: Condition.user() })] }), says: ['claims[0].value'] },
    { name: 'a table of clients, for all users', props: () => ({ scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }), { when: Condition.none(inAdmins) })] }), says: ['scopes[0].value'] },
    { name: 'an item of nobody, for a client', props: app => ({ scopes: [ScopeRule.addAll(app.source('settings', { key: { id: Value.literal('settings') } }).attribute('scopes'), { when: Condition.client(webOf(app)) })] }), says: ['scopes[0].when'] },
    { name: 'something in place of an item', props: app => ({ scopes: [ScopeRule.addAll(app.source().attribute('scopes').orElse(Value.literal(['a'])), { when: Condition.client(webOf(app)) })] }), says: ['scopes[0].when'] },
    { name: 'the own id for a client', props: app => ({ claims: [ClaimRule.set('a', Value.sub(), { usedForAuthorization: true, when: Condition.client(webOf(app)) })] }), says: ['claims[0].when'] },
    { name: 'elements of a list by client', props: app => ({ scopes: [ScopeRule.addAll(Value.literal(['a', 'b']).filter(Condition.client(webOf(app))))] }), says: ['scopes[0].value'] },
    { name: 'an item of the client', props: app => { webOf(app); return { scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.clientId() } }).attribute('scopes'))] }; }, says: ['scopes[0].value'] },
    { name: 'an item of the client in a condition', props: app => { webOf(app); return { scopes: [ScopeRule.add('a', { when: app.source('s', { key: { id: Value.clientId().withPrefix('c#') } }).exists() })] }; }, says: ['scopes[0].when'] },
    { name: 'an item of the client for a claim that authorizes', props: app => { webOf(app); return { claims: [ClaimRule.set('a', app.source('s', { key: { id: Value.clientId().lookup({ abc: 'x' }) } }).attribute('role'), { usedForAuthorization: true, subjects: [Subject.USER, Subject.MACHINE] })] }; }, says: ['claims[0].value'] },
    { name: 'an item of the client, for all but machines', props: app => { webOf(app); return { claims: [ClaimRule.set('a', Value.choose(Condition.machine(), Value.literal('x'), clientItem(app).attribute('tenant')), { usedForAuthorization: true })] }; }, says: ['claims[0].value'] },
    { name: 'a table of clients', props: () => ({ scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }))] }), says: ['scopes[0].value'] },
    { name: 'a table of clients of which one has no secret', props: app => { webOf(app, secret); app.client('Public'); return { scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }))] }; }, says: ['scopes[0].value'] },
  ],
  valid: [
    { name: 'a client with a secret', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app, secret)) })] }) },
    { name: 'a client with a secret beside a public one', props: app => { app.client('Public'); return { scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app, secret)) })] }; } },
    { name: 'a table of clients that all have secrets', props: app => { webOf(app, secret); return { scopes: [ScopeRule.addAll(Value.clientId().lookup({ abc: ['a/basic'] }))] }; } },
    { name: 'a client that restricts an item', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), app.source().exists()) })] }) },
    { name: 'a client that restricts what an item gives', props: app => { const when = Condition.client(webOf(app)); return { scopes: [ScopeRule.addAll(app.source().attribute('scopes'), { when }), ScopeRule.addAll(Value.groups().lookup({ admins: 'a' }), { when })] }; } },
    { name: 'a client that restricts a user', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), Value.sub().isEqualTo('11111111-2222-4333-8444-555555555555')) })] }) },
    { name: 'a client that restricts elements of an item', props: app => ({ scopes: [ScopeRule.addAll(app.source().attribute('scopes').filter(Value.element().startsWith('a/')), { when: Condition.all(Condition.client(webOf(app)), inAdmins) })] }) },
    { name: 'an item of the user, chosen by the client', props: app => { webOf(app); return { scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.template('{{user.sub}}#{{client.id | urlEncode}}') } }).attribute('scopes'))] }; } },
    { name: 'an item of the client, for those in a group', props: app => { webOf(app); return { scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.clientId() } }).attribute('scopes'), { when: inAdmins })] }; } },
    { name: 'an item of clients that all have secrets', props: app => { webOf(app, secret); return { scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.clientId() } }).attribute('scopes'))] }; } },
    { name: 'an item of the client, for machines alone', props: app => { webOf(app); return { claims: [ClaimRule.set('a', Value.choose(Condition.machine(), clientItem(app).attribute('tenant'), Value.groups().first()), { usedForAuthorization: true, subjects: [Subject.USER, Subject.MACHINE] })] }; } },
    { name: 'a client that restricts a group', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.all(Condition.client(webOf(app)), inAdmins) })] }) },
    { name: 'a choice for those in a group', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(Condition.client(webOf(app)), Value.literal(['a'])), { when: inAdmins })] }) },
    { name: 'all clients but one', props: app => { webOf(app); return { scopes: [ScopeRule.suppress('a', { when: Condition.none(Condition.client(app.client('Other'))) })] }; } },
    { name: 'a scope that is taken away', props: app => ({ scopes: [ScopeRule.suppress('a', { when: Condition.client(webOf(app)) })] }) },
    { name: 'a machine', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.client(webOf(app)), subjects: [Subject.MACHINE] })] }) },
    { name: 'the audience', props: app => ({ claims: [ClaimRule.addAudience({ when: Condition.client(webOf(app)) })] }) },
    { name: 'a claim that authorizes nothing', props: app => ({ claims: [ClaimRule.set('a', Value.sub(), { when: Condition.client(webOf(app)) })] }) },
  ],
});

describeWarning('LinkedUser', {
  invalid: [
    { name: 'a scope for users of a provider', props: () => ({ scopes: [ScopeRule.add('a', { when: Condition.hasFederatedIdentity('Okta') })] }), says: ['scopes[0].when', 'federatedAttribute'] },
    { name: 'a table by the provider', props: app => ({ scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.identityProvider() } }).attribute('scopes'))] }), says: ['scopes[0].value'] },
    { name: 'a group by the provider', props: () => ({ groups: [GroupRule.set({ groups: Value.listOf(Value.identityProvider()), iamRoles: Value.listOf() })] }), says: ['groups[0].groups'] },
  ],
  valid: [{ name: 'a claim', props: () => ({ claims: [ClaimRule.set('provider', Value.identityProvider(), ID)] }) }],
});

describe('an address that is copied unchanged', () => {
  const report = (rules: Rules) => {
    const app = new PoolApp();
    return [app.report(rules), app.warnings().filter(text => text.includes('UserControlledClaim')).length] as const;
  };
  const ACCESS = { tokens: [TokenType.ACCESS] };

  test.each<[string, ClaimRule]>([
    ['e-mail address', ClaimRule.set('email', Value.email(), ACCESS)],
    ['copied e-mail address', ClaimRule.copyAttributes(['email'], ACCESS)],
    ['phone number', ClaimRule.copyAttributes(['phone_number'], ACCESS)],
    ['preferred username', ClaimRule.set('preferred_username', Value.userAttribute('preferred_username'), ACCESS)],
  ])('into the access token is a warning: %s', (_, rule) => {
    expect(report({ claims: [rule] })).toEqual(['', 1]);
  });

  test.each<[string, ClaimRule]>([
    ['another attribute as the address', ClaimRule.set('email', Value.userAttribute('nickname'), ACCESS)],
    ['the address as the username', ClaimRule.set('preferred_username', Value.email(), ACCESS)],
    ['a changed address', ClaimRule.set('email', Value.email().lower(), ACCESS)],
    ['an address that decides access', ClaimRule.set('email', Value.email(), { ...ACCESS, usedForAuthorization: true })],
  ])('is something else than %s', (_, rule) => {
    expect(() => report({ claims: [rule] })).toThrow('Provenance');
  });
});
