import type { Key, KeyValue } from './item-keys';
import type { SortComparison } from '../../src/core/document/document';
import { order } from '../../src/core/operators/comparing';
import { Failure, isFailure, isList, worst, type Result } from '../../src/core/operators/result';

export interface ReadBase {
  /** Name of the source. */
  readonly source: string;
  readonly table: string;
  readonly key: Key;
  readonly attributes: readonly string[];
  readonly consistentRead: boolean;
  /** Equal for reads of the same items, whichever attributes are read. */
  readonly identity: string;
  /** Only shadow rules depend on the read. */
  readonly isShadow: boolean;
}

/** A read of one item of a table (GetItem). */
export interface ItemRead extends ReadBase {
  readonly kind: 'item';
  /** The place of the element in the list, if the source reads one item for each element. */
  readonly element?: number;
}

/** A read of several items of a table or an index (Query). */
export interface QueryRead extends ReadBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: { readonly attribute: string; readonly comparison: SortComparison; readonly values: readonly KeyValue[] };
  readonly ascending: boolean;
  /** Maximum number of items. One more item is read to detect that there are too many. */
  readonly limit: number;
  /** Only the number of items is needed. */
  readonly countOnly: boolean;
}

export type Read = ItemRead | QueryRead;

/** A value of a key. */
export function keyPart(result: Result): KeyValue | undefined | Failure {
  return result === undefined || isFailure(result) || typeof result === 'string' || typeof result === 'number' ? result : new Failure('TYPE');
}

/** The different elements of a list, in its order. There is no item with an empty key. */
export function keyParts(result: Result): readonly KeyValue[] | undefined | Failure {
  if (result === undefined || isFailure(result)) {
    return result;
  }
  if (!isList(result)) {
    return new Failure('TYPE');
  }
  const elements = result.map(keyPart);
  return worst(elements.filter(isFailure)) ?? [...new Set(elements as KeyValue[])].filter(element => element !== '');
}

/** DynamoDB rejects a range whose lower bound is greater than its upper bound, instead of returning no items. */
export function isEmptyRange([lowest, highest]: readonly KeyValue[]): boolean {
  return (order(lowest, highest) ?? 0) > 0;
}
