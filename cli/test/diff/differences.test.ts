import {
  ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, OnError, ScopeRule, Subject, TokenType, Value, type TokenEnricherProps,
} from '../../../src';
import type { Contract } from '../../../src/contract/model';
import { TestApp } from '../../../test/support/app';
import { differencesOf } from '../../src/diff';

type Props = Partial<TokenEnricherProps> | ((app: TestApp) => Partial<TokenEnricherProps>);

function contractOf(props: Props): Contract {
  const app = new TestApp();
  return JSON.parse(app.enricher(typeof props === 'function' ? props(app) : props).contract.toJson()) as Contract;
}

/** The differences without those of the ID token, and of permissions, which come with a source. */
function changes(before: Props, after: Props, where = /^(?!permissions|ID token)/): readonly string[] {
  return differencesOf(contractOf(before), contractOf(after)).filter(each => where.test(each.where)).map(each => `${each.verdict} ${each.where}, ${each.what}: ${each.change}`);
}

const STAFF = Condition.inGroup('staff');
const ADMINS = Condition.inGroup('admins');
const [X, Y] = ['x', 'y'].map(text => Value.literal(text));
const A = ClaimRule.set('a', X);
const TOKEN = 'access token of users';
const role = (when: Condition): ClaimRule[] => [X, Y].map((value, index) => ClaimRule.set('a', value, { usedForAuthorization: true, ...index === 1 && { when } }));
const suppressA = (when: Condition): ClaimRule => ClaimRule.suppress('a', { tokens: [TokenType.ACCESS], when });
const KEEP = (when?: Condition): ScopeRule => ScopeRule.keepOnly(Value.listOf(Value.literal('a/b')), { ...when && { when } });
const claims = (...rules: ClaimRule[]): Props => ({ claims: rules });
const scopes = (...rules: ScopeRule[]): Props => ({ scopes: rules });

