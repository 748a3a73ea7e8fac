import { ClaimRule, Condition, DenyRule, GroupRule, OnError, RuleMode, ScopeRule, Subject, TableSource, TokenType, Value } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

const X = Value.literal('x');
const Y = Value.literal('y');
const ID = { tokens: [TokenType.ID] };
const WHEN = { when: Condition.inGroup('a') };
const MACHINES = { subjects: [Subject.MACHINE] };
const BOTH = { subjects: [Subject.USER, Subject.MACHINE] };

describeCheck('Contradiction', {
  invalid: [
    { name: 'a rule that a later one always replaces', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y)] }), says: ['claims[0]: ', "a rule for 'a' that claims[1] always overrides", 'move it first'] },
    { name: 'a condition that does not help', props: () => ({ claims: [ClaimRule.set('a', X, WHEN), ClaimRule.set('a', Value.email().orElse(Y))] }), says: ['claims[0]', 'claims[1] always overrides'] },
    { name: 'setting and suppressing', props: () => ({ claims: [ClaimRule.set('a', Value.email()), ClaimRule.suppress('a')] }), says: ["sets 'a', which claims[1] always suppresses"], omits: ['to the claims that'] },
    { name: 'suppressing and setting', props: () => ({ claims: [ClaimRule.suppress('a'), ClaimRule.set('a', Value.email())] }), says: ['claims[1]: ', 'which claims[0] always suppresses'] },
    { name: 'setting an attribute that is not kept', props: () => ({ claims: [ClaimRule.set('nickname', X, ID), ClaimRule.keepOnly(['email'])] }), says: ['claims[0]: ', "sets 'nickname', which claims[1] does not keep", "add 'nickname' to the claims that claims[1] keeps"] },
    { name: 'copying an attribute that is not kept', props: () => ({ claims: [ClaimRule.keepOnly([]), ClaimRule.copyAttributes(['email'], ID)] }), says: ['claims[1].names[0]: ', 'which claims[0] does not keep'] },
    { name: 'a later rule for more subjects and tokens', props: () => ({ claims: [ClaimRule.set('a', X, ID), ClaimRule.set('a', Y, BOTH)] }), says: ['claims[0]: ', 'claims[1] always overrides'] },
    { name: 'groups and roles that are always replaced', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles(), ...WHEN }), GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles(), preferredRole: Value.preferredRole() })] }), says: ['a rule for groups, iamRoles that groups[1]'] },
    { name: 'adding and suppressing a scope', props: () => ({ scopes: [ScopeRule.add('a'), ScopeRule.suppress('a')] }), says: ['scopes[0]', "the scope 'a', which scopes[1] always suppresses"] },
    { name: 'groups that are always replaced', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), ...WHEN }), GroupRule.set({ groups: Value.groups() })] }), says: ['groups[0]', 'groups[1] always overrides'] },
  ],
  valid: [
    { name: 'default first, exception after', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, WHEN)] }) },
    { name: 'default first, value that can be absent after', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Value.email())] }) },
    { name: 'a value that can fail', props: app => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', app.source().attribute('b').toNumber())] }) },
    {
      name: 'a value that rests on an attribute of a table',
      props: app => {
        const hasRole = Value.listOf(app.source().attribute('role')).hasMember('x');
        return { claims: [ClaimRule.set('a', X), ClaimRule.set('a', Value.choose(hasRole, X, Y))] };
      },
    },
    { name: 'suppressing a scope of other subjects', props: () => ({ scopes: [ScopeRule.add('a', { subjects: [Subject.USER, Subject.MACHINE] }), ScopeRule.suppress('a', { subjects: [Subject.MACHINE] })] }) },
    { name: 'a value that can only fail', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Value.literal('5').toNumber())] }) },
    { name: 'an earlier rule in shadow', props: () => ({ claims: [ClaimRule.set('a', X, { mode: RuleMode.SHADOW }), ClaimRule.set('a', Y)] }) },
    { name: 'suppressing in the other token', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.suppress('a', ID)] }) },
    { name: 'suppressing for other subjects', props: () => ({ claims: [ClaimRule.set('a', X, { ...BOTH, tokens: [TokenType.ACCESS] }), ClaimRule.suppress('a', { ...MACHINES, tokens: [TokenType.ACCESS] })] }) },
    { name: 'suppressing other claims and scopes', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.suppress('email')], scopes: [ScopeRule.add('a'), ScopeRule.suppress('b'), ScopeRule.addValue(Value.username())] }) },
    { name: 'different tokens', props: () => ({ claims: [ClaimRule.set('a', X, { tokens: [TokenType.ID] }), ClaimRule.set('a', Y, { tokens: [TokenType.ACCESS] })] }) },
    { name: 'a later rule for one of the tokens', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { tokens: [TokenType.ACCESS] })] }) },
    { name: 'different subjects', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { subjects: [Subject.MACHINE] })] }) },
    { name: 'a later rule in shadow', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { mode: RuleMode.SHADOW })] }) },
    { name: 'suppressing under a condition', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.suppress('a', WHEN)] }) },
    { name: 'setting what is kept, and what is no attribute', props: () => ({ claims: [ClaimRule.set('email', X, ID), ClaimRule.set('a', X, ID), ClaimRule.keepOnly(['email'])] }) },
    { name: 'setting in the other token what is not kept', props: () => ({ claims: [ClaimRule.set('nickname', X), ClaimRule.keepOnly(['email'])] }) },
    { name: 'keeping under a condition', props: () => ({ claims: [ClaimRule.set('nickname', X, ID), ClaimRule.keepOnly(['email'], WHEN)] }) },
    { name: 'setting under a condition what is not kept', props: () => ({ claims: [ClaimRule.set('nickname', X, { ...ID, ...WHEN }), ClaimRule.keepOnly(['email'])] }) },
    { name: 'suppressing a scope under a condition', props: () => ({ scopes: [ScopeRule.add('a'), ScopeRule.suppress('a', WHEN)] }) },
    { name: 'adding a scope under a condition', props: () => ({ scopes: [ScopeRule.add('a', WHEN), ScopeRule.suppress('a')] }) },
    { name: 'groups of which a later rule names only a part', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() }), GroupRule.set({ groups: Value.groups() })] }) },
    { name: 'groups before a rule of another kind', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() }), GroupRule.set({ groups: Value.groups(), ...WHEN })] }) },
    { name: 'groups that name something else', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), ...WHEN }), GroupRule.set({ iamRoles: Value.iamRoles() })] }) },
  ],
});

