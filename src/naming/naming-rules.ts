import { listOf, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** How an organisation names claims and scopes. */
export interface NamingRules {
  /**
   * What the names of claims start with, such as `ac.shop.`.
   *
   * @default - claims may start with anything
   */
  readonly claimPrefix?: string;

  /**
   * A pattern in the syntax of RE2 that the whole name of a claim matches.
   *
   * @default - claims may have any name
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly claimPattern?: string;

  /**
   * Claims that may have other names.
   *
   * @default - none beside the attributes of users (standard, `custom:` and `dev:`) and `aud`, whose names are not the author's
   */
  readonly claimExceptions?: string[];

  /**
   * What scopes that rules add start with, such as `shop/`.
   *
   * @default - scopes may start with anything
   */
  readonly scopePrefix?: string;

  /**
   * A pattern in the syntax of RE2 that every scope that rules add matches as a whole. What a scope with placeholders is shows
   * only when a token is issued: such scopes bring a warning, as the pattern cannot be checked.
   *
   * @default - scopes may be anything
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly scopePattern?: string;

  /**
   * Scopes that may have other names.
   *
   * @default - none
   */
  readonly scopeExceptions?: string[];
}

export const NAMING_RULES: OptionChecks<NamingRules> = {
  claimPrefix: A_STRING,
  claimPattern: A_STRING,
  claimExceptions: listOf('a list of names of claims', A_STRING),
  scopePrefix: A_STRING,
  scopePattern: A_STRING,
  scopeExceptions: listOf('a list of scopes', A_STRING),
};
