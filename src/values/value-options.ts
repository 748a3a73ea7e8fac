import { A_BOOLEAN } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** Types that an attribute of a table can be declared to have. */
export enum ItemAttributeType {
  /** String; a number is taken as the string of its digits. */
  STRING = 'STRING',
  /** Number. */
  NUMBER = 'NUMBER',
  /** True or false. */
  BOOLEAN = 'BOOLEAN',
  /** List or set of strings; numbers are taken as the strings of their digits. */
  STRING_LIST = 'STRING_LIST',
  /** List or set of numbers. */
  NUMBER_LIST = 'NUMBER_LIST',
  /** List or set of anything. */
  LIST = 'LIST',
  /** Map. */
  MAP = 'MAP',
}

/** Options of `Value.objectOf`. */
export interface ObjectOptions {
  /**
   * The object is absent when one of its members is, instead of being without that member; and failed when one has failed.
   *
   * @default false - members that are absent or have failed are left out
   */
  readonly complete?: boolean;
}

export const OBJECT_OPTIONS: OptionChecks<ObjectOptions> = { complete: A_BOOLEAN };

/** Options of `sortBy`. */
export interface SortOptions {
  /**
   * The largest first.
   *
   * @default false
   */
  readonly descending?: boolean;
}

export const SORT_OPTIONS: OptionChecks<SortOptions> = { descending: A_BOOLEAN };
