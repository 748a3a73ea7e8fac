import type { FunctionSourceProps } from './function-source';
import { isSortKeyCondition } from './sort-key-condition';
import type { ItemForEachSourceProps, ItemSourceProps, QuerySourceProps } from './table-source-props';
import type { Source as SourceDocument } from '../core/document/document';
import { KEY_PROPS } from '../core/document/expressions';
import { CHECKED_LATER } from '../options/checks';
import { readOptions, type OptionChecks } from '../options/options';
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

/** A source of values outside of the event: a DynamoDB table (`TableSource`) or a Lambda function (`FunctionSource`). */
export abstract class Source {
  /** The name of the source in templates, previews and logs. */
  public readonly sourceName: string;

  /** @internal */
  public abstract readonly _kind: SourceDocument['kind'];

  /** @internal */
  public abstract readonly _props: AnyProps;

  /** @internal */
  public abstract readonly _problems: readonly Problem[];

  /** @param name the name of the source in templates, previews and logs */
  protected constructor(name: string) {
    // sources are identified by name: a value that is not a string is reported as an invalid name
    this.sourceName = typeof name === 'string' ? name : `(${show(name)})`;
    Object.defineProperty(this, SOURCE, { value: true });
  }

  /**
   * An attribute of the item of `TableSource.item` or of the answer of a function, or a value at a path inside the attribute. Absent
   * if there is no item, no answer or no such attribute, and for NULL and empty strings. Sets are lists. Failed for binary values,
   * for values of another type than the declared one, and for numbers that cannot be represented exactly as a double, unless they
   * are declared as strings.
   *
   * @param path `projects`, `address.city`, `roles[0].name`; write names with special characters as `['like this']`
   * @param options the type and the maximum length of the attribute
   */
  public attribute(path: string, options: AttributeOptions = {}): Value {
    const { options: declared, problems } = readOptions(options, ATTRIBUTE_OPTIONS, 'attribute(options)', 'attribute(options)');
    return Value._of({ op: 'attribute', args: Object.keys(declared).length > 0 ? [path, declared] : [path], source: this, problems });
  }

  /**
   * True if there is an item with the key, or at least one item if the source can find several, or if the function answers with an
   * object. False if a part of the key or input is absent. Unknown if the source could not be read.
   */
  public exists(): Condition {
    return Condition._of({ op: 'exists', source: this });
  }

  /** @internal */
  public get _keyProp(): typeof KEY_PROPS[SourceDocument['kind']] {
    return KEY_PROPS[this._kind];
  }

  /** @internal */
  public _key(): { [attribute: string]: AuthorNode } {
    const { _keyProp: prop, _props: props } = this;
    return Object.fromEntries(Object.entries(props[prop] ?? {}).map(([attribute, value]) => [attribute, nodeOf(value, 'value')]));
  }

  /** @internal */
  public _sortValues(): readonly AuthorNode[] {
    const { sort } = this._props;
    return isSortKeyCondition(sort) ? sort._values.map(value => nodeOf(value, 'value')) : [];
  }
}

/** The properties of all kinds of sources. */
type AnyProps = Partial<ItemSourceProps & ItemForEachSourceProps & QuerySourceProps & FunctionSourceProps>;

const SOURCE = Symbol.for('cdk-cognito-token-enricher.source');

export function isSource(object: unknown): object is Source {
  return typeof object === 'object' && object !== null && SOURCE in object;
}
