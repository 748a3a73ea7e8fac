import { baseTokensOf } from '../../src/core/cognito/base-tokens';
import { issueTokens, jwtLength } from '../../src/core/cognito/issue-tokens';
import { readEvent } from '../../src/core/cognito/token-request';
import type { Budget, Expression, Rule, RulesetDocument } from '../../src/core/document/document';
import { documentOf, eventOf, run, setClaim, SOURCES, type RequestParts } from '../support/evaluate';

/** Rules, a budget, and what becomes of claims that are too long for it. */
interface Case {
  readonly name: string;
  readonly rules: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>>;
  readonly budget?: Partial<Budget>;
  readonly request?: RequestParts;
  readonly version?: RulesetDocument['triggerVersion'];
  readonly gives: object;
}

const text = (length: number): Expression => ({ op: 'literal', args: ['x'.repeat(length)] });
const BIG = text(1000);
const sizes = (record: object) => Object.entries(record).map(([claim, value]) => `${claim} ${String(value).length}`);

function resultOf({ rules, budget, request, version = 'V2_0' }: Case) {
  const document = documentOf(rules, { triggerVersion: version, budget: { length: 1800, tokens: ['ID', 'ACCESS'], onExcess: 'DROP', marker: 'dropped', ...budget } });
  const { decision: { denial, changes, origins, trace } } = run(document, request);
  const { ID, ACCESS } = changes.tokens;
  return {
    denial: denial && `${denial.reason} ${denial.rule}`,
    id: sizes(ID.set),
    access: sizes(ACCESS.set),
    marker: [ID.set.dropped, ACCESS.set.dropped],
    suppress: [...ID.suppress],
    accessSuppress: [...ACCESS.suppress],
    origins: origins.map(({ token, claim }) => `${token} ${claim}`),
    trace: trace.map(({ outcome, reason }) => reason === undefined ? outcome : `${outcome} ${reason}`),
  };
}

const CASES: readonly Case[] = [{
  name: 'tokens within the budget stay as they are',
  rules: [setClaim('a', text(100), { dropOrder: 1 })],
  gives: { denial: undefined, id: ['a 100'], access: ['a 100'], trace: ['APPLIED'] },
}, {
  name: 'the lowest order is dropped first, as many as necessary, in each token on its own',
  rules: [
    setClaim('last', text(300), { tokens: ['ID'], dropOrder: 3 }), setClaim('second', BIG, { tokens: ['ID'], dropOrder: 2 }),
    setClaim('first', text(10), { tokens: ['ID', 'ACCESS'], dropOrder: 1 }), setClaim('never', text(10)),
  ],
  gives: {
    denial: undefined,
    id: ['last 300', 'never 10', 'dropped 12'],
    access: ['first 10', 'never 10'],
    marker: ['first second', undefined],
    origins: ['ID last', 'ID never', 'ACCESS first', 'ACCESS never'],
    trace: ['APPLIED', 'DROPPED BUDGET', 'DROPPED BUDGET', 'APPLIED'],
  },
}, {
  name: 'only tokens of the budget are measured',
  rules: [setClaim('a', text(2000), { tokens: ['ID'], dropOrder: 1 })],
  budget: { tokens: ['ACCESS'] },
  gives: { denial: undefined, id: ['a 2000'] },
}, {
  name: 'the access token is measured too',
  rules: [setClaim('a', text(2000), { tokens: ['ACCESS'], dropOrder: 1 })],
  gives: { denial: undefined, access: ['dropped 1'], origins: [] },
}, {
  name: 'beside rules of other kinds',
  rules: [{ kind: 'suppressClaim', claim: 'x', tokens: ['ID'] }, { kind: 'suppressScope', scope: 'x' }, setClaim('a', text(2000), { tokens: ['ID'], dropOrder: 1 })],
  gives: { denial: undefined, id: ['dropped 1'], suppress: ['x'], trace: ['APPLIED', 'APPLIED', 'DROPPED BUDGET'] },
}, {
  name: 'claims without an order are not dropped',
  rules: [setClaim('a', text(2000)), setClaim('b', text(10), { dropOrder: 1 })],
  gives: { denial: 'TOKEN_LENGTH rules[1]', id: ['a 2000', 'b 10'] },
}, {
  name: 'no claim is dropped under DENY',
  rules: [setClaim('a', text(2000), { dropOrder: 1 })],
  budget: { onExcess: 'DENY' },
  gives: { denial: 'TOKEN_LENGTH rules[0]', id: ['a 2000'], marker: [undefined, undefined] },
}, {
  name: 'a token that is too long without a claim of a rule',
  rules: [setClaim('a', text(1), { tokens: ['ACCESS'] })],
  request: { userAttributes: { gender: 'x'.repeat(2000) } },
  gives: { denial: 'TOKEN_LENGTH rules[0]' },
}, {
  name: 'a token that is too long without rules',
  rules: [],
  request: { userAttributes: { gender: 'x'.repeat(2000) } },
  gives: { denial: 'TOKEN_LENGTH ' },
}, {
  name: 'an attribute that a dropped claim replaced stays suppressed, in the ID token',
  rules: [setClaim('gender', text(2000), { dropOrder: 1 }), setClaim('plan', text(2000), { dropOrder: 2 })],
  gives: { denial: undefined, suppress: ['gender'], accessSuppress: [], marker: ['gender plan', 'gender plan'] },
}, {
  name: 'unless its rule keeps the original',
  rules: [setClaim('gender', text(2000), { dropOrder: 1, ifAbsent: 'KEEP_ORIGINAL' }), setClaim('locale', text(2000), { dropOrder: 2 })],
  gives: { denial: undefined, suppress: ['locale'] },
}, {
  name: 'a machine has no ID token to measure',
  rules: [setClaim('a', text(2000), { subjects: ['MACHINE'], tokens: ['ACCESS'], dropOrder: 1 })],
  request: { triggerSource: 'TokenGeneration_ClientCredentials', userAttributes: {} },
  version: 'V3_0',
  gives: { denial: undefined, id: [], access: ['dropped 1'] },
}, {
  name: 'another denial comes first',
  rules: [setClaim('a', text(2000)), { kind: 'deny', message: 'No' }],
  gives: { denial: 'DENIED rules[1]' },
}];

