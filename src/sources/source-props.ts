import type { Duration } from 'aws-cdk-lib';
import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { isSortKeyCondition, type SortKeyCondition } from './sort-key-condition';
import { LIMITS } from '../core/document/limits';
import { A_BOOLEAN, is, CHECKED_LATER, listOf, mapOf, objectWith, oneOf, required, A_STRING } from '../options/checks';
import { duration, wholeNumber } from '../options/numbers';
import type { OptionChecks } from '../options/options';
import type { Value } from '../values/value';

/** What a source does when its table cannot be read. */
export enum OnError {
  /** The token is denied if a rule in force depends on what could not be read. */
  DENY = 'DENY',
  /**
   * The values of the source have failed: rules that give leave out what they would give, rules that take away act, and rules
   * that decide about the token deny it. It never weakens a rule that takes away.
   */
  OMIT = 'OMIT',
  /**
   * The last good answer for the same key that this environment of the function had, also that there is no item, if it is not
   * older than `maxStale`. Without one, as `DENY`.
   */
  USE_STALE = 'USE_STALE',
}

/** What a query does when there are more items than its limit. */
export enum OnLimit {
  /** As if the table could not be read: see `onError`. A stale answer is never used for it. */
  FAIL = 'FAIL',
  /** The first items are taken, in the order of the sort key. */
  CUT = 'CUT',
}

/** Where a source reads, and what it does about failures. */
export interface SourceProps {
  /**
   * The table: of the app or imported, in the Region of the function. A table of another account is imported by its ARN, and its
   * resource policy allows the role of the function to read it. The function gets the right to read the attributes that rules
   * use, and nothing else.
   */
  readonly table: ITableRef;

  /**
   * The customer managed key that encrypts the table. The function gets the right to decrypt with it by way of DynamoDB. Needed for
   * a table that is imported: without that right every read of it fails.
   *
   * @default - the key of the table where the table says it, else none
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Strongly consistent reads, which see every write that was acknowledged before. They cost twice as much, and a global
   * secondary index has none.
   *
   * @default false - a write may take about a second to be seen
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
   */
  readonly consistentRead?: boolean;

  /**
   * How long a read may take, with all its attempts and pages. Each attempt has its share of it. Whatever is set, the function answers before
   * the 5 seconds end that Amazon Cognito waits.
   *
   * @default Duration.seconds(2) - a read takes some milliseconds; one that hangs is tried again after a second
   */
  readonly timeout?: Duration;

  /**
   * How often a read, or a page of a query, is tried when the table is not reached, is throttled or has an error of the server, 1 to 5.
   * Between attempts is a pause of random length, up to 50 milliseconds after the first one, or 200 where the table throttles, which
   * doubles each time.
   *
   * @default 2 - more attempts on a table that is overloaded make it worse, while a user waits
   */
  readonly maxAttempts?: number;

  /**
   * What to do when the table cannot be read.
   *
   * @default OnError.DENY - what is missing in a token can mean less or more access, which only the back ends know
   */
  readonly onError?: OnError;

  /**
   * The age of the oldest answer that `OnError.USE_STALE` may use, up to 24 hours; needed with it, and an error without.
   *
   * @default - none
   */
  readonly maxStale?: Duration;

  /**
   * How long an answer, also that there is no item, is used again for the same key without reading, by the same environment of the function. What
   * is revoked in the table stays in tokens for so long at most.
   *
   * @default - every token reads what its rules use
   */
  readonly cacheTtl?: Duration;

  /**
   * Attributes of the item that users can write themselves, by whatever else writes the table. Rules that authorize do not
   * rely on them.
   *
   * @default - none
   */
  readonly userWritable?: string[];
}

/** Seconds of a day: longer is no answer kept. */
const DAY = 24 * 60 * 60;

const ATTRIBUTES = listOf('a list of names of attributes', A_STRING);

const KEY = required(mapOf('values by the names of attributes, as in { userName: Value.username() }', CHECKED_LATER));

const TABLE = objectWith(['tableRef'], 'a DynamoDB table: Table, TableV2, CfnTable or an imported one', 'give the construct of the table', 'Table');

const SOURCE_PROPS: OptionChecks<SourceProps> = {
  table: required(TABLE),
  encryptionKey: objectWith(['keyRef'], 'a KMS key', 'give the construct of the key, or leave it out'),
  consistentRead: A_BOOLEAN,
  timeout: duration(50, LIMITS.readTime, 'milliseconds'),
  maxAttempts: wholeNumber(1, LIMITS.attempts),
  onError: oneOf(Object.values(OnError)),
  maxStale: duration(1, DAY, 'seconds'),
  cacheTtl: duration(1, DAY, 'seconds'),
  userWritable: ATTRIBUTES,
};

/** One item of a table. */
export interface ItemSourceProps extends SourceProps {
  /**
   * The whole primary key, by the names of its attributes: strings or numbers. Where a part is absent nothing is read, and the
   * item is absent.
   */
  readonly key: { [attribute: string]: Value };
}

export const ITEM_SOURCE_PROPS: OptionChecks<ItemSourceProps> = { ...SOURCE_PROPS, key: KEY };

/** Items of a table or of an index that have the same partition key. */
export interface QuerySourceProps extends SourceProps {
  /**
   * The partition key of the table or of the index, by the name of its attribute: a string or a number. An index may have up to four attributes in
   * it, which are all needed. Where one is absent nothing is read, and there are no items.
   */
  readonly key: { [attribute: string]: Value };

  /**
   * The index to read: a global or local secondary one that has all attributes that rules use.
   *
   * @default - the table itself
   */
  readonly indexName?: string;

  /**
   * The attributes of the keys of the table and, where one is queried, of the index. DynamoDB needs the right to read all of them for a
   * query, and says by them where the next page starts. Needed for a table that is imported, as the app does not tell them.
   *
   * @default - those of the table, where it is one of the app; else the ones that `key` and `sort` name, with a warning
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  readonly keyAttributes?: string[];

  /**
   * A condition on the sort key. Where its value is absent nothing is read, and there are no items.
   *
   * @default - all items with the partition key
   */
  readonly sort?: SortKeyCondition;

  /**
   * Items in the order of the sort key; false for the opposite order.
   *
   * @default true
   */
  readonly ascending?: boolean;

  /**
   * How many items there may be, 1 to 1,000. A user waits for all pages of them, and tokens have room for few.
   *
   * @default 100 - as many as a token has room for, and mostly one page
   */
  readonly limit?: number;

  /**
   * What to do when there are more items than the limit.
   *
   * @default - OnLimit.FAIL where a rule that decides about access uses the items, else OnLimit.CUT
   */
  readonly onLimit?: OnLimit;
}

export const QUERY_SOURCE_PROPS: OptionChecks<QuerySourceProps> = {
  ...SOURCE_PROPS,
  key: KEY,
  indexName: A_STRING,
  keyAttributes: ATTRIBUTES,
  sort: is(isSortKeyCondition, 'a SortKeyCondition', 'make it with a factory of SortKeyCondition'),
  ascending: A_BOOLEAN,
  limit: wholeNumber(1, LIMITS.queryItems),
  onLimit: oneOf(Object.values(OnLimit)),
};
