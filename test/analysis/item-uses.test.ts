import { itemUses } from '../../src/analysis/item-uses';
import type { Expression } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const [S, T] = [['items', 's'], ['items', 't']];
const at = (...path: Array<string | number>): object => ({ constant: path });
const element = (...path: string[]): Written => ['element', at(...path)];
const size = (value: Written): Written => ['size', value];
const role = element('role');

/** Each use, as the source and the path of the attribute. A source alone stands for whole items. */
const usesOf = (expression: Expression): readonly string[] =>
  [...new Set(itemUses(expression).map(({ source, path = [] }) => [source, ...path].join('.')))].sort();

test.each<[Written, readonly string[]]>([
  [S, ['s']],
  [['sub'], []],
  [size(S), []],
  [['isPresent', S], []],
  [size(['first', S]), ['s']],
  [['mapEach', S, role], ['s.role']],
  [['mapEach', S, element('profile', 'role')], ['s.profile.role']],
  [['mapEach', S, ['element']], ['s']],
  [['property', at(0, 'role'), ['mapEach', S, ['element']]], ['s.role']],
  [['property', at(0, 'role'), S], ['s.role']],
  [['property', at(0), S], ['s']],
  [['property', at('role'), S], ['s']],
  [['property', at('role'), ['property', at(0), S]], ['s.role']],
  [['property', at('role'), ['first', S]], ['s.role']],
  [['property', at('role'), ['first', ['property', at(0), S]]], []],
  [['property', at('role'), ['assumeTrusted', 'reason', ['first', S]]], ['s.role']],
  [['property', at('role'), ['first', ['firstOf', S, T, S]]], ['s.role', 't.role']],
  [['property', at('role'), ['first', ['choose', ['isTrue', ['property', at('on'), ['first', T]]], S, S]]], ['s.role', 't.on']],
  [['choose', ['hasMember', T, ['sub']], ['sub']], ['t']],
  [size(['limit', 2, S]), []],
  [size(['sort', S]), ['s']],
  [size(['filter', S, ['isTrue', element('on')]]), ['s.on']],
  [size(['filter', S, ['all', ['isTrue', element('on')], ['isPresent', role]]]), ['s.on', 's.role']],
  [size(['sortBy', S, element('rank')]), ['s.rank']],
  [size(['filter', ['groups'], ['isEqualTo', ['element'], ['first', S]]]), ['s']],
  [['pickProperties', at('a', 'b'), S], ['s.a', 's.b']],
  [['pickProperties', at('a'), ['first', ['firstOf', S, T]]], ['s.a', 't.a']],
  [['pickProperties', at('a'), ['mapEach', S, ['element']]], ['s.a']],
  [['mapEach', S, ['pickProperties', at('a'), ['element']]], ['s.a']],
  [['mapEach', ['pickProperties', at('a', 'b'), S], element('a')], ['s.a', 's.b']],
  [['pickProperties', at('a'), ['filter', S, ['isTrue', element('on')]]], ['s.a', 's.on']],
  [['pickProperties', at('a'), ['sub']], []],
  [['propertyNames', ['first', S]], ['s']],
  [['propertyValues', ['first', S]], ['s']],
  [['hasMember', S, ['sub']], ['s']],
  [['listOf', S, T], ['s', 't']],
  [['objectOf', at('a'), ['first', S]], ['s']],
  [['toJson', S], ['s']],
  [['mapEach', S, ['mapEach', T, role]], ['t.role']],
])('%j', (value, uses) => {
  expect(usesOf(parse(value))).toEqual(uses);
});

test('one expression is analyzed for each list whose elements it uses', () => {
  const body = parse(role);
  const each = (...sources: string[]): readonly Expression[] => sources.map(source => ({ op: 'mapEach', of: [parse(['items', source]), body] }));
  expect(usesOf({ op: 'listOf', of: [...each('s', 't', 's')] })).toEqual(['s.role', 't.role']);
  expect(itemUses({ op: 'listOf', of: [...each('s', 's')] })).toHaveLength(1);
});

test('an element of one list or another is one of both', () => {
  const both = parse(['mapEach', ['firstOf', S, T], role]);
  expect(usesOf(both)).toEqual(['s.role', 't.role']);
  const body = both.of![1];
  expect(usesOf({ op: 'listOf', of: [{ op: 'mapEach', of: [parse(S), body] }, both] })).toEqual(['s.role', 't.role']);
});
