import type { Duration } from 'aws-cdk-lib';
import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { isSortKeyCondition, type SortKeyCondition } from './sort-key-condition';
import { LIMITS } from '../core/document/limits';
import { A_BOOLEAN, is, CHECKED_LATER, listOf, mapOf, objectWith, oneOf, required, A_STRING } from '../options/checks';
import { duration, wholeNumber } from '../options/numbers';
import type { OptionChecks } from '../options/options';
import type { Value } from '../values/value';

/** The behavior of a source when its table cannot be read. */
export enum OnError {
  /** The token is denied if an enforced rule depends on data that could not be read. */
  DENY = 'DENY',
  /**
   * The values of the source have failed: granting rules do nothing, restricting rules apply, and access decisions deny the
   * token. A restricting rule is never weakened.
   */
  OMIT = 'OMIT',
  /**
   * The source uses the last successful result for the same key in this execution environment (including "no item") if it is not
   * older than `maxStale`. Without such a result, it behaves like `DENY`.
   */
  USE_STALE = 'USE_STALE',
}

/** The behavior of a source with more items than its limit. */
export enum OnLimit {
  /** The source fails as if the table could not be read (see `onError`), but never uses a stale result. */
  FAIL = 'FAIL',
  /** The source returns the first items: in the order of the sort key for a query, or in the order of the list for `TableSource.itemForEach`. */
  CUT = 'CUT',
}

/** The table of a source, and its behavior on failures. */
export interface SourceProps {
  /**
   * The table, created by the app or imported, in the Region of the function. Import a table of another account by its ARN; its
   * resource policy must allow the function's role to read it. The function gets permission to read the attributes that rules
   * use, and nothing else.
   */
  readonly table: ITableRef;

  /**
   * The customer managed key that encrypts the table. The function gets permission to decrypt with it through DynamoDB. Required
   * for an imported table that is encrypted with such a key: without the permission all reads fail.
   *
   * @default - the key of the table if the table construct exposes it, otherwise none
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Uses strongly consistent reads, which reflect all writes that succeeded before the read. They cost twice as much. Global
   * secondary indexes do not support them.
   *
   * @default false - a write may take about a second to become visible
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
   */
  readonly consistentRead?: boolean;

  /**
   * The maximum duration of a read, including all attempts and pages; 50 milliseconds to 4 seconds. Each attempt gets its share
   * of this time. The function always answers within the 5 seconds that Cognito waits, whatever you set here.
   *
   * @default Duration.seconds(2) - a read takes some milliseconds; a read that hangs is retried after one second
   */
  readonly timeout?: Duration;

  /**
   * The maximum number of attempts to read an item or a page of a query, 1 to 5. A read is retried if the table cannot be
   * reached, throttles the request, or returns a server error. The pause before a retry has a random length: up to 50
   * milliseconds after the first attempt, or up to 200 milliseconds if the table throttles. The maximum doubles with each
   * attempt.
   *
   * @default 2 - more attempts add load to an overloaded table while a user waits
   */
  readonly maxAttempts?: number;

  /**
   * The behavior when the table cannot be read.
   *
   * @default OnError.DENY - missing data can mean less or more access, which only your APIs know
   */
  readonly onError?: OnError;

  /**
   * The maximum age of a result that `OnError.USE_STALE` uses, 1 second to 24 hours. Required with `USE_STALE`, an error
   * otherwise.
   *
   * @default - none
   */
  readonly maxStale?: Duration;

  /**
   * The duration for which an execution environment of the function reuses a result (including "no item") for the same key
   * without reading again, 1 second to 24 hours. Data that is revoked in the table can stay in tokens for this duration.
   *
   * @default - no cache: each token request reads the items that its rules use
   */
  readonly cacheTtl?: Duration;

  /**
   * Attributes of the item that users can write themselves, through any application that writes to the table. Rules that decide
   * access must not rely on them.
   *
   * @default - none
   */
  readonly userWritable?: string[];
}

/** Seconds of a day: the maximum age of a cached or stale result. */
const DAY = 24 * 60 * 60;

const ATTRIBUTES = listOf('a list of attribute names', A_STRING);

const KEY = required(mapOf('values by attribute name, as in { userName: Value.username() }', CHECKED_LATER));

const TABLE = objectWith(['tableRef'], 'a DynamoDB table: Table, TableV2, CfnTable or an imported table', 'pass the construct of the table', 'Table');

