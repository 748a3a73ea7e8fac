import { constant, nodeOf, type AuthorNode } from './author-node';
import type { Condition } from './condition';
import type { Value } from './value';
import { SORT_OPTIONS, type SortOptions } from './value-options';
import { ValueStrings } from './value-strings';
import { readOptions } from '../options/options';

/**
 * The transforms of a Value that take a list: see `ValueTexts` for what they give for absent and failed values.
 *
 * @internal
 */
export abstract class ValueLists extends ValueStrings {
  /**
   * The members of a list as one string, with the separator between them; absent for a list without members. Numbers and booleans
   * are written as strings; a member that is a list or map makes the whole failed.
   *
   * @param separator a string, which may be empty
   */
  public join(separator: string): Value {
    return this._transformed('join', [separator]);
  }

  /**
   * The members that start with a string. Members that are no strings have failed.
   *
   * @param prefix a string that is not empty
   */
  public filterPrefix(prefix: string): Value {
    return this._transformed('filterPrefix', [prefix]);
  }

  /**
   * The members that end with a string. Members that are no strings have failed.
   *
   * @param suffix a string that is not empty
   */
  public filterSuffix(suffix: string): Value {
    return this._transformed('filterSuffix', [suffix]);
  }

  /**
   * The members of which the whole string matches a pattern. Members that are no strings have failed.
   *
   * @param pattern a pattern in the syntax of RE2, which has no look-around and no references to groups
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public filterPattern(pattern: string): Value {
    return this._transformed('filterPattern', [pattern]);
  }

  /**
   * The members that are equal to one of some constants, by type and value.
   *
   * @param constants strings, numbers or booleans, one at least
   */
  public filterOneOf(constants: any[]): Value {
    return this._transformed('filterOneOf', undefined, ...Array.isArray(constants) ? constants.map(constant) : [constant(constants)]);
  }

  /** Every member once, in the order of their first occurrence; equal by type and value, at any depth. */
  public unique(): Value {
    return this._transformed('unique');
  }

  /**
   * The members in order: all numbers, or all strings by code point; failed for a mixture.
   *
   * @param options the direction
   */
  public sort(options: SortOptions = {}): Value {
    return inOrder(this, 'sort', options);
  }

  /**
   * The members in the order of what a value gives for each, which it reads as `Value.element()`: all numbers, or all strings by
   * code point; failed for a mixture. Members for which it is absent come last. Equal ones stay in their order.
   *
   * @param value what to sort by
   * @param options the direction
   */
  public sortBy(value: Value, options: SortOptions = {}): Value {
    return inOrder(this, 'sortBy', options, nodeOf(value, 'value'));
  }

  /**
   * The first members, as many as there may be.
   *
   * @param count how many at most, 1 at least
   */
  public limit(count: number): Value {
    return this._transformed('limit', [count]);
  }

  /** The members of the members that are lists, in their place; other members stay. */
  public flatten(): Value {
    return this._transformed('flatten');
  }

  /**
   * A list of what a value gives for each member, which it reads as `Value.element()`. Results that are absent or have failed
   * are left out.
   *
   * @param value what to make of a member
   */
  public mapEach(value: Value): Value {
    return this._transformed('mapEach', undefined, nodeOf(value, 'value'));
  }

  /**
   * The members for which a condition is true; the condition reads the member as `Value.element()`. Unknown for one member: the
   * list has failed.
   *
   * @param condition what has to hold of a member
   */
  public filter(condition: Condition): Value {
    return this._transformed('filter', undefined, nodeOf(condition, 'condition'));
  }

  /**
   * The member at a position: 0 is the first, -1 the last. Absent when there is none, failed when a member before it has failed.
   *
   * @param index position of the member
   */
  public at(index: number): Value {
    return this._transformed('at', [index]);
  }

  /** The first member; absent when there is none, failed when it has failed. */
  public first(): Value {
    return this._transformed('first');
  }

  /** The last member; absent when there is none, failed when it has failed. */
  public last(): Value {
    return this._transformed('last');
  }

  /** How many members a list or map has, or how many characters (code points) a string. Failed when a member has failed. */
  public size(): Value {
    return this._transformed('size');
  }

  /** The least of the numbers of a list; absent for a list without members. A member that is no number makes it failed. */
  public min(): Value {
    return this._transformed('min');
  }

  /** The greatest of the numbers of a list; absent for a list without members. A member that is no number makes it failed. */
  public max(): Value {
    return this._transformed('max');
  }

  /** The sum of the numbers of a list, 0 for a list without members. A member that is no number makes it failed. */
  public sum(): Value {
    return this._transformed('sum');
  }
}

function inOrder(value: ValueLists, op: 'sort' | 'sortBy', given: SortOptions, ...by: AuthorNode[]): Value {
  const { options: { descending = false }, problems } = readOptions(given, SORT_OPTIONS, `${op}(options)`, `${op}(options)`);
  return value._derive({ op, args: [descending], of: [nodeOf(value, 'value'), ...by], problems });
}
