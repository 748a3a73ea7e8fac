import { nodeOf, type AuthorNode } from './author-node';
import type { Value } from './value';
import { ValueComparisons } from './value-comparisons';
import type { NameOf } from '../core/operators';

/**
 * The transforms of a Value that take string. Unless its documentation says something else, a transform of an absent value is
 * absent, of a failed value failed, and of a value whose type it does not take failed.
 *
 * @internal
 */
export abstract class ValueStrings extends ValueComparisons {
  /** The string in capital letters; letters outside ASCII stay as they are. On a list it applies to each member. */
  public upper(): Value {
    return this._transformed('upper');
  }

  /** The string in small letters; letters outside ASCII stay as they are. On a list it applies to each member. */
  public lower(): Value {
    return this._transformed('lower');
  }

  /** The string without white space at its ends; absent when nothing is left. On a list it applies to each member. */
  public trim(): Value {
    return this._transformed('trim');
  }

  /**
   * What stands before the first occurrence of a separator; absent when it does not occur or nothing stands before it. On a
   * list it applies to each member.
   *
   * @param separator a string that is not empty
   */
  public before(separator: string): Value {
    return this._transformed('before', [separator]);
  }

  /**
   * What stands after the first occurrence of a separator; absent when it does not occur or nothing stands after it. On a list
   * it applies to each member.
   *
   * @param separator a string that is not empty
   */
  public after(separator: string): Value {
    return this._transformed('after', [separator]);
  }

  /**
   * What stands between the first occurrence of a string and the next occurrence of another; absent when one of them does not occur
   * or nothing stands between them. On a list it applies to each member.
   *
   * @param opening a string that is not empty
   * @param closing a string that is not empty
   */
  public between(opening: string, closing: string): Value {
    return this._transformed('between', [opening, closing]);
  }

  /**
   * The characters from a position up to another; absent when there are none. Positions count code points from 0, negative ones
   * from the end. On a list it applies to each member.
   *
   * @param start position of the first character
   * @param end position after the last character; without it the string goes on to its end
   */
  public substring(start: number, end?: number): Value {
    return this._transformed('substring', [start, ...end === undefined ? [] : [end]]);
  }

  /**
   * The string with every occurrence of one string replaced by another; absent when nothing is left, failed where it would be longer
   * than 1,000,000 characters. On a list it applies to each member.
   *
   * @param search a string that is not empty
   * @param replacement a string, which may be empty
   */
  public replace(search: string, replacement: string): Value {
    return this._transformed('replace', [search, replacement]);
  }

  /**
   * The string with every match of a pattern replaced by a string; absent when nothing is left, failed where it would be longer than
   * 1,000,000 characters. On a list it applies to each member.
   *
   * @param pattern a pattern in the syntax of RE2, which has no look-around and no references to groups
   * @param replacement a string, which may be empty; it is taken as it is
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public replacePattern(pattern: string, replacement: string): Value {
    return this._transformed('replacePattern', [pattern, replacement]);
  }

  /**
   * The first match of a pattern: its first group, or all of it where the pattern has no group. Absent when nothing matches.
   * On a list it applies to each member.
   *
   * @param pattern a pattern in the syntax of RE2, which has no look-around and no references to groups
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public extract(pattern: string): Value {
    return this._transformed('extract', [pattern]);
  }

  /**
   * The string with another one before it. On a list it applies to each member.
   *
   * @param prefix a string that is not empty
   */
  public withPrefix(prefix: string): Value {
    return this._transformed('withPrefix', [prefix]);
  }

  /**
   * The string without another one at its start; a string that does not start with it stays. Absent when nothing is left. On a list
   * it applies to each member.
   *
   * @param prefix a string that is not empty
   */
  public withoutPrefix(prefix: string): Value {
    return this._transformed('withoutPrefix', [prefix]);
  }

  /**
   * The string with everything percent-encoded but letters, digits and `-._~`, so that it cannot hold a separator. On a list it
   * applies to each member.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
   */
  public urlEncode(): Value {
    return this._transformed('urlEncode');
  }

  /**
   * The SHA-256 digest of the string in UTF-8, as 64 hexadecimal digits. It hides nothing that can be guessed: put a string that
   * nobody else knows before it. On a list it applies to each member.
   *
   * @see https://openid.net/specs/openid-connect-core-1_0.html#PairwiseAlg
   */
  public sha256(): Value {
    return this._transformed('sha256');
  }

  /**
   * The parts of the string between the separators, a list of strings; empty parts are left out.
   *
   * @param separator a string that is not empty
   */
  public split(separator: string): Value {
    return this._transformed('split', [separator]);
  }

  /** @internal */
  public abstract _derive(node: AuthorNode): Value;

  /** @internal */
  public _transformed(op: NameOf<'transform'>, args?: readonly unknown[], ...operands: AuthorNode[]): Value {
    return this._derive({ op, ...(args && { args }), of: [nodeOf(this, 'value'), ...operands] });
  }
}
