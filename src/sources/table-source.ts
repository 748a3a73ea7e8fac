import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { nodeOf, type AuthorNode } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';
import type { ValueType } from '../values/value-options';

/** What a source does when its table cannot be read. */
export enum OnError {
  /** The token is refused if a rule in force depends on what could not be read. */
  DENY = 'DENY',
  /**
   * The values of the source have failed: rules that give leave out what they would give, rules that take away act, and rules
   * that decide about the token refuse it. It never weakens a rule that takes away.
   */
  OMIT = 'OMIT',
}

/** One item of a table. */
export interface ItemSourceProps {
  /**
   * The table: of the app or imported, in the Region of the function. The function gets the right to read the attributes that
   * rules use, and nothing else.
   */
  readonly table: ITableRef;

  /**
   * The whole primary key, by the names of its attributes: texts or numbers. Where a part is absent nothing is read, and the
   * item is absent.
   */
  readonly key: { [attribute: string]: Value };

  /**
   * Strongly consistent reads, which see every write that was acknowledged before.
   *
   * @default false - a write may take about a second to be seen
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
   */
  readonly consistentRead?: boolean;

  /**
   * What to do when the table cannot be read.
   *
   * @default OnError.DENY
   */
  readonly onError?: OnError;

  /**
   * Attributes of the item that users can write themselves, by whatever else writes the table. Rules that authorize do not
   * rely on them.
   *
   * @default - none
   */
  readonly userEditable?: string[];
}

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
    return new TableSource(name, props);
  }

  /** How templates, previews and logs call it. */
  public readonly sourceName: string;

  /** @internal */
  public readonly _props: ItemSourceProps;

  private constructor(name: string, props: ItemSourceProps) {
    this.sourceName = name;
    this._props = props;
    Object.defineProperty(this, SOURCE, { value: true });
  }

  /**
   * An attribute of the item, or what a path leads to in it. Absent when there is no item or no such attribute, and for NULL and
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

  /** There is an item with this key: false where a part of the key is absent, unknown when the table could not be read. */
  public exists(): Condition {
    return Condition._of({ op: 'exists', source: this });
  }

  /** @internal */
  public _key(): { [attribute: string]: AuthorNode } {
    return Object.fromEntries(Object.entries(this._props.key ?? {}).map(([attribute, value]) => [attribute, nodeOf(value, 'value')]));
  }
}

const SOURCE = Symbol.for('cdk-cognito-token-enricher.source');

export function isTableSource(object: unknown): object is TableSource {
  return typeof object === 'object' && object !== null && SOURCE in object;
}
