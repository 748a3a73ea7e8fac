import { A_BOOLEAN, A_STRING, listOf } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** Types that you can declare for an attribute of a table item. */
export enum ItemAttributeType {
  /** String. Numbers are converted to strings. */
  STRING = 'STRING',
  /** Number. */
  NUMBER = 'NUMBER',
  /** Boolean. */
  BOOLEAN = 'BOOLEAN',
  /** List or set of strings. Numbers are converted to strings. */
  STRING_LIST = 'STRING_LIST',
  /** List or set of numbers. */
  NUMBER_LIST = 'NUMBER_LIST',
  /** List or set of any type. */
  LIST = 'LIST',
  /** Map. */
  MAP = 'MAP',
}

/** How `sha256` writes the bytes of a hash. */
export enum DigestEncoding {
  /** 64 hexadecimal digits. */
  HEX = 'HEX',
  /** 44 characters of Base64, with padding. */
  BASE64 = 'BASE64',
  /** 43 characters of Base64 for URLs, without padding. */
  BASE64URL = 'BASE64URL',
}

/** Options of `Value.objectOf`. */
export interface ObjectOptions {
  /**
   * Requires all properties: the object is absent if a property is absent, and failed if a property has failed.
   *
   * @default false - properties that are absent or have failed are left out
   */
  readonly complete?: boolean;
}

export const OBJECT_OPTIONS: OptionChecks<ObjectOptions> = { complete: A_BOOLEAN };

/** Options of `orElse`. */
export interface OrElseOptions {
  /**
   * In rules that restrict or decide access, also replaces the result of a failed read with `OnError.OMIT`. The restriction lapses
   * while the table cannot be read.
   *
   * @default false - the rule applies, or denies the token
   */
  readonly whenUnavailable?: boolean;
}

export const OR_ELSE_OPTIONS: OptionChecks<OrElseOptions> = { whenUnavailable: A_BOOLEAN };

/** Options of `toJson`. */
export interface ToJsonOptions {
  /**
   * Properties that are written as an empty string if they are absent: paths of names, such as `country` or `address.city`. On a
   * list, a path applies to each element. A property is only added to a map that is there.
   *
   * @default - absent properties are left out
   */
  readonly emptyIfAbsent?: string[];
}

export const TO_JSON_OPTIONS: OptionChecks<ToJsonOptions> = { emptyIfAbsent: listOf('a list of paths, such as country or address.city', A_STRING) };

/** Options of `sort` and `sortBy`. */
export interface SortOptions {
  /**
   * Sorts in descending order.
   *
   * @default false
   */
  readonly descending?: boolean;
}

export const SORT_OPTIONS: OptionChecks<SortOptions> = { descending: A_BOOLEAN };
