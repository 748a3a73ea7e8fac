import { usedSources } from '../../src/analysis/item-uses';
import type { Expression, Rule } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const at = (...path: Array<string | number>): object => ({ constant: path });
const item = (name: string, ...path: string[]): Written => ['attribute', name, at(...path)];
const element = (...path: string[]): Written => ['element', at(...path)];
const sources = { s: ['sub'], byS: item('s', 'org', 'id'), byByS: item('byS', 'a'), byQuery: ['first', ['mapEach', ['items', 'q'], element('team')]], q: ['sub'], loop: item('loop', 'a') };
const keys = Object.fromEntries(Object.entries(sources).map(([name, key]) => [name, { key: { id: parse(key as Written) } }]));
const rule = (value: Expression, mode = 'ENFORCE') => ({ kind: 'setClaim', value, mode }) as unknown as Rule;

/** Each source with its attributes, and `items` or `count` if rules use them. */
const told = (...rules: readonly Rule[]): readonly string[] => [...usedSources(rules, keys)]
  .map(([name, { attributes, items, count }]) => [name, ...[...attributes].sort(), ...items ? ['items'] : [], ...count ? ['count'] : []].join(' ')).sort();

test.each<[Written, readonly string[]]>([
  [['sub'], []],
  [item('s', 'a', 'b'), ['s a items']],
  [['listOf', item('s', 'a'), item('s', 'b')], ['s a b items']],
  [['exists', 's'], ['s']],
  [['count', 'q'], ['q count']],
  [['items', 'q'], ['q items']],
  [['mapEach', ['items', 'q'], element('role', 'x')], ['q role items']],
  [['listOf', ['count', 'q'], ['exists', 'q']], ['q count']],
  [['listOf', ['exists', 'q'], ['items', 'q']], ['q items']],
  [item('byS', 'a'), ['byS a items', 's org items']],
  [['exists', 'byByS'], ['byByS', 'byS a items', 's org items']],
  [item('byQuery', 'a'), ['byQuery a items', 'q team items']],
  [item('loop', 'b'), ['loop a b items']],
  [item('unknown', 'a'), ['unknown a items']],
  [item('toString', 'a'), ['toString a items']],
])('%j', (value, uses) => {
  expect(told(rule(parse(value)))).toEqual(uses);
});

test('rules in shadow read their sources, and disabled rules read none', () => {
  const value = parse(item('s', 'a'));
  expect(told(rule(value, 'SHADOW'))).toEqual(['s a items']);
  expect(told(rule(value, 'DISABLED'))).toEqual([]);
  expect(told(rule(parse(['exists', 's']), 'DISABLED'), rule(parse(item('byS', 'b'))), rule(value))).toEqual(['byS b items', 's a org items']);
});
