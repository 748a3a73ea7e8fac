import { build } from './build';
import type { LoadedSource } from './ruleset';
import type { RulesetDocument, Source } from '../../src/core/document/document';

export function loadSources(sources: RulesetDocument['sources']): ReadonlyMap<string, LoadedSource> {
  return new Map(Object.entries(sources).map(([name, source]) => [name, loadSource(name, source)]));
}

function loadSource(name: string, source: Source): LoadedSource {
  const sortValues = source.kind === 'query' && source.sort ? source.sort.values : [];
  return {
    name,
    source,
    table: build(source.table),
    attributes: Object.keys(source.key),
    parts: [...Object.values(source.key), ...sortValues].map(part => build(part)),
  };
}