test.each<[change: string, before: Props, after: Props, differences: string[]]>([
  ['add a claim', claims(A), claims(A, ClaimRule.set('b', Y)), [`SAFE ${TOKEN}, claim b: added: always, string: \`"y"\``]],
  ['remove a claim', claims(A, ClaimRule.set('b', Y)), claims(A), [`BREAKING ${TOKEN}, claim b: removed`]],
  ['rename a claim', claims(A), claims(ClaimRule.set('b', X)), [`BREAKING ${TOKEN}, claim a: renamed to b`]],
  ['retype a claim', claims(A), claims(ClaimRule.set('a', Value.literal(1))), [`BREAKING ${TOKEN}, claim a: number: \`1\`, before string: \`"x"\``]],
  ['widen the values', claims(A), claims(A, ClaimRule.set('a', Y, { when: STAFF })), [`BREAKING ${TOKEN}, claim a: string: \`"x"\`, \`"y"\`, before string: \`"x"\``]],
  ['narrow the values', claims(ClaimRule.set('a', Value.choose(STAFF, X, Y))), claims(A), [`SAFE ${TOKEN}, claim a: string: \`"x"\`, before string: \`"x"\`, \`"y"\``]],
  ['make a claim optional', claims(A), claims(ClaimRule.set('a', X, { when: STAFF })), [
    `BREAKING ${TOKEN}, claim a: is not always there any more`, `SAFE ${TOKEN}, claim a: set a = "x": condition inGroup("staff"), before none`,
  ]],
  ['make a claim always there', claims(ClaimRule.set('a', X, { when: STAFF })), claims(A), [
    `SAFE ${TOKEN}, claim a: is always there`, `SAFE ${TOKEN}, claim a: set a = "x": condition none, before inGroup("staff")`,
  ]],
  ['retarget a claim', claims(A), claims(ClaimRule.set('a', X, { tokens: [TokenType.ID] })), [
    `BREAKING ${TOKEN}, claim a: removed`, 'SAFE trigger, event version: V1_0, before V2_0',
  ]],
  ['give a claim to machines', claims(ClaimRule.set('a', X, { tokens: [TokenType.ACCESS] })),
    claims(ClaimRule.set('a', X, { tokens: [TokenType.ACCESS], subjects: [Subject.MACHINE] })),
    [`BREAKING ${TOKEN}, claim a: removed`, 'SAFE access token of machines, claim a: added: always, string: `"x"`', 'SAFE trigger, event version: V3_0, before V2_0']],
  ['suppress a claim', claims(A), claims(A, ClaimRule.suppress('phone', { tokens: [TokenType.ACCESS] })), [`BREAKING ${TOKEN}, claim phone: suppressed`]],
  ['stop suppressing a claim', claims(A, ClaimRule.suppress('phone', { tokens: [TokenType.ACCESS] })), claims(A), [`LESS_SECURE ${TOKEN}, claim phone: is no longer suppressed`]],
  ['suppress a claim under a condition', claims(A), claims(A, ClaimRule.suppress('phone', { tokens: [TokenType.ACCESS], when: STAFF })), [
    `BREAKING ${TOKEN}, claim phone: suppressed when inGroup("staff")`,
  ]],
  ['stop suppressing a claim under a condition', claims(A, ClaimRule.suppress('phone', { tokens: [TokenType.ACCESS], when: STAFF })), claims(A), [
    `LESS_SECURE ${TOKEN}, claim phone: is no longer suppressed when inGroup("staff")`,
  ]],
  ['rename a claim that is used for authorization', claims(ClaimRule.set('a', X, { usedForAuthorization: true })), claims(ClaimRule.set('b', X)), [
    `LESS_SECURE ${TOKEN}, claim a: is no longer used for authorization`, `BREAKING ${TOKEN}, claim a: renamed to b`,
  ]],
  ['let users control a claim', claims(A), claims(ClaimRule.set('a', Value.untrustedClientMetadata('a').orElse(X))), [
    `LESS_SECURE ${TOKEN}, claim a: controlled by users, before by operators`, `BREAKING ${TOKEN}, claim a: string, before string: \`"x"\``,
  ]],
  ['take the control from users', claims(ClaimRule.set('a', Value.untrustedClientMetadata('a'))), claims(ClaimRule.set('a', X, { when: STAFF })), [
    `SAFE ${TOKEN}, claim a: string: \`"x"\`, before string`,
    `SAFE ${TOKEN}, claim a: controlled by operators, before by users`,
  ]],
  ['change the condition of a claim that is used for authorization', claims(ClaimRule.set('a', X, { when: STAFF, usedForAuthorization: true })),
    claims(ClaimRule.set('a', X, { when: ADMINS, usedForAuthorization: true })), [`LESS_SECURE ${TOKEN}, claim a: set a = "x": condition inGroup("admins"), before inGroup("staff")`]],
  ['no longer use a claim for authorization', claims(ClaimRule.set('a', X, { usedForAuthorization: true })), claims(A), [`LESS_SECURE ${TOKEN}, claim a: is no longer used for authorization`]],
  ['set groups', claims(A), { claims: [A], groups: [GroupRule.set({ groups: Value.listOf(X) })] }, [
    `LESS_SECURE ${TOKEN}, claim cognito:groups: added: optional, list (at most 1) of string: \`"x"\``,
  ]],
  ['add a scope', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/b'), ScopeRule.add('a/c')), ['LESS_SECURE scopes, a/c: added by a rule']],
  ['remove a scope', scopes(ScopeRule.add('a/b'), ScopeRule.add('a/c')), scopes(ScopeRule.add('a/b')), ['BREAKING scopes, a/c: no longer added']],
  ['compute a scope', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/{{user.sub}}')), [
    'LESS_SECURE scopes, a/...: covers more scopes than before', 'SAFE scopes, a/b: is one of a/...',
  ]],
  ['grant a scope without a condition', scopes(ScopeRule.add('a/b', { when: STAFF })), scopes(ScopeRule.add('a/b')), ['LESS_SECURE scopes, a/b: add: condition none, before inGroup("staff")']],
  ['grant a scope with a condition', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/b', { when: STAFF })), ['SAFE scopes, a/b: add: condition inGroup("staff"), before none']],
  ['grant a scope to machines', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/b', { subjects: [Subject.USER, Subject.MACHINE] })), [
    'LESS_SECURE scopes, a/b: also for machines', 'SAFE trigger, event version: V3_0, before V2_0',
  ]],
  ['keep all scopes that start alike', scopes(ScopeRule.keepOnly(Value.listOf(Value.literal('a/b')))), scopes(ScopeRule.keepOnly(Value.listOf(Value.template('a/{{user.sub}}')))), [
    'LESS_SECURE scopes, a/...: covers more scopes than before', 'SAFE scopes, a/b: is one of a/...',
  ]],
  ['add a claim that is used for authorization', claims(A), claims(A, ClaimRule.set('role', X, { usedForAuthorization: true })), [
    `LESS_SECURE ${TOKEN}, claim role: added: always, string: \`"x"\``,
  ]],
  ['stop suppressing a scope', scopes(ScopeRule.suppress('a/b'), ScopeRule.suppress('a/c')), scopes(ScopeRule.suppress('a/b')), ['LESS_SECURE scopes, a/c: no longer suppressed']],
  ['suppress a scope under a condition alone', scopes(ScopeRule.suppress('a/b')), scopes(ScopeRule.suppress('a/b', { when: STAFF })), [
    'LESS_SECURE scopes, a/b: suppress: condition inGroup("staff"), before none',
  ]],
  ['keep more scopes', scopes(ScopeRule.keepOnly(Value.listOf(Value.literal('a/b')))), scopes(ScopeRule.keepOnly(Value.listOf(Value.literal('a/b'), Value.literal('a/c')))), [
    'LESS_SECURE scopes, a/c: kept, before removed',
  ]],
  ['keep only some scopes', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/b'), ScopeRule.keepOnly(Value.listOf(Value.literal('a/b')))), [
    'BREAKING scopes, kept by rules that remove all others: only a/b',
  ]],
  ['deny', claims(A), { claims: [A], deny: [DenyRule.when(STAFF, 'Closed')] }, ["BREAKING denials, 'Closed': denied"]],
  ['no longer deny', { claims: [A], deny: [DenyRule.when(STAFF, 'Closed')] }, claims(A), ["LESS_SECURE denials, 'Closed': no longer denied"]],
  ['no longer deny in one of two cases', { deny: [DenyRule.when(STAFF, 'Closed'), DenyRule.when(ADMINS, 'Closed')] }, { deny: [DenyRule.when(STAFF, 'Closed')] }, [
    "LESS_SECURE denials, 'Closed': deny: Closed: condition inGroup(\"staff\"), before inGroup(\"admins\") or inGroup(\"staff\")",
  ]],
  ['give a role to others, beside a default', claims(...role(STAFF)), claims(...role(ADMINS)), [
    `LESS_SECURE ${TOKEN}, claim a: set a = "y": condition inGroup("admins"), before inGroup("staff")`,
  ]],
  ['suppress a claim for others', claims(A, suppressA(STAFF)), claims(A, suppressA(ADMINS)), [
    `LESS_SECURE ${TOKEN}, claim a: suppress a: condition inGroup("admins"), before inGroup("staff")`,
  ]],
  ['compute a claim from something else', claims(ClaimRule.set('a', Value.userAttribute('custom:plan'))), claims(ClaimRule.set('a', Value.userAttribute('custom:level'))), [
    `SAFE ${TOKEN}, claim a: no longer: set a = userAttribute("custom:plan")`, `SAFE ${TOKEN}, claim a: also: set a = userAttribute("custom:level")`,
    `SAFE ${TOKEN}, claim a: controlled by operators (custom:level), as far as the app shows, before by operators (custom:plan), as far as the app shows`,
  ]],
  ['keep only some scopes under a condition', scopes(KEEP()), scopes(KEEP(STAFF)), ['LESS_SECURE scopes, a/b: keep: condition inGroup("staff"), before none']],
  ['keep no scope', scopes(ScopeRule.add('a/b')), scopes(ScopeRule.add('a/b'), ScopeRule.keepOnly(Value.listOf())), [
    'BREAKING scopes, kept by rules that remove all others: only no scope',
  ]],
  ['deny with another message', { deny: [DenyRule.when(STAFF, 'Closed')] }, { deny: [DenyRule.when(STAFF, 'Shut')] }, ["SAFE denials, 'Closed': message is now 'Shut'"]],
  ['declare an attribute trusted', claims(A), { claims: [A], trustedAttributes: { 'custom:plan': 'billing' } }, ['LESS_SECURE declared trusted, userAttribute("custom:plan"): added: billing']],
])('%s', (_, before, after, differences) => {
  expect(changes(before, after)).toEqual(differences);
  expect(changes(after, after)).toEqual([]);
});

