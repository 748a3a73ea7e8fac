import { constant, nodeOf } from './author-node';
import type { Value } from './value';
import { ValueLists } from './value-lists';
import { OR_ELSE_OPTIONS, TO_JSON_OPTIONS, type OrElseOptions, type ToJsonOptions } from './value-options';
import { readOptions } from '../options/options';

/**
 * Other transforms of a Value. See `ValueStrings` for their results for absent and failed values.
 *
 * @internal
 */
export abstract class ValueTransforms extends ValueLists {
  /**
   * Parses a string as a number in JSON syntax, ignoring whitespace at both ends. Numbers stay unchanged. Failed if the string is
   * not a number or cannot be represented exactly as a double.
   */
  public toNumber(): Value {
    return this._transformed('toNumber');
  }

  /** Rounds to the nearest integer; halves are rounded away from zero. Failed if the value is not a number. */
  public round(): Value {
    return this._transformed('round');
  }

  /** Parses the strings `true` and `false`, ignoring case. Booleans stay unchanged. Failed for any other string. */
  public toBoolean(): Value {
    return this._transformed('toBoolean');
  }

  /** Converts a number or boolean to a string. Strings stay unchanged. Failed for lists and maps. */
  public asString(): Value {
    return this._transformed('asString');
  }

  /**
   * Parses a JSON string. Nulls are absent. Failed if the string is not JSON or is nested more than 32 levels deep. A number that
   * cannot be represented exactly as a double has failed, without affecting the rest.
   *
   * @see https://www.rfc-editor.org/rfc/rfc8259
   */
  public parseJson(): Value {
    return this._transformed('parseJson');
  }

  /**
   * Converts the value to a JSON string, with the properties of maps sorted by name. Properties that are absent are left out; with
   * `emptyIfAbsent: ['country']`, an absent `country` is written as an empty string, as in `{"country":""}`. The empty string is
   * only in the JSON: parsed again, it is absent. Absent if the value is absent. Failed if any part of the value has failed, or
   * if a path of `emptyIfAbsent` continues into a value that is not a map or list.
   *
   * @param options the properties that are written as empty strings if they are absent
   */
  public toJson(options: ToJsonOptions = {}): Value {
    const { options: { emptyIfAbsent }, problems } = readOptions(options, TO_JSON_OPTIONS, 'toJson(options)', 'toJson(options)');
    return this._derive({ op: 'toJson', ...emptyIfAbsent?.length && { args: [emptyIfAbsent] }, of: [nodeOf(this, 'value')], problems });
  }

  /**
   * Converts an RFC 3339 time with an offset, such as `2026-11-20T10:00:00+01:00`, to seconds since 1970-01-01 UTC. A date such
   * as `2026-11-20` is the start of that day in UTC. Fractions of a second are dropped. Failed for any other string. On a list it
   * applies to each element.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
   */
  public toEpochSeconds(): Value {
    return this._transformed('toEpochSeconds');
  }

  /**
   * Converts seconds since 1970-01-01 UTC to an RFC 3339 time in UTC, such as `2026-11-20T10:00:00Z`. Failed outside of the years
   * 0 to 9999.
   *
   * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
   */
  public toRfc3339(): Value {
    return this._transformed('toRfc3339');
  }

  /**
   * Formats seconds since 1970-01-01 UTC as a date or time, with English names. Failed outside of the years 1 to 9998.
   *
   * @param format `yyyy`, `MM`, `M`, `MMM`, `MMMM`, `dd`, `d`, `HH`, `H`, `mm`, `ss`, `EEE`, `EEEE` and `XXX` (the offset); write
   * other letters in single quotes
   * @param timeZone a name such as `Europe/Berlin`; by default UTC
   * @see https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
   */
  public formatDate(format: string, timeZone?: string): Value {
    return this._transformed('formatDate', [format, ...timeZone === undefined ? [] : [timeZone]]);
  }

  /**
   * Parses a numeric date or time in UTC and returns seconds since 1970-01-01 UTC. Parts that the format omits default to 1
   * (month, day) or 0 (others). Failed for any other string. On a list it applies to each element.
   *
   * @param format `yyyy`, `MM`, `M`, `dd`, `d`, `HH`, `H`, `mm` and `ss`; write other letters in single quotes
   * @see https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
   */
  public parseDate(format: string): Value {
    return this._transformed('parseDate', [format]);
  }

  /**
   * Looks up the string in a table of constants. On a list it applies to each element.
   *
   * @param table constants by string
   * @param otherwise the result for strings that are not in the table; by default, the result is absent for them
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
   * Returns a property of a map or an element of a list by its path, such as `address.city` or `roles[0].name`. Absent if there
   * is none. Failed if the path continues through a value that is not a map or list. Write names with special characters as
   * `['like this']`.
   *
   * @param path names and positions
   */
  public property(path: string): Value {
    return this._transformed('property', [path]);
  }

  /**
   * Returns a map with some properties of a map. Properties that are absent are left out. On a list of maps it applies to each
   * element. Of the items of a source, only these attributes are read: `items().pickProperties('name', 'role')`. Failed if the
   * value is not a map or list; elements of a list that are not maps have failed.
   *
   * @param names the names of the properties, at least one
   */
  public pickProperties(...names: string[]): Value {
    return this._transformed('pickProperties', [names]);
  }

  /**
   * Returns the names of the properties of a map as a list, in the order of the map. Properties that have failed become failed
   * elements. Absent if the value is absent. Failed if the value is not a map.
   */
  public propertyNames(): Value {
    return this._transformed('propertyNames');
  }

  /**
   * Returns the values of the properties of a map as a list, in the order of the map. Properties that have failed become failed
   * elements. Absent if the value is absent. Failed if the value is not a map.
   */
  public propertyValues(): Value {
    return this._transformed('propertyValues');
  }

  /**
   * Returns this value if it is present, otherwise another value. It also replaces a failed value, except after a failed read
   * with `OnError.DENY`, which denies the token.
   *
   * Rules that restrict or decide access (`suppress`, `keepOnly`, `DenyRule`, `GroupRule`, claims that are used for authorization,
   * and `IfAbsent.DENY`) do not replace the result of any failed read: `banned.orElse(Value.literal(false))` is about accounts
   * without the attribute, not about a table that cannot be read.
   *
   * @param other the fallback value
   * @param options whether the fallback also replaces a failed read in these rules
   */
  public orElse(other: Value, options: OrElseOptions = {}): Value {
    const { options: { whenUnavailable }, problems } = readOptions(options, OR_ELSE_OPTIONS, 'orElse(options)', 'orElse(options)');
    return this._derive({
      op: 'firstOf', ...whenUnavailable && { args: [true] }, of: [nodeOf(this, 'value'), nodeOf(other, 'value')], problems,
    });
  }

  /**
   * Returns the same value, declared as controlled by the operator of the app. Use it only if you know that users cannot write
   * the value. The reason is stored in `ruleset.json`.
   *
   * @param reason why users cannot write the value, for readers
   */
  public assumeTrusted(reason: string): Value {
    return this._transformed('assumeTrusted', [reason]);
  }
}
