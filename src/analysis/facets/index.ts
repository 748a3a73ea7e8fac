import { COMPARISON_FACETS, CONDITION_FACETS, type Comparison, type ConditionFacet } from './conditions';
import { SOURCE_FACETS, type SourceFacet } from './sources';
import { VALUE_FACETS, type ValueFacet } from './values';
import type { OperatorName } from '../../core/operators';

export type Facet = SourceFacet | ValueFacet | Comparison | ConditionFacet;

/**
 * Everything that analysis knows of an operator beside its entry in the table. Kept apart from the entry, as the function needs none of it.
 * An analysis goes by the kind of a facet, and by the name of an operator only where it is about that one.
 */
const FACETS: { readonly [name in OperatorName]: Facet } = { ...SOURCE_FACETS, ...VALUE_FACETS, ...COMPARISON_FACETS, ...CONDITION_FACETS };

export function facetOf(op: OperatorName): Facet {
  return FACETS[op];
}
