import type { Expression, Rule, RulesetDocument } from '../../src/core/document/document';
import { documentOf, run, setClaim, SOURCES, type RequestParts } from '../support/evaluate';

/** Rules of a document, and the decision about one request: combinations of rules, and the values that a token or an event cannot contain. */
interface Case {
  readonly name: string;
  readonly rules: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>>;
  readonly request?: RequestParts;
  readonly version?: RulesetDocument['triggerVersion'];
  readonly gives: Partial<ReturnType<typeof decisionOf>>;
}

function decisionOf({ rules, request = {}, version = 'V2_0' }: Case) {
  const document = documentOf(rules, { triggerVersion: version, sources: SOURCES });
  const { decision: { denial, changes, origins, trace } } = run(document, { failingSources: ['s'], ...request });
  const { ID, ACCESS } = changes.tokens;
  return {
    denial: denial && `${denial.reason} ${denial.rule}`,
    id: ID.set,
    access: ACCESS.set,
    idWithout: [...ID.suppress],
    accessWithout: [...ACCESS.suppress],
    scopes: changes.scopesToAdd,
    scopesWithout: changes.scopesToSuppress,
    groups: changes.groups,
    origins: origins.map(origin => `${origin.token} ${origin.claim}: ${origin.rules.join(' ')}`),
    outcomes: trace.map(({ outcome }) => outcome),
    reasons: trace.map(({ reason }) => reason),
  };
}

const literal = (value: unknown): Expression => ({ op: 'literal', args: [value as string] });
const ABSENT: Expression = { op: 'userAttribute', args: ['nickname'] };
const FAILED: Expression = { op: 'attribute', args: ['s', ['a']] };
const FALSE: Expression = { op: 'isPresent', of: [ABSENT] };
const UNKNOWN: Expression = { op: 'isTrue', of: [FAILED] };

const USER = { userAttributes: { email: 'a@b.c', gender: 'f' } };
const MACHINE = { triggerSource: 'TokenGeneration_ClientCredentials', userAttributes: {} };
const BOTH = { subjects: ['USER', 'MACHINE'] } as const;
const SHADOW = { mode: 'SHADOW' } as const;

const [ROLE, OTHER_ROLE, INVALID_ROLE] = ['arn:aws:iam::123456789012:role/a', 'arn:aws:iam::123456789012:role/b', 'arn:aws:iam::1:role/c'];
const WITH_GROUPS = { groups: ['old'], iamRoles: [ROLE, OTHER_ROLE], preferredRole: ROLE };
const groups = (members: { groups?: unknown; iamRoles?: unknown; preferredRole?: unknown }, more: object = {}) => ({
  kind: 'setGroups' as const, ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name, literal(value)])), ...more,
});