const SOURCE_PROPS: OptionChecks<SourceProps> = {
  table: required(TABLE),
  encryptionKey: objectWith(['keyRef'], 'a KMS key', 'pass the construct of the key, or leave it out'),
  consistentRead: A_BOOLEAN,
  timeout: duration(50, LIMITS.readTime, 'milliseconds'),
  maxAttempts: wholeNumber(1, LIMITS.attempts),
  onError: oneOf(Object.values(OnError)),
  maxStale: duration(1, DAY, 'seconds'),
  cacheTtl: duration(1, DAY, 'seconds'),
  userWritable: ATTRIBUTES,
};

/** Properties of a source that reads one item of a table. */
export interface ItemSourceProps extends SourceProps {
  /**
   * The complete primary key: values by attribute name, strings or numbers. If one is absent, nothing is read and the item is
   * absent.
   */
  readonly key: { [attribute: string]: Value };
}

export const ITEM_SOURCE_PROPS: OptionChecks<ItemSourceProps> = { ...SOURCE_PROPS, key: KEY };

/** Properties of a source that reads one item of a table for each element of a list. */
export interface ItemForEachSourceProps extends SourceProps {
  /**
   * The complete primary key: values by attribute name. Exactly one value is a list of strings or numbers, such as `Value.groups()`; the
   * source reads one item for each element, and each element once. The other values are strings or numbers. If one of the values is absent,
   * nothing is read and there are no items. Declare the `valueType` of attributes, so that it is known which value is the list.
   */
  readonly keys: { [attribute: string]: Value };

  /**
   * The maximum number of different elements of the list, 1 to 100.
   *
   * @default 25 - tokens have room for few items, and the user waits for them
   */
  readonly limit?: number;

  /**
   * The behavior when the list has more different elements than the limit. Nothing is read with `OnLimit.FAIL`.
   *
   * @default - OnLimit.FAIL if an access decision uses the items, otherwise OnLimit.CUT
   */
  readonly onLimit?: OnLimit;
}

export const ITEM_FOR_EACH_SOURCE_PROPS: OptionChecks<ItemForEachSourceProps> = {
  ...SOURCE_PROPS,
  keys: KEY,
  limit: wholeNumber(1, LIMITS.itemsForEach),
  onLimit: oneOf(Object.values(OnLimit)),
};

/** Properties of a source that reads the items of a table or an index with the same partition key. */
export interface QuerySourceProps extends SourceProps {
  /**
   * The partition key of the table or index: a value by attribute name, a string or number. An index can have up to four
   * partition key attributes; all of them are required. If one is absent, nothing is read and there are no items.
   */
  readonly key: { [attribute: string]: Value };

  /**
   * The index to query: a global or local secondary index that contains all attributes that rules use.
   *
   * @default - the table itself
   */
  readonly indexName?: string;

  /**
   * The key attributes of the table and, if you query an index, of the index. DynamoDB requires permission to read all of them
   * for a query, and uses them to identify the start of the next page. Set this for an imported table, because the app does not
   * know its key schema.
   *
   * @default - the key attributes of a table that the app creates; otherwise the attributes in `key` and `sort`, with a warning
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  readonly keyAttributes?: string[];

  /**
   * A condition on the sort key. If its value is absent, nothing is read and there are no items.
   *
   * @default - all items with the partition key
   */
  readonly sort?: SortKeyCondition;

  /**
   * Returns the items in ascending order of the sort key; false for descending order.
   *
   * @default true
   */
  readonly ascending?: boolean;

  /**
   * The maximum number of items, 1 to 1,000. The user waits for all pages, and tokens have room for few items.
   *
   * @default 100 - about as many as fit in a token, and usually one page
   */
  readonly limit?: number;

  /**
   * The behavior when there are more items than the limit.
   *
   * @default - OnLimit.FAIL if an access decision uses the items, otherwise OnLimit.CUT
   */
  readonly onLimit?: OnLimit;
}

export const QUERY_SOURCE_PROPS: OptionChecks<QuerySourceProps> = {
  ...SOURCE_PROPS,
  key: KEY,
  indexName: A_STRING,
  keyAttributes: ATTRIBUTES,
  sort: is(isSortKeyCondition, 'a SortKeyCondition', 'create it with a method of SortKeyCondition, such as SortKeyCondition.beginsWith(...)'),
  ascending: A_BOOLEAN,
  limit: wholeNumber(1, LIMITS.queryItems),
  onLimit: oneOf(Object.values(OnLimit)),
};
