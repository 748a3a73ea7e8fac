import { facetOf } from './facets';
import type { RequiredResult } from './possible-results';
import type { Expression } from '../core/document/document';

/** The conditions that are not combinations of others, each with the result that helps the whole to a result. */
export function requiredConditions(condition: Expression, result = true): readonly RequiredResult[] {
  const facet = facetOf(condition.op);
  if (facet.kind !== 'combination') {
    return [{ condition, result }];
  }
  // a part needs the same result as the whole, unless a decisive part inverts it (`none`)
  return (condition.of ?? []).flatMap(part => requiredConditions(part, facet.result === facet.decisive ? result : !result));
}
