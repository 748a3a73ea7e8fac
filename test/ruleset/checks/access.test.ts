import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, Value } from '../../../src';
import { describeWarning } from '../../support/checks';

const scopeWhen = (when: Condition) => ({ scopes: [ScopeRule.add('a', { when })] });

describeWarning('AbsenceGrants', {
  invalid: [
    { name: 'a scope for those who are not blocked', props: app => scopeWhen(Condition.none(app.source().attribute('status').isEqualTo('blocked'))), says: ['scopes[0].when', 'isEqualTo', 'exists()', 'orElse'] },
    { name: 'a part of a condition', props: app => scopeWhen(Condition.all(Condition.inGroup('x'), Condition.none(app.source().attribute('locked').isTrue()))), says: ['isTrue'] },
    { name: 'the other side of a choice', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(app.source().attribute('level').isAtMost(Value.literal(3)), Value.listOf(), Value.literal(['a'])))] }), says: ['scopes[0].value', 'isAtMost'] },
    { name: 'members of which nothing is said', props: app => ({ groups: [GroupRule.set({ groups: app.source().attribute('groups').keepWhere(Condition.none(Value.element('revoked').isTrue())), iamRoles: Value.listOf() })] }), says: ['groups[0].groups'] },
    { name: 'a claim that authorizes', props: app => ({ claims: [ClaimRule.set('a', Value.literal(true), { authorization: true, when: Condition.none(app.source().attribute('status').isOneOf(['x'])) })] }), says: ['claims[0].when', "the claim 'a'"] },
    { name: 'a list that may be absent', props: app => scopeWhen(Condition.none(app.source().attribute('denied').hasMember('a'))), says: ['hasMember'] },
  ],
  valid: [
    { name: 'an item that is asked for', props: app => scopeWhen(Condition.all(app.source().exists(), Condition.none(app.source().attribute('status').isEqualTo('blocked')))) },
    { name: 'a value that is asked for', props: app => { const status = app.source().attribute('status'); return scopeWhen(Condition.all(status.isPresent(), Condition.none(status.isEqualTo('blocked')))); } },
    { name: 'something instead', props: app => scopeWhen(Condition.none(app.source().attribute('status').orElse(Value.literal('blocked')).isEqualTo('blocked'))) },
    { name: 'groups, which are never absent', props: () => scopeWhen(Condition.none(Value.groups().hasMember('blocked'), Condition.inGroup('x'))) },
    { name: 'members of a list themselves', props: () => ({ groups: [GroupRule.set({ groups: Value.groups().keepWhere(Condition.none(Value.element().isEqualTo('admins'))), iamRoles: Value.listOf() })] }) },
    { name: 'a comparison that has to be true', props: app => scopeWhen(app.source().attribute('status').isEqualTo('active')) },
    { name: 'a double reverse', props: app => scopeWhen(Condition.none(Condition.none(app.source().attribute('status').isEqualTo('active')))) },
    { name: 'a choice without another side', props: app => ({ scopes: [ScopeRule.addAll(Value.choose(app.source().attribute('level').isTrue(), Value.literal(['a'])))] }) },
    { name: 'rules that take away or refuse', props: app => ({ deny: [DenyRule.when(Condition.none(app.source().attribute('status').isEqualTo('active')), 'No')], scopes: [ScopeRule.suppress('a', { when: Condition.none(app.source().attribute('b').isTrue()) })] }) },
    { name: 'a claim that authorizes nothing', props: app => ({ claims: [ClaimRule.set('a', Value.choose(app.source().attribute('b').isTrue(), Value.literal('x'), Value.literal('y')))] }) },
  ],
});

const key = (text: string) => (app: Parameters<Parameters<typeof describeWarning>[1]['valid'][number]['props']>[0]) =>
  ({ claims: [ClaimRule.set('x', app.source('s', { key: { id: Value.template(text) } }).attribute('b'), { authorization: false })] });

describeWarning('ForgeableSeparator', {
  invalid: [
    { name: 'a key of two values, one of the caller', props: key('{{user.sub}}#{{metadata.tenant}}'), says: ['claims[0].value.key.id', '| urlEncoded'] },
    { name: 'a key of two addresses', props: key('{{user.email}}/{{user.phone_number}}'), says: ['claims[0].value.key.id'] },
    { name: 'one of two values that are encoded', props: key('{{user.sub}}#{{metadata.tenant || metadata.org | urlEncoded}}'), says: ['claims[0].value.key.id'] },
    { name: 'a pattern that takes something out', props: key("{{user.sub}}#{{metadata.tenant | replacePattern('x', '')}}"), says: ['claims[0].value.key.id'] },
    { name: 'a value that is only trimmed', props: key('{{client.id}}#{{metadata.tenant | trim}}'), says: ['claims[0].value.key.id'] },
  ],
  valid: [
    { name: 'values that are encoded', props: key('{{user.sub}}#{{metadata.tenant | urlEncoded}}') },
    { name: 'a text in place of a value that is encoded', props: key("{{user.sub}}#{{metadata.tenant | urlEncoded || 'none'}}") },
    { name: 'what a pattern allows', props: key("{{user.sub}}#{{metadata.tenant | extract('^[a-z]+$')}}") },
    { name: 'one value', props: key('TENANT#{{metadata.tenant}}') },
    { name: 'values that the operator controls', props: app => ({ scopes: [ScopeRule.add('{{pool.id}}/{{user.userName}}')], sources: [app.source('s', { key: { id: Value.template('{{user.sub}}#{{region}}') } })] }) },
    { name: 'a claim', props: () => ({ claims: [ClaimRule.set('a', Value.template('{{user.email}} {{user.phone_number}}'), { authorization: false })] }) },
  ],
});
