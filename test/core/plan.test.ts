import type { Expression, ModeName, Rule, RulesetDocument, Source, SubjectName } from '../../src/core/document/document';
import { authorizingClaims, planOf, type ClaimFit } from '../../src/core/plan/plan';
import { documentOf, setClaim, SOURCES } from '../support/evaluate';

type Rules = Parameters<typeof documentOf>[0];

const literal = (value: unknown): Expression => ({ op: 'literal', args: [value as string] });
const attribute = (source: string): Expression => ({ op: 'attribute', args: [source, ['a']] });
const client = (...keys: string[]): Expression => ({ op: 'client', args: [keys] });
const isEqual = (left: Expression, right: Expression): Expression => ({ op: 'isEqualTo', of: [left, right] });
const X = literal('x');
const [USER, ACCESS, ID] = [{ op: 'user' } as Expression, { tokens: ['ACCESS'] as const }, { tokens: ['ID'] as const }];

const planFor = (rules: Rules, subject: SubjectName = 'USER', eventVersion = 2, sources: RulesetDocument['sources'] = SOURCES) =>
  planOf(documentOf(rules, { sources }), subject, eventVersion);

describe('a rule has no effect', () => {
  const OTHER = 'OTHER_SUBJECT';
  const BOTH = { subjects: ['USER', 'MACHINE'] as const };
  const kind = <K extends Rule['kind']>(name: K, more: object): Rules[number] => ({ kind: name, ...more });

  // for a user and an event of V2, the same with V1, a machine with V3
  test.each<[string, Rules[number], ReadonlyArray<string | undefined>]>([
    ['set', setClaim('a', X, BOTH), [undefined, undefined, undefined]],
    ['set, for users', setClaim('a', X), [undefined, undefined, OTHER]],
    ['set, for machines', setClaim('a', X, { subjects: ['MACHINE'] }), [OTHER, OTHER, undefined]],
    ['set in the ID token', setClaim('a', X, { ...BOTH, ...ID }), [undefined, undefined, OTHER]],
    ['set in the access token', setClaim('a', X, { ...BOTH, ...ACCESS }), [undefined, 'NOT_CARRIED', undefined]],
    ['set in the access token for authorization', setClaim('a', X, { ...BOTH, ...ACCESS, usedForAuthorization: true }), [undefined, undefined, undefined]],
    ['set in the access token, required', setClaim('a', X, { ...BOTH, ...ACCESS, ifAbsent: 'DENY' }), [undefined, undefined, undefined]],
    ['suppress', kind('suppressClaim', { ...BOTH, claim: 'a', tokens: ['ID', 'ACCESS'] }), [undefined, undefined, undefined]],
    ['suppress in the ID token', kind('suppressClaim', { ...BOTH, ...ID, claim: 'a' }), [undefined, undefined, OTHER]],
    ['suppress in the access token', kind('suppressClaim', { ...BOTH, ...ACCESS, claim: 'a' }), [undefined, undefined, undefined]],
    ['keep', kind('keepClaims', { ...BOTH, claims: [] }), [undefined, undefined, OTHER]],
    ['add a scope', kind('addScope', { ...BOTH, value: X }), [undefined, 'NOT_CARRIED', undefined]],
    ['suppress a scope', kind('suppressScope', { ...BOTH, scope: 'a' }), [undefined, undefined, undefined]],
    ['keep scopes', kind('keepScopes', { ...BOTH, value: literal([]) }), [undefined, undefined, undefined]],
    ['groups', kind('setGroups', { ...BOTH, groups: literal([]) }), [undefined, undefined, OTHER]],
    ['deny', kind('deny', { ...BOTH, when: USER, message: 'No' }), [undefined, undefined, undefined]],
    ['in shadow', setClaim('a', X, { ...BOTH, mode: 'SHADOW' }), [undefined, undefined, undefined]],
    ['disabled, for users', setClaim('a', X, { mode: 'DISABLED' }), ['DISABLED', 'DISABLED', 'DISABLED']],
  ])('%s', (_, rule, expected) => {
    expect([planFor([rule]), planFor([rule], 'USER', 1), planFor([rule], 'MACHINE', 3)].map(({ rules: [{ idle }] }) => idle)).toEqual(expected);
  });
});

