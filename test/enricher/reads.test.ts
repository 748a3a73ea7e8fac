import { RequestEvaluation } from '../../lambda-src/enricher/request-evaluation';
import { loadRuleset } from '../../lambda-src/enricher/ruleset';
import { readEvent } from '../../src/core/cognito/token-request';
import type { Expression, Rule, RulesetDocument, Source } from '../../src/core/document/document';
import { LIMITS } from '../../src/core/document/limits';
import { documentOf, eventOf, run, setClaim, SOURCES } from '../support/evaluate';

type Rules = ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>>;

const literal = (value: unknown): Expression => ({ op: 'literal', args: [value as string] });
const attribute = (source: string): Expression => ({ op: 'attribute', args: [source, ['a']] });
const items: Expression = { op: 'items', args: ['q'] };
const { s: ITEM, q: QUERY } = SOURCES;
const query = (more: object) => ({ s: ITEM, q: { ...QUERY, ...more } as Source });
const forEach = (list: unknown, more: object = {}) => ({ q: { ...ITEM, kind: 'itemForEach', key: { id: literal('key'), role: list }, listAttribute: 'role', limit: 3, onLimit: 'FAIL', ...more } as unknown as Source });
const sort = (comparison: string, ...values: unknown[]) => ({ attribute: 'sk', comparison, values: values.map(literal) });

function evaluationOf(rules: Rules, sources: RulesetDocument['sources'] = SOURCES, disabled: readonly string[] = []): RequestEvaluation {
  const values = { slot: (name: string) => name, isClient: () => undefined, disabledSources: new Set(disabled) };
  return new RequestEvaluation(loadRuleset(documentOf(rules, { sources })), readEvent(eventOf('V2_0'), 0)!, values);
}

const READ = { table: 'table', key: { id: 'key' }, attributes: [], consistentRead: false, isShadow: false, identity: expect.any(String) };
const ITEM_READ = { ...READ, kind: 'item', source: 's' };
const QUERY_READ = { ...READ, kind: 'query', source: 'q', ascending: true, limit: 3, countOnly: false };

const elementReads = (...roles: ReadonlyArray<string | number>) => roles.map((role, element) => ({ ...READ, kind: 'item', source: 'q', key: { id: 'key', role }, element }));

interface Case {
  readonly name: string;
  readonly rules: Rules;
  readonly sources?: RulesetDocument['sources'];
  readonly disabled?: readonly string[];
  readonly reads: readonly object[];
}

const S = setClaim('a', attribute('s'));
const Q = setClaim('a', items);
const FALSE: Expression = { op: 'machine' };
const TRUE: Expression = { op: 'user' };

test.each<Case>([
  { name: 'an item', rules: [S], reads: [ITEM_READ] },
  { name: 'a query', rules: [Q], reads: [QUERY_READ] },
  { name: 'both, each once', rules: [S, Q, S], reads: [QUERY_READ, ITEM_READ] },
  { name: 'a number as a key', rules: [S], sources: { s: { ...ITEM, key: { id: literal(5) } } }, reads: [{ ...ITEM_READ, key: { id: 5 } }] },
  { name: 'a list as a key', rules: [S], sources: { s: { ...ITEM, key: { id: literal(['x']) } } }, reads: [] },
  { name: 'an absent key', rules: [S], sources: { s: { ...ITEM, key: { id: { op: 'userAttribute', args: ['nickname'] } } } }, reads: [] },
  { name: 'an index', rules: [Q], sources: query({ index: 'i' }), reads: [{ ...QUERY_READ, index: 'i' }] },
  { name: 'a sort key', rules: [Q], sources: query({ sort: sort('BEGINS_WITH', 'b') }), reads: [{ ...QUERY_READ, sort: { attribute: 'sk', comparison: 'BEGINS_WITH', values: ['b'] } }] },
  { name: 'a range', rules: [Q], sources: query({ sort: sort('BETWEEN', 'b', 'c') }), reads: [{ ...QUERY_READ, sort: { attribute: 'sk', comparison: 'BETWEEN', values: ['b', 'c'] } }] },
  { name: 'a range of one value', rules: [Q], sources: query({ sort: sort('BETWEEN', 2, 2) }), reads: [{ ...QUERY_READ, sort: { attribute: 'sk', comparison: 'BETWEEN', values: [2, 2] } }] },
  { name: 'an empty range', rules: [Q], sources: query({ sort: sort('BETWEEN', 10, 9) }), reads: [] },
  { name: 'the number of items', rules: [Q], sources: query({ select: 'COUNT' }), reads: [{ ...QUERY_READ, countOnly: true }] },
  { name: 'whether there are items', rules: [Q], sources: query({ select: 'EXISTENCE' }), reads: [{ ...QUERY_READ, limit: 0, countOnly: true }] },
  { name: 'only for a shadow rule', rules: [{ ...S, mode: 'SHADOW' }, Q], reads: [QUERY_READ, { ...ITEM_READ, isShadow: true }] },
  { name: 'for a shadow rule and an enforced one', rules: [{ ...S, mode: 'SHADOW' }, S], reads: [ITEM_READ] },
  { name: 'not for a false condition', rules: [{ ...S, when: FALSE }, { ...Q, when: TRUE }], reads: [QUERY_READ] },
  { name: 'nothing, as a DenyRule applies', rules: [{ kind: 'deny', message: 'No' }, S].map(rule => rule.kind === 'deny' ? { ...rule, when: TRUE } : rule) as Rules, reads: [] },
  { name: 'an item for each element', rules: [Q], sources: forEach(literal(['b', 'a'])), reads: elementReads('b', 'a') },
  { name: 'an item for each different element', rules: [Q], sources: forEach(literal(['b', 1, 'b', '1', 1])), reads: elementReads('b', 1, '1') },
  { name: 'as many as the limit, without repeated ones', rules: [Q], sources: forEach(literal(['a', 'b', 'a', 'c', 'b'])), reads: elementReads('a', 'b', 'c') },
  { name: 'none, as there are more than the limit', rules: [Q], sources: forEach(literal(['a', 'b', 'c', 'd'])), reads: [] },
  { name: 'the first ones', rules: [Q], sources: forEach(literal(['a', 'b', 'c', 'd']), { onLimit: 'CUT' }), reads: elementReads('a', 'b', 'c') },
  { name: 'nothing for an empty element', rules: [Q], sources: forEach(literal(['', 'a'])), reads: elementReads('a') },
  { name: 'nothing for an empty list', rules: [Q], sources: forEach(literal([])), reads: [] },
  { name: 'nothing for an absent list', rules: [Q], sources: forEach({ op: 'untrustedClientMetadata', args: ['x'] }), reads: [] },
  { name: 'nothing for a string in place of a list', rules: [Q], sources: forEach(literal('a')), reads: [] },
  { name: 'nothing if an element is no key', rules: [Q], sources: forEach(literal(['a', ['b']])), reads: [] },
  { name: 'nothing without another part of the key', rules: [Q], sources: forEach(literal(['a']), { key: { id: { op: 'userAttribute', args: ['nickname'] }, role: literal(['a']) } }), reads: [] },
  { name: 'nothing for a list in another part of the key', rules: [Q], sources: forEach(literal(['a']), { key: { id: literal(['x']), role: literal(['a']) } }), reads: [] },
  { name: 'no disabled source', rules: [S, Q], disabled: ['s'], reads: [QUERY_READ] },
])('reads $name', ({ rules, sources, disabled, reads }) => {
  const evaluation = evaluationOf(rules, sources, disabled);
  expect(evaluation.nextReads()).toStrictEqual(reads);
  // reads that are under way are not made again
  expect(evaluation.nextReads()).toEqual([]);
});

