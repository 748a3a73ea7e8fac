import { ClaimRule, Condition, DenyRule, GroupRule, OnError, RuleMode, ScopeRule, Subject, TokenType, Value } from '../../../src';
import { describeCheck, describeWarning } from '../../support/checks';

const X = Value.literal('x');
const Y = Value.literal('y');
const WHEN = { when: Condition.inGroup('a') };

describeCheck('Contradiction', {
  invalid: [
    { name: 'a rule that a later one always replaces', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y)] }), says: ['claims[0]: ', "a rule for 'a' that claims[1] always replaces", 'put it first'] },
    { name: 'a condition that does not help', props: () => ({ claims: [ClaimRule.set('a', X, WHEN), ClaimRule.set('a', Value.email().orElse(Y))] }), says: ['claims[0]', 'claims[1] always replaces'] },
    { name: 'setting and suppressing', props: () => ({ claims: [ClaimRule.set('a', Value.email()), ClaimRule.suppress('a')] }), says: ["sets 'a', which claims[1] always suppresses"] },
    { name: 'suppressing and setting', props: () => ({ claims: [ClaimRule.suppress('a'), ClaimRule.set('a', Value.email())] }), says: ['claims[1]: ', 'which claims[0] always suppresses'] },
    { name: 'adding and suppressing a scope', props: () => ({ scopes: [ScopeRule.add('a'), ScopeRule.suppress('a')] }), says: ['scopes[0]', "the scope 'a', which scopes[1] always suppresses"] },
    { name: 'groups that are always replaced', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() }, WHEN), GroupRule.set({ groups: Value.groups() })] }), says: ['groups[0]', 'groups[1] always replaces'] },
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
    { name: 'different tokens', props: () => ({ claims: [ClaimRule.set('a', X, { tokens: [TokenType.ID] }), ClaimRule.set('a', Y, { tokens: [TokenType.ACCESS] })] }) },
    { name: 'a later rule for one of the tokens', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { tokens: [TokenType.ACCESS] })] }) },
    { name: 'different subjects', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { subjects: [Subject.MACHINE] })] }) },
    { name: 'a later rule in shadow', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.set('a', Y, { mode: RuleMode.SHADOW })] }) },
    { name: 'suppressing under a condition', props: () => ({ claims: [ClaimRule.set('a', X), ClaimRule.suppress('a', WHEN)] }) },
    { name: 'suppressing a scope under a condition', props: () => ({ scopes: [ScopeRule.add('a'), ScopeRule.suppress('a', WHEN)] }) },
    { name: 'adding a scope under a condition', props: () => ({ scopes: [ScopeRule.add('a', WHEN), ScopeRule.suppress('a')] }) },
    { name: 'groups that name something else', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() }, WHEN), GroupRule.set({ iamRoles: Value.iamRoles() })] }) },
  ],
});

describeCheck('SubjectTokens', {
  invalid: [
    { name: 'an ID token for machines', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE], tokens: [TokenType.ID] })] }), says: ['claims[0].tokens', 'machines get no ID token'] },
    { name: 'groups for machines', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() }, { subjects: [Subject.MACHINE] })] }), says: ['groups[0].subjects', 'Subject.USER'] },
    { name: 'attributes of machines', props: () => ({ claims: [ClaimRule.keepOnly([], { subjects: [Subject.MACHINE] })] }), says: ['claims[0].subjects'] },
  ],
  valid: [
    { name: 'an access token for machines', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE] })] }) },
    { name: 'an ID token for both', props: () => ({ claims: [ClaimRule.set('a', X, { subjects: [Subject.MACHINE, Subject.USER], tokens: [TokenType.ID] })] }) },
  ],
});

describeCheck('DenyMessage', {
  invalid: [
    { name: 'a message of 201 characters', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'x'.repeat(201))] }), says: ['deny[0].message', '201 characters', '1 to 200 printable characters'] },
    { name: 'a line break', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'a\nb')] }), says: ['deny[0].message', 'without line breaks'] },
    { name: 'blanks alone', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), '  ')] }), says: ['deny[0].message'] },
    { name: 'a character that turns the direction', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'a\u202eb')] }), says: ['deny[0].message'] },
  ],
  valid: [
    { name: 'a message of 200 characters', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'é'.repeat(200))] }) },
    { name: 'punctuation', props: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'Your account is closed: call +1 (555) 0100!')] }) },
  ],
});

describeCheck('EmptyGroupRule', {
  invalid: [{ name: 'nothing', props: () => ({ groups: [GroupRule.set({})] }), says: ['groups[0]', 'one of groups, iamRoles, preferredRole'] }],
  valid: [{ name: 'one member', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.preferredRole() })] }) }],
});

describeCheck('ValueType', {
  invalid: [
    { name: 'a text as groups', props: () => ({ groups: [GroupRule.set({ groups: Value.userName() })] }), says: ['groups[0].groups', 'a text', 'a list'] },
    { name: 'a list as preferred role', props: () => ({ groups: [GroupRule.set({ preferredRole: Value.iamRoles() })] }), says: ['groups[0].preferredRole', 'a list'] },
  ],
  valid: [{ name: 'lists and a text', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles(), preferredRole: Value.preferredRole() })] }) }],
});

describeWarning('RolesRemain', {
  invalid: [{ name: 'groups without roles', props: () => ({ groups: [GroupRule.set({ groups: Value.groups() })] }), says: ['groups[0]', 'iamRoles'] }],
  valid: [{ name: 'groups with roles', props: () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })] }) }],
});

describeWarning('OmitHasNoEffect', {
  invalid: [
    { name: 'a rule that takes away', props: app => ({ claims: [ClaimRule.suppress('email', { when: app.source('s', { onError: OnError.OMIT }).exists() })] }), says: ['claims[0]', "source 's'", 'acts as if it held'] },
    { name: 'a rule that refuses', props: app => ({ deny: [DenyRule.when(app.source('s', { onError: OnError.OMIT }).exists(), 'No')] }), says: ['deny[0]', 'refuses the token'] },
  ],
  valid: [
    { name: 'a rule that gives', props: app => ({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] }) },
    { name: 'a source that denies', props: app => ({ claims: [ClaimRule.suppress('email', { when: app.source().exists() })] }) },
  ],
});