const GROUPS: readonly Case[] = [{
  name: 'what no rule sets stays as in the event',
  rules: [groups({ groups: ['a'] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['a'], iamRoles: [ROLE, OTHER_ROLE], preferredRole: ROLE }, outcomes: ['APPLIED'], origins: ['ID cognito:groups: rules[0]', 'ACCESS cognito:groups: rules[0]'] },
}, {
  name: 'each property has the last rule that sets it',
  rules: [groups({ groups: ['a'], iamRoles: [ROLE] }), groups({ groups: ['b'] }), groups({ groups: ['c'] }, { when: FALSE })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['b'], iamRoles: [ROLE], preferredRole: ROLE }, outcomes: ['APPLIED', 'APPLIED', 'CONDITION_FALSE'], origins: ['ID cognito:groups: rules[0] rules[1]', 'ACCESS cognito:groups: rules[0] rules[1]'] },
}, {
  name: 'the preferred role of the event leaves with its role',
  rules: [groups({ iamRoles: [OTHER_ROLE] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['old'], iamRoles: [OTHER_ROLE] }, outcomes: ['APPLIED'] },
}, {
  name: 'a preferred role among the roles',
  rules: [groups({ preferredRole: OTHER_ROLE })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['old'], iamRoles: [ROLE, OTHER_ROLE], preferredRole: OTHER_ROLE }, outcomes: ['APPLIED'] },
}, {
  name: 'a preferred role that is not among the roles is dropped, which only its rule reports',
  rules: [groups({ groups: ['a'] }), groups({ preferredRole: OTHER_ROLE }), groups({ iamRoles: [ROLE] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['a'], iamRoles: [ROLE] }, outcomes: ['APPLIED', 'DROPPED', 'APPLIED'] },
}, {
  name: 'an absent preferred role removes that of the event',
  rules: [groups({}, { preferredRole: ABSENT })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['old'], iamRoles: [ROLE, OTHER_ROLE] }, outcomes: ['APPLIED'] },
}, {
  name: 'absent groups and roles are none',
  rules: [groups({}, { groups: ABSENT, iamRoles: ABSENT })],
  request: WITH_GROUPS,
  gives: { groups: { groups: [], iamRoles: [] }, outcomes: ['APPLIED'] },
}, {
  name: 'a group that is no string is dropped, which only its rule reports',
  rules: [groups({ iamRoles: [ROLE] }), groups({ groups: ['a', 1, 'a'] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['a'], iamRoles: [ROLE], preferredRole: ROLE }, outcomes: ['APPLIED', 'DROPPED'] },
}, {
  name: 'a role that is no ARN is dropped, which only its rule reports',
  rules: [groups({ groups: ['a'] }), groups({ iamRoles: [ROLE, INVALID_ROLE] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['a'], iamRoles: [ROLE], preferredRole: ROLE }, outcomes: ['APPLIED', 'DROPPED'] },
}, {
  name: 'groups and roles that are there twice are not reported',
  rules: [groups({ groups: ['a', 'a'], iamRoles: [ROLE, ROLE] })],
  request: WITH_GROUPS,
  gives: { groups: { groups: ['a'], iamRoles: [ROLE], preferredRole: ROLE }, outcomes: ['APPLIED'] },
}, {
  name: 'a string where a list is required fails',
  rules: [groups({ groups: 'a' })],
  gives: { denial: 'UNCERTAIN rules[0]', groups: undefined },
}, {
  name: 'no rule applies',
  rules: [groups({ groups: ['a'] }, { when: FALSE }), groups({ groups: ['a'] }, SHADOW)],
  request: WITH_GROUPS,
  gives: { groups: undefined, origins: [], outcomes: ['CONDITION_FALSE', 'APPLIED'] },
}, {
  name: 'a machine has no groups',
  rules: [groups({ groups: ['a'] }, BOTH)],
  request: MACHINE,
  version: 'V3_0',
  gives: { groups: undefined, origins: [], outcomes: ['OTHER_SUBJECT'] },
}];

const suppress = (claim: string, more: object = {}) => ({ kind: 'suppressClaim' as const, claim, tokens: ['ID', 'ACCESS'] as const, ...more });

const CLAIMS: readonly Case[] = [{
  name: 'the last rule with a value wins',
  rules: [setClaim('a', literal('x')), setClaim('a', literal('y')), setClaim('a', ABSENT), setClaim('a', literal('z'), { when: FALSE })],
  gives: { id: { a: 'y' }, access: { a: 'y' }, idWithout: [], outcomes: ['REPLACED', 'APPLIED', 'ABSENT', 'CONDITION_FALSE'], origins: ['ID a: rules[1]', 'ACCESS a: rules[1]'] },
}, {
  name: 'a rule that is replaced in one token and wins in the other one has been applied',
  rules: [setClaim('a', literal('x')), setClaim('a', literal('y'), { tokens: ['ID'] })],
  gives: { id: { a: 'y' }, access: { a: 'x' }, outcomes: ['APPLIED', 'APPLIED'] },
}, {
  name: 'suppressing wins, in its token',
  rules: [setClaim('a', literal('x')), suppress('a', { tokens: ['ID'] })],
  gives: { id: {}, access: { a: 'x' }, idWithout: ['a'], accessWithout: [], outcomes: ['APPLIED', 'APPLIED'], origins: ['ID a: rules[1]', 'ACCESS a: rules[0]'] },
}, {
  name: 'a rule that suppressing beats in both tokens is replaced',
  rules: [setClaim('a', literal('x')), suppress('a')],
  gives: { id: {}, access: {}, outcomes: ['REPLACED', 'APPLIED'], origins: ['ID a: rules[1]', 'ACCESS a: rules[1]'] },
}, {
  name: 'a claim that is both masked and suppressed has both rules',
  rules: [setClaim('gender', ABSENT), suppress('gender', { tokens: ['ID'] })],
  request: USER,
  gives: { idWithout: ['gender'], origins: ['ID gender: rules[0] rules[1]'] },
}, {
  name: 'claims that cannot be suppressed stay',
  rules: [suppress('sub'), suppress('cognito:groups')],
  gives: { idWithout: ['cognito:groups'], accessWithout: ['cognito:groups'] },
}, {
  name: 'rules that do not apply suppress nothing',
  rules: [suppress('a', { when: FALSE }), suppress('b', SHADOW), { kind: 'keepClaims', claims: [], when: FALSE }],
  request: USER,
  gives: { idWithout: [], accessWithout: [], origins: [], outcomes: ['CONDITION_FALSE', 'APPLIED', 'CONDITION_FALSE'] },
}, {
  name: 'attributes that a rule does not keep leave the ID token',
  rules: [{ kind: 'keepClaims', claims: ['email'] }],
  request: { userAttributes: { 'email': 'a@b.c', 'gender': 'f', 'custom:a': 'x' } },
  gives: { idWithout: ['gender', 'custom:a'], accessWithout: [], origins: ['ID gender: rules[0]', 'ID custom:a: rules[0]'], outcomes: ['APPLIED'] },
}, {
  name: 'an event of V1 cannot suppress a claim of the access token',
  rules: [suppress('a', { tokens: ['ID'] }), suppress('b')],
  version: 'V1_0',
  gives: { denial: 'VERSION rules[1]', idWithout: ['a', 'b'] },
}, {
  name: 'a list is dropped where a token cannot contain it, and the value before it is used there',
  rules: [setClaim('address', literal('x')), setClaim('address', literal(['y']))],
  gives: { id: { address: 'x' }, access: { address: ['y'] }, outcomes: ['APPLIED', 'DROPPED'] },
}, {
  name: 'the audience is the client of the access token',
  rules: [setClaim('aud', literal('client1'))],
  gives: { id: {}, access: { aud: 'client1' }, outcomes: ['DROPPED'] },
}, {
  name: 'another audience is dropped',
  rules: [setClaim('aud', literal('another'), { tokens: ['ACCESS'] }), setClaim('sub', literal('client1'), { tokens: ['ACCESS'] })],
  gives: { access: {}, outcomes: ['DROPPED', 'DROPPED'] },
}, {
  name: 'the name of a claim is printable',
  rules: [setClaim('a\n', literal('x'))],
  gives: { id: {}, access: {}, outcomes: ['DROPPED'] },
}, {
  name: 'a list in an event of V1 is not carried, and replaces the value before it',
  rules: [setClaim('a', literal('x'), { tokens: ['ID'] }), setClaim('a', literal(['y']), { tokens: ['ID'] })],
  version: 'V1_0',
  gives: { denial: undefined, id: {}, outcomes: ['REPLACED', 'NOT_CARRIED'] },
}, {
  name: 'a value that is not carried is reported, also if another one wins',
  rules: [setClaim('a', literal(['y']), { tokens: ['ID'] }), setClaim('a', literal('x'), { tokens: ['ID'] })],
  version: 'V1_0',
  gives: { id: { a: 'x' }, outcomes: ['NOT_CARRIED', 'APPLIED'] },
}, {
  name: 'a required claim that is not carried denies',
  rules: [setClaim('a', literal(['y']), { tokens: ['ID'] }), setClaim('b', literal(['y']), { tokens: ['ID'], ifAbsent: 'DENY' })],
  version: 'V1_0',
  gives: { denial: 'VERSION rules[1]' },
}, {
  name: 'a claim for authorization that is not carried denies, whichever rule sets it',
  rules: [setClaim('a', literal('x'), { usedForAuthorization: true, when: FALSE }), setClaim('a', literal('y'))],
  version: 'V1_0',
  gives: { denial: 'VERSION rules[1]' },
}, {
  name: 'a claim without a value replaces the attribute',
  rules: [setClaim('gender', ABSENT), setClaim('a', ABSENT)],
  request: USER,
  gives: { idWithout: ['gender'], accessWithout: [], origins: ['ID gender: rules[0]'] },
}, {
  name: 'the original stays if all matching rules keep it',
  rules: [setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL' }), setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL' }), setClaim('gender', ABSENT, { when: FALSE })],
  request: USER,
  gives: { idWithout: [], origins: [] },
}, {
  name: 'the original is suppressed if one matching rule does not keep it',
  rules: [setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL' }), setClaim('gender', ABSENT)],
  request: USER,
  gives: { idWithout: ['gender'], origins: ['ID gender: rules[0] rules[1]'] },
}, {
  name: 'if no rule matches, one that does not keep the original is enough',
  rules: [setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL', when: FALSE }), setClaim('gender', ABSENT, { when: FALSE })],
  request: USER,
  gives: { idWithout: ['gender'] },
}, {
  name: 'if no rule matches, the original stays if all keep it',
  rules: [setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL', when: FALSE }), setClaim('gender', ABSENT, { ifAbsent: 'KEEP_ORIGINAL', when: FALSE })],
  request: USER,
  gives: { idWithout: [] },
}, {
  name: 'an unknown condition of a rule counts as one that matches',
  rules: [setClaim('gender', literal('x'), { ifAbsent: 'KEEP_ORIGINAL', when: UNKNOWN }), setClaim('gender', ABSENT, { when: FALSE })],
  request: USER,
  gives: { idWithout: [], outcomes: ['CONDITION_UNKNOWN', 'CONDITION_FALSE'] },
}, {
  name: 'a required claim without a value denies, if its rule matches',
  rules: [setClaim('a', ABSENT, { ifAbsent: 'DENY', when: FALSE }), setClaim('b', ABSENT), setClaim('b', ABSENT, { ifAbsent: 'DENY' })],
  gives: { denial: 'REQUIRED rules[2]' },
}, {
  name: 'a required claim has the value of another rule',
  rules: [setClaim('a', literal('x')), setClaim('a', ABSENT, { ifAbsent: 'DENY' })],
  gives: { denial: undefined, id: { a: 'x' }, outcomes: ['APPLIED', 'ABSENT'] },
}, {
  name: 'a machine has only claims of the access token',
  rules: [setClaim('a', literal('x'), BOTH), setClaim('b', literal('x'), { ...BOTH, tokens: ['ID'] }), setClaim('c', literal('x'))],
  request: MACHINE,
  version: 'V3_0',
  gives: { id: {}, access: { a: 'x' }, outcomes: ['APPLIED', 'OTHER_SUBJECT', 'OTHER_SUBJECT'], origins: ['ACCESS a: rules[0]'] },
}];

const add = (value: unknown, more: object = {}) => ({ kind: 'addScope' as const, value: literal(value), ...Array.isArray(value) && { list: true as const }, ...more });
const cut = (scope: string, more: object = {}) => ({ kind: 'suppressScope' as const, scope, ...more });
const keep = (scopes: readonly string[], more: object = {}) => ({ kind: 'keepScopes' as const, value: literal(scopes), standardScopes: false, ...more });

const REQUESTED = { scopes: ['openid', 'api/a', 'api/b', 'aws.cognito.signin.user.admin'] };
const COGNITO_SCOPE = 'aws.cognito.signin.user.admin';

const SCOPES: readonly Case[] = [{
  name: 'a rule that adds or suppresses nothing is not an origin, after others',
  rules: [add('a'), cut('api/a'), keep(['api/a', 'api/b']), add('b', { value: ABSENT }), cut('api/b')],
  request: REQUESTED,
  gives: { scopes: ['a'], scopesWithout: ['api/a', 'api/b'], origins: ['ACCESS scope: rules[0] rules[1] rules[4]'] },
}, {
  name: 'scopes are added once, in the order of the rules, except those of the token',
  rules: [add('b'), add(['a', 'b', 'openid']), add('c', { when: FALSE })],
  gives: { scopes: ['b', 'a'], outcomes: ['APPLIED', 'APPLIED', 'CONDITION_FALSE'], origins: ['ACCESS scope: rules[0] rules[1]'] },
}, {
  name: 'suppressing wins',
  rules: [cut('a'), add('a'), add('b'), cut('openid'), cut('openid')],
  gives: { scopes: ['b'], scopesWithout: ['a', 'openid'], origins: ['ACCESS scope: rules[0] rules[1] rules[2] rules[3] rules[4]'] },
}, {
  name: 'invalid scopes are dropped',
  rules: [add('a b'), add(['c', 'd e', 5]), add(['f'])],
  gives: { scopes: ['c', 'f'], outcomes: ['DROPPED', 'DROPPED', 'APPLIED'], origins: ['ACCESS scope: rules[1] rules[2]'] },
}, {
  name: 'only a constant adds a scope of Cognito',
  rules: [add(COGNITO_SCOPE), add(['aws.cognito/a']), { kind: 'addScope', value: { op: 'userAttribute', args: ['gender'] } }],
  request: { userAttributes: { gender: 'aws.cognito.b' } },
  gives: { scopes: [COGNITO_SCOPE], outcomes: ['APPLIED', 'DROPPED', 'DROPPED'] },
}, {
  name: 'values that are absent, failed or of another type add nothing',
  rules: [add('', { value: ABSENT }), add('', { value: FAILED }), add('', { value: literal(['a']) }), add([], { value: literal('a') })],
  gives: { denial: undefined, scopes: [], outcomes: ['ABSENT', 'FAILED', 'FAILED', 'FAILED'], origins: [] },
}, {
  name: 'a failed part of a list is left out, and not reported',
  rules: [add([], { value: { op: 'listOf', of: [FAILED, literal('a')] } })],
  gives: { scopes: ['a'], outcomes: ['APPLIED'] },
}, {
  name: 'shadow rules add nothing, and report what they drop',
  rules: [add('a', SHADOW), add('a b', SHADOW), add('', { ...SHADOW, value: ABSENT }), add('a b', { ...SHADOW, when: FALSE }), cut('openid', SHADOW), keep([], SHADOW)],
  request: REQUESTED,
  gives: { scopes: [], scopesWithout: [], outcomes: ['APPLIED', 'DROPPED', 'ABSENT', 'CONDITION_FALSE', 'APPLIED', 'APPLIED'], origins: [] },
}, {
  name: 'an event of V1 carries no scopes, which is reported if there are some',
  rules: [add('a'), add('', { value: ABSENT })],
  version: 'V1_0',
  gives: { denial: undefined, scopes: [], outcomes: ['NOT_CARRIED', 'NOT_CARRIED'] },
}, {
  name: 'an event of V1 cannot suppress scopes',
  rules: [cut('a', { when: FALSE }), cut('a')],
  version: 'V1_0',
  gives: { denial: 'VERSION rules[1]', scopesWithout: [] },
}, {
  name: 'an event of V1 cannot keep scopes',
  rules: [keep([])],
  version: 'V1_0',
  gives: { denial: 'VERSION rules[0]', scopesWithout: [] },
}, {
  name: 'scopes with a slash that a rule does not keep are suppressed',
  rules: [keep(['api/b'])],
  request: REQUESTED,
  gives: { scopesWithout: ['api/a'], origins: ['ACCESS scope: rules[0]'], outcomes: ['APPLIED'] },
}, {
  name: 'others too, if the rule says so',
  rules: [keep(['openid'], { standardScopes: true })],
  request: REQUESTED,
  gives: { scopesWithout: ['api/a', 'api/b', COGNITO_SCOPE] },
}, {
  name: 'a rule that keeps all has no effect',
  rules: [keep(['api/a', 'api/b'])],
  request: REQUESTED,
  gives: { scopesWithout: [], origins: [], outcomes: ['APPLIED'] },
}, {
  name: 'a rule whose list is absent or has failed keeps none',
  rules: [keep([], { value: ABSENT }), keep([], { value: FAILED })],
  request: REQUESTED,
  gives: { scopesWithout: ['api/a', 'api/b'], outcomes: ['APPLIED', 'APPLIED'], reasons: [undefined, 'READ s'] },
}, {
  name: 'a rule that applies under an unknown condition, which is its reason',
  rules: [keep([], { value: FAILED, when: UNKNOWN }), keep([], { value: { op: 'upper', of: [literal(5)] }, when: UNKNOWN }), cut('openid', { when: UNKNOWN }), keep([], { value: literal('a') })],
  request: REQUESTED,
  gives: { scopesWithout: ['api/a', 'api/b', 'openid'], outcomes: ['APPLIED', 'APPLIED', 'APPLIED', 'APPLIED'], reasons: ['READ s', 'READ s', 'READ s', 'TYPE'] },
}];

describe.each([{ of: 'groups', cases: GROUPS }, { of: 'claims', cases: CLAIMS }, { of: 'scopes', cases: SCOPES }])('$of', ({ cases }) => {
  test.each([...cases])('$name', each => {
    expect(decisionOf(each)).toMatchObject(each.gives);
  });
});