describe('sources and permissions', () => {
  const profile = (app: TestApp, options: object = {}, attribute = 'plan'): Partial<TokenEnricherProps> =>
    ({ claims: [ClaimRule.set('plan', app.source('profile', options).attribute(attribute), { ifAbsent: IfAbsent.OMIT })] });

  const two = (app: TestApp, attribute: string): Partial<TokenEnricherProps> => ({
    claims: [
      ClaimRule.set('a', app.source('one').attribute('plan')),
      ClaimRule.set('b', app.source('two', { key: { id: Value.username() } }).attribute(attribute)),
    ],
  });
  test.each<[change: string, before: Props, after: Props, where: RegExp, differences: string[]]>([
    ['read by another key', app => profile(app), app => profile(app, { key: { id: Value.userAttribute('custom:plan') } }), /sources/, [
      'LESS_SECURE sources, profile: key id = userAttribute("custom:plan"), before id = sub()',
      'LESS_SECURE sources, profile: controlled by users (custom:plan), before by operators',
    ]],
    ['read by another key of the same control', app => profile(app), app => profile(app, { key: { id: Value.username() } }), /sources/, [
      'LESS_SECURE sources, profile: key id = username(), before id = sub()',
    ]],
    ['deny no longer if a read fails', app => profile(app), app => profile(app, { onError: OnError.OMIT }), /sources/, ['LESS_SECURE sources, profile: if a read fails: OMIT, before DENY']],
    ['deny if a read fails', app => profile(app, { onError: OnError.OMIT }), app => profile(app), /sources/, ['BREAKING sources, profile: if a read fails: DENY, before OMIT']],
    ['read another attribute', app => profile(app), app => profile(app, {}, 'tier'), /permissions/, [
      'LESS_SECURE permissions, dynamodb:GetItem on ${Table/Resource.Arn}: also with dynamodb:Attributes tier',
      'SAFE permissions, dynamodb:GetItem on ${Table/Resource.Arn}: no longer with dynamodb:Attributes plan',
    ]],
    ['read more of a table that another source reads', app => two(app, 'plan'), app => two(app, 'tier'), /permissions/, [
      'LESS_SECURE permissions, dynamodb:GetItem on ${Table/Resource.Arn}: also with dynamodb:Attributes tier',
    ]],
    ['read a table', claims(A), app => ({ claims: [A, ...profile(app).claims!] }), /permissions/, [expect.stringMatching(/^LESS_SECURE permissions, dynamodb:GetItem on .*: granted$/) as never]],
  ])('%s', (_, before, after, where, differences) => {
    const scoped = (props: Props): Props => app => {
      app.client();
      return typeof props === 'function' ? props(app) : props;
    };
    expect(changes(scoped(before), scoped(after), where)).toEqual(differences);
  });
});

