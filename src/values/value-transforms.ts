import { constant, nodeOf, type AuthorNode } from './author-node';
import type { Condition } from './condition';
import type { Value } from './value';
import { ValueComparisons } from './value-comparisons';
import type { SortOptions } from './value-options';

/**
 * The transforms of a Value: each gives a new Value. Unless its documentation says something else, a transform of an absent
 * value is absent, of a failed value failed, and of a value whose type it does not take failed.
 *
 * @internal
 */
export abstract class ValueTransforms extends ValueComparisons {
  /** The text in capital letters; letters outside ASCII stay as they are. On a list it applies to each member. */
  public upper(): Value {
    return this.transformed('upper');
  }

  /** The text in small letters; letters outside ASCII stay as they are. On a list it applies to each member. */
  public lower(): Value {
    return this.transformed('lower');
  }

  /** The text without white space at its ends; absent when nothing is left. On a list it applies to each member. */
  public trim(): Value {
    return this.transformed('trim');
  }

  /**
   * What stands before the first occurrence of a separator; absent when it does not occur or nothing stands before it. On a
   * list it applies to each member.
   *
   * @param separator a text that is not empty
   */
  public before(separator: string): Value {
    return this.transformed('before', [separator]);
  }

  /**
   * What stands after the first occurrence of a separator; absent when it does not occur or nothing stands after it. On a list
   * it applies to each member.
   *
   * @param separator a text that is not empty
   */
  public after(separator: string): Value {
    return this.transformed('after', [separator]);
  }

  /**
   * The text with everything percent-encoded but letters, digits and `-._~`, so that it cannot hold a separator. On a list it
   * applies to each member.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
   */
  public urlEncoded(): Value {
    return this.transformed('urlEncoded');
  }

  /**
   * The parts of the text between the separators, a list of texts; empty parts are left out.
   *
   * @param separator a text that is not empty
   */
  public split(separator: string): Value {
    return this.transformed('split', [separator]);
  }

  /**
   * The members of a list as one text, with the separator between them; absent for a list without members. Numbers and booleans
   * are written as texts; a member that is a list or map makes the whole failed.
   *
   * @param separator a text, which may be empty
   */
  public join(separator: string): Value {
    return this.transformed('join', [separator]);
  }

  /**
   * The number that a text stands for, in JSON's number grammar, after white space at its ends; a number stays. Failed for a
   * text that is no number or that no double holds exactly.
   */
  public toNumber(): Value {
    return this.transformed('toNumber');
  }

  /** True for the text `true`, false for `false`, in small or capital letters; a boolean stays. Failed for any other text. */
  public toBoolean(): Value {
    return this.transformed('toBoolean');
  }

  /** The text of a number or boolean; a text stays. Failed for lists and maps. */
  public toText(): Value {
    return this.transformed('toText');
  }

  /**
   * What a table has for the text. On a list it applies to each member.
   *
   * @param table constants by text
   * @param otherwise what to give for a text that the table does not have; without it such a text gives absent
   */
  public mapTo(table: { [text: string]: any }, otherwise?: Value): Value {
    const keys = Object.keys(table ?? {}).sort();
    return this._derive({
      op: 'mapTo',
      args: [keys],
      of: [nodeOf(this, 'value'), ...keys.map(key => constant(table[key])), ...otherwise === undefined ? [] : [nodeOf(otherwise, 'value')]],
      names: ['value', ...keys, 'otherwise'],
    });
  }

  /**
   * A list of what a value gives for each member, which it reads as `Value.element()`. Results that are absent or have failed
   * are left out.
   *
   * @param value what to make of a member
   */
  public mapEach(value: Value): Value {
    return this.transformed('mapEach', undefined, nodeOf(value, 'value'));
  }

  /**
   * The members for which a condition is true; the condition reads the member as `Value.element()`. Unknown for one member: the
   * list has failed.
   *
   * @param condition what has to hold of a member
   */
  public keepWhere(condition: Condition): Value {
    return this.transformed('keepWhere', undefined, nodeOf(condition, 'condition'));
  }

  /**
   * The members in the order of what a value gives for each, which it reads as `Value.element()`: all numbers, or all texts by
   * code point; failed for a mixture. Members for which it is absent come last. Equal ones stay in their order.
   *
   * @param value what to sort by
   * @param options the direction
   */
  public sortedBy(value: Value, options: SortOptions = {}): Value {
    return this.transformed('sortedBy', [options.descending ?? false], nodeOf(value, 'value'));
  }

  /**
   * What a path leads to in a map or list, such as `address.city` or `roles[0].name`. Absent when it leads to nothing, failed
   * when it goes on through a value without members. Names that are no words are written `['like this']`.
   *
   * @param path names and positions
   */
  public member(path: string): Value {
    return this.transformed('member', [path]);
  }

  /**
   * This value if it is present, else another one; also in place of a value that has failed, but for a read that failed under
   * `OnError.DENY`: that refuses the token.
   *
   * @param other the value to fall back on
   */
  public orElse(other: Value): Value {
    return this._derive({ op: 'firstOf', of: [nodeOf(this, 'value'), nodeOf(other, 'value')] });
  }

  /**
   * The same value, declared to be controlled by the operator of the app. For values of which only you know that users cannot
   * write them; the reason stands in the document.
   *
   * @param reason why users cannot write it, for the next reader
   */
  public trusted(reason: string): Value {
    return this.transformed('trusted', [reason]);
  }

  /** @internal */
  public abstract _derive(node: AuthorNode): Value;

  private transformed(op: string, args?: readonly unknown[], ...operands: AuthorNode[]): Value {
    return this._derive({ op, ...(args && { args }), of: [nodeOf(this, 'value'), ...operands] });
  }
}
