import type { CompiledSource } from './sources';
import { accessDecisionsOf } from '../analysis/access-decisions';
import { usedSources, type UsedSource } from '../analysis/item-uses';
import { contributionsToSource, lowest } from '../analysis/provenance';
import type { Rule, Source } from '../core/document/document';
import { sourcesReachedBy, type WithoutProvenance } from '../core/document/expressions';

type Compiled = Readonly<Record<string, CompiledSource>>;

/**
 * Completes sources with the members that depend on their use: the attributes, the `select` of a query, `decides` if access depends on the
 * source, and the provenance of the key.
 */
export function finishSources(
  compiled: Compiled,
  rules: readonly WithoutProvenance<Rule>[],
  trustedAttributes: { readonly [name: string]: string },
): Record<string, Source> {
  const context = { sources: compiled, trustedAttributes };
  const used = usedSources(rules, compiled);
  const decisive = decisiveSources(rules as Rule[], compiled);
  return Object.fromEntries(Object.entries(compiled).map(([name, source]): [string, Source] => {
    const finished = {
      attributes: [...used.get(name)?.attributes ?? []].sort(),
      provenance: lowest(contributionsToSource(name, context)),
      ...decisive.has(name) && { decides: true as const },
    };
    if (source.kind === 'item' || source.kind === 'function') {
      return [name, { ...source, ...finished }];
    }
    const onLimit = source.onLimit ?? (decisive.has(name) ? 'FAIL' : 'CUT');
    return [name, source.kind === 'query' ? { ...source, ...finished, onLimit, select: selectOf(used.get(name)) } : { ...source, ...finished, onLimit }];
  }));
}

function selectOf(use: UsedSource | undefined): 'ITEMS' | 'COUNT' | 'EXISTENCE' {
  return !use || use.items ? 'ITEMS' : use.count ? 'COUNT' : 'EXISTENCE';
}

/** The sources that access decisions read, directly or through keys of other sources. */
function decisiveSources(rules: readonly Rule[], compiled: Compiled): ReadonlySet<string> {
  return sourcesReachedBy(accessDecisionsOf({ rules }).map(({ expression }) => expression), compiled);
}
