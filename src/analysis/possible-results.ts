import { facetOf } from './facets';
import type { Expression } from '../core/document/document';

/** A condition, and which of its results there has to be. */
export interface Wanted {
  readonly condition: Expression;
  readonly result: boolean;
}

/** What is known of a part of a condition that is no combination of others. */
export type Known = (atom: Expression) => boolean | undefined;

type Results = ReadonlySet<boolean>;

const EITHER: Results = new Set([true, false]);
const ONLY = { true: new Set([true]), false: new Set([false]) } as const;

/**
 * Tells whether there can be all of some results at once, with what is known. Parts of which nothing is known can be either. What was found
 * out of a condition is kept for the next question.
 */
export function possibly(known: Known): (wanted: readonly Wanted[]) => boolean {
  const found = new Map<Expression, Results>();
  const resultsOf = (condition: Expression): Results => {
    const results = found.get(condition) ?? find(condition);
    found.set(condition, results);
    return results;
  };
  const find = (condition: Expression): Results => {
    const facet = facetOf(condition.op);
    if (facet.kind !== 'combination') {
      const result = known(condition);
      return result === undefined ? EITHER : ONLY[`${result}`];
    }
    const { decisive, gives } = facet;
    const parts = (condition.of ?? []).map(resultsOf);
    return new Set([
      ...parts.some(part => part.has(decisive)) ? [gives] : [],
      ...parts.every(part => part.has(!decisive)) ? [!gives] : [],
    ]);
  };
  return wanted => wanted.every(({ condition, result }) => resultsOf(condition).has(result));
}
