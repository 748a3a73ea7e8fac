import type { RulesetDocument } from './document';
import { collect, evaluatedExpressions } from './expressions';
import { operatorOf } from './operators';
import { keyExpressions } from './source-keys';

/** The operators of rules that can be evaluated, and of tables and keys. */
export function usedOperators({ rules, sources }: Pick<RulesetDocument, 'rules' | 'sources'>): ReadonlySet<string> {
  // all sources are loaded, also those that no rule reads
  const ofSources = Object.values(sources).flatMap(source => [source.table, ...keyExpressions(source)]);
  return collect([...evaluatedExpressions(rules, {}), ...ofSources], ({ op }) => [op]);
}

/** One of them needs the engine of patterns. */
export function usesPatterns(document: Pick<RulesetDocument, 'rules' | 'sources'>): boolean {
  return [...usedOperators(document)].some(name => operatorOf(name).parameters.some(({ type }) => type === 'pattern'));
}

/** Code of the function that not all rules need, beside operators: of what evaluates them, and of the handler. */
export type OptionalCode = 'keepBudget' | 'decideGroups' | 'decideScopes' | 'loadSources' | 'nextReads' | 'originsOf' | 'Readings' | 'shadowOutcomes';
export type CodeOfHandler = 'besidePrevious';

const IS_USED: { readonly [name in OptionalCode | CodeOfHandler]: (document: RulesetDocument) => boolean } = {
  besidePrevious: ({ comparesWithPrevious }) => comparesWithPrevious === true,
  keepBudget: ({ budget }) => budget !== undefined,
  decideGroups: ({ rules }) => rules.some(({ kind }) => kind === 'setGroups'),
  decideScopes: ({ rules }) => rules.some(({ kind }) => kind === 'addScope' || kind === 'suppressScope' || kind === 'keepScopes'),
  loadSources: hasSources,
  nextReads: hasSources,
  // previews have all of the code
  originsOf: ({ budget }) => budget !== undefined,
  Readings: hasSources,
  shadowOutcomes: ({ rules }) => rules.some(({ mode }) => mode === 'SHADOW'),
};

function hasSources({ sources }: RulesetDocument): boolean {
  return Object.keys(sources).length > 0;
}

/** The names of the code that a document needs. */
export function usedCode(document: RulesetDocument): ReadonlySet<string> {
  const optional = Object.entries(IS_USED).filter(([, isUsed]) => isUsed(document)).map(([name]) => name);
  return new Set([...usedOperators(document), ...optional]);
}
