import { isRecord } from '../../src/core/document/json';
import type { Item } from '../../src/core/operators/operator';
import type { Key, KeyValue } from '../../src/core/plan/reads';

/** True if a value is a valid item with this key. Each attribute value has exactly one property, which is its type. */
export function isItemOf(value: unknown, key: Key): value is Item {
  return isRecord(value) && Object.values(value).every(attribute => isRecord(attribute) && Object.keys(attribute).length === 1)
    && Object.entries(key).every(([name, part]) => Object.hasOwn(value, name) && isSame(value[name] as Item[string], part));
}

/** Compares numbers by value, as DynamoDB normalizes their notation. */
function isSame({ S: text, N: number }: Item[string], part: KeyValue): boolean {
  return typeof part === 'number' ? typeof number === 'string' && Number(number) === part : text === part;
}