describeCheck('SubjectTokens', {
  invalid: [
    { name: 'an ID token for machines', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE], tokens: [TokenType.ID] })] }), says: ['claims[0].tokens', 'machines get no ID token'] },
    { name: 'groups for machines', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), subjects: [Subject.MACHINE] })] }), says: ['groups[0].subjects', 'Subject.USER'] },
    { name: 'attributes of machines', props: () => ({ claims: [ClaimRule.keepOnly([], { subjects: [Subject.MACHINE] })] }), says: ['claims[0].subjects'] },
  ],
  valid: [
    { name: 'an access token for machines', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE] })] }) },
    { name: 'an ID token for both', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE, Subject.USER], tokens: [TokenType.ID] })] }) },
  ],
});

describeCheck('DenyMessage', {
  invalid: [
    { name: 'a message of 201 characters', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'x'.repeat(201))] }), says: ['deny[0].message', '201 characters', '1 to 200 printable characters'], omits: ['x'.repeat(41)] },
    { name: 'a line break', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'a\nb')] }), says: ['deny[0].message', 'without line breaks'] },
    { name: 'blanks alone', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), '  ')] }), says: ['deny[0].message'] },
    { name: 'a character that turns the direction', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'a\u202eb')] }), says: ['deny[0].message'] },
  ],
  valid: [
    { name: 'a message of 200 characters', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'é'.repeat(200))] }) },
    { name: 'characters of two code units', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), '😀'.repeat(200))] }) },
    { name: 'punctuation', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'Your account is closed: call +1 (555) 0100!')] }) },
  ],
});

describeCheck('EmptyGroupRule', {
  invalid: [{ name: 'nothing', props: () => ({ groups: [GroupRule.set({})] }), says: ['groups[0]', 'one of groups, iamRoles, preferredRole'] }],
  valid: [
    { name: 'a preferred role', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.preferredRole() })] }) },
    { name: 'groups', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() })] }) },
    { name: 'roles', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.iamRoles() })] }) },
  ],
});