test('reads of the same items have one identity, others do not', () => {
  const identity = (more: object) => evaluationOf([Q], query(more)).nextReads()[0].identity;
  const all = [
    {}, { index: 'i' }, { limit: 4 }, { ascending: false }, { select: 'COUNT' }, { key: { id: literal('b') } },
    { sort: sort('BEGINS_WITH', 'b') }, { sort: sort('BEGINS_WITH', 'c') }, { sort: sort('AT_LEAST', 'b') }, { sort: { ...sort('BEGINS_WITH', 'b'), attribute: 'other' } },
  ].map(identity);
  expect(new Set(all).size).toBe(all.length);
  expect(identity({ onLimit: 'CUT', attributes: ['x'] })).toBe(all[0]);
});

test('the value of a disabled source has failed, as with OMIT', () => {
  const evaluation = evaluationOf([S], { s: { ...ITEM, onError: 'DENY' } }, ['s']);
  evaluation.nextReads();
  const { denial, trace } = evaluation.conclude().decision;
  expect([denial, trace]).toEqual([undefined, [{ rule: 'rules[0]', outcome: 'FAILED', reason: 'OMITTED s' }]]);
});

test('a source whose key reads another one is read after it', () => {
  const evaluation = evaluationOf([setClaim('a', attribute('next'))], { s: ITEM, next: { ...ITEM, key: { id: attribute('s') } } });
  const [first, ...others] = evaluation.nextReads();
  expect([first.source, others]).toEqual(['s', []]);
  evaluation.provide(first, { items: [{ a: { S: 'x' } }], count: 1 });
  expect(evaluation.nextReads()).toMatchObject([{ source: 'next', key: { id: 'x' } }]);
});

describe('the limit of steps', () => {
  /** A list that takes about this many steps. */
  const LIST = literal(Array(1000).fill(1));
  const steps = (count: number): Expression => ({ op: 'listOf', of: Array(count / 1000).fill(LIST) as Expression[] });
  const [PART, MORE] = [steps(LIMITS.work / 2), steps(LIMITS.work)];

  test.each<[string, Rules, string | undefined]>([
    ['one rule within it', [setClaim('a', PART)], undefined],
    ['a rule beyond it', [setClaim('a', MORE)], 'WORK'],
    ['rules that are beyond it together', [setClaim('a', PART), setClaim('b', PART)], 'WORK'],
    ['shadow rules, which have their own', [setClaim('a', MORE, { mode: 'SHADOW' }), setClaim('b', PART)], undefined],
  ])('%s', (_, rules, reason) => {
    expect(run(documentOf(rules)).decision.denial?.reason).toBe(reason);
  });
});

test('a document of another version is rejected', () => {
  expect(() => loadRuleset({ ...documentOf([]), version: 2 as 1 })).toThrow('version 2, but this code supports version 1');
});
