import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, Condition, DenyRule, FunctionSource, ScopeRule, Subject, Value } from '../../../src';
import { PoolApp, reportOf, scopeOf, type Rules } from '../../support/pool-app';

describe('tables', () => {
  const switched = (app: PoolApp) => app.source('memberships', { key: { id: Value.sub() } });

  test.each<[string, (app: PoolApp) => Rules, string]>([
    ['a key that users write', app => scopeOf(app.source('s', { key: { id: Value.email() } }).attribute('role')), "email() -> key of the source 's'"],
    ['a key of a key', app => {
      const first = app.source('first', { key: { id: Value.untrustedClientMetadata('tenant') } });
      return scopeOf(app.source('second', { key: { id: first.attribute('id') } }).attribute('role'));
    }, "untrustedClientMetadata('tenant') -> key of the source 'first' -> key of the source 'second'"],
    ['whether there is an item', app => ({ deny: [DenyRule.when(app.source('s', { key: { id: Value.email() } }).exists(), 'No')] }), "email() -> key of the source 's'"],
    ['an attribute that users edit', app => scopeOf(app.source('s', { userWritable: ['nick'] }).attribute('nick')), 'users can write it, as userWritable declares'],
    ['a part of an attribute that users edit', app => scopeOf(app.source('s', { userWritable: ['profile.role'] }).attribute('profile.role')), 'users can write it, as userWritable declares'],
    ['an attribute that holds what users edit', app => scopeOf(app.source('s', { userWritable: ['profile.role'] }).attribute('profile').property('x')), 'users can write it, as userWritable declares'],
    ['a key with more than sub in it', app => scopeOf(app.source('s', { key: { id: Value.template('{{user.sub}}#{{user.locale}}') } }).attribute('role')), "userAttribute('locale')"],
    ['a key with an encoded value that nothing sets apart', app => scopeOf(app.source('s', { key: { id: Value.template('{{user.sub}}-{{user.locale | urlEncode}}') } }).attribute('role')), "userAttribute('locale')"],
    ['a key with two parts side by side', app => scopeOf(app.source('s', { key: { id: Value.template('{{user.locale | urlEncode}}{{user.sub}}') } }).attribute('role')), "userAttribute('locale')"],
    ['a key that cuts sub', app => scopeOf(app.source('s', { key: { id: Value.listOf(Value.sub(), Value.userAttribute('locale')).join('#') } }).attribute('role')), "userAttribute('locale')"],
    ['a key of one of two values', app => scopeOf(app.source('s', { key: { id: Value.choose(Condition.inGroup('x'), Value.sub(), Value.userAttribute('locale')) } }).attribute('role')), "userAttribute('locale')"],
    ['an app client beside what the caller chooses', app => scopeOf(app.source('s', { key: { id: Value.clientId(), tenant: Value.untrustedClientMetadata('tenant') } }).attribute('role')), "untrustedClientMetadata('tenant')"],
  ])('%s', (_, rules, says) => {
    expect(reportOf(rules)).toContain(says);
  });

  test('a fix for a key names the source', () => {
    expect(reportOf(app => scopeOf(app.source('s', { key: { id: Value.email() } }).attribute('role'))))
      .toContain("make Value.sub() part of the key of the source 's', so that users can only reach their own items");
  });

  test.each<[string, (app: PoolApp) => Rules]>([
    ['another part than users edit', app => scopeOf(app.source('s', { userWritable: ['profile.nick'] }).attribute('profile.role'))],
    ['another attribute than users edit', app => scopeOf(app.source('s', { userWritable: ['nick'] }).attribute('role'))],
    ['a tenant switch whose key is bound to the user', app => scopeOf(app.source('s', { key: { id: Value.sub(), tenant: Value.untrustedClientMetadata('tenant') } }).attribute('role'))],
    ['a key with string around sub', app => scopeOf(app.source('s', { key: { id: Value.template('USER#{{user.sub}}') } }).attribute('role'))],
    ['sub in capitals or not', app => scopeOf(app.source('s', { key: { id: Value.sub().lower(), tenant: Value.untrustedClientMetadata('t') } }).attribute('role'))],
    ['a prefix of sub', app => scopeOf(app.source('s', { key: { id: Value.sub().withPrefix('USER#'), tenant: Value.untrustedClientMetadata('t') } }).attribute('role'))],
    ['a suffix of sub', app => scopeOf(app.source('s', { key: { id: Value.sub().withSuffix('#USER'), tenant: Value.untrustedClientMetadata('t') } }).attribute('role'))],
    ['a string around sub, several times', app => scopeOf(app.source('s', { key: { id: Value.template('{{user.sub | lower}}#me').withPrefix('USER#'), tenant: Value.untrustedClientMetadata('t') } }).attribute('role'))],
    ['an encoded value that is set apart', app => scopeOf(app.source('s', { key: { id: Value.template('{{user.sub}}#{{metadata.tenant | urlEncode}}') } }).attribute('role'))],
    ['encoded values around sub', app => scopeOf(app.source('s', { key: { id: Value.template('{{metadata.a | urlEncode}}/T/{{user.sub}}/{{metadata.b | urlEncode}}') } }).attribute('role'))],
    ['joined parts', app => scopeOf(app.source('s', { key: { id: Value.listOf(Value.literal('USER'), Value.sub(), Value.untrustedClientMetadata('tenant').urlEncode()).join('#') } }).attribute('role'))],
    ['an app client of machines', app => ({ scopes: [ScopeRule.addAll(app.source('s', { key: { id: Value.clientId(), tenant: Value.untrustedClientMetadata('tenant') } }).attribute('roles'), { subjects: [Subject.MACHINE] })] })],
    ['a key of a key that is bound', app => scopeOf(app.source('tenant', { key: { id: switched(app).attribute('tenant') } }).attribute('plan'))],
    ['a key of a verified address', app => scopeOf(app.source('s', { key: { id: Value.verifiedEmail() } }).attribute('role'))],
  ])('is not %s', (_, rules) => {
    expect(reportOf(rules)).not.toContain('Provenance');
  });
});

