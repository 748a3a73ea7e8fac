import { nodeOf, withConstants, type AuthorNode } from './author-node';
import type { Condition } from './condition';
import type { Value } from './value';
import { SORT_OPTIONS, type SortOptions } from './value-options';
import { ValueStrings } from './value-strings';
import { readOptions } from '../options/options';

/**
 * Transforms of a Value that take a list. See `ValueStrings` for their results for absent and failed values.
 *
 * @internal
 */
export abstract class ValueLists extends ValueStrings {
  /**
   * Joins the elements of a list to a string. Numbers and booleans are converted to strings. Absent for an empty list. Failed if
   * an element is a list or map.
   *
   * @param separator the string between the elements; may be empty
   */
  public join(separator: string): Value {
    return this._transformed('join', [separator]);
  }

  /**
   * Keeps the elements that start with a string. Elements that are not strings have failed.
   *
   * @param prefix a non-empty string
   */
  public filterPrefix(prefix: string): Value {
    return this._transformed('filterPrefix', [prefix]);
  }

  /**
   * Keeps the elements that end with a string. Elements that are not strings have failed.
   *
   * @param suffix a non-empty string
   */
  public filterSuffix(suffix: string): Value {
    return this._transformed('filterSuffix', [suffix]);
  }

  /**
   * Keeps the elements that match a pattern as a whole. Elements that are not strings have failed.
   *
   * @param pattern a pattern in RE2 syntax, without lookaround and backreferences
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public filterPattern(pattern: string): Value {
    return this._transformed('filterPattern', [pattern]);
  }

  /**
   * Keeps the elements that equal one of the constants, by type and value.
   *
   * @param constants strings, numbers or booleans, at least one
   */
  public filterOneOf(constants: any[]): Value {
    return this._derive(withConstants('filterOneOf', nodeOf(this, 'value'), constants));
  }

  /**
   * Keeps the elements that are also elements of another list, by type and value, at any depth. The same as
   * `filter(other.hasMemberValue(Value.element()))`. If the other list is absent, the result is an empty list. If it has failed or
   * is not a list, the result has failed. In the other list, `Value.element()` is the element of the list around.
   *
   * @param other a Value that is a list
   */
  public filterOneOfValue(other: Value): Value {
    return this._transformed('filterOneOfValue', undefined, nodeOf(other, 'value'));
  }

  /**
   * Keeps the elements that are not elements of another list, by type and value, at any depth. The same as
   * `filter(Condition.none(other.hasMemberValue(Value.element())))`. If the other list is absent, all elements are kept. If it has
   * failed or is not a list, the result has failed. In the other list, `Value.element()` is the element of the list around.
   *
   * @param other a Value that is a list
   */
  public filterNoneOfValue(other: Value): Value {
    return this._transformed('filterNoneOfValue', undefined, nodeOf(other, 'value'));
  }

  /** Removes duplicates: keeps the first occurrence of each element. Elements are compared by type and value, at any depth. */
  public unique(): Value {
    return this._transformed('unique');
  }

  /**
   * Sorts the list. The elements must be all numbers or all strings, which are sorted by code point; a mixture has failed.
   *
   * @param options the direction
   */
  public sort(options: SortOptions = {}): Value {
    return inOrder(this, 'sort', options);
  }

  /**
   * Sorts the list by a value that is evaluated for each element, which it reads as `Value.element()`. The results must be all
   * numbers or all strings, which are sorted by code point; a mixture has failed. Elements with an absent result come last.
   * Elements with equal results keep their order.
   *
   * @param value the value to sort by
   * @param options the direction
   */
  public sortBy(value: Value, options: SortOptions = {}): Value {
    return inOrder(this, 'sortBy', options, nodeOf(value, 'value'));
  }

  /**
   * Keeps at most a number of elements, from the start of the list.
   *
   * @param count the maximum number of elements, 1 or more
   */
  public limit(count: number): Value {
    return this._transformed('limit', [count]);
  }

  /** Replaces each element that is a list with its elements. Other elements stay. */
  public flatten(): Value {
    return this._transformed('flatten');
  }

  /**
   * Evaluates a value for each element, which it reads as `Value.element()`, and returns the list of results. Results that are
   * absent or have failed are left out.
   *
   * @param value the value to evaluate for each element
   */
  public mapEach(value: Value): Value {
    return this._transformed('mapEach', undefined, nodeOf(value, 'value'));
  }

  /**
   * Keeps the elements for which a condition is true. The condition reads the element as `Value.element()`. If the condition is
   * unknown for an element, the list has failed.
   *
   * @param condition the condition on each element
   */
  public filter(condition: Condition): Value {
    return this._transformed('filter', undefined, nodeOf(condition, 'condition'));
  }

  /**
   * Returns the element at an index: 0 is the first, -1 the last. Absent if there is none. Failed if an element before it has
   * failed.
   *
   * @param index the index of the element
   */
  public at(index: number): Value {
    return this._transformed('at', [index]);
  }

  /** Returns the first element. Absent if there is none, failed if it has failed. */
  public first(): Value {
    return this._transformed('first');
  }

  /** Returns the last element. Absent if there is none, failed if it has failed. */
  public last(): Value {
    return this._transformed('last');
  }

  /**
   * Returns the number of elements of a list, of properties of a map, or of characters (code points) of a string. Failed if an
   * element or property has failed.
   */
  public size(): Value {
    return this._transformed('size');
  }

  /** Returns the smallest number of a list. Absent for an empty list. Failed if an element is not a number. */
  public min(): Value {
    return this._transformed('min');
  }

  /** Returns the greatest number of a list. Absent for an empty list. Failed if an element is not a number. */
  public max(): Value {
    return this._transformed('max');
  }

  /** Returns the sum of the numbers of a list, 0 for an empty list. Failed if an element is not a number. */
  public sum(): Value {
    return this._transformed('sum');
  }
}

function inOrder(value: ValueLists, op: 'sort' | 'sortBy', given: SortOptions, ...by: AuthorNode[]): Value {
  const { options: { descending = false }, problems } = readOptions(given, SORT_OPTIONS, `${op}(options)`, `${op}(options)`);
  return value._derive({ op, args: [descending], of: [nodeOf(value, 'value'), ...by], problems });
}
