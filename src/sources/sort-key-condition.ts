import type { SortComparison } from '../core/document/document';
import type { Value } from '../values/value';

/**
 * A condition on the sort key of the items that a query reads. Numbers are compared by value, strings by their UTF-8 bytes.
 *
 * @example
 * const orders = TableSource.query('orders', {
 *   table,
 *   key: { pk: Value.template('USER#{{user.sub}}') },
 *   sort: SortKeyCondition.beginsWith('sk', Value.literal('ORDER#')),
 * });
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 */
export class SortKeyCondition {
  /**
   * The sort key equals a value.
   *
   * @param attribute the name of the sort key
   * @param value a string or number; if it is absent, there are no items
   */
  public static equalTo(attribute: string, value: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'EQUAL', [value]);
  }

  /**
   * The sort key begins with a string.
   *
   * @param attribute the name of the sort key
   * @param prefix a string; if it is absent, there are no items
   */
  public static beginsWith(attribute: string, prefix: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'BEGINS_WITH', [prefix]);
  }

  /**
   * The sort key is between two values, inclusive.
   *
   * @param attribute the name of the sort key
   * @param lowest a string or number; if it is absent, there are no items
   * @param highest a value of the same type; if it is absent or less than `lowest`, there are no items
   */
  public static between(attribute: string, lowest: Value, highest: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'BETWEEN', [lowest, highest]);
  }

  /**
   * The sort key is less than a value.
   *
   * @param attribute the name of the sort key
   * @param value a string or number; if it is absent, there are no items
   */
  public static lessThan(attribute: string, value: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'LESS_THAN', [value]);
  }

  /**
   * The sort key is less than or equal to a value.
   *
   * @param attribute the name of the sort key
   * @param value a string or number; if it is absent, there are no items
   */
  public static atMost(attribute: string, value: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'AT_MOST', [value]);
  }

  /**
   * The sort key is greater than a value.
   *
   * @param attribute the name of the sort key
   * @param value a string or number; if it is absent, there are no items
   */
  public static greaterThan(attribute: string, value: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'GREATER_THAN', [value]);
  }

  /**
   * The sort key is greater than or equal to a value.
   *
   * @param attribute the name of the sort key
   * @param value a string or number; if it is absent, there are no items
   */
  public static atLeast(attribute: string, value: Value): SortKeyCondition {
    return new SortKeyCondition(attribute, 'AT_LEAST', [value]);
  }

  /** The name of the sort key. */
  public readonly attribute: string;

  /** @internal */
  public readonly _comparison: SortComparison;

  /** @internal */
  public readonly _values: readonly Value[];

  private constructor(attribute: string, comparison: SortComparison, values: readonly Value[]) {
    this.attribute = attribute;
    this._comparison = comparison;
    this._values = values;
    Object.defineProperty(this, SORT_KEY, { value: true });
  }
}

const SORT_KEY = Symbol.for('cdk-cognito-token-enricher.sort-key');

export function isSortKeyCondition(object: unknown): object is SortKeyCondition {
  return typeof object === 'object' && object !== null && SORT_KEY in object;
}
