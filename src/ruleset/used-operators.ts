import type { RulesetDocument } from './document';
import { collect, expressionsOf } from './expressions';
import { operatorOf } from './operators';
import { keyExpressions } from './source-keys';

/** The operators of rules that can be evaluated, and of tables and keys. */
export function usedOperators({ rules, sources }: Pick<RulesetDocument, 'rules' | 'sources'>): ReadonlySet<string> {
  const expressions = [
    ...rules.filter(({ mode }) => mode !== 'DISABLED').flatMap(rule => expressionsOf(rule).map(([, expression]) => expression)),
    ...Object.values(sources).flatMap(source => [source.table, ...keyExpressions(source)]),
  ];
  return collect(expressions, ({ op }) => [op]);
}

/** One of them needs the engine of patterns. */
export function usesPatterns(document: Pick<RulesetDocument, 'rules' | 'sources'>): boolean {
  return [...usedOperators(document)].some(name => operatorOf(name).parameters.some(({ type }) => type === 'pattern'));
}
