import { listOf, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** Naming conventions of an organization for claims and scopes. */
export interface NamingRules {
  /**
   * The required prefix of claim names, such as `ac.shop.`.
   *
   * @default - no prefix is required
   */
  readonly claimPrefix?: string;

  /**
   * A pattern in RE2 syntax that the whole claim name must match.
   *
   * @default - any claim name is allowed
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly claimPattern?: string;

  /**
   * Claims that do not have to follow the conventions.
   *
   * @default - only user attributes (standard, `custom:` and `dev:`) and `aud`, whose names you cannot choose
   */
  readonly claimExceptions?: string[];

  /**
   * The required prefix of scopes that rules add, such as `shop/`.
   *
   * @default - no prefix is required
   */
  readonly scopePrefix?: string;

  /**
   * A pattern in RE2 syntax that each scope that rules add must match as a whole. A scope with placeholders is known only when a
   * token is issued. The pattern cannot be checked for such a scope, and synthesis adds a warning.
   *
   * @default - any scope is allowed
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly scopePattern?: string;

  /**
   * Scopes that do not have to follow the conventions.
   *
   * @default - none
   */
  readonly scopeExceptions?: string[];
}

export const NAMING_RULES: OptionChecks<NamingRules> = {
  claimPrefix: A_STRING,
  claimPattern: A_STRING,
  claimExceptions: listOf('a list of claim names', A_STRING),
  scopePrefix: A_STRING,
  scopePattern: A_STRING,
  scopeExceptions: listOf('a list of scopes', A_STRING),
};