describe('the trigger sources that a condition names', () => {
  const SOURCE: Expression = { op: 'triggerSource' };
  const lower: Expression = { op: 'lower', of: [SOURCE] };

  test.each<[string, Expression | undefined, readonly string[]]>([
    ['no condition', undefined, []],
    ['a comparison', isEqual(SOURCE, literal('A')), ['A']],
    ['several constants', { op: 'isOneOf', of: [SOURCE, literal('A'), literal('B')] }, ['A', 'B']],
    ['a part of a condition', { op: 'all', of: [USER, { op: 'any', of: [isEqual(SOURCE, literal('A')), isEqual(SOURCE, literal('B'))] }] }, ['A', 'B']],
    ['a value that is made of it', isEqual(lower, literal('a')), ['a']],
    ['a list with it', { op: 'hasMember', of: [{ op: 'listOf', of: [{ op: 'sub' }, SOURCE] }, literal('A')] }, ['A']],
    ['a constant of another type', { op: 'isOneOf', of: [SOURCE, literal(5), literal(['A'])] }, []],
    ['another value', isEqual({ op: 'sub' }, literal('A')), []],
    ['a value that is made of another', isEqual({ op: 'lower', of: [{ op: 'sub' }] }, literal('A')), []],
  ])('%s', (_, when, expected) => {
    expect(planFor([{ kind: 'addScope', value: X, ...when && { when } }]).rules[0].triggerSources).toEqual(expected);
  });

  test('are only for rules that add scopes', () => {
    expect(planFor([setClaim('a', X, { when: isEqual(SOURCE, literal('A')) })]).rules[0].triggerSources).toBeUndefined();
  });
});

describe('the values that a claim can have', () => {
  const FREE: ClaimFit = { mayBeSet: true, isAudience: false, mayBeComplex: true, isCarried: true };

  test.each<[string, number, ClaimFit, ClaimFit]>([
    ['a', 2, FREE, FREE],
    ['a', 1, FREE, { ...FREE, isCarried: false }],
    ['address', 2, { ...FREE, mayBeComplex: false }, FREE],
    ['aud', 2, { ...FREE, mayBeSet: false }, { ...FREE, mayBeSet: false, isAudience: true }],
    ['sub', 2, { ...FREE, mayBeSet: false }, { ...FREE, mayBeSet: false }],
    ['a\n', 2, { ...FREE, mayBeSet: false }, { ...FREE, mayBeSet: false }],
  ])('%j with V%s', (claim, version, inId, inAccess) => {
    const { rules: [enforced, shadow], setters } = planFor([setClaim(claim, X), setClaim(claim, X, { mode: 'SHADOW' })], 'USER', version);
    expect(setters).toMatchObject({ ID: [{ claim, fit: inId, rules: [0] }], ACCESS: [{ claim, fit: inAccess, rules: [0] }] });
    expect(shadow.fits).toEqual({ ID: inId, ACCESS: inAccess });
    expect(enforced.fits).toBeUndefined();
  });
});

test('the rules that set a claim in a token', () => {
  const rules = [
    setClaim('email', X, ID), setClaim('role', X, { usedForAuthorization: true }), setClaim('email', X), setClaim('email', X, { mode: 'SHADOW' }),
    setClaim('email', X, { mode: 'DISABLED' }), setClaim('email', X, { subjects: ['MACHINE'] }), setClaim('other', X, ACCESS),
  ];
  const settersOf = (version: number) => Object.entries(planFor(rules, 'USER', version).setters)
    .map(([token, setters]) => [token, ...setters.map(each => `${each.claim} ${each.isAttribute} ${each.authorizes} ${each.rules.join(' ')}`)]);
  expect(settersOf(2)).toEqual([
    ['ID', 'email true false 0 2', 'role false true 1'],
    ['ACCESS', 'role false true 1', 'email true false 2', 'other false false 6'],
  ]);
  // a rule that the event does not carry still hides the rules before it
  expect(settersOf(1)).toEqual(settersOf(2));
});

test('a claim is for authorization if an enforced rule says so', () => {
  const authorization = (claim: string, usedForAuthorization: boolean, mode: ModeName) => setClaim(claim, X, { usedForAuthorization, mode });
  const { rules } = documentOf([
    authorization('a', true, 'ENFORCE'), authorization('b', false, 'ENFORCE'), authorization('c', true, 'SHADOW'), authorization('d', true, 'DISABLED'),
    authorization('b', true, 'ENFORCE'), setClaim('e', X), { kind: 'suppressClaim', claim: 'f', tokens: ['ID'] },
  ]);
  expect([...authorizingClaims(rules)]).toEqual(['a', 'b']);
});

test('the direction of each kind of rule', () => {
  const rules: Rules = [
    setClaim('a', X), setClaim('a', X, { ifAbsent: 'DENY' }), setClaim('b', X, { usedForAuthorization: true }), setClaim('b', X),
    { kind: 'suppressClaim', claim: 'a', tokens: ['ID'] }, { kind: 'suppressClaim', claim: 'b', tokens: ['ID'] }, { kind: 'keepClaims', claims: [] },
    { kind: 'addScope', value: X }, { kind: 'suppressScope', scope: 'a' }, { kind: 'keepScopes', value: X }, { kind: 'setGroups', groups: X }, { kind: 'deny', when: USER },
  ];
  expect(planFor(rules).rules.map(({ direction }) => direction)).toEqual([
    'GRANTS', 'DENIES', 'DENIES', 'DENIES', 'RESTRICTS', 'DENIES', 'RESTRICTS', 'GRANTS', 'RESTRICTS', 'RESTRICTS', 'DENIES', 'DENIES',
  ]);
});