describeCheck('ValueType', {
  invalid: [
    { name: 'a string as groups', props: () => ({ groups: [GroupRule.set({ groups: Value.username() })] }), says: ['groups[0].groups', 'a string', 'a list', 'split it with split(...)'] },
    { name: 'numbers as groups', props: () => ({ groups: [GroupRule.set({ groups: Value.literal([1]), iamRoles: Value.listOf() })] }), says: ['groups[0].groups', 'a list of numbers', 'a list of strings'] },
    { name: 'numbers as roles', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal([1]) })] }), says: ['groups[0].iamRoles', 'a list of strings'] },
    { name: 'a list as preferred role', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.iamRoles() })] }), says: ['groups[0].preferredRole', 'a list', 'select one value from it'] },
    { name: 'lists as roles', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal([['a']]) })] }), says: ['groups[0].iamRoles', 'a list of lists', 'flatten()'] },
  ],
  valid: [{ name: 'lists and a string', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles(), preferredRole: Value.preferredRole() })] }) }],
});

const queryOf = (app: TestApp) => TableSource.query('members', { table: app.table, key: { id: Value.sub() } });

describeCheck('NeverActs', {
  invalid: [
    { name: 'a value of users for machines', props: () => ({ claims: [ClaimRule.set('x', Value.sub(), MACHINES)] }), says: ['claims[0].value', 'always absent, as the rule is for Subject.MACHINE only', 'a value that can be present', 'correct the value or the subjects', 'neither attributes nor groups'] },
    { name: 'what is made of it', props: () => ({ claims: [ClaimRule.set('x', Value.template('{{user.name | upper}}!').toJson(), MACHINES)] }), says: ['claims[0].value'] },
    { name: 'a number of it', props: () => ({ claims: [ClaimRule.set('x', Value.userAttribute('custom:level').toNumber(), MACHINES)] }), says: ['claims[0].value'] },
    { name: 'a copied attribute', props: () => ({ claims: [ClaimRule.copyAttributes(['email'], MACHINES)] }), says: ['claims[0].names[0]'] },
    { name: 'an item of users', props: app => ({ claims: [ClaimRule.set('x', app.source().attribute('x'), MACHINES)] }), says: ['claims[0].value'] },
    { name: 'an item that rests on one of users', props: app => ({ claims: [ClaimRule.set('x', app.source('two', { key: { id: app.source().attribute('x') } }).attribute('x'), MACHINES)] }), says: ['claims[0].value'] },
    { name: 'scopes of users', props: () => ({ scopes: [ScopeRule.addAll(Value.groups(), MACHINES)] }), says: ['scopes[0].value'] },
    { name: 'a scope with a name of users in it', props: () => ({ scopes: [ScopeRule.add('a:{{user.sub}}', MACHINES)] }), says: ['scopes[0].template'] },
    { name: 'nothing out of nothing', props: () => ({ claims: [ClaimRule.set('x', Value.listOf().first())] }), says: ['claims[0].value', 'Subject.USER only'], omits: ['neither attributes nor groups'] },
    { name: 'nothing for users and machines', props: () => ({ claims: [ClaimRule.set('x', Value.listOf().first(), BOTH)] }), says: ['as the rule is for users and machines'], omits: ['neither attributes nor groups'] },
    { name: 'nothing, of which no other check says anything', props: () => ({ claims: [ClaimRule.set('email', Value.listOf().first())] }), says: ['has 1 problem:'] },
    { name: 'nothing as a scope', props: () => ({ scopes: [ScopeRule.addValue(Value.listOf().first())] }), says: ['has 1 problem:'] },
    { name: 'nothing as scopes', props: () => ({ scopes: [ScopeRule.addAll(Value.listOf().first())] }), says: ['has 1 problem:'] },
    { name: 'the first of the items of users', props: app => ({ claims: [ClaimRule.set('x', queryOf(app).items().first().property('a'), MACHINES)] }), says: ['claims[0].value'] },
    { name: 'a comparison of it', props: app => ({ claims: [ClaimRule.set('x', X, { ...MACHINES, when: Condition.all(Condition.machine(), queryOf(app).items().mapEach(Value.element('a')).first().isEqualTo('x')) })] }), says: ['claims[0].when'] },
    { name: 'machines among users', props: () => ({ claims: [ClaimRule.set('x', X, { when: Condition.machine() })] }), says: ['claims[0].when', 'never true, as the rule is for Subject.USER only', 'a condition that can be true', 'correct the condition or the subjects'], omits: ['neither attributes nor groups'] },
    { name: 'machines that are one part of what is needed', props: () => ({ scopes: [ScopeRule.suppress('x', { when: Condition.all(Condition.inGroup('a'), Condition.machine()) })] }), says: ['scopes[0].when'] },
    { name: 'nobody but users among users', props: () => ({ claims: [ClaimRule.set('x', X, { when: Condition.none(Condition.user(), Condition.inGroup('a')) })] }), says: ['claims[0].when'] },
    { name: 'users among machines', props: () => ({ claims: [ClaimRule.set('x', X, { ...MACHINES, when: Condition.user() })] }), says: ['claims[0].when', 'Subject.MACHINE only'] },
    { name: 'groups of machines', props: () => ({ claims: [ClaimRule.set('x', X, { ...MACHINES, when: WHEN.when })] }), says: ['claims[0].when'] },
    { name: 'a comparison with what machines do not have', props: () => ({ claims: [ClaimRule.set('x', X, { ...MACHINES, when: Value.email().endsWith('x') })] }), says: ['claims[0].when'] },
    { name: 'an item that machines do not have', props: app => ({ deny: [DenyRule.when(app.source().exists(), 'No', MACHINES)] }), says: ['deny[0].condition'] },
  ],
  valid: [
    { name: 'a value of users for both', props: () => ({ claims: [ClaimRule.set('x', Value.sub(), { ...BOTH, usedForAuthorization: false })] }) },
    { name: 'what machines have, and something in place of what they do not', props: () => ({ claims: [ClaimRule.set('x', Value.firstOf(Value.sub(), Value.clientId()), MACHINES), ClaimRule.set('y', Value.listOf(Value.sub()), MACHINES)] }) },
    { name: 'how many items there are', props: app => ({ claims: [ClaimRule.set('x', queryOf(app).count(), MACHINES), ClaimRule.set('y', queryOf(app).items().size(), MACHINES)] }) },
    { name: 'lists that may be empty', props: () => ({ scopes: [ScopeRule.keepOnly(Value.groups(), MACHINES)], groups: [GroupRule.set({ groups: Value.listOf(), preferredRole: Value.listOf().first(), iamRoles: Value.iamRoles() })] }) },
    { name: 'an item of the client', props: app => ({ claims: [ClaimRule.set('x', app.source('s', { key: { id: Value.clientId() } }).attribute('x'), MACHINES)] }) },
    { name: 'machines among both', props: () => ({ claims: [ClaimRule.set('x', X, { ...BOTH, when: Condition.machine() }), ClaimRule.set('y', X, { ...BOTH, when: Condition.user() })] }) },
    { name: 'users among users', props: () => ({ claims: [ClaimRule.set('x', X, { when: Condition.all(Condition.user(), Condition.none(Condition.machine())) })] }) },
    { name: 'one of several conditions', props: () => ({ claims: [ClaimRule.set('x', X, { when: Condition.any(Condition.machine(), Condition.inGroup('a')) })] }) },
    { name: 'machines that are in no group', props: () => ({ claims: [ClaimRule.set('x', X, { ...MACHINES, when: Condition.none(WHEN.when) })] }) },
    { name: 'a choice that users never make', props: () => ({ claims: [ClaimRule.set('x', Value.choose(Condition.machine(), Value.clientId(), X))] }) },
  ],
});