describe('functions', () => {
  const rbac = (app: PoolApp, input: Record<string, Value>, userWritable?: string[]) =>
    FunctionSource.of('rbac', { handler: lambda.Function.fromFunctionName(app.stack, 'Rbac', 'rbac'), input, userWritable });
  const tenant = Value.untrustedClientMetadata('tenant');

  test.each<[string, (app: PoolApp) => Rules, string]>([
    ['input that users write', app => scopeOf(rbac(app, { mail: Value.email() }).attribute('role')), "email() -> key of the source 'rbac'"],
    ['input that the caller chooses', app => scopeOf(rbac(app, { tenant, client: Value.clientId() }).attribute('role')), "untrustedClientMetadata('tenant') -> key of the source 'rbac'"],
    ['a part of the input that users write', app => scopeOf(rbac(app, { of: Value.objectOf({ sub: Value.sub(), mail: Value.email() }) }).attribute('role')), 'email()'],
    ['an attribute that users write elsewhere', app => scopeOf(rbac(app, { sub: Value.sub() }, ['nick']).attribute('nick')), 'users can write it, as userWritable declares'],
  ])('are not trusted with %s', (_, rules, says) => {
    expect(reportOf(rules)).toContain(says);
  });

  test.each<[string, (app: PoolApp) => Rules]>([
    ['the user', app => scopeOf(rbac(app, { sub: Value.sub() }).attribute('role'))],
    ['the user and what the caller chooses', app => scopeOf(rbac(app, { sub: Value.sub(), tenant }).attribute('role'))],
    ['groups', app => scopeOf(rbac(app, { groups: Value.groups() }).attribute('role'))],
  ])('are trusted if the input has %s', (_, rules) => {
    expect(reportOf(rules)).not.toContain('Provenance');
  });
});

