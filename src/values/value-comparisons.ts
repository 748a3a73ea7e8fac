import { constant, nodeOf, withConstants, type AuthorNode } from './author-node';
import { Condition } from './condition';
import type { Value } from './value';
import type { NameOf } from '../core/operators';

/**
 * Comparisons of a Value. Each returns a Condition.
 *
 * @internal
 */
export abstract class ValueComparisons {
  /** True if the value is present. False if it is absent, unknown if it has failed. */
  public isPresent(): Condition {
    return this.compared('isPresent', []);
  }

  /**
   * True if the value equals a constant, by type and value: the string `1` does not equal the number 1. False if the value is
   * absent. Unknown if the value has failed or is a list or map.
   *
   * @param other a string, number or boolean; not an empty string (use `isPresent` instead)
   */
  public isEqualTo(other: any): Condition {
    return this.compared('isEqualTo', [], constant(other));
  }

  /**
   * True if the value equals one of the constants, by type and value. False if the value is absent. Unknown if the value has
   * failed or is a list or map.
   *
   * @param others strings, numbers or booleans, at least one
   */
  public isOneOf(others: any[]): Condition {
    return Condition._of(withConstants('isOneOf', nodeOf(this, 'value'), others));
  }

  /**
   * True if the value equals another value, by type and value, at any depth. False if one of them is absent. Unknown if one of
   * them has failed.
   *
   * @param other the other value
   */
  public isEqualToValue(other: Value): Condition {
    return this.compared('isEqualToValue', [], nodeOf(other, 'value'));
  }

  /**
   * True if the string starts with a prefix. False if the value is absent. Unknown if the value has failed or is not a string.
   *
   * @param prefix a non-empty string
   */
  public startsWith(prefix: string): Condition {
    return this.compared('startsWith', [], constant(prefix));
  }

  /**
   * True if the string ends with a suffix. False if the value is absent. Unknown if the value has failed or is not a string.
   *
   * @param suffix a non-empty string
   */
  public endsWith(suffix: string): Condition {
    return this.compared('endsWith', [], constant(suffix));
  }

  /**
   * True if the string contains a substring. For lists, use `hasMember`. False if the value is absent. Unknown if the value has
   * failed or is not a string.
   *
   * @param substring a non-empty string
   */
  public contains(substring: string): Condition {
    return this.compared('contains', [], constant(substring));
  }

  /**
   * True if the list contains a constant, by type and value. False if the value is absent. Unknown if the value has failed or is
   * not a list, or if no element is equal and an element has failed.
   *
   * @param member a string, number or boolean
   */
  public hasMember(member: any): Condition {
    return this.compared('hasMember', [], constant(member));
  }

  /**
   * True if the list contains another value, by type and value, at any depth. False if one of the two is absent. Unknown if one
   * of them has failed, if the first is not a list, or if no element is equal and an element has failed.
   *
   * @param member the other value
   */
  public hasMemberValue(member: Value): Condition {
    return this.compared('hasMember', [], nodeOf(member, 'value'));
  }

  /**
   * True if the whole string matches a pattern. False if the value is absent. Unknown if the value has failed or is not a string.
   *
   * @param pattern a pattern in RE2 syntax, without lookaround and backreferences
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public matches(pattern: string): Condition {
    return this.compared('matches', [pattern]);
  }

  /**
   * True if a part of the string matches a pattern. False if the value is absent. Unknown if the value has failed or is not a
   * string.
   *
   * @param pattern a pattern in RE2 syntax, without lookaround and backreferences
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public containsMatch(pattern: string): Condition {
    return this.compared('containsMatch', [pattern]);
  }

  /**
   * True if the value is greater than or equal to a constant. Numbers are compared by value, strings by code point. False if the
   * value is absent. Unknown if the value has failed or has another type than the constant.
   *
   * @param other a number or a string
   */
  public isAtLeast(other: any): Condition {
    return this.compared('isAtLeast', [], constant(other));
  }

  /**
   * True if the value is greater than or equal to another value. Numbers are compared by value, strings by code point. False if
   * one of them is absent. Unknown if one of them has failed or their types differ.
   *
   * @param other the other value
   */
  public isAtLeastValue(other: Value): Condition {
    return this.compared('isAtLeast', [], nodeOf(other, 'value'));
  }

  /**
   * True if the value is less than or equal to a constant. Numbers are compared by value, strings by code point. False if the
   * value is absent. Unknown if the value has failed or has another type than the constant.
   *
   * @param other a number or a string
   */
  public isAtMost(other: any): Condition {
    return this.compared('isAtMost', [], constant(other));
  }

  /**
   * True if the value is less than or equal to another value. Numbers are compared by value, strings by code point. False if one
   * of them is absent. Unknown if one of them has failed or their types differ.
   *
   * @param other the other value
   */
  public isAtMostValue(other: Value): Condition {
    return this.compared('isAtMost', [], nodeOf(other, 'value'));
  }

  /**
   * True if the value is greater than a constant. Numbers are compared by value, strings by code point. False if the value is
   * absent. Unknown if the value has failed or has another type than the constant.
   *
   * @param other a number or a string
   */
  public isGreaterThan(other: any): Condition {
    return this.compared('isGreaterThan', [], constant(other));
  }

  /**
   * True if the value is greater than another value. Numbers are compared by value, strings by code point. False if one of them
   * is absent. Unknown if one of them has failed or their types differ.
   *
   * @param other the other value
   */
  public isGreaterThanValue(other: Value): Condition {
    return this.compared('isGreaterThan', [], nodeOf(other, 'value'));
  }

  /**
   * True if the value is less than a constant. Numbers are compared by value, strings by code point. False if the value is
   * absent. Unknown if the value has failed or has another type than the constant.
   *
   * @param other a number or a string
   */
  public isLessThan(other: any): Condition {
    return this.compared('isLessThan', [], constant(other));
  }

  /**
   * True if the value is less than another value. Numbers are compared by value, strings by code point. False if one of them is
   * absent. Unknown if one of them has failed or their types differ.
   *
   * @param other the other value
   */
  public isLessThanValue(other: Value): Condition {
    return this.compared('isLessThan', [], nodeOf(other, 'value'));
  }

  /**
   * True if the value is the boolean true. False if it is false or absent. Unknown if it has failed or is not a boolean. Custom
   * attributes are strings: convert them with `toBoolean`.
   */
  public isTrue(): Condition {
    return this.compared('isTrue', []);
  }

  private compared(op: NameOf<'comparison'>, args: readonly unknown[], ...others: AuthorNode[]): Condition {
    return Condition._of({ op, ...(args.length > 0 && { args }), of: [nodeOf(this, 'value'), ...others] });
  }
}