describeWarning('RolesRemain', {
  invalid: [{ name: 'groups without roles', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() })] }), says: ['groups[0]', 'iamRoles'] }],
  valid: [
    { name: 'groups with roles', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })] }) },
    { name: 'roles alone', props: () => ({ groups: [GroupRule.set({ iamRoles: Value.iamRoles() })] }) },
    { name: 'a disabled rule', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), mode: RuleMode.DISABLED })] }) },
  ],
});

const OMIT = { onError: OnError.OMIT };
const ANYWAY = { whenUnavailable: true };
const [YES, NO] = [Value.literal(true), Value.literal(false)];
const banned = (app: TestApp): Value => app.source('s', OMIT).attribute('banned');

describeWarning('OmitHasNoEffect', {
  invalid: [
    { name: 'a rule that takes away', props: app => ({ claims: [ClaimRule.suppress('email', { when: app.source('s', { onError: OnError.OMIT }).exists() })] }), says: ['claims[0]', "source 's'", 'the rule applies'] },
    { name: 'a rule that denies', props: app => ({ deny: [DenyRule.when(app.source('s', { onError: OnError.OMIT }).exists(), 'No')] }), says: ['deny[0]', 'denies the token'] },
    { name: 'a fallback for accounts without the attribute', props: app => ({ deny: [DenyRule.when(banned(app).orElse(NO).isTrue(), 'No')] }), says: ['denies the token'] },
    { name: 'a fallback that denies', props: app => ({ deny: [DenyRule.when(banned(app).orElse(YES, ANYWAY).isTrue(), 'No')] }), says: ['denies the token'] },
    { name: 'a fallback in one of two parts', props: app => ({ deny: [DenyRule.when(Condition.any(banned(app).orElse(NO, ANYWAY).isTrue(), banned(app).isTrue()), 'No')] }), says: ['denies the token'] },
    { name: 'a source whose key depends on it', props: app => ({ deny: [DenyRule.when(app.source('second', { key: { id: banned(app) } }).exists(), 'No')] }), says: ["source 's'", 'denies the token'] },
    { name: 'a claim that decides access, by another rule', props: app => ({ claims: [ClaimRule.set('a', X, { usedForAuthorization: true, when: WHEN.when }), ClaimRule.set('a', banned(app))] }), says: ['claims[1]', 'denies the token'] },
    { name: 'groups', props: app => ({ groups: [GroupRule.set({ groups: banned(app).orElse(Value.literal(['x'])), iamRoles: Value.listOf() })] }), says: ['groups[0]', 'denies the token'] },
    { name: 'an element of a list of scopes to keep', props: app => ({ scopes: [ScopeRule.keepOnly(Value.listOf(Value.literal('a/b'), banned(app)))] }), says: ['scopes[0]', 'the rule applies'] },
    { name: 'such an element, with the name of the API', props: app => ({ scopes: [ScopeRule.keepOnly(Value.listOf(banned(app)).withPrefix('a/'))] }), says: ['scopes[0]', 'the rule applies'] },
    { name: 'an element of a list that is compared', props: app => ({ deny: [DenyRule.when(Value.listOf(banned(app)).hasMember('x'), 'No')] }), says: ['deny[0]', 'denies the token'] },
    { name: 'an element of some that are left', props: app => ({ deny: [DenyRule.when(Value.listOf(banned(app)).filterOneOf(['x', 'y']).hasMember('x'), 'No')] }), says: ['deny[0]', 'denies the token'] },
    { name: 'a text of a list', props: app => ({ deny: [DenyRule.when(Value.listOf(banned(app), X).join(',').isEqualTo('x'), 'No')] }), says: ['deny[0]', 'denies the token'] },
  ],
  valid: [
    { name: 'a rule that gives', props: app => ({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] }) },
    { name: 'a source that denies', props: app => ({ claims: [ClaimRule.suppress('email', { when: app.source().exists() })] }) },
    { name: 'a fallback that lifts the rule', props: app => ({ deny: [DenyRule.when(banned(app).orElse(NO, ANYWAY).isTrue(), 'No')] }) },
    { name: 'a rule in shadow', props: app => ({ deny: [DenyRule.when(banned(app).isTrue(), 'No', { mode: RuleMode.SHADOW })] }) },
    { name: 'a text that is shorter without an element', props: app => ({ claims: [ClaimRule.set('a', Value.listOf(X, banned(app)).join(' '), { usedForAuthorization: true })] }) },
    { name: 'a list of groups that is shorter without an element', props: app => ({ groups: [GroupRule.set({ groups: Value.listOf(X, banned(app)).lower(), iamRoles: Value.listOf() })] }) },
  ],
});

