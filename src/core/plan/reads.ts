import type { SortComparison } from '../document/document';
import type { JsonMap } from '../document/json';
import type { AttributeValue } from '../operators/operator';

export type KeyValue = string | number;

/** The value of a key as DynamoDB stores it. */
export function attributeValue(value: KeyValue): AttributeValue {
  return typeof value === 'number' ? { N: String(value) } : { S: value };
}

/** The values of key attributes by name. */
export interface Key { readonly [attribute: string]: KeyValue }

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

/** The values of a condition on the sort key. */
export interface SortValues {
  readonly attribute: string;
  readonly comparison: SortComparison;
  /** One value; two values for BETWEEN. */
  readonly values: readonly KeyValue[];
}

/** A read of several items of a table or an index (Query). */
export interface QueryRead extends TableReadBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: SortValues;
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
