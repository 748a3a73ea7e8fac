import type { Expression, RulesetDocument } from '../core/document/document';
import { collect, evaluatedExpressions } from '../core/document/expressions';
import { keyExpressions } from '../core/document/source-keys';
import { operatorOf, type OperatorName } from '../core/operators';
import { TYPED_ATTRIBUTES } from '../core/operators/user-sources';

/** The operators of rules that can be evaluated, and of tables and keys. */
export function usedOperators(document: Pick<RulesetDocument, 'rules' | 'sources'>): ReadonlySet<OperatorName> {
  return collect(expressionsIn(document), ({ op }) => [op]);
}

/** Attributes of users that are not read as text. */
function usedTypedAttributes(document: RulesetDocument): ReadonlySet<string> {
  return collect(expressionsIn(document), ({ args = [] }) => args.filter((arg): arg is string => typeof arg === 'string' && Object.hasOwn(TYPED_ATTRIBUTES, arg)));
}

function expressionsIn({ rules, sources }: Pick<RulesetDocument, 'rules' | 'sources'>): readonly Expression[] {
  // all sources are loaded, also those that no rule reads
  return [...evaluatedExpressions(rules, {}), ...Object.values(sources).flatMap(source => [source.table, ...keyExpressions(source)])];
}

/** One of them needs the engine of patterns. */
export function usesPatterns(document: Pick<RulesetDocument, 'rules' | 'sources'>): boolean {
  return [...usedOperators(document)].some(name => operatorOf(name).parameters.some(({ type }) => type === 'pattern'));
}

/** Code of what evaluates rules, and of what reads tables, that not all of them need, beside operators. */
export type OptionalCode =
  'keepBudget' | 'decideGroups' | 'decideScopes' | 'getItem' | 'loadSources' | 'nextReads' | 'originsOf' | 'query' | 'Readings' | 'shadowOutcome';

const IS_USED: { readonly [name in OptionalCode]: (document: RulesetDocument) => boolean } = {
  keepBudget: ({ budget }) => budget !== undefined,
  decideGroups: ({ rules }) => rules.some(({ kind }) => kind === 'setGroups'),
  decideScopes: ({ rules }) => rules.some(({ kind }) => kind === 'addScope' || kind === 'suppressScope' || kind === 'keepScopes'),
  getItem: ({ sources }) => Object.values(sources).some(({ kind }) => kind === 'item'),
  loadSources: hasSources,
  nextReads: hasSources,
  // previews have all of the code
  originsOf: ({ budget }) => budget !== undefined,
  query: ({ sources }) => Object.values(sources).some(({ kind }) => kind === 'query'),
  Readings: hasSources,
  shadowOutcome: ({ rules }) => rules.some(({ mode }) => mode === 'SHADOW'),
};

function hasSources({ sources }: RulesetDocument): boolean {
  return Object.keys(sources).length > 0;
}

/** The names of the code that a document needs. */
export function usedCode(document: RulesetDocument): ReadonlySet<string> {
  const optional = Object.entries(IS_USED).filter(([, isUsed]) => isUsed(document)).map(([name]) => name);
  return new Set([...usedOperators(document), ...usedTypedAttributes(document), ...optional]);
}
