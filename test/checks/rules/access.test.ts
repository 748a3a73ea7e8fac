import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, Subject, Value } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';

const scopeWhen = (when: Condition) => ({ scopes: [ScopeRule.add('a', { when })] });

const notCleared = (app: TestApp) => Condition.none(app.source().attribute('state').isEqualTo('cleared'));
const groups = (value: Value, iamRoles = Value.listOf(), preferredRole?: Value) => (app: TestApp) =>
  ({ groups: [GroupRule.set({ groups: value, iamRoles, preferredRole, when: notCleared(app) })] });

describeWarning('AbsenceGrants', {
  invalid: [
    { name: 'a group', props: groups(Value.literal(['guests'])), says: ['groups[0].when', 'isEqualTo'] },
    { name: 'groups that the user has, and another', props: groups(Value.listOf(Value.groups(), Value.literal('guests')).flatten()), says: ['groups[0].when'] },
    { name: 'roles', props: groups(Value.listOf(), Value.literal(['arn:aws:iam::123456789012:role/a'])), says: ['groups[0].when'] },
    { name: 'roles under the names of groups', props: groups(Value.listOf(), Value.groups()), says: ['groups[0].when'] },
    { name: 'a group in place of those that the user has', props: groups(Value.firstOf(Value.groups(), Value.literal(['guests']))), says: ['groups[0].when'] },
    { name: 'a scope for those who are not blocked', props: app => scopeWhen(Condition.none(app.source().attribute('status').isEqualTo('blocked'))), says: ['scopes[0].when', 'isEqualTo', 'exists()', 'orElse'] },
    { name: 'a part of a condition', props: app => scopeWhen(Condition.all(Condition.inGroup('x'), Condition.none(app.source().attribute('locked').isTrue()))), says: ['isTrue'] },
    { name: 'the other side of a choice', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(app.source().attribute('level').isAtMost(3), Value.listOf(), Value.literal(['a'])))] }), says: ['scopes[0].value', 'isAtMost'] },
    { name: 'members of which nothing is said', props: app => ({ groups: [GroupRule.set({ groups: app.source().attribute('groups').filter(Condition.none(Value.element('revoked').isTrue())), iamRoles: Value.listOf() })] }), says: ['groups[0].groups'] },
    { name: 'a claim that authorizes', props: app => ({ claims: [ClaimRule.set('a', Value.literal(true), { usedForAuthorization: true, when: Condition.none(app.source().attribute('status').isOneOf(['x'])) })] }), says: ['claims[0].when', "the claim 'a'"] },
    { name: 'a value of which something else is asked', props: app => { const status = app.source().attribute('status'); return scopeWhen(Condition.any(status.isPresent(), Condition.none(status.isEqualTo('blocked')))); }, says: ['isEqualTo'] },
    { name: 'a value that is asked for elsewhere', props: app => { const status = app.source().attribute('status'); return { scopes: [ScopeRule.addAll(Value.listOf(Value.choose(status.isPresent(), Value.literal('a')), Value.choose(Condition.none(status.isEqualTo('blocked')), Value.literal('b'))))] }; }, says: ['isEqualTo'] },
    { name: 'a value that is there when a token is denied', props: app => { const status = app.source().attribute('status'); return { deny: [DenyRule.when(status.isEqualTo('gone'), 'No')], ...scopeWhen(Condition.none(status.isEqualTo('blocked'))) }; }, says: ['isEqualTo'] },
    { name: 'a part of a string that may have none', props: () => scopeWhen(Condition.none(Value.username().before('_').isEqualTo('okta'))), says: ['isEqualTo'] },
    { name: 'a part that comes to nothing, though what it is taken from is asked for', props: () => { const name = Value.userAttribute('nickname'); return scopeWhen(Condition.all(name.isPresent(), Condition.none(name.before('_').isEqualTo('okta')))); }, says: ['isEqualTo'] },
    { name: 'a string that may come to nothing', props: () => scopeWhen(Condition.none(Value.username().trim().isEqualTo('okta'))), says: ['isEqualTo'] },
    { name: 'an end that nobody set', props: app => scopeWhen(Condition.none(Value.now().isGreaterThanValue(app.source().attribute('validUntil')))), says: ['isGreaterThan'] },
    { name: 'a member that may be absent', props: app => scopeWhen(Condition.none(Value.literal(['x']).hasMemberValue(app.source().attribute('status')))), says: ['hasMember'] },
    { name: 'what stands in for a choice', props: app => ({ claims: [ClaimRule.set('role', Value.choose(app.source().attribute('suspended').isTrue(), Value.literal('nobody')).orElse(Value.literal('admin')), { usedForAuthorization: true })] }), says: ['claims[0].value', 'isTrue'] },
    { name: 'a choice in the key of a source', props: app => { const status = app.source('first').attribute('status'); const second = app.source('second', { key: { id: Value.choose(Condition.none(status.isEqualTo('blocked')), Value.sub()) } }); return { scopes: [ScopeRule.addAll(second.attribute('scopes'))] }; }, says: ['scopes[0].value', 'isEqualTo'] },
    { name: 'a list that may be absent', props: app => scopeWhen(Condition.none(app.source().attribute('denied').hasMember('a'))), says: ['hasMember'] },
    { name: 'sizes of lists that are compared', props: app => scopeWhen(Value.choose(app.source().attribute('editor').isTrue(), Value.literal(['a', 'b']), Value.literal(['a'])).size().isEqualTo(1)), says: ['isTrue'] },
  ],
  valid: [
    { name: 'no groups at all', props: groups(Value.listOf()) },
    { name: 'an empty list', props: groups(Value.literal([])) },
    { name: 'groups but one', props: groups(Value.groups().filter(Condition.none(Value.element().isEqualTo('admins')))) },
    { name: 'groups of a list', props: groups(Value.groups().filterOneOf(['guests'])) },
    { name: 'some of the groups and roles', props: groups(Value.groups().filterPrefix('a-').limit(2), Value.iamRoles().sort(), Value.preferredRole()) },
    { name: 'one of two selections', props: groups(Value.choose(Condition.inGroup('x'), Value.groups(), Value.listOf())) },
    { name: 'an item that is asked for', props: app => scopeWhen(Condition.all(app.source().exists(), Condition.none(app.source().attribute('status').isEqualTo('blocked')))) },
    { name: 'a value that is asked for', props: app => { const status = app.source().attribute('status'); return scopeWhen(Condition.all(status.isPresent(), Condition.none(status.isEqualTo('blocked')))); } },
    { name: 'a token that is denied where there is no item', props: app => { const users = app.source(); return { deny: [DenyRule.when(Condition.none(users.exists()), 'No')], ...scopeWhen(Condition.none(users.attribute('status').isEqualTo('blocked'))) }; } },
    { name: 'a choice within another one', props: app => { const level = app.source().attribute('level'); return { scopes: [ScopeRule.addAll(Value.choose(level.isPresent(), Value.choose(level.isAtMost(3), Value.listOf(), Value.literal(['a']))))] }; } },
    { name: 'a part that is asked for', props: () => { const part = Value.userAttribute('nickname').before('_'); return scopeWhen(Condition.all(part.isPresent(), Condition.none(part.isEqualTo('okta')))); } },
    { name: 'a second value that has to be there', props: app => { const item = app.source(); return scopeWhen(Condition.none(Condition.none(item.attribute('a').isPresent()), item.attribute('a').isEqualTo('blocked'))); } },
    { name: 'what every event has', props: () => scopeWhen(Condition.none(Value.username().startsWith('test-'))) },
    { name: 'what machines alone do not have, for users', props: () => ({ scopes: [ScopeRule.add('a', { subjects: [Subject.USER, Subject.MACHINE], when: Condition.all(Condition.user(), Condition.none(Value.groups().hasMember('guest'))) })] }) },
    { name: 'one of several constants', props: app => scopeWhen(Condition.all(app.source().attribute('a').isPresent(), Condition.none(app.source().attribute('a').isOneOf(['x', 'y'])))) },
    { name: 'something instead', props: app => scopeWhen(Condition.none(app.source().attribute('status').orElse(Value.literal('blocked')).isEqualTo('blocked'))) },
    { name: 'groups, which are never absent', props: () => scopeWhen(Condition.none(Value.groups().hasMember('blocked'), Condition.inGroup('x'))) },
    { name: 'a list of which some elements may come to nothing', props: () => scopeWhen(Condition.none(Value.groups().trim().hasMember('blocked'), Value.groups().withoutPrefix('app-').hasMember('blocked'))) },
    { name: 'members of a list themselves', props: () => ({ groups: [GroupRule.set({ groups: Value.groups().filter(Condition.none(Value.element().isEqualTo('admins'))), iamRoles: Value.listOf() })] }) },
    { name: 'a comparison that has to be true', props: app => scopeWhen(app.source().attribute('status').isEqualTo('active')) },
    { name: 'a double reverse', props: app => scopeWhen(Condition.none(Condition.none(app.source().attribute('status').isEqualTo('active')))) },
    { name: 'a choice without another side', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(app.source().attribute('level').isTrue(), Value.literal(['a'])))] }) },
    { name: 'rules that take away or deny', props: app => ({ deny: [DenyRule.when(Condition.none(app.source().attribute('status').isEqualTo('active')), 'No')], scopes: [ScopeRule.suppress('a', { when: Condition.none(app.source().attribute('b').isTrue()) })] }) },
    { name: 'a choice of which the other side gives less', props: app => { const isEditor = app.source().attribute('editor').isTrue(); return { scopes: [ScopeRule.addAll(Value.choose(isEditor, Value.literal(['a', 'b']), Value.literal(['a']))), ScopeRule.addAll(Value.choose(isEditor, Value.literal(['c'])).orElse(Value.literal([])))] }; } },
    { name: 'true, or else false', props: app => ({ claims: [ClaimRule.set('a', Value.choose(app.source().attribute('admin').isTrue(), Value.literal(true), Value.literal(false)), { usedForAuthorization: true })] }) },
    { name: 'a claim that authorizes nothing', props: app => ({ claims: [ClaimRule.set('a', Value.choose(app.source().attribute('b').isTrue(), Value.literal('x'), Value.literal('y')))] }) },
  ],
});

