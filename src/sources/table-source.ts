import { Source } from './source';
import {
  ITEM_FOR_EACH_SOURCE_PROPS, ITEM_SOURCE_PROPS, QUERY_SOURCE_PROPS, type ItemForEachSourceProps, type ItemSourceProps, type QuerySourceProps,
} from './table-source-props';
import type { TableSource as SourceDocument } from '../core/document/document';
import { readOptions, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import { Value } from '../values/value';

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
