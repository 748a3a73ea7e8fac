import { nodeOf, type AuthorNode } from './author-node';
import type { Value } from './value';
import { ValueComparisons } from './value-comparisons';
import type { DigestEncoding } from './value-options';
import type { NameOf } from '../core/operators';

/**
 * Transforms of a Value that take a string. Unless documented otherwise, a transform of an absent value is absent, and a
 * transform of a failed value or of a value of another type has failed.
 *
 * @internal
 */
export abstract class ValueStrings extends ValueComparisons {
  /** Converts the string to uppercase, by the rules of Unicode, independent of the locale. On a list it applies to each element. */
  public upper(): Value {
    return this._transformed('upper');
  }

  /** Converts the string to lowercase, by the rules of Unicode, independent of the locale. On a list it applies to each element. */
  public lower(): Value {
    return this._transformed('lower');
  }

  /** Removes whitespace from both ends of the string. Absent if nothing is left. On a list it applies to each element. */
  public trim(): Value {
    return this._transformed('trim');
  }

  /**
   * Returns the part of the string before the first occurrence of a separator. Absent if the separator does not occur or nothing
   * is before it. On a list it applies to each element.
   *
   * @param separator a non-empty string
   */
  public before(separator: string): Value {
    return this._transformed('before', [separator]);
  }

  /**
   * Returns the part of the string after the first occurrence of a separator. Absent if the separator does not occur or nothing
   * is after it. On a list it applies to each element.
   *
   * @param separator a non-empty string
   */
  public after(separator: string): Value {
    return this._transformed('after', [separator]);
  }

  /**
   * Returns the part of the string between the first occurrence of one string and the next occurrence of another. Absent if one
   * of them does not occur or nothing is between them. On a list it applies to each element.
   *
   * @param opening a non-empty string
   * @param closing a non-empty string
   */
  public between(opening: string, closing: string): Value {
    return this._transformed('between', [opening, closing]);
  }

  /**
   * Returns the characters from a start position up to, but not including, an end position. Positions count code points from 0;
   * negative positions count from the end. Absent if there are no such characters. On a list it applies to each element.
   *
   * @param start the position of the first character
   * @param end the position after the last character; by default, the end of the string
   */
  public substring(start: number, end?: number): Value {
    return this._transformed('substring', [start, ...end === undefined ? [] : [end]]);
  }

  /**
   * Replaces all occurrences of a string with another string. Absent if nothing is left. Failed if the result would be longer
   * than 1,000,000 characters. On a list it applies to each element.
   *
   * @param search a non-empty string
   * @param replacement a string, which may be empty
   */
  public replace(search: string, replacement: string): Value {
    return this._transformed('replace', [search, replacement]);
  }

  /**
   * Replaces all matches of a pattern with a string. Absent if nothing is left. Failed if the result would be longer than
   * 1,000,000 characters. On a list it applies to each element.
   *
   * @param pattern a pattern in RE2 syntax, without lookaround and backreferences
   * @param replacement a string, which may be empty; it is used literally
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public replacePattern(pattern: string, replacement: string): Value {
    return this._transformed('replacePattern', [pattern, replacement]);
  }

  /**
   * Returns the first match of a pattern: its first group, or the whole match if the pattern has no group. Absent if nothing
   * matches. On a list it applies to each element.
   *
   * @param pattern a pattern in RE2 syntax, without lookaround and backreferences
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public extract(pattern: string): Value {
    return this._transformed('extract', [pattern]);
  }

  /**
   * Adds a prefix to the string. On a list it applies to each element.
   *
   * @param prefix a non-empty string
   */
  public withPrefix(prefix: string): Value {
    return this._transformed('withPrefix', [prefix]);
  }

  /**
   * Removes a prefix from the string. A string without the prefix stays unchanged. Absent if nothing is left. On a list it
   * applies to each element.
   *
   * @param prefix a non-empty string
   */
  public withoutPrefix(prefix: string): Value {
    return this._transformed('withoutPrefix', [prefix]);
  }

  /**
   * Adds a suffix to the string. On a list it applies to each element.
   *
   * @param suffix a non-empty string
   */
  public withSuffix(suffix: string): Value {
    return this._transformed('withSuffix', [suffix]);
  }

  /**
   * Decodes percent-encoded characters, and plus signs as spaces. Failed if the string is not percent-encoded UTF-8. On a list it
   * applies to each element.
   *
   * @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded
   */
  public urlDecode(): Value {
    return this._transformed('urlDecode');
  }

  /**
   * Percent-encodes all characters except letters, digits and `-._~`, so that the result contains no separator. On a list it
   * applies to each element.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
   */
  public urlEncode(): Value {
    return this._transformed('urlEncode');
  }

  /**
   * Returns the SHA-256 hash of the string in UTF-8. The hash does not protect values that can be guessed: add a secret string as
   * a prefix first. On a list it applies to each element.
   *
   * @param encoding how the hash is written; by default, as 64 hexadecimal digits
   * @see https://openid.net/specs/openid-connect-core-1_0.html#PairwiseAlg
   */
  public sha256(encoding?: DigestEncoding): Value {
    return this._transformed('sha256', encoding === undefined ? [] : [encoding]);
  }

  /**
   * Splits the string at a separator. Returns a list of strings, without empty strings.
   *
   * @param separator a non-empty string
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
