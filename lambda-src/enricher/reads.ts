import type { Key, KeyValue } from './item-keys';
import type { SortComparison } from '../../src/core/document/document';
import type { Json, JsonMap } from '../../src/core/document/json';
import { failureWithin } from '../../src/core/operators/canonical-key';
import { order } from '../../src/core/operators/comparing';
import { Failure, isFailure, isList, toJson, worst, type Result } from '../../src/core/operators/result';

export interface ReadBase {
  /** Name of the source. */
  readonly source: string;
  readonly attributes: readonly string[];
  /** Equal for reads of the same items, whichever attributes are read. */
  readonly identity: string;
  /** Only shadow rules depend on the read. */
  readonly isShadow: boolean;
}

export interface TableReadBase extends ReadBase {
  readonly table: string;
  readonly key: Key;
  readonly consistentRead: boolean;
}

/** A read of one item of a table (GetItem). */
export interface ItemRead extends TableReadBase {
  readonly kind: 'item';
  /** The place of the element in the list, if the source reads one item for each element. */
  readonly element?: number;
}

/** A read of several items of a table or an index (Query). */
export interface QueryRead extends TableReadBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: { readonly attribute: string; readonly comparison: SortComparison; readonly values: readonly KeyValue[] };
  readonly ascending: boolean;
  /** Maximum number of items. One more item is read to detect that there are too many. */
  readonly limit: number;
  /** Only the number of items is needed. */
  readonly countOnly: boolean;
}

export type TableRead = ItemRead | QueryRead;

/** An invocation of a Lambda function. */
export interface FunctionRead extends ReadBase {
  readonly kind: 'function';
  /** ARN of the function, version or alias. */
  readonly function: string;
  readonly input: JsonMap;
}

export type Read = TableRead | FunctionRead;

/** A value of a key. */
export function keyPart(result: Result): KeyValue | undefined | Failure {
  return result === undefined || isFailure(result) || typeof result === 'string' || typeof result === 'number' ? result : new Failure('TYPE');
}

/** A value of the input of a function, as JSON. */
export function inputPart(result: Result): Json | undefined | Failure {
  return result === undefined || isFailure(result) ? result : failureWithin(result) ?? toJson(result);
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
