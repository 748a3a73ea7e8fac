import { keepBudget } from './budget';
import { decideGroups } from './groups';
import { nextReads } from './next-reads';
import { originsOf } from './origins';
import { Readings } from './reads';
import { decideScopes } from './scopes';
import { shadowOutcome } from './shadow';
import { loadSources } from './sources';
import type { OptionalCode } from '../../src/analysis/used-code';

/** What only some rules need. It is in an asset where they do; a document that does not fit refuses every token. */
export const OPTIONAL = {
  keepBudget, decideGroups, decideScopes, loadSources, nextReads, originsOf, Readings, shadowOutcome,
} satisfies { readonly [name in OptionalCode]?: unknown };