describeWarning('LapsesWhenUnavailable', {
  invalid: [
    { name: 'a ban that an outage lifts', props: app => ({ deny: [DenyRule.when(banned(app).orElse(NO, ANYWAY).isTrue(), 'No')] }), says: ['deny[0]', "source 's'", 'remove whenUnavailable: true'] },
    { name: 'a part of a condition', props: app => ({ deny: [DenyRule.when(Condition.any(banned(app).orElse(NO, ANYWAY).isTrue(), Condition.inGroup('x')), 'No')] }), says: ['deny[0]'] },
    { name: 'a condition that is reversed', props: app => ({ scopes: [ScopeRule.suppress('a/b', { when: Condition.none(banned(app).orElse(YES, ANYWAY).isTrue()) })] }), says: ['scopes[0]'] },
    { name: 'a fallback of a choice', props: app => ({ deny: [DenyRule.when(Value.choose(banned(app).isTrue(), YES, NO).orElse(NO, ANYWAY).isTrue(), 'No')] }), says: ['deny[0]'] },
    { name: 'a choice by a fallback', props: app => ({ deny: [DenyRule.when(Value.choose(banned(app).orElse(NO, ANYWAY).isTrue(), YES, NO).isTrue(), 'No')] }), says: ['deny[0]'] },
    { name: 'a value that is compared with another', props: app => ({ deny: [DenyRule.when(banned(app).orElse(Value.sub(), ANYWAY).isEqualTo('x'), 'No')] }), says: ['deny[0]'] },
    { name: 'scopes that are kept', props: app => ({ scopes: [ScopeRule.keepOnly(banned(app).orElse(Value.literal(['a/b']), ANYWAY))] }), says: ['scopes[0]'] },
    { name: 'groups', props: app => ({ groups: [GroupRule.set({ groups: banned(app).orElse(Value.literal(['x']), ANYWAY), iamRoles: Value.listOf() })] }), says: ['groups[0]'] },
    { name: 'a fallback for an element', props: app => ({ scopes: [ScopeRule.keepOnly(Value.listOf(banned(app).orElse(Value.literal('a/b'), ANYWAY)))] }), says: ['scopes[0]'] },
    { name: 'a fallback for an element that is compared', props: app => ({ deny: [DenyRule.when(Value.listOf(banned(app).orElse(X, ANYWAY)).hasMember('y'), 'No')] }), says: ['deny[0]'] },
  ],
  valid: [
    { name: 'a fallback for accounts without the attribute', props: app => ({ deny: [DenyRule.when(banned(app).orElse(NO).isTrue(), 'No')] }) },
    { name: 'a fallback that denies', props: app => ({ deny: [DenyRule.when(banned(app).orElse(YES, ANYWAY).isTrue(), 'No')] }) },
    { name: 'a fallback that denies together with a group', props: app => ({ deny: [DenyRule.when(Condition.all(banned(app).orElse(YES, ANYWAY).isTrue(), Condition.inGroup('x')), 'No')] }) },
    { name: 'a rule that gives', props: app => ({ scopes: [ScopeRule.add('a', { when: Condition.none(banned(app).orElse(NO, ANYWAY).isTrue()) })] }) },
    { name: 'a source that denies', props: app => ({ deny: [DenyRule.when(app.source().attribute('b').orElse(NO, ANYWAY).isTrue(), 'No')] }) },
    {
      name: 'an element that is left out of a list',
      props: app => ({
        scopes: [ScopeRule.keepOnly(Value.listOf(banned(app)))],
        groups: [GroupRule.set({ groups: Value.listOf(X, banned(app)), iamRoles: Value.listOf() })],
        claims: [
          ClaimRule.set('roles', Value.listOf(X, banned(app)), { usedForAuthorization: true }),
          ClaimRule.set('role', Value.listOf(X, banned(app)).join(' '), { usedForAuthorization: true }),
        ],
        deny: [DenyRule.when(Value.listOf(banned(app)).hasMember('x'), 'No')],
      }),
    },
    { name: 'a source that the rule does not read', props: app => ({ deny: [DenyRule.when(WHEN.when, 'No')], claims: [ClaimRule.set('a', banned(app))] }) },
  ],
});