test('the claims that a rule suppresses, unless they depend on the user', () => {
  const suppress = (claim: string) => ({ kind: 'suppressClaim' as const, claim, tokens: ['ID' as const] });
  expect(planFor([suppress('a'), suppress('sub'), { kind: 'keepClaims', claims: [] }]).rules.map(({ suppresses }) => suppresses)).toEqual([['a'], [], undefined]);
});

test('the places of enforced rules by kind, of DenyRules only those that are for the subject', () => {
  const kinds: ReadonlyArray<Rule['kind']> = ['suppressClaim', 'keepClaims', 'addScope', 'suppressScope', 'keepScopes', 'setGroups', 'deny', 'setClaim'];
  const of = (more: Partial<Rule>) => kinds.map(kind => ({ kind, claim: 'a', tokens: ['ID'], claims: [], scope: 'a', value: X, groups: X, when: USER, ...more }) as Rules[number]);
  const rules = [...of({}), ...of({ mode: 'SHADOW' }), ...of({ mode: 'DISABLED' }), ...of({ subjects: ['MACHINE'] })];
  expect(planFor(rules).places).toEqual({ suppressing: [0, 1, 24, 25], scopes: [2, 3, 4, 26, 27, 28], groups: [5, 29], denying: [6] });
});

test.each<[string, Rules, boolean]>([
  ['none', [setClaim('a', X)], false],
  ['one', [setClaim('a', X), setClaim('a', X, { mode: 'SHADOW' })], true],
  ['one for others', [setClaim('a', X, { mode: 'SHADOW', subjects: ['MACHINE'] })], false],
])('shadow rules that can have an effect: %s', (_, rules, expected) => {
  expect(planFor(rules).hasShadowRules).toBe(expected);
});

describe('the reads of the rules', () => {
  const isTrue = (source: string): Expression => ({ op: 'isTrue', of: [attribute(source)] });
  const deny = (when: Expression, more: object = {}) => ({ kind: 'deny' as const, when, message: 'No', ...more });
  const sources = { ...SOURCES, t: { ...SOURCES.s, key: { id: attribute('s') } }, u: SOURCES.s };

  test('are those of rules without a condition, and of conditions that read others', () => {
    const { readers } = planFor([
      setClaim('a', attribute('s')), setClaim('b', attribute('s'), { when: USER }), deny(isTrue('t')), deny(USER),
      setClaim('c', attribute('s'), { when: isTrue('u') }), setClaim('d', attribute('u'), { mode: 'SHADOW' }), setClaim('e', attribute('q'), { subjects: ['MACHINE'] }),
      setClaim('f', attribute('q'), { mode: 'DISABLED' }), setClaim('g', attribute('s')),
    ], 'USER', 2, sources);
    expect(readers).toEqual({
      ENFORCE: { always: ['s'], conditional: [{ rule: 2, sources: ['t'] }, { rule: 4, sources: ['s', 'u'] }] },
      SHADOW: { always: ['u'], conditional: [] },
    });
  });

  test('are the sources of all rules that can have an effect, and those of their keys', () => {
    const rules = [deny(isTrue('t')), setClaim('a', attribute('q'), { mode: 'SHADOW' }), setClaim('b', attribute('u'), { subjects: ['MACHINE'] })];
    const planned = (subject: SubjectName) => planFor(rules, subject, 3, sources).sources;
    const of = (...dependsOn: string[]) => ({ identity: expect.any(String), dependsOn });
    expect(planned('USER')).toEqual({ t: of('s'), q: of(), s: of() });
    expect(planned('MACHINE')).toEqual({ u: of() });
  });

  test('have the app clients of these rules, also in keys', () => {
    const withClient: Source = { ...SOURCES.s, key: { id: { op: 'choose', of: [client('k4'), X] } } } as Source;
    const { clients } = planFor([
      deny(client('k1', 'k2')), setClaim('a', { op: 'choose', of: [client('k2', 'k3'), attribute('s')] }), deny(client('k5'), { mode: 'SHADOW' }),
      deny(client('k6'), { subjects: ['MACHINE'] }), deny(client('k7'), { mode: 'DISABLED' }),
    ], 'USER', 2, { ...sources, s: withClient });
    expect(clients).toEqual({ ENFORCE: ['k1', 'k2', 'k3', 'k4'], SHADOW: ['k5'] });
  });
});
