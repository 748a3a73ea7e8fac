import {
  distinct, ELEMENT, equal, failed, LIST, lists, map, mapOfNothing, mapWithFailure, number, onList, OTHER_LIST, TEXT, type HostileCase,
} from './case';
import { LIMITS } from '../../src/core/document/limits';
import type { AttributeValue } from '../../src/core/operators/operator';
import type { Written } from '../../test/support/expressions';

const longText = (index: number): AttributeValue => ({ S: `${'a'.repeat(200)}${index}` });
const NAME = { constant: ['name'] };
const RANK = { constant: ['rank'] };
/** A map with a property for each element. */
const MANY_PROPERTIES = ['parseJson', ['template', ['literal', '{"'], ['join', LIST, '":1,"'], ['literal', '":1}']]];
/** As many constants as a rule can have. */
const CONSTANTS = Array.from({ length: LIMITS.members }, (_, index) => `constant-${index}`);
const MANY_CONSTANTS: readonly Written[] = CONSTANTS.map(constant => ['literal', constant]);
const IS_X: Written = ['startsWith', ELEMENT, ['literal', 'x']];
const FEW_LISTS = ['listOf', ['listOf', ['literal', 'a']]];

/** Transforms of strings, which apply to each element. */
const TEXT_TRANSFORMS: ReadonlyArray<readonly [op: string, ...args: unknown[]]> = [
  ['upper'], ['lower'], ['trim'], ['before', '-'], ['after', '-'], ['urlEncode'], ['between', 'm', '-'], ['substring', 1, 3],
  ['replace', 'm', ''], ['withPrefix', 'x-'], ['withoutPrefix', 'mem'], ['withSuffix', '-x'], ['urlDecode'], ['sha256'], ['extract', '([0-9]+)'],
  ['replacePattern', '[0-9]', ''], ['toEpochSeconds'],
];

const KINDS: ReadonlyArray<readonly [name: string, member: (index: number) => AttributeValue]> = [
  ['strings', distinct], ['equal strings', equal], ['numbers', number], ['maps', map], ['empty maps', mapOfNothing], ['lists', lists],
  ['failed elements', failed], ['maps with failed properties', mapWithFailure],
];

