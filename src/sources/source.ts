import type { Duration } from 'aws-cdk-lib';
import type { FunctionSourceProps } from './function-source';
import { isSortKeyCondition } from './sort-key-condition';
import type { ItemForEachSourceProps, ItemSourceProps, QuerySourceProps } from './table-source';
import type { Source as SourceDocument } from '../core/document/document';
import { KEY_PROPS } from '../core/document/expressions';
import { LIMITS } from '../core/document/limits';
import { ATTRIBUTE_NAMES, CHECKED_LATER, oneOf } from '../options/checks';
import { duration, wholeNumber } from '../options/numbers';
import { readOptions, type OptionChecks } from '../options/options';
import { show, type Problem } from '../problems/problems';
import { nodeOf, type AuthorNode } from '../values/author-node';
import { Condition } from '../values/condition';
import { Value } from '../values/value';
import type { ItemAttributeType } from '../values/value-options';

/** The behavior of a source that cannot be read. */
export enum OnError {
  /** The token is denied if an enforced rule depends on data that could not be read. */
  DENY = 'DENY',
  /**
   * The values of the source have failed: granting rules do nothing, restricting rules apply, and access decisions deny the
   * token. A restricting rule is never weakened.
   */
  OMIT = 'OMIT',
  /**
   * The source uses the last successful result for the same key or input in this execution environment (including "no item") if it is not
   * older than `maxStale`. Without such a result, it behaves like `DENY`.
   */
  USE_STALE = 'USE_STALE',
}

/** The behavior of a source with more items than its limit. */
export enum OnLimit {
  /** The source fails as if it could not be read (see `onError`), but never uses a stale result. */
  FAIL = 'FAIL',
  /** The source returns the first items: in the order of the sort key for a query, or in the order of the list for `TableSource.itemForEach`. */
  CUT = 'CUT',
}

/** The behavior of a source on failures, and its cache. */
export interface SourceProps {
  /**
   * The maximum duration of a read, including all attempts and pages; 50 milliseconds to 4 seconds. Each attempt gets its share
   * of this time. The trigger always answers within the 5 seconds that Cognito waits, whatever you set here.
   *
   * @default - Duration.seconds(2) for a table: a read takes some milliseconds, and one that hangs is retried after one second;
   * Duration.seconds(3) for a function, which may have a cold start
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  readonly timeout?: Duration;

  /**
   * The maximum number of attempts to read an item or a page of a query, or to invoke a function, 1 to 5. A read is retried if the
   * service cannot be reached, throttles the request, or returns a server error, and if a function fails. The pause before a retry
   * has a random length: up to 50 milliseconds after the first attempt, or up to 200 milliseconds after throttling. The maximum
   * doubles with each attempt.
   *
   * @default - 2 for a table: more attempts add load to an overloaded table while a user waits; 1 for a function, as a cold start
   * may need all of the time
   */
  readonly maxAttempts?: number;

  /**
   * The behavior when the source cannot be read.
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
   * The duration for which an execution environment of the trigger reuses a result (including "no item") for the same key or input
   * without reading again, 1 second to 24 hours. Data that is revoked in the meantime can stay in tokens for this duration.
   *
   * @default - no cache: each token request reads what its rules use
   */
  readonly cacheTtl?: Duration;

  /**
   * Attributes that users can write themselves, through any application that writes to the table, or to the data that a function
   * answers with. Rules that decide access must not rely on them.
   *
   * @default - none
   */
  readonly userWritable?: string[];
}

/** Seconds of a day: the maximum age of a cached or stale result. */
const DAY = 24 * 60 * 60;

export const SOURCE_PROPS: OptionChecks<SourceProps> = {
  timeout: duration(50, LIMITS.readTime, 'milliseconds'),
  maxAttempts: wholeNumber(1, LIMITS.attempts),
  onError: oneOf(Object.values(OnError)),
  maxStale: duration(1, DAY, 'seconds'),
  cacheTtl: duration(1, DAY, 'seconds'),
  userWritable: ATTRIBUTE_NAMES,
};

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
