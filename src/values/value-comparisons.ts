import { constant, nodeOf, type AuthorNode } from './author-node';
import { Condition } from './condition';
import type { Value } from './value';
import type { NameOf } from '../core/operators';

/**
 * The comparisons of a Value: each gives a Condition.
 *
 * @internal
 */
export abstract class ValueComparisons {
  /** There is such a value: false when it is absent, unknown when it has failed. */
  public isPresent(): Condition {
    return this.compared('isPresent', []);
  }

  /**
   * The value is this constant, by type and value: the string `1` is not the number 1. False when the value is absent, unknown
   * when it has failed or is a list or map.
   *
   * @param other a string, number or boolean; not an empty string, for which `isPresent` is meant
   */
  public isEqualTo(other: any): Condition {
    return this.compared('isEqualTo', [], constant(other));
  }

  /**
   * The value is one of these constants, by type and value. False when the value is absent, unknown when it has failed or is a
   * list or map.
   *
   * @param others strings, numbers or booleans, one at least
   */
  public isOneOf(others: any[]): Condition {
    return this.compared('isOneOf', [], ...Array.isArray(others) ? others.map(constant) : [constant(others)]);
  }

  /**
   * The value is equal to another one, by type and value, at any depth. False when one of them is absent, unknown when one has
   * failed.
   *
   * @param other the other value
   */
  public isEqualToValue(other: Value): Condition {
    return this.compared('isEqualToValue', [], nodeOf(other, 'value'));
  }

  /**
   * The string starts with this one. False when the value is absent, unknown when it has failed or is no string.
   *
   * @param prefix a string that is not empty
   */
  public startsWith(prefix: string): Condition {
    return this.compared('startsWith', [], constant(prefix));
  }

  /**
   * The string ends with this one. False when the value is absent, unknown when it has failed or is no string.
   *
   * @param suffix a string that is not empty
   */
  public endsWith(suffix: string): Condition {
    return this.compared('endsWith', [], constant(suffix));
  }

  /**
   * The string contains this one. For the members of a list see `hasMember`. False when the value is absent, unknown when it has
   * failed or is no string.
   *
   * @param substring a string that is not empty
   */
  public contains(substring: string): Condition {
    return this.compared('contains', [], constant(substring));
  }

  /**
   * The list has this member, by type and value. False when the value is absent, unknown when it has failed or is no list, and
   * when no member is equal but one has failed.
   *
   * @param member a string, number or boolean
   */
  public hasMember(member: any): Condition {
    return this.compared('hasMember', [], constant(member));
  }

  /**
   * The list has another value as a member, by type and value, at any depth. False when one of the two is absent, unknown when one
   * has failed or the first is no list, and when no member is equal but one has failed.
   *
   * @param member the other value
   */
  public hasMemberValue(member: Value): Condition {
    return this.compared('hasMember', [], nodeOf(member, 'value'));
  }

  /**
   * The whole string matches a pattern. False when the value is absent, unknown when it has failed or is no string.
   *
   * @param pattern a pattern in the syntax of RE2, which has no look-around and no references to groups
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public matches(pattern: string): Condition {
    return this.compared('matches', [pattern]);
  }

  /**
   * Something in the string matches a pattern. False when the value is absent, unknown when it has failed or is no string.
   *
   * @param pattern a pattern in the syntax of RE2, which has no look-around and no references to groups
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public containsMatch(pattern: string): Condition {
    return this.compared('containsMatch', [pattern]);
  }

  /**
   * The value is greater than or equal to a constant: two numbers, or two strings by code point. False when the value is absent, unknown when it
   * has failed or is of another type than the constant.
   *
   * @param other a number or a string
   */
  public isAtLeast(other: any): Condition {
    return this.compared('isAtLeast', [], constant(other));
  }

  /**
   * The value is greater than or equal to another one: two numbers, or two strings by code point. False when one of them is absent, unknown when
   * one has failed or their types differ.
   *
   * @param other the other value
   */
  public isAtLeastValue(other: Value): Condition {
    return this.compared('isAtLeast', [], nodeOf(other, 'value'));
  }

  /**
   * The value is less than or equal to a constant: two numbers, or two strings by code point. False when the value is absent, unknown when it
   * has failed or is of another type than the constant.
   *
   * @param other a number or a string
   */
  public isAtMost(other: any): Condition {
    return this.compared('isAtMost', [], constant(other));
  }

  /**
   * The value is less than or equal to another one: two numbers, or two strings by code point. False when one of them is absent, unknown when
   * one has failed or their types differ.
   *
   * @param other the other value
   */
  public isAtMostValue(other: Value): Condition {
    return this.compared('isAtMost', [], nodeOf(other, 'value'));
  }

  /**
   * The value is greater than a constant: two numbers, or two strings by code point. False when the value is absent, unknown when it
   * has failed or is of another type than the constant.
   *
   * @param other a number or a string
   */
  public isGreaterThan(other: any): Condition {
    return this.compared('isGreaterThan', [], constant(other));
  }

  /**
   * The value is greater than another one: two numbers, or two strings by code point. False when one of them is absent, unknown when
   * one has failed or their types differ.
   *
   * @param other the other value
   */
  public isGreaterThanValue(other: Value): Condition {
    return this.compared('isGreaterThan', [], nodeOf(other, 'value'));
  }

  /**
   * The value is less than a constant: two numbers, or two strings by code point. False when the value is absent, unknown when it
   * has failed or is of another type than the constant.
   *
   * @param other a number or a string
   */
  public isLessThan(other: any): Condition {
    return this.compared('isLessThan', [], constant(other));
  }

  /**
   * The value is less than another one: two numbers, or two strings by code point. False when one of them is absent, unknown when
   * one has failed or their types differ.
   *
   * @param other the other value
   */
  public isLessThanValue(other: Value): Condition {
    return this.compared('isLessThan', [], nodeOf(other, 'value'));
  }

  /**
   * The value is the boolean true. False when it is false or absent, unknown when it has failed or is no boolean: custom
   * attributes are strings, of which `toBoolean` makes a boolean.
   */
  public isTrue(): Condition {
    return this.compared('isTrue', []);
  }

  private compared(op: NameOf<'comparison'>, args: readonly unknown[], ...others: AuthorNode[]): Condition {
    return Condition._of({ op, ...(args.length > 0 && { args }), of: [nodeOf(this, 'value'), ...others] });
  }
}
