import type { CompiledSource } from './sources';
import type { ItemSource } from '../document';
import { contributionsToSource, lowest } from '../provenance';

/** Adds to sources what only their use decides: the attributes that are read, and who controls which item it is. */
export function finishSources(
  compiled: Readonly<Record<string, CompiledSource>>,
  used: ReadonlyMap<string, ReadonlySet<string>>,
  trustedAttributes: { readonly [name: string]: string },
): Record<string, ItemSource> {
  const context = { source: (name: string) => compiled[name], trustedAttributes };
  return Object.fromEntries(Object.entries(compiled).map(([name, source]) => [name, {
    ...source,
    attributes: [...used.get(name) ?? []].sort(),
    provenance: lowest(contributionsToSource(name, context)),
  }]));
}
