import { isSortKeyCondition } from './sort-key-condition';
import {
  ITEM_FOR_EACH_SOURCE_PROPS, ITEM_SOURCE_PROPS, QUERY_SOURCE_PROPS, type ItemForEachSourceProps, type ItemSourceProps, type QuerySourceProps,
} from './source-props';
import type { Source } from '../core/document/document';
import { CHECKED_LATER } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import { show, type Problem } from '../problems/problems';
import { nodeOf, type AuthorNode } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';
import type { ItemAttributeType } from '../values/value-options';

/** Options of an attribute. */
export interface AttributeOptions {
  /**
   * The type of the attribute. A value of another type has failed. Without a declared type, a rule requires trigger event version
   * V2_0 or later, because the attribute might not be a string.
   *
   * @default - any type
   */
  readonly valueType?: ItemAttributeType;

  /**
   * The maximum length of the string, or of each string of a list, in characters (code points). A longer string has failed. A
   * declared maximum is used to calculate the maximum size of tokens.
   *
   * @default - the limit of DynamoDB
   */
  readonly maxLength?: number;

  /**
   * The maximum number of elements of the list. A longer list has failed.
   *
   * @default - the limit of DynamoDB
   */
  readonly maxItems?: number;
}

/** The allowed values depend on the other options, so the operator checks them. */
const ATTRIBUTE_OPTIONS: OptionChecks<AttributeOptions> = { valueType: CHECKED_LATER, maxLength: CHECKED_LATER, maxItems: CHECKED_LATER };

/**
 * A source of values: a DynamoDB table that rules read.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 * const tenant = TableSource.item('tenant', { table: tenants, key: { id: profile.attribute('tenantId') } });
 * const rule = ClaimRule.set('plan', tenant.attribute('plan', { valueType: ItemAttributeType.STRING }));
 */
export class TableSource {
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

  /** The name of the source in templates, previews and logs. */
  public readonly sourceName: string;

  /** @internal */
  public readonly _kind: Source['kind'];

  /** @internal */
  public readonly _props: AnyProps;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(name: string, kind: Source['kind'], { options, problems }: Options<object>) {
    // sources are identified by name: a value that is not a string is reported as an invalid name
    this.sourceName = typeof name === 'string' ? name : `(${show(name)})`;
    this._kind = kind;
    // without invalid options, which are reported before anything else uses these
    this._props = options as AnyProps;
    this._problems = problems;
    Object.defineProperty(this, SOURCE, { value: true });
  }

  /**
   * An attribute of the item of `TableSource.item`, or a value at a path inside the attribute. Absent if there is no item or no
   * such attribute, and for NULL and empty strings. Sets are lists. Failed for binary values, for values of another type than the
   * declared one, and for numbers that cannot be represented exactly as a double, unless they are declared as strings.
   *
   * @param path `projects`, `address.city`, `roles[0].name`; write names with special characters as `['like this']`
   * @param options the type and the maximum length of the attribute
   */
  public attribute(path: string, options: AttributeOptions = {}): Value {
    const { options: declared, problems } = readOptions(options, ATTRIBUTE_OPTIONS, 'attribute(options)', 'attribute(options)');
    return Value._of({ op: 'attribute', args: Object.keys(declared).length > 0 ? [path, declared] : [path], source: this, problems });
  }

  /**
   * The items of `TableSource.query` or `TableSource.itemForEach`, in their order: a list of maps, which is empty if there are no items. The
   * source reads only the attributes that rules use: `items().mapEach(Value.element('role'))` reads `role`. A token cannot contain whole items.
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

  /**
   * True if there is an item with the key, or at least one item if the source can find several. False if a part of the key is absent. Unknown if the
   * table could not be read.
   */
  public exists(): Condition {
    return Condition._of({ op: 'exists', source: this });
  }

  /** @internal */
  public get _keyProp(): 'key' | 'keys' {
    return this._kind === 'itemForEach' ? 'keys' : 'key';
  }

  /** @internal */
  public _key(): { [attribute: string]: AuthorNode } {
    return Object.fromEntries(Object.entries(this._props.key ?? this._props.keys ?? {}).map(([attribute, value]) => [attribute, nodeOf(value, 'value')]));
  }

  /** @internal */
  public _sortValues(): readonly AuthorNode[] {
    const { sort } = this._props;
    return isSortKeyCondition(sort) ? sort._values.map(value => nodeOf(value, 'value')) : [];
  }
}

/** The properties of all kinds of sources. */
type AnyProps = Omit<ItemSourceProps, 'key'> & Partial<ItemSourceProps & ItemForEachSourceProps & QuerySourceProps>;

const SOURCE = Symbol.for('cdk-cognito-token-enricher.source');

export function isTableSource(object: unknown): object is TableSource {
  return typeof object === 'object' && object !== null && SOURCE in object;
}
