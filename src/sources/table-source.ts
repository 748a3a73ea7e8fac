import { isSortKeyCondition } from './sort-key-condition';
import { ITEM_SOURCE_PROPS, QUERY_SOURCE_PROPS, type ItemSourceProps, type QuerySourceProps } from './source-props';
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
   * The type that the attribute is known to have; another type has failed. Without it a rule needs V2_0 at least, as the
   * attribute could be something else than string.
   *
   * @default - whatever type the item has
   */
  readonly valueType?: ItemAttributeType;

  /**
   * How many characters (code points) the string has at most, or each string of a list. A longer one has failed. What is known to be
   * short counts for the size of tokens.
   *
   * @default - as many as DynamoDB holds
   */
  readonly maxLength?: number;

  /**
   * How many members the list has at most. A longer one has failed.
   *
   * @default - as many as DynamoDB holds
   */
  readonly maxItems?: number;
}

/** What each of them may be is a matter of the others, too: the operator knows. */
const ATTRIBUTE_OPTIONS: OptionChecks<AttributeOptions> = { valueType: CHECKED_LATER, maxLength: CHECKED_LATER, maxItems: CHECKED_LATER };

/**
 * A place to look values up.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 * const tenant = TableSource.item('tenant', { table: tenants, key: { id: profile.attribute('tenantId') } });
 * const rule = ClaimRule.set('plan', tenant.attribute('plan', { valueType: ItemAttributeType.STRING }));
 */
export class TableSource {
  /**
   * One item of a DynamoDB table, read by its key when a rule that applies to the token uses it. Reads of one sign-in are done
   * in parallel, equal ones once.
   *
   * @param name how templates, previews and logs call it: a letter, then letters, digits and `_`
   * @param props table, key and policy
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
   */
  public static item(name: string, props: ItemSourceProps): TableSource {
    return new TableSource(name, 'item', readOptions(props, ITEM_SOURCE_PROPS, 'props'));
  }

  /**
   * The items of a DynamoDB table, or of an index of it, with one partition key, read when a rule that applies to the token uses them:
   * up to the limit, page by page.
   *
   * @param name how templates, previews and logs call it: a letter, then letters, digits and `_`
   * @param props table, key and policy
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
   */
  public static query(name: string, props: QuerySourceProps): TableSource {
    return new TableSource(name, 'query', readOptions(props, QUERY_SOURCE_PROPS, 'props'));
  }

  /** How templates, previews and logs call it. */
  public readonly sourceName: string;

  /** @internal */
  public readonly _kind: 'item' | 'query';

  /** @internal */
  public readonly _props: ItemSourceProps & Partial<QuerySourceProps>;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(name: string, kind: 'item' | 'query', { options, problems }: Options<QuerySourceProps>) {
    // sources are known by their names: what is none is reported as one that no template can write
    this.sourceName = typeof name === 'string' ? name : `(${show(name)})`;
    this._kind = kind;
    // without what is wrong, which is an error before anything else looks at them
    this._props = options as ItemSourceProps & Partial<QuerySourceProps>;
    this._problems = problems;
    Object.defineProperty(this, SOURCE, { value: true });
  }

  /**
   * An attribute of the item of `TableSource.item`, or what a path leads to in it. Absent when there is no item or no such attribute, and for NULL and
   * empty strings. Sets are lists. Numbers that no double holds exactly have failed unless they are declared string, and so have
   * binaries and values of another type than the declared one.
   *
   * @param path `projects`, `address.city`, `roles[0].name`; names that are no words are written `['like this']`
   * @param options what is known of the attribute
   */
  public attribute(path: string, options: AttributeOptions = {}): Value {
    const { options: declared, problems } = readOptions(options, ATTRIBUTE_OPTIONS, 'attribute(options)', 'attribute(options)');
    return Value._of({ op: 'attribute', args: Object.keys(declared).length > 0 ? [path, declared] : [path], source: this, problems });
  }

  /**
   * The items of `TableSource.query` in their order, as a list of maps; an empty list when there are none. What is used of each is read alone:
   * `items().mapEach(Value.element('role'))` reads `role`. As they are, items are no value for a token.
   */
  public items(): Value {
    return Value._of({ op: 'items', source: this });
  }

  /**
   * How many items `TableSource.query` finds, the limit at most; 0 when there are none. A query of which rules use nothing else
   * reads no attribute.
   */
  public count(): Value {
    return Value._of({ op: 'count', source: this });
  }

  /**
   * There is an item with this key, or an item that the query finds: false where a part of the key is absent, unknown when the
   * table could not be read.
   */
  public exists(): Condition {
    return Condition._of({ op: 'exists', source: this });
  }

  /** @internal */
  public _key(): { [attribute: string]: AuthorNode } {
    return Object.fromEntries(Object.entries(this._props.key ?? {}).map(([attribute, value]) => [attribute, nodeOf(value, 'value')]));
  }

  /** @internal */
  public _sortValues(): readonly AuthorNode[] {
    const { sort } = this._props;
    return isSortKeyCondition(sort) ? sort._values.map(value => nodeOf(value, 'value')) : [];
  }
}

const SOURCE = Symbol.for('cdk-cognito-token-enricher.source');

export function isTableSource(object: unknown): object is TableSource {
  return typeof object === 'object' && object !== null && SOURCE in object;
}