const key = (text: string) => (app: Parameters<Parameters<typeof describeWarning>[1]['valid'][number]['props']>[0]) =>
  ({ claims: [ClaimRule.set('x', app.source('s', { key: { id: Value.template(text) } }).attribute('b'), { usedForAuthorization: false })] });

const keyOf = (id: Value) => (app: TestApp) => ({ claims: [ClaimRule.set('x', app.source('s', { key: { id } }).attribute('b'), { usedForAuthorization: false })] });
const joined = (list: Value) => keyOf(list.join('#'));

describeWarning('ForgeableSeparator', {
  invalid: [
    { name: 'a key of two values, one of the caller', props: key('{{user.sub}}#{{metadata.tenant}}'), says: ['claims[0].value.key.id', '| urlEncode'] },
    { name: 'a key of two addresses', props: key('{{user.email}}/{{user.phone_number}}'), says: ['claims[0].value.key.id'] },
    { name: 'one of two values that are encoded', props: key('{{user.sub}}#{{metadata.tenant || metadata.org | urlEncode}}'), says: ['claims[0].value.key.id'] },
    { name: 'a pattern that takes something out', props: key("{{user.sub}}#{{metadata.tenant | replacePattern('x', '')}}"), says: ['claims[0].value.key.id'] },
    { name: 'a pattern that takes anything', props: key("{{user.sub}}#{{metadata.tenant | extract('.*')}}"), says: ['claims[0].value.key.id'] },
    { name: 'a pattern that takes a quotation', props: key("{{user.sub}}#{{metadata.tenant | extract('[a-z]+(?:\\\\Q-#\\\\E)?')}}"), says: ['claims[0].value.key.id'] },
    { name: 'a separator that an encoded string can hold', props: key('{{user.sub}}-{{metadata.tenant | urlEncode}}'), says: ['claims[0].value.key.id'] },
    { name: 'no separator', props: key('{{user.sub}}{{metadata.tenant | urlEncode}}'), says: ['claims[0].value.key.id'] },
    { name: 'no separator before digits', props: key("{{user.sub}}{{metadata.tenant | extract('^[0-9]+$')}}"), says: ['claims[0].value.key.id'] },
    { name: 'values that are joined after something was done to each', props: joined(Value.listOf(Value.sub(), Value.email()).trim().unique()), says: ['claims[0].value.key.id'] },
    { name: 'a string that is made of each member', props: keyOf(Value.email().split(',').mapEach(Value.template('{{user.sub}}#{{element}}')).first()), says: ['claims[0].value.key.id'] },
    { name: 'a separator by its number', props: key("{{user.sub}}#{{metadata.tenant | extract('(?:[a-z]|\\\\043)+')}}"), says: ['claims[0].value.key.id'] },
    { name: 'a list of values that are joined', props: app => ({ claims: [ClaimRule.set('x', app.source('s', { key: { id: Value.listOf(Value.sub(), Value.untrustedClientMetadata('tenant')).join('#') } }).attribute('b'), { usedForAuthorization: false })] }), says: ['claims[0].value.key.id'] },
    { name: 'a separator that lowercase makes', props: key("{{user.sub}}x{{metadata.tenant | extract('^[A-Z]+$') | lower}}"), says: ['claims[0].value.key.id'] },
    { name: 'a separator that uppercase makes', props: key("{{user.sub}}X{{metadata.tenant | extract('^[a-z]+$') | upper}}"), says: ['claims[0].value.key.id'] },
    { name: 'a separator that uppercase makes of one character', props: key("{{user.sub}}\u02bc{{metadata.tenant | extract('^[\u0149]+$') | upper}}"), says: ['claims[0].value.key.id'] },
    { name: 'a string after which something is done', props: keyOf(Value.template('{{user.sub}}#{{metadata.tenant}}').lower().withPrefix('x')), says: ['claims[0].value.key.id'] },
    { name: 'a list of what an object holds', props: joined(Value.objectOf({ a: Value.listOf(Value.sub(), Value.region()), b: Value.email() }).toJson().split(',')), says: ['claims[0].value.key.id'] },
    { name: 'one of two strings', props: keyOf(Value.choose(Condition.inGroup('g'), Value.sub(), Value.template('{{user.sub}}#{{metadata.tenant}}'))), says: ['claims[0].value.key.id'] },
    { name: 'a value that is only trimmed', props: key('{{client.id}}#{{metadata.tenant | trim}}'), says: ['claims[0].value.key.id'] },
  ],
  valid: [
    { name: 'values that are encoded', props: key('{{user.sub}}#{{metadata.tenant | urlEncode}}') },
    { name: 'a string in place of a value that is encoded', props: key("{{user.sub}}#{{metadata.tenant | urlEncode || 'none'}}") },
    { name: 'what a pattern allows', props: key("{{user.sub}}#{{metadata.tenant | extract('^[a-z]+$')}}") },
    { name: 'a pattern that excludes the separator', props: key("{{user.sub}}#{{metadata.tenant | extract('^([^#]{1,20})$')}}") },
    { name: 'a group without the separator', props: key("{{user.sub}}={{user.email | extract('k=([a-z]+)')}}") },
    { name: 'values that are encoded before they are joined', props: joined(Value.listOf(Value.sub(), Value.email()).mapEach(Value.element().urlEncode())) },
    { name: 'a separator of which one character cannot be in it', props: key('TENANT#{{metadata.tenant | urlEncode}}-#{{user.sub}}') },
    { name: 'a digest without a separator', props: key('{{metadata.tenant | sha256}}{{user.sub}}') },
    { name: 'what a pattern allows, in lowercase', props: key("{{user.sub}}#{{metadata.tenant | extract('^[A-Z]+$') | lower}}") },
    { name: 'an encoded value in uppercase', props: key('{{user.sub}}#{{metadata.tenant | urlEncode | upper}}') },
    { name: 'a separator of which one character is no letter', props: key("{{user.sub}}x#{{metadata.tenant | extract('^[A-Z]+$') | lower}}") },
    { name: 'a string behind the values', props: key('{{user.sub}}#{{metadata.tenant | urlEncode}}-v1') },
    { name: 'a list of which only one is a value', props: app => ({ claims: [ClaimRule.set('x', app.source('s', { key: { id: Value.listOf(Value.literal('TENANT'), Value.untrustedClientMetadata('tenant')).join('#') } }).attribute('b'), { usedForAuthorization: false })] }) },
    { name: 'a list of what an empty object holds', props: joined(Value.objectOf({}).toJson().split(',')) },
    { name: 'a list that nobody wrote', props: joined(Value.email().split(',').trim()) },
    { name: 'transforms of a list that nobody wrote', props: joined(Value.email().split(',').mapEach(Value.element().lower())) },
    { name: 'constants and a value after which something is done', props: joined(Value.listOf(Value.literal('a'), Value.sub(), Value.email().urlEncode()).trim()) },
    { name: 'a string that is only compared', props: keyOf(Value.groups().filter(Value.element().isEqualToValue(Value.template('{{user.sub}}#{{metadata.tenant}}'))).first()) },
    { name: 'one value', props: key('TENANT#{{metadata.tenant}}') },
    { name: 'values that the operator controls', props: app => ({ scopes: [ScopeRule.add('{{pool.id}}/{{user.username}}')], sources: [app.source('s', { key: { id: Value.template('{{user.sub}}#{{region}}') } })] }) },
    { name: 'a claim', props: () => ({ claims: [ClaimRule.set('a', Value.template('{{user.email}} {{user.phone_number}}'), { usedForAuthorization: false })] }) },
  ],
});