describe('values that callers choose', () => {
  const sent = Value.untrustedClientMetadata('role');
  const cut = sent.split(' ').filterOneOf(['a/read', 'a/write']);
  const statusOf = (app: PoolApp) => app.source('account').attribute('status');
  const byMetadata = (app: PoolApp) => app.source('s', { key: { id: sent } }).attribute('banned').isTrue();

  test.each<[string, (app: PoolApp) => Rules]>([
    ['the item that restricts', app => ({ deny: [DenyRule.when(byMetadata(app), 'No')] })],
    ['the item that takes a scope away', app => ({ scopes: [ScopeRule.suppress('a', { when: byMetadata(app) })] })],
    ['what lifts a restriction', () => ({ deny: [DenyRule.when(Condition.none(sent.isEqualTo('secret')), 'No')] })],
    ['a scope that is not requested', () => scopeOf(sent)],
    ['a value that takes the place of another', app => ({ deny: [DenyRule.when(Value.firstOf(sent, statusOf(app)).isEqualTo('banned'), 'No')] })],
    ['a value that hides another', app => ({ deny: [DenyRule.when(Value.choose(sent.isPresent(), Value.literal('ok'), statusOf(app)).isEqualTo('banned'), 'No')] })],
    ['a text around another', app => ({ deny: [DenyRule.when(Value.listOf(statusOf(app), sent).join('').isEqualTo('banned'), 'No')] })],
    ['a key whose value is another', app => ({ scopes: [ScopeRule.suppress('a', { when: sent.lookup({ a: 'ok' }, statusOf(app)).isEqualTo('banned') })] })],
    ['an authorization claim that is taken away', app => ({
      claims: [ClaimRule.set('acl', Value.literal('a'), { usedForAuthorization: true }), ClaimRule.suppress('acl', { when: Value.firstOf(sent, statusOf(app)).isEqualTo('banned') })],
    })],
    ['an item, with a constant list', app => ({ scopes: [ScopeRule.addAll(app.source('s', { key: { id: cut.first() } }).attribute('scopes'))] })],
    ['a key of other scopes, with a constant list', () => scopeOf(cut.first().lookup({ 'a/read': 'a/admin' }))],
    ['other scopes, with a constant list', () => ({ scopes: [ScopeRule.addAll(Value.choose(cut.size().isAtLeast(1), Value.literal(['a/admin'])))] })],
    ['which of other scopes are left, with a constant list', () => ({ scopes: [ScopeRule.addAll(Value.literal(['a/admin']).filter(cut.hasMemberValue(Value.element())))] })],
  ])('client metadata is no choice of %s', (_, rules) => {
    expect(reportOf(rules)).toContain('Provenance');
  });

  test.each<[string, Rules]>([
    ['a restriction of the own token', { deny: [DenyRule.when(sent.isEqualTo('legacy'), 'No')], scopes: [ScopeRule.suppress('a', { when: Condition.all(Condition.inGroup('x'), sent.isPresent()) })] }],
    ['a restriction of the own token by any transform', { deny: [DenyRule.when(sent.lower().split(' ').first().startsWith('legacy'), 'No')] }],
    ['a request for scopes of a constant list and more', { scopes: [ScopeRule.addAll(Value.firstOf(Value.listOf(cut, Value.literal('a/list')).flatten(), cut.limit(1)))] }],
    ['a request for scopes of a constant list, without their server', { scopes: [ScopeRule.addAll(sent.split(' ').filterOneOf(['read', 'write']).withPrefix('a/'))] }],
    ['a request for scopes of a constant list, for staff', { scopes: [ScopeRule.addAll(Value.choose(Condition.inGroup('staff'), cut, Value.literal(['a/list'])))] }],
    ['a request for scopes of a constant list', { scopes: [ScopeRule.addAll(sent.split(' ').filterOneOf(['a/read', 'a/write']))] }],
  ])('client metadata may be %s', (_, rules) => {
    expect(reportOf(rules)).toBe('');
  });

  test('client metadata', () => {
    const report = reportOf(scopeOf(Value.untrustedClientMetadata('role')));
    ["untrustedClientMetadata('role'): the caller sets it", 'make it part of a key together with Value.sub()'].forEach(text => expect(report).toContain(text));
  });

  test('the way of signing in', () => {
    const report = reportOf({ deny: [DenyRule.when(Condition.refresh(), 'No')] });
    expect(report).toContain('triggerSource(): the caller chooses it');
    expect(report).toContain("Value.triggerSource().assumeTrusted('...'), and compare that");
    const trusted = Value.triggerSource().assumeTrusted('only the refresh of a session').isEqualTo('TokenGeneration_RefreshTokens');
    expect(reportOf({ deny: [DenyRule.when(trusted, 'No')] })).toBe('');
  });
});
