import { RequestEvaluation } from '../../lambda-src/enricher/request-evaluation';
import { loadRuleset } from '../../lambda-src/enricher/ruleset';
import { readEvent } from '../../src/core/cognito/token-request';
import type { Expression, RulesetDocument } from '../../src/core/document/document';
import type { Json } from '../../src/core/document/json';
import type { ItemRead } from '../../src/core/plan/reads';
import { documentOf, eventOf, run, setClaim, SOURCES, type RequestParts } from '../support/evaluate';

const { s: ITEM } = SOURCES;
const literal = (value: unknown): Expression => ({ op: 'literal', args: [value as string] });
const of = (op: 'items' | 'count' | 'exists'): Expression => ({ op, args: ['each'] });
const names: Expression = { op: 'mapEach', of: [of('items'), { op: 'element', args: [['permission']] }] };

/** A source that reads one item for each group of the user. */
const forEach = (more: object = {}): RulesetDocument['sources'] => ({
  each: { ...ITEM, kind: 'itemForEach', key: { id: { op: 'groups' } }, listAttribute: 'id', limit: 4, onLimit: 'FAIL', ...more } as RulesetDocument['sources'][string],
});
const ITEMS = [{ id: 'b', permission: 'write' }, { id: 'a', permission: 'read' }, { id: 'other', permission: 'all' }];

/** The claim, or the outcome of the rule that sets it. */
function claimOf(value: Expression, parts: RequestParts, more: object = {}): Json {
  const { decision: { trace: [{ outcome, reason }], changes } } = run(documentOf([setClaim('claim', value)], { sources: forEach(more) }), parts);
  return outcome === 'APPLIED' ? changes.tokens.ID.set.claim as Json : `${outcome} ${reason}`;
}

test.each<[string, Expression, RequestParts, Json]>([
  ['are in the order of the list', names, { groups: ['b', 'a'], items: { each: [...ITEMS].reverse() } }, ['write', 'read']],
  ['are left out if there are none', names, { groups: ['missing', 'a'], items: { each: ITEMS } }, ['read']],
  ['are counted', of('count'), { groups: ['b', 'missing', 'a', 'b'], items: { each: ITEMS } }, 2],
  ['are not there for an empty list', of('count'), { groups: [], items: { each: ITEMS } }, 0],
  ['are not those of others', of('count'), { groups: ['x'], items: { each: ITEMS } }, 0],
  ['are found by a number', of('count'), { groups: ['1'], items: { each: [{ id: 1 }] } }, 0],
  ['have failed together', names, { groups: ['a'], failingSources: ['each'] }, 'FAILED READ each'],
  ['have failed if there are more than the limit', names, { groups: ['a', 'b', 'c', 'd', 'e'], items: { each: ITEMS } }, 'FAILED KEYS each'],
])('the items %s', (_, value, parts, claim) => {
  expect(claimOf(value, parts)).toEqual(claim);
});

test('the first ones are used if there are more than the limit', () => {
  expect(claimOf(names, { groups: ['c', 'b', 'a', 'd', 'e'], items: { each: ITEMS } }, { onLimit: 'CUT' })).toEqual(['write', 'read']);
});

test.each([[['x'], false], [['x', 'a'], true]])('for %j there is an item: %s', (groups, exists) => {
  const { decision: { trace } } = run(documentOf([{ ...setClaim('claim', literal('x')), when: of('exists') }], { sources: forEach() }), { groups, items: { each: ITEMS } });
  expect(trace[0].outcome).toBe(exists ? 'APPLIED' : 'CONDITION_FALSE');
});

test('it is unknown whether there is an item if there are more keys than the limit, as nothing is read', () => {
  const groups = ['v', 'w', 'x', 'y', 'z'];
  const { decision: { trace } } = run(documentOf([{ ...setClaim('claim', literal('x')), when: of('exists') }], { sources: forEach() }), { groups, items: { each: ITEMS } });
  expect(trace[0]).toMatchObject({ outcome: 'CONDITION_UNKNOWN', reason: 'KEYS each' });
});

describe('answers that arrive one by one', () => {
  const answer = (id: string) => ({ items: [{ id: { S: id }, permission: { S: `of ${id}` } }], count: 1 });
  const started = () => {
    const document = documentOf([setClaim('claim', names)], { sources: forEach() });
    const values = { slot: (name: string) => name, isClient: () => undefined };
    const evaluation = new RequestEvaluation(loadRuleset(document), readEvent(eventOf('V2_0', { groups: ['b', 'a', 'c'] }), 0)!, values);
    return { evaluation, reads: evaluation.nextReads() };
  };

  test('are put into the order of the list', () => {
    const { evaluation, reads: [b, a, c] } = started();
    evaluation.provide(c, answer('c'));
    evaluation.provide(b, { items: [], count: 0 });
    expect(evaluation.nextReads()).toEqual([]);
    evaluation.provide(a, answer('a'));
    expect(evaluation.conclude().decision.changes.tokens.ID.set.claim).toEqual(['of a', 'of c']);
  });

  test('have failed if one of them has failed, whenever that is known', () => {
    for (const failed of [0, 1, 2]) {
      const { evaluation, reads } = started();
      reads.forEach((read, index) => index === failed ? evaluation.fail(read) : evaluation.provide(read, answer(String((read as ItemRead).key.id))));
      expect(evaluation.conclude().decision.trace[0]).toMatchObject({ outcome: 'FAILED', reason: 'READ each' });
    }
  });
});