test('an attribute that is suppressed under a condition is in other tokens', () => {
  const suppressed: Props = { claims: [A, ClaimRule.suppress('email', { when: STAFF })] };
  expect(changes(claims(A), suppressed, /ID token/)).toEqual(['BREAKING ID token, claim email: suppressed when inGroup("staff")']);
  expect(changes(suppressed, claims(A), /ID token/)).toEqual(['LESS_SECURE ID token, claim email: is no longer suppressed when inGroup("staff")']);
});

test('rules that keep attributes under a condition are compared', () => {
  const keeping = (when: Condition): Props => ({ claims: [A, ClaimRule.keepOnly(['name'], { when })] });
  expect(changes(keeping(STAFF), keeping(ADMINS), /ID token/)).toEqual([
    'LESS_SECURE ID token, attributes of the user: keep only name: condition inGroup("admins"), before inGroup("staff")',
  ]);
});

describe('statements', () => {
  type Statement = Contract['permissions'][number];
  const any: Statement = { actions: ['dynamodb:GetItem'], resources: ['${Table.Arn}'] };
  const of = (attribute: string, more: object = {}): Statement =>
    ({ ...any, conditions: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': [attribute] }, ...more } });
  const keys = { StringEquals: { 'dynamodb:LeadingKeys': ['a'] } };

  test.each<[string, Statement[], Statement[], string[]]>([
    ['on the same resource are compared together', [of('plan'), of('tier')], [of('role'), of('tier')], [
      'LESS_SECURE also with dynamodb:Attributes role', 'SAFE no longer with dynamodb:Attributes plan',
    ]],
    ['without a condition any more', [of('plan')], [any], ['LESS_SECURE no longer limited by dynamodb:Attributes']],
    ['with another one that has no condition', [of('plan')], [of('plan'), any], ['LESS_SECURE no longer limited by dynamodb:Attributes']],
    ['with a condition', [any], [of('plan')], ['SAFE limited by dynamodb:Attributes']],
    ['with one condition less', [of('plan', keys)], [of('plan')], ['LESS_SECURE no longer limited by dynamodb:LeadingKeys']],
    ['that deny', [], [{ ...any, effect: 'Deny' }], ['SAFE denied']],
    ['that deny no longer', [{ ...any, effect: 'Deny' }, any], [any], ['LESS_SECURE no longer denied']],
    ['that deny only under a condition', [{ ...any, effect: 'Deny' }], [{ ...of('plan'), effect: 'Deny' }], ['LESS_SECURE limited by dynamodb:Attributes']],
    ['with all but some actions', [{ ...any, actions: undefined, notActions: ['iam:*', 's3:*'] }], [{ ...any, actions: undefined, notActions: ['iam:*'] }], [
      'LESS_SECURE granted', 'SAFE no longer granted',
    ]],
    ['on all but some resources', [], [{ ...any, resources: undefined, notResources: ['*'] }], ['LESS_SECURE granted']],
    ['in another order', [of('plan', keys), of('tier', keys)], [of('tier', keys), of('plan', keys)], []],
  ])('%s', (_, before, after, differences) => {
    const contract = contractOf(claims(A));
    expect(differencesOf({ ...contract, permissions: before }, { ...contract, permissions: after }).map(({ verdict, change }) => `${verdict} ${change}`)).toEqual(differences);
  });
});

test('managed policies of the role are compared', () => {
  const contract = contractOf(claims(A));
  const differences = differencesOf({ ...contract, managedPolicies: ['a', 'b'] }, { ...contract, managedPolicies: ['b', 'c'] });
  expect(differences.map(({ verdict, what, change }) => `${verdict} ${what}: ${change}`)).toEqual(['LESS_SECURE c: managed policy added', 'SAFE a: managed policy removed']);
});

test('the order of rules makes no difference', () => {
  const rules = [A, ClaimRule.set('b', Y, { when: STAFF }), ClaimRule.set('c', Value.sub()), ClaimRule.suppress('phone_number')];
  const more = [ScopeRule.add('a/b'), ScopeRule.add('a/{{user.sub}}', { when: ADMINS })];
  const reversed = { claims: [...rules].reverse(), scopes: [...more].reverse() };
  expect(differencesOf(contractOf({ claims: rules, scopes: more }), contractOf(reversed))).toEqual([]);
});
