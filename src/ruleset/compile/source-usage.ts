import type { CompiledSource } from './sources';
import type { ItemSource, Provenance } from '../document';
import { provenanceOfKey } from '../provenance';

/** Adds to sources what only their use decides: the attributes that are read, and who controls which item it is. */
export function finishSources(
  compiled: Readonly<Record<string, CompiledSource>>,
  used: ReadonlyMap<string, ReadonlySet<string>>,
  trustedAttributes: { readonly [name: string]: string },
): Record<string, ItemSource> {
  const finished = new Map<string, ItemSource>();
  const finish = (name: string): ItemSource | undefined => {
    const source = compiled[name];
    if (!source || finished.has(name)) {
      return finished.get(name);
    }
    // stands in while the key is followed, so that a cycle ends; the cycle itself is reported as such
    const open: ItemSource = { ...source, attributes: [...used.get(name) ?? []].sort(), provenance: OPEN };
    finished.set(name, open);
    const done = { ...open, provenance: provenanceOfKey(source.key, { source: finish, trustedAttributes }) };
    finished.set(name, done);
    return done;
  };
  return Object.fromEntries(Object.keys(compiled).map(name => [name, finish(name)!]));
}

const OPEN: Provenance = { level: 'OPERATOR' };
