import { compareDecimals, isDynamoDbNumber } from './decimal';
import type { SortComparison } from '../core/document/document';
import type { AttributeValue, Item } from '../core/operators/operator';
import { attributeValue, type Key, type KeyValue, type SortValues } from '../core/plan/reads';

/** Compares two values of a key as DynamoDB sorts them: strings by their UTF-8 bytes. Undefined if they have different types. */
export function compareKeys(left: AttributeValue, right: AttributeValue): number | undefined {
  const [[type, one]] = Object.entries(left) as Array<[string, string]>;
  const [[otherType, other]] = Object.entries(right) as Array<[string, string]>;
  if (type !== otherType) {
    return undefined;
  }
  switch (type) {
    case 'S': return Buffer.compare(Buffer.from(one), Buffer.from(other));
    case 'N': return compareDecimals(one, other);
    case 'B': return Buffer.compare(Buffer.from(one, 'base64'), Buffer.from(other, 'base64'));
    default: return undefined;
  }
}

/** True if an item has these values. */
export function hasKey(item: Item, key: Key): boolean {
  return Object.entries(key).every(([name, value]) => Object.hasOwn(item, name) && compareKeys(item[name], attributeValue(value)) === 0);
}

const HOLDS: { readonly [comparison in SortComparison]: (compare: (index: number) => number, startsWith: () => boolean) => boolean } = {
  EQUAL: compare => compare(0) === 0,
  BEGINS_WITH: (_, startsWith) => startsWith(),
  BETWEEN: compare => compare(0) >= 0 && compare(1) <= 0,
  LESS_THAN: compare => compare(0) < 0,
  AT_MOST: compare => compare(0) <= 0,
  GREATER_THAN: compare => compare(0) > 0,
  AT_LEAST: compare => compare(0) >= 0,
};

/** True if an item fulfills the condition on the sort key. */
export function fulfills(item: Item, { attribute, comparison, values }: SortValues): boolean {
  const value = Object.hasOwn(item, attribute) ? item[attribute] : undefined;
  if (value === undefined) {
    return false;
  }
  const startsWith = (): boolean => typeof value.S === 'string' && value.S.startsWith(String(values[0]));
  return HOLDS[comparison](index => compareKeys(value, attributeValue(values[index])) ?? NaN, startsWith);
}

/**
 * Maximum bytes of a string in a key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const BYTES = { partition: 2048, sort: 1024 };

/** The reason why DynamoDB rejects a value of a key; undefined if it accepts it. */
export function keyProblem(value: KeyValue, role: keyof typeof BYTES, type: string | undefined): string | undefined {
  if (type !== undefined && !Object.hasOwn(attributeValue(value), type)) {
    return `it is a ${typeof value}, and the type of the attribute is ${type}`;
  }
  if (typeof value === 'number') {
    return isDynamoDbNumber(String(value)) ? undefined : 'DynamoDB has no such number';
  }
  return value === '' ? 'it is empty' : Buffer.byteLength(value) > BYTES[role] ? `it has more than ${BYTES[role]} bytes` : undefined;
}
