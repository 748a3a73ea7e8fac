import { facetOf, type Combination } from './facets';
import type { Expression } from '../core/document/document';

/** A condition with the result that is required. */
export interface RequiredResult {
  readonly condition: Expression;
  readonly result: boolean;
}

/** The known result of a condition that is not a combination of others; undefined if unknown. */
export type KnownResult = (condition: Expression) => boolean | undefined;

interface Results {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

const EITHER: Results = { canBeTrue: true, canBeFalse: true };
const TRUE: Results = { canBeTrue: true, canBeFalse: false };
const FALSE: Results = { canBeTrue: false, canBeFalse: true };

/**
 * Returns a function that determines if the required results can occur together, given the known results. An unknown condition can be true or
 * false. The results of combinations are cached.
 */
export function possibly(known: KnownResult): (required: readonly RequiredResult[]) => boolean {
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
  const combined = ({ decisive, result: gives }: Combination, parts: readonly Expression[]): Results => {
    const canDecide = parts.some(part => canBe(part, decisive));
    const canBeOther = parts.every(part => canBe(part, !decisive));
    return gives ? { canBeTrue: canDecide, canBeFalse: canBeOther } : { canBeTrue: canBeOther, canBeFalse: canDecide };
  };
  return required => required.every(({ condition, result }) => canBe(condition, result));
}

/** The result of a part that helps a combination to a result: the same, unless a decisive part inverts it (`none`). */
export function resultOfPart({ decisive, result: gives }: Combination, result: boolean): boolean {
  return gives === decisive ? result : !result;
}

/** The conditions that are not combinations of others, each with the result that helps the whole to a result. */
export function requiredConditions(condition: Expression, result = true): readonly RequiredResult[] {
  const facet = facetOf(condition.op);
  if (facet.kind !== 'combination') {
    return [{ condition, result }];
  }
  return (condition.of ?? []).flatMap(part => requiredConditions(part, resultOfPart(facet, result)));
}