export const LIST_CASES: readonly HostileCase[] = [
  ...TEXT_TRANSFORMS.map(([op, ...args]) => onList(`${op} of each element`, [op, LIST, ...args])),
  ...KINDS.flatMap(([kind, member]) => [
    onList(`attribute: ${kind}`, LIST, member),
    onList(`unique: ${kind}`, ['unique', LIST], member),
    onList(`isEqualToValue: ${kind}`, ['isEqualToValue', LIST, OTHER_LIST], member),
    onList(`hasMember: ${kind}`, ['hasMember', LIST, ['at', OTHER_LIST, -1]], member),
    onList(`filter in another list: ${kind}`, ['filter', LIST, ['hasMember', OTHER_LIST, ELEMENT]], member),
    onList(`filter in a list of others: ${kind}`, ['filter', FEW_LISTS, ['hasMember', OTHER_LIST, ELEMENT]], member),
    onList(`toJson: ${kind}`, ['toJson', LIST], member),
    onList(`flatten: ${kind}`, ['flatten', LIST], member),
    onList(`size: ${kind}`, ['size', LIST], member),
    onList(`at the end: ${kind}`, ['at', LIST, -1], member),
  ]),
  onList('split and unique', ['unique', ['split', TEXT, 'b']]),
  onList('first', ['first', LIST]),
  onList('last', ['last', LIST]),
  onList('property', ['property', LIST, { constant: [19_999] }]),
  onList('limit', ['limit', LIST, 10]),
  onList('join', ['join', LIST, ',']),
  onList('join with a long separator', ['join', LIST, 'x'.repeat(4000)]),
  onList('filterPrefix', ['filterPrefix', LIST, 'member-1']),
  onList('filterSuffix', ['filterSuffix', LIST, '1']),
  onList('filterPattern', ['filterPattern', LIST, '(?:member)+-[0-9]*1']),
  onList('filterOneOfValue', ['filterOneOfValue', LIST, OTHER_LIST]),
  onList('filterNoneOfValue', ['filterNoneOfValue', LIST, OTHER_LIST]),
  onList('filterNoneOfValue: lists', ['filterNoneOfValue', LIST, OTHER_LIST], lists),
  onList(
    'mapEach: another list without its elements',
    ['mapEach', LIST, ['size', ['filterNoneOfValue', OTHER_LIST, ELEMENT]]],
    index => ({ L: [distinct(index)] }),
  ),
  onList('filterOneOf', ['filterOneOf', LIST, ['literal', 'member-1'], ['literal', 'member-2']]),
  onList('filterOneOf: many constants', ['filterOneOf', LIST, ...MANY_CONSTANTS]),
  onList('mapEach: filterOneOf with many constants', ['mapEach', LIST, ['first', ['filterOneOf', ['split', ELEMENT, '-'], ...MANY_CONSTANTS]]]),
  onList('filter: one of many constants', ['filter', LIST, ['isOneOf', ELEMENT, ...MANY_CONSTANTS]]),
  onList('filter: in a list of many constants', ['filter', LIST, ['hasMember', ['literal', { constant: CONSTANTS }], ELEMENT]]),
  onList('filter: many conditions on the user', ['filter', LIST, ['any', IS_X, ...CONSTANTS.map(constant => ['inGroup', ['literal', constant]])]]),
  onList('filter: an object of many constants', ['filter', LIST, ['isPresent', ['objectOf', { constant: ['e', ...CONSTANTS] }, false, ELEMENT, ...MANY_CONSTANTS]]]),
  onList('filter: a property of many names', ['filter', LIST, ['isPresent', ['pickProperties', ELEMENT, { constant: CONSTANTS }]]], map),
  onList('pickProperties: many names', ['pickProperties', LIST, { constant: CONSTANTS }], map),
  onList('lookup: many constants', ['lookup', LIST, { constant: CONSTANTS }, ...MANY_CONSTANTS]),
  onList('filter: contained in a long string', ['filter', LIST, ['contains', ['upper', TEXT], ELEMENT]]),
  onList('filter: almost contained in a long string', ['filter', LIST, ['contains', ['lower', TEXT], ELEMENT]], index => ({ S: `${'ab'.repeat(20)}${index}` })),
  onList('sort', ['sort', LIST]),
  onList('sort: equal strings', ['sort', LIST], equal),
  onList('sort: long strings with the same prefix', ['sort', LIST], longText),
  onList('sort: numbers', ['sort', LIST, true], number),
  onList('sortBy', ['sortBy', LIST, false, ['element', NAME]], map),
  onList('sortBy: equal keys', ['sortBy', LIST, false, ['element', NAME]], () => map(1)),
  onList('pickProperties', ['pickProperties', LIST, { constant: ['name', 'none'] }], map),
  onList('propertyNames', ['propertyNames', MANY_PROPERTIES]),
  onList('propertyValues', ['unique', ['propertyValues', MANY_PROPERTIES]]),
  onList('min', ['min', LIST], number),
  onList('max', ['max', LIST], number),
  onList('sum', ['sum', LIST], number),
  onList('lookup: values', ['lookup', LIST, { constant: ['member-1', 'member-2'] }, ['literal', 'x'], ['literal', 'y'], ['literal', 'z']]),
  onList('lookup: a long list for every element', ['size', ['lookup', LIST, { constant: ['a'] }, ['literal', 'x'], OTHER_LIST]]),
  onList('lookup: a long list for every element, flattened', ['size', ['flatten', ['lookup', LIST, { constant: ['a'] }, ['literal', 'x'], OTHER_LIST]]]),
  onList('lookup: a long string for every element', ['lookup', LIST, { constant: ['a'] }, ['literal', 'x'], ['upper', TEXT]]),
  onList('mapEach', ['mapEach', LIST, ['upper', ELEMENT]]),
  onList('mapEach: maps', ['mapEach', LIST, ['objectOf', { constant: ['n', 'r'] }, true, ['element', NAME], ['element', RANK]]], map),
  onList('mapEach: a long string in every element', ['mapEach', LIST, ['template', TEXT, ELEMENT]]),
  onList('mapEach: a long list in every element', ['mapEach', LIST, ['objectOf', { constant: ['n', 'all'] }, true, ELEMENT, OTHER_LIST]]),
  onList('mapEach: another list joined', ['mapEach', LIST, ['size', ['join', OTHER_LIST, ',']]]),
  onList('mapEach: another list mapped', ['mapEach', LIST, ['size', ['mapEach', OTHER_LIST, ['upper', ELEMENT]]]]),
  onList('mapEach: another list filtered', ['mapEach', LIST, ['first', ['filter', OTHER_LIST, ['startsWith', ELEMENT, ['literal', 'x']]]]]),
  onList(
    'mapEach: each of its lists in another list filtered',
    ['mapEach', LIST, ['size', ['filter', ELEMENT, ['hasMember', ['upper', OTHER_LIST], ELEMENT]]]],
    index => ({ L: [distinct(index)] }),
  ),
  onList('mapEach: replace that multiplies', ['mapEach', LIST, ['replace', ['replace', ELEMENT, 'm', 'mm'.repeat(200)], 'm', 'mm'.repeat(20)]]),
  onList('replace that multiplies, of each element', ['replace', ['replace', LIST, 'm', 'mm'.repeat(200)], 'm', 'mm'.repeat(20)]),
  onList('filter: equal to one string', ['filter', LIST, ['isEqualToValue', ELEMENT, ['last', OTHER_LIST]]]),
  onList('filter: equal to a long list', ['filter', LIST, ['isEqualToValue', ELEMENT, OTHER_LIST]], lists),
  onList('filter: equal to a long list with failed elements', ['filter', LIST, ['isEqualToValue', ELEMENT, ['flatten', OTHER_LIST]]], () => ({
    L: [failed()],
  })),
  onList('filter: in a long string', ['filter', LIST, ['startsWith', ['upper', TEXT], ELEMENT]]),
  onList('objectOf, toJson', ['toJson', ['objectOf', { constant: ['a', 'b'] }, true, LIST, OTHER_LIST]]),
  onList('toJson: empty strings for many names', ['toJson', LIST, { constant: CONSTANTS.map(constant => [constant]) }], map),
  onList('toJson: empty strings for paths through many names', ['toJson', LIST, { constant: CONSTANTS.map(constant => [constant, 'a']) }], map),
  onList('firstOf', ['firstOf', ['sum', LIST], LIST]),
  onList('isEqualTo', ['isEqualTo', LIST, ['literal', 'a']]),
];
