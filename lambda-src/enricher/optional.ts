import { keepBudget } from './budget';
import { decideGroups } from './groups';
import { Readings } from './reads';
import { decideScopes } from './scopes';
import type { OptionalCode } from '../../src/ruleset/used-code';

interface Optional {
  readonly keepBudget: typeof keepBudget;
  readonly decideGroups: typeof decideGroups;
  readonly decideScopes: typeof decideScopes;
  readonly Readings: typeof Readings;
}

/** What only some rules need. It is in an asset where they do; a document that does not fit refuses every token. */
export const OPTIONAL: Optional & { readonly [name in OptionalCode]: unknown } = { keepBudget, decideGroups, decideScopes, Readings };
