import { isSortKey } from './sort-key';
import type { ItemSourceProps, QuerySourceProps } from './source-props';
import { nodeOf, type AuthorNode } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';
import type { ValueType } from '../values/value-options';

/** Options of an attribute. */
export interface AttributeOptions {
  /**
   * The type that the attribute is known to have; another type has failed. Without it a rule needs V2_0 at least, as the
   * attribute could be something else than text.
   *
   * @default - whatever type the item has
   */
  readonly valueType?: ValueType;

  /**
   * How many characters (code points) the text has at most, or each text of a list. A longer one has failed. What is known to be
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

/**
 * A place to look values up.
 *
 * @example
 * const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
 * const tenant = TableSource.item('tenant', { table: tenants, key: { id: profile.attribute('tenantId') } });
 * const rule = ClaimRule.set('plan', tenant.attribute('plan', { valueType: ValueType.TEXT }));
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
    return new TableSource(name, 'item', props);
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
    return new TableSource(name, 'query', props);
  }

  /** How templates, previews and logs call it. */
  public readonly sourceName: string;

  /** @internal */
  public readonly _kind: 'item' | 'query';

  /** @internal */
  public readonly _props: ItemSourceProps & Partial<QuerySourceProps>;

  private constructor(name: string, kind: 'item' | 'query', props: ItemSourceProps | QuerySourceProps) {
    this.sourceName = name;
    this._kind = kind;
    this._props = props;
    Object.defineProperty(this, SOURCE, { value: true });
  }

  /**
   * An attribute of the item of `TableSource.item`, or what a path leads to in it. Absent when there is no item or no such attribute, and for NULL and
   * empty texts. Sets are lists. Numbers that no double holds exactly have failed unless they are declared text, and so have
   * binaries and values of another type than the declared one.
   *
   * @param path `projects`, `address.city`, `roles[0].name`; names that are no words are written `['like this']`
   * @param options what is known of the attribute
   */
  public attribute(path: string, options: AttributeOptions = {}): Value {
    const isDeclared = Object.values(options).some(option => option !== undefined);
    return Value._of({ op: 'attribute', args: isDeclared ? [path, options] : [path], source: this });
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
    return isSortKey(sort) ? sort._values.map(value => nodeOf(value, 'value')) : [];
  }
}

const SOURCE = Symbol.for('cdk-cognito-token-enricher.source');

export function isTableSource(object: unknown): object is TableSource {
  return typeof object === 'object' && object !== null && SOURCE in object;
}
