import { facetOf } from './facets';
import type { Combination } from './facets/conditions';
import type { RequiredResult } from './possible-results';
import type { Expression } from '../core/document/document';

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
