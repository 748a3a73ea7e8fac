import { constant, nodeOf } from './author-node';
import type { Value } from './value';
import { ValueLists } from './value-lists';

/**
 * The other transforms of a Value: see `ValueTexts` for what they give for absent and failed values.
 *
 * @internal
 */
export abstract class ValueTransforms extends ValueLists {
  /**
   * The number that a string stands for, in JSON's number grammar, after white space at its ends; a number stays. Failed for a
   * string that is no number or that no double holds exactly.
   */
  public toNumber(): Value {
    return this._transformed('toNumber');
  }

  /** The nearest whole number; halves go away from zero. Failed for a value that is no number. */
  public round(): Value {
    return this._transformed('round');
  }

  /** True for the string `true`, false for `false`, in small or capital letters; a boolean stays. Failed for any other string. */
  public toBoolean(): Value {
    return this._transformed('toBoolean');
  }

  /** The string of a number or boolean; a string stays. Failed for lists and maps. */
  public asString(): Value {
    return this._transformed('asString');
  }

  /**
   * The value that a string in JSON stands for; nulls are absent. Failed for a string that is no JSON or nests deeper than 32 levels;
   * numbers in it that no double holds exactly have failed by themselves.
   *
   * @see https://www.rfc-editor.org/rfc/rfc8259
   */
  public parseJson(): Value {
    return this._transformed('parseJson');
  }

  /** The value as a string in JSON, the members of maps in the order of their names. Failed when something in it has failed. */
  public toJson(): Value {
    return this._transformed('toJson');
  }

  /**
   * The seconds since 1970 of a time in RFC 3339 with its offset, such as `2026-11-20T10:00:00+01:00`, or of the start of a day in
   * UTC, such as `2026-11-20`. Fractions of a second are left out; any other string has failed. On a list it applies to each member.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
   */
  public toEpochSeconds(): Value {
    return this._transformed('toEpochSeconds');
  }

  /**
   * Seconds since 1970 as a time in RFC 3339, in UTC: `2026-11-20T10:00:00Z`. Failed outside of the years 0 to 9999.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
   */
  public toRfc3339(): Value {
    return this._transformed('toRfc3339');
  }

  /**
   * Seconds since 1970 as a date or time in a format, with names in English. Failed outside of the years 1 to 9998.
   *
   * @param format of `yyyy`, `MM`, `M`, `MMM`, `MMMM`, `dd`, `d`, `HH`, `H`, `mm`, `ss`, `EEE`, `EEEE` and `XXX`, which is the
   * offset; other letters stand in single quotes
   * @param timeZone a name such as `Europe/Berlin`; without it UTC
   * @see https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
   */
  public formatDate(format: string, timeZone?: string): Value {
    return this._transformed('formatDate', [format, ...timeZone === undefined ? [] : [timeZone]]);
  }

  /**
   * The seconds since 1970 of a date or time in UTC that is written in a format of digits; what the format leaves out is 1 or 0.
   * Any other string has failed. On a list it applies to each member.
   *
   * @param format of `yyyy`, `MM`, `M`, `dd`, `d`, `HH`, `H`, `mm` and `ss`; other letters stand in single quotes
   * @see https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
   */
  public parseDate(format: string): Value {
    return this._transformed('parseDate', [format]);
  }

  /**
   * What a table has for the string. On a list it applies to each member.
   *
   * @param table constants by string
   * @param otherwise what to give for a string that the table does not have; without it such a string gives absent
   */
  public lookup(table: { [text: string]: any }, otherwise?: Value): Value {
    const keys = Object.keys(table ?? {}).sort();
    return this._derive({
      op: 'lookup',
      args: [keys],
      of: [nodeOf(this, 'value'), ...keys.map(key => constant(table[key])), ...otherwise === undefined ? [] : [nodeOf(otherwise, 'value')]],
      names: ['value', ...keys, 'otherwise'],
    });
  }

  /**
   * What a path leads to in a map or list, such as `address.city` or `roles[0].name`. Absent when it leads to nothing, failed
   * when it goes on through a value without members. Names that are no words are written `['like this']`.
   *
   * @param path names and positions
   */
  public property(path: string): Value {
    return this._transformed('property', [path]);
  }

  /**
   * This value if it is present, else another one; also in place of a value that has failed, but for a read that failed under
   * `OnError.DENY`: that denies the token.
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
  public assumeTrusted(reason: string): Value {
    return this._transformed('assumeTrusted', [reason]);
  }
}
