import { build } from './build';
import type { LoadedSource } from './ruleset';
import type { RulesetDocument, Source } from '../../src/ruleset/document';

export function loadSources(sources: RulesetDocument['sources']): ReadonlyMap<string, LoadedSource> {
  return new Map(Object.entries(sources).map(([name, source]) => [name, loadSource(name, source)]));
}

function loadSource(name: string, source: Source): LoadedSource {
  return {
    name,
    source,
    table: build(source.table),
    key: Object.entries(source.key).map(([attribute, part]) => [attribute, build(part)] as const),
    sortValues: source.kind === 'query' && source.sort ? source.sort.values.map(value => build(value)) : [],
  };
}
