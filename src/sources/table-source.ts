import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { isSortKeyCondition, type SortKeyCondition } from './sort-key-condition';
import { OnLimit, Source, SOURCE_PROPS, type SourceProps } from './source';
import type { TableSource as SourceDocument } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { A_BOOLEAN, A_STRING, ATTRIBUTE_NAMES, CHECKED_LATER, is, mapOf, objectWith, oneOf, required } from '../options/checks';
import { wholeNumber } from '../options/numbers';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { Value } from '../values/value';

/** The table of a source, and its behavior on failures. */
export interface TableSourceProps extends SourceProps {
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
}

const KEY = required(mapOf('values by attribute name, as in { userName: Value.username() }', CHECKED_LATER));

const TABLE = objectWith(['tableRef'], 'a DynamoDB table: Table, TableV2, CfnTable or an imported table', 'pass the construct of the table', 'Table');

const TABLE_SOURCE_PROPS: OptionChecks<TableSourceProps> = {
  ...SOURCE_PROPS,
  table: required(TABLE),
  encryptionKey: objectWith(['keyRef'], 'a KMS key', 'pass the construct of the key, or leave it out'),
  consistentRead: A_BOOLEAN,
};

/** Properties of a source that reads one item of a table. */
export interface ItemSourceProps extends TableSourceProps {
  /**
   * The complete primary key: values by attribute name, strings or numbers. If one is absent, nothing is read and the item is
   * absent.
   */
  readonly key: { [attribute: string]: Value };
}

const ITEM_SOURCE_PROPS: OptionChecks<ItemSourceProps> = { ...TABLE_SOURCE_PROPS, key: KEY };

/** Properties of a source that reads one item of a table for each element of a list. */
export interface ItemForEachSourceProps extends TableSourceProps {
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

const ITEM_FOR_EACH_SOURCE_PROPS: OptionChecks<ItemForEachSourceProps> = {
  ...TABLE_SOURCE_PROPS,
  keys: KEY,
  limit: wholeNumber(1, LIMITS.itemsForEach),
  onLimit: oneOf(Object.values(OnLimit)),
};

/** Properties of a source that reads the items of a table or an index with the same partition key. */
export interface QuerySourceProps extends TableSourceProps {
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

const QUERY_SOURCE_PROPS: OptionChecks<QuerySourceProps> = {
  ...TABLE_SOURCE_PROPS,
  key: KEY,
  indexName: A_STRING,
  keyAttributes: ATTRIBUTE_NAMES,
  sort: is(isSortKeyCondition, 'a SortKeyCondition', 'create it with a method of SortKeyCondition, such as SortKeyCondition.beginsWith(...)'),
  ascending: A_BOOLEAN,
  limit: wholeNumber(1, LIMITS.queryItems),
  onLimit: oneOf(Object.values(OnLimit)),
};

/**
 * A source of values: a DynamoDB table that rules read.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 * const tenant = TableSource.item('tenant', { table: tenants, key: { id: profile.attribute('tenantId') } });
 * const rule = ClaimRule.set('plan', tenant.attribute('plan', { valueType: ItemAttributeType.STRING }));
 */
export class TableSource extends Source {
  /**
   * Reads one item of a DynamoDB table by its key, if a rule that applies to the token uses it. The reads of a sign-in run in
   * parallel, and identical reads run once.
   *
   * @param name the name of the source in templates, previews and logs: a letter, followed by letters, digits and `_`
   * @param props the table, the key and the behavior on failures
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
   */
  public static item(name: string, props: ItemSourceProps): TableSource {
    return new TableSource(name, 'item', readOptions(props, ITEM_SOURCE_PROPS, 'props'));
  }

  /**
   * Reads one item of a DynamoDB table for each element of a list, such as the permissions of each role of a user, if a rule that applies to the
   * token uses them. `items()` is in the order of the list; elements without an item are left out. If one of the reads fails, the source fails.
   * The function reads them with one request, and caches the item of each element like that of `TableSource.item`.
   *
   * @param name the name of the source in templates, previews and logs: a letter, followed by letters, digits and `_`
   * @param props the table, the keys and the behavior on failures
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
   */
  public static itemForEach(name: string, props: ItemForEachSourceProps): TableSource {
    return new TableSource(name, 'itemForEach', readOptions(props, ITEM_FOR_EACH_SOURCE_PROPS, 'props'));
  }

  /**
   * Reads the items with one partition key, from a DynamoDB table or one of its indexes, if a rule that applies to the token uses
   * them. Reads page by page, up to `limit`.
   *
   * @param name the name of the source in templates, previews and logs: a letter, followed by letters, digits and `_`
   * @param props the table, the key and the behavior on failures
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
   */
  public static query(name: string, props: QuerySourceProps): TableSource {
    return new TableSource(name, 'query', readOptions(props, QUERY_SOURCE_PROPS, 'props'));
  }

  /** @internal */
  public readonly _kind: SourceDocument['kind'];

  /** @internal */
  public readonly _props: Source['_props'];

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(name: string, kind: SourceDocument['kind'], { options, problems }: Options<object>) {
    super(name);
    this._kind = kind;
    // without invalid options, which are reported before anything else uses these
    this._props = options;
    this._problems = problems;
  }

  /**
   * The items of `TableSource.query` or `TableSource.itemForEach`, in their order: a list of maps, which is empty if there are no items. The
   * source reads only the attributes that rules use: `items().mapEach(Value.element('role'))` reads `role`. A token cannot contain whole items:
   * `items().pickProperties('name', 'role')` is a list of maps with these attributes.
   */
  public items(): Value {
    return Value._of({ op: 'items', source: this });
  }

  /**
   * The number of items that `TableSource.query` or `TableSource.itemForEach` finds, at most `limit`; 0 if there are none. If rules use only
   * the count, the source reads no attributes but the key.
   */
  public count(): Value {
    return Value._of({ op: 'count', source: this });
  }
}
