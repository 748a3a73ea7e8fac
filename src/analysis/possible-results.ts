import { facetOf } from './facets';
import type { Combination } from './facets/conditions';
import type { Expression } from '../core/document/document';

/** A condition, and which of its results there has to be. */
export interface Wanted {
  readonly condition: Expression;
  readonly result: boolean;
}

/** What is known of a part of a condition that is no combination of others. */
export type Known = (atom: Expression) => boolean | undefined;

interface Results {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

const EITHER: Results = { canBeTrue: true, canBeFalse: true };
const TRUE: Results = { canBeTrue: true, canBeFalse: false };
const FALSE: Results = { canBeTrue: false, canBeFalse: true };

/**
 * Tells whether there can be all of some results at once, with what is known. Parts of which nothing is known can be either. What was found
 * out of a combination is kept for the next question.
 */
export function possibly(known: Known): (wanted: readonly Wanted[]) => boolean {
  const found = new Map<Expression, Results>();
  const canBe = (condition: Expression, result: boolean): boolean => {
    const { canBeTrue, canBeFalse } = resultsOf(condition);
    return result ? canBeTrue : canBeFalse;
  };
  const resultsOf = (condition: Expression): Results => {
    const facet = facetOf(condition.op);
    if (facet.kind !== 'combination') {
      const result = known(condition);
      return result === undefined ? EITHER : result ? TRUE : FALSE;
    }
    const results = found.get(condition) ?? combined(facet, condition.of ?? []);
    found.set(condition, results);
    return results;
  };
  const combined = ({ decisive, gives }: Combination, parts: readonly Expression[]): Results => {
    const canDecide = parts.some(part => canBe(part, decisive));
    const canBeOther = parts.every(part => canBe(part, !decisive));
    return gives ? { canBeTrue: canDecide, canBeFalse: canBeOther } : { canBeTrue: canBeOther, canBeFalse: canDecide };
  };
  return wanted => wanted.every(({ condition, result }) => canBe(condition, result));
}
