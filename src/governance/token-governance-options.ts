import { NAMING_RULES, type NamingRules } from '../naming/naming-rules';
import { struct } from '../options/checks';
import type { OptionChecks } from '../options/options';

/** Options of `TokenGovernance.of`. */
export interface TokenGovernanceOptions {
  /**
   * Naming conventions for claims and scopes of all enrichers in the scope, as in `NamingPolicy`. A violation is an error.
   *
   * @default - no naming conventions, except those of `NamingPolicy`
   */
  readonly naming?: NamingRules;
}

export const TOKEN_GOVERNANCE_OPTIONS: OptionChecks<TokenGovernanceOptions> = {
  naming: struct(NAMING_RULES),
};
