import { COMPARISON_FACETS, CONDITION_FACETS, type Comparison, type ConditionFacet } from './conditions';
import { SOURCE_FACETS, type SourceFacet } from './sources';
import { VALUE_FACETS, type ValueFacet } from './values';
import type { OperatorName } from '../../core/operators';

export type Facet = SourceFacet | ValueFacet | Comparison | ConditionFacet;

/**
 * The properties of operators that only the analysis needs. They are separate from the operators, so they are not bundled with the function.
 * An analysis uses the kind of a facet, and the name of an operator only if it is about that operator.
 */
const FACETS: { readonly [name in OperatorName]: Facet } = { ...SOURCE_FACETS, ...VALUE_FACETS, ...COMPARISON_FACETS, ...CONDITION_FACETS };

export function facetOf(op: OperatorName): Facet {
  return FACETS[op];
}