test.each([...CASES])('$name', each => {
  expect(resultOf(each)).toMatchObject(each.gives);
});

test('a token of exactly the length of the budget is short enough', () => {
  const rules = [setClaim('a', { op: 'literal', args: ['ä'.repeat(100)] }, { tokens: ['ID'] })];
  const { idToken } = issueTokens(baseTokensOf(readEvent(eventOf('V2_0'), 1_700_000_000)!), run(documentOf(rules)).response);
  const exact = jwtLength(Buffer.byteLength(JSON.stringify(idToken)));
  const denials = [exact - 1, exact].map(length => resultOf({ name: '', rules, budget: { length }, gives: {} }).denial);
  expect(denials).toEqual(['TOKEN_LENGTH rules[0]', undefined]);
});

describe('denials', () => {
  const deny = (more: object = {}) => ({ kind: 'deny' as const, when: { op: 'user' } as Expression, message: 'No', ...more });

  test('a DenyRule that applies is reported before others, with its message', () => {
    const required = setClaim('a', { op: 'userAttribute', args: ['nickname'] }, { ifAbsent: 'DENY' });
    expect(run(documentOf([required, deny()])).decision.denial).toEqual({ reason: 'DENIED', rule: 'rules[1]', message: 'No' });
    expect(run(documentOf([required, deny({ mode: 'SHADOW' })])).decision.denial).toEqual({ reason: 'REQUIRED', rule: 'rules[0]' });
  });

  const read: Expression = { op: 'attribute', args: ['s', ['a']] };
  const ofClient: Expression = { op: 'client', args: [['k']] };
  const unknown = deny({ when: { op: 'isTrue', of: [read] } });
  const decisive = { ...SOURCES, s: { ...SOURCES.s, onError: 'DENY' as const } };

  test.each([
    ['of unknown rules, the first', [unknown, { ...unknown }], SOURCES, 'DENY_UNKNOWN rules[0]'],
    ['a DenyRule that applies, after unknown ones', [unknown, unknown, deny()], SOURCES, 'DENIED rules[2]'],
    ['a read that failed with OnError.DENY', [setClaim('a', read)], decisive, 'READ rules[0]'],
    ['the IDs of app clients that could not be loaded', [setClaim('a', { op: 'choose', of: [ofClient, read] })], decisive, 'CLIENTS rules[0]'],
    ['these IDs in a condition', [deny({ when: ofClient })], SOURCES, 'CLIENTS rules[0]'],
  ] as const)('the reason and the rule: %s', (_, rules, sources, expected) => {
    const { denial } = run(documentOf(rules, { sources }), { failingSources: ['s'], unloadedClients: ['k'] }).decision;
    expect(`${denial!.reason} ${denial!.rule}`).toBe(expected);
  });

  test('a rule under SHADOW reports its denial, and does not deny', () => {
    const { denial, trace } = run(documentOf([deny({ mode: 'SHADOW' })])).decision;
    expect([denial, trace]).toEqual([undefined, [{ rule: 'rules[0]', outcome: 'DENIED', shadow: true }]]);
  });

  test.each([['V1_0', 'V1_0', false], ['V1_0', 'V2_0', true], ['V2_0', 'V2_0', false], ['V3_0', 'V2_0', true]] as const)('rules for %s with an event of %s: another version %s', (rules, event, expected) => {
    const given = { version: event.slice(1, 2), triggerSource: 'TokenGeneration_HostedAuth', request: { userAttributes: { sub: 's' } } };
    expect(run(documentOf([], { triggerVersion: rules }), { event: given }).decision.versionMismatch).toBe(expected);
  });

  test('the last rule that adds a claim or a scope is named if there are too many changes', () => {
    const scopes = Array.from({ length: 4960 }, (_, index) => `s${index}`);
    const rules = (count: number) => [
      { kind: 'addScope' as const, value: { op: 'literal' as const, args: [scopes.slice(0, count)] }, list: true as const },
      setClaim('a', text(1)), setClaim('b', { op: 'userAttribute', args: ['nickname'] }), { kind: 'suppressScope' as const, scope: 'x' },
    ];
    // 40 of Cognito, two tokens with one claim, the attribute `sub` and the scope `openid`
    expect(run(documentOf(rules(4956))).decision.denial).toBeUndefined();
    expect(run(documentOf(rules(4957))).decision.denial).toEqual({ reason: 'CHANGES', rule: 'rules[1]' });
    expect(run(documentOf([...rules(4957)].reverse())).decision.denial).toEqual({ reason: 'CHANGES', rule: 'rules[3]' });
  });
});
