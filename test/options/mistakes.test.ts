import { ClaimRule, Condition, GroupRule, IdpGroups, Preset, RuleMode, ScopeRule, TableSource, TokenType, Value } from '../../src';
import { errorOf, TestApp } from '../support/app';
import { describeCheck } from '../support/checks';

/** Common mistakes in languages without type checks, and their messages. */
const X = Value.literal('x');
const STAFF = Condition.inGroup('staff');
const set = (options: object) => ({ claims: [ClaimRule.set('a', X, options)] });

describeCheck('UnknownOption', {
  invalid: [
    { name: 'another spelling', props: () => set({ usedForAuthorisation: true }), says: ['claims[0].usedForAuthorisation', "'usedForAuthorisation', did you mean 'usedForAuthorization'?", 'correct the name'] },
    { name: 'a name of something else', props: () => set({ condition: STAFF }), says: ['claims[0].condition', 'allowed: when, subjects, mode, description, tokens, ifAbsent'] },
    { name: 'an option of another rule', props: () => ({ claims: [ClaimRule.suppress('a', { ifAbsent: 'OMIT' } as object)] }), says: ['claims[0].ifAbsent'] },
    { name: 'a list of rules', props: () => ({ denies: [] } as object), says: ['\ndenies: ', 'allowed: userPool, claims, scopes, groups, deny,'] },
    { name: 'a list of rules in the singular', props: () => ({ claim: [] } as object), says: ["'claim', did you mean 'claims'?"] },
    { name: 'props of the function', props: () => ({ environment: {} } as object), says: ['\nenvironment: '] },
    { name: 'a member with blanks', props: () => set({ 'a b': 1 }), says: ["claims[0]['a b']"] },
    { name: 'a member of every object', props: () => set(JSON.parse('{"__proto__":1}')), says: ['claims[0].__proto__'] },
    { name: 'a policy of a source that templates name', props: app => ({ sources: [app.source('s', { onErrors: 'OMIT' } as object)] }), says: ['sources[0].onErrors', "'onError'"] },
    { name: 'a preset without a rule', props: () => ({ claims: [...Preset.amplify({ groupsClaim: 'groups' } as object)] }), says: ['claims[0].groupsClaim', "'groupClaim'"] },
    { name: 'a condition of groups of a provider, which have one', props: () => ({ groups: IdpGroups.of({ attribute: 'custom:plan', providers: ['Okta'], names: { a: 'b' }, when: STAFF } as never).rules() }), says: ['groups[0].IdpGroups.of(options).when'] },
    { name: 'attributes of the access token', props: () => ({ claims: [ClaimRule.keepOnly(['email'], { tokens: [TokenType.ACCESS] } as object)] }), says: ['claims[0].tokens', 'allowed: when, subjects, mode, description'] },
    { name: 'options of an attribute', props: app => ({ claims: [ClaimRule.set('a', app.source().attribute('a', { type: 'STRING' } as object))] }), says: ['claims[0].value.attribute(options).type'] },
    { name: 'an override', props: () => ({ groups: [GroupRule.set({ roles: X } as object)] }), says: ['groups[0].roles', 'groups, iamRoles, preferredRole'] },
    { name: 'a rule that is disabled', props: () => set({ mode: RuleMode.DISABLED, tokns: [] }), says: ['claims[0].tokns'] },
  ],
  valid: [{ name: 'nothing at all', props: () => set({ usedForAuthorisation: undefined }) }],
});

describeCheck('Option', {
  invalid: [
    { name: 'a condition instead of options', props: () => ({ scopes: [ScopeRule.add('admin/all', STAFF as object)] }), says: ['scopes[0].options', 'an object of Condition', 'write it as { when: ... }'] },
    { name: 'nothing instead of options', props: () => ({ claims: [ClaimRule.addAudience(null as never)] }), says: ['claims[0].options', 'null'] },
    { name: 'a boolean in quotes', props: () => set({ usedForAuthorization: 'true' }), says: ['claims[0].usedForAuthorization', "'true'", 'without quotes'] },
    { name: 'one token instead of a list', props: () => set({ tokens: 'ID' }), says: ['claims[0].tokens', "'ID'", 'a list of one or more of ID, ACCESS'] },
    { name: 'a token that there is not', props: () => set({ tokens: ['ID', 'Acces'] }), says: ['["ID","Acces"]', "did you mean 'ACCESS'?"] },
    { name: 'a mode in small letters', props: () => set({ mode: 'shadow' }), says: ["'shadow', did you mean 'SHADOW'?"] },
    { name: 'a Value instead of a constant', props: () => set({ description: X }), says: ['claims[0].description', 'an object of Value'] },
    { name: 'a key in brackets', props: app => ({ sources: [app.source('s', { key: [X] as never })] }), says: ['sources[0].key', 'values by attribute name'] },
    { name: 'props that are missing', props: () => ({ sources: [(TableSource.item as any)('s', 'table')] }), says: ['sources[0].props', "'table'"] },
    { name: 'the name of a role', props: () => ({ role: 'role' as never }), says: ['role', "'role'", 'an IAM role'] },
    { name: 'an attachment by name', props: () => ({ attachment: 'existing' as never }), says: ['attachment', 'an Attachment'] },
  ],
  valid: [{ name: 'options by hand', props: () => set({ tokens: ['ID'], mode: 'SHADOW', description: 'x' }) }],
});

test('is reported together with all other problems, in the order of the props', () => {
  const message = errorOf(() => new TestApp().enricher({
    ...set({ usedForAuthorisation: true, tokens: 'ID', when: 'staff' }), groups: 'admins', naming: { prefix: 'a', claimPrefix: 5 }, memorySize: '256', scopes: [ScopeRule.add('a b', STAFF as never)],
  } as object));
  expect([...message.matchAll(/^(\S.*: \w+)$/gm)].map(([line]) => line)).toEqual([
    "TokenEnricher 'Stack/TokenEnricher' has 9 problems:",
    'claims[0].usedForAuthorisation: UnknownOption', 'claims[0].tokens: Option', 'claims[0].when: Condition', 'scopes[0].options: Option', 'scopes[0].template: Scope',
    'groups: Option', 'naming.prefix: UnknownOption', 'naming.claimPrefix: Option', 'memorySize: Range',
  ].filter(line => !line.startsWith('TokenEnricher')));
  expect(message).toContain('has 9 problems:');
});

test('is reported in a preview too, with names of sources', () => {
  const app = new TestApp();
  const enricher = app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
  const message = errorOf(() => enricher.preview({ table: {}, items: { profil: {} }, groups: 'admins' } as object));
  ['the preview has 3 problems', 'preview.table: UnknownOption', 'preview.items: PreviewSource', 'preview.groups: Option'].forEach(text => expect(message).toContain(text));
});

test('is reported for further user pools', () => {
  const enricher = new TestApp().enricher();
  expect(errorOf(() => enricher.attachTo('us-east-1_abc' as never))).toContain('userPool: Option');
  expect(errorOf(() => enricher.attachTo(undefined as never))).toContain('given:   nothing');
});
