import type { ValueType } from '../../../src/contract/model';
import { relationOf, type Relation } from '../../src/diff/value-types';

const STRING: ValueType = { types: ['string'] };
const list = (more: Partial<ValueType> = {}): ValueType => ({ types: ['list'], ...more });
const map = (properties: ValueType['properties']): ValueType => ({ types: ['map'], properties });

/** Each with the relation of the second type to the first one. The reverse relation is the opposite. */
test.each<[string, ValueType, ValueType, Relation]>([
  ['the same', STRING, STRING, 'SAME'],
  ['another order of types', { types: ['string', 'number'] }, { types: ['number', 'string'] }, 'SAME'],
  ['one more type', STRING, { types: ['string', 'number'] }, 'WIDER'],
  ['one more value', { ...STRING, values: ['a'] }, { ...STRING, values: ['b', 'a'] }, 'WIDER'],
  ['any value', { ...STRING, values: ['a'] }, STRING, 'WIDER'],
  ['a known value of limited strings', { ...STRING, maxLength: 3 }, { ...STRING, values: ['a'], maxLength: 3 }, 'NARROWER'],
  ['longer strings', { ...STRING, maxLength: 3 }, { ...STRING, maxLength: 4 }, 'WIDER'],
  ['strings without a limit', { ...STRING, maxLength: 3 }, STRING, 'WIDER'],
  ['longer lists', list({ maxItems: 1 }), list({ maxItems: 2 }), 'WIDER'],
  ['known elements', list(), list({ elements: STRING }), 'NARROWER'],
  ['other elements', list({ elements: STRING }), list({ elements: { types: ['string', 'map'] } }), 'WIDER'],
  ['a map of unknown properties', map({ a: { ...STRING, always: true } }), { types: ['map'] }, 'WIDER'],
  ['a property that can be missing', map({ a: { ...STRING, always: true } }), map({ a: { ...STRING, always: false } }), 'WIDER'],
  ['no property', map({ a: { ...STRING, always: true } }), map({}), 'WIDER'],
  ['no property that could be missing', map({ a: { ...STRING, always: false } }), map({}), 'SAME'],
  ['a property of another type', map({ a: { ...STRING, always: true } }), map({ a: { types: ['string', 'number'], always: true } }), 'WIDER'],
])('%s', (_, before, after, relation) => {
  expect(relationOf(before, after)).toBe(relation);
  const reverse = { SAME: ['SAME'], WIDER: ['NARROWER'], NARROWER: ['WIDER'] }[relation];
  expect(reverse).toContain(relationOf(after, before));
});
