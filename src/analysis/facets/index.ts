import { level, SOURCE_FACETS, type Control, type SourceFacet } from './sources';
import { VALUE_FACETS, type ValueFacet } from './values';
import type { Expression, SubjectName } from '../../core/document/document';
import type { NameOf, OperatorName } from '../../core/operators';

export type Facet = SourceFacet | ValueFacet | Comparison | ConditionFacet;

/** A condition that combines other conditions. */
export interface Combination {
  readonly kind: 'combination';
  /** The result of a single part that decides the whole. Otherwise all parts have the opposite result. */
  readonly decisive: boolean;
  /** The result of the whole if one part decides. */
  readonly result: boolean;
}

/** A condition on the subject of the token. */
export interface SubjectCondition {
  readonly kind: 'subject';
  readonly subject: SubjectName;
}

/** A condition on facts outside the rules. */
export interface Fact {
  readonly kind: 'fact';
  readonly control: Control;
}

export type ConditionFacet = Combination | SubjectCondition | Fact;

/** Conditions that do not compare values. */
export const CONDITION_FACETS: { readonly [name in NameOf<'condition'>]: ConditionFacet } = {
  all: { kind: 'combination', decisive: false, result: false },
  any: { kind: 'combination', decisive: true, result: true },
  none: { kind: 'combination', decisive: true, result: false },
  user: { kind: 'subject', subject: 'USER' },
  machine: { kind: 'subject', subject: 'MACHINE' },
  inGroup: { kind: 'fact', control: level('OPERATOR') },
  hasScope: { kind: 'fact', control: { kind: 'scopes' } },
  client: { kind: 'fact', control: { kind: 'client' } },
  hasFederatedIdentity: { kind: 'fact', control: { kind: 'linkedProvider' } },
  exists: { kind: 'fact', control: { kind: 'table' } },
};

/** A condition on values. */
export interface Comparison {
  readonly kind: 'comparison';
  /** PRESENCE: the condition is true for any present value. */
  readonly looksAt: 'PRESENCE' | 'VALUE';
  /** The operands that must have the same type: the values, or the elements of a list and the other values. */
  readonly sameType: 'VALUES' | 'MEMBERS' | 'NOTHING';
}

const EQUAL: Comparison = { kind: 'comparison', looksAt: 'VALUE', sameType: 'VALUES' };
const OF_ITS_OWN: Comparison = { kind: 'comparison', looksAt: 'VALUE', sameType: 'NOTHING' };

export const COMPARISON_FACETS: { readonly [name in NameOf<'comparison'>]: Comparison } = {
  isPresent: { kind: 'comparison', looksAt: 'PRESENCE', sameType: 'NOTHING' },
  isEqualTo: EQUAL,
  isOneOf: EQUAL,
  isEqualToValue: EQUAL,
  isAtLeast: EQUAL,
  isAtMost: EQUAL,
  isGreaterThan: EQUAL,
  isLessThan: EQUAL,
  hasMember: { kind: 'comparison', looksAt: 'VALUE', sameType: 'MEMBERS' },
  startsWith: OF_ITS_OWN,
  endsWith: OF_ITS_OWN,
  contains: OF_ITS_OWN,
  matches: OF_ITS_OWN,
  containsMatch: OF_ITS_OWN,
  isTrue: OF_ITS_OWN,
};

/**
 * The properties of operators that only the analysis needs. They are separate from the operators, so they are not bundled with the function.
 * An analysis uses the kind of a facet, and the name of an operator only if it is about that operator.
 */
const FACETS: { readonly [name in OperatorName]: Facet } = { ...SOURCE_FACETS, ...VALUE_FACETS, ...COMPARISON_FACETS, ...CONDITION_FACETS };

export function facetOf(op: OperatorName): Facet {
  return FACETS[op];
}

/** The same object for the same expression, as expressions are compared by identity. */
const known = new WeakMap<Expression, Expression>();

/**
 * The `filter` that is equivalent to a filter by another list, so that both are judged the same: it keeps the elements that the other list contains,
 * or those that it does not contain. Any other expression is returned as it is. The other list is evaluated outside of the filter, so `element` in
 * it is that of the list around.
 */
export function asFilter(expression: Expression): Expression {
  const filter = known.get(expression) ?? filterOf(expression);
  known.set(expression, filter);
  return filter;
}

function filterOf(expression: Expression): Expression {
  const { op, of = [] } = expression;
  const facet = facetOf(op);
  if (facet.kind !== 'members' || facet.inOther === undefined) {
    return expression;
  }
  const isIn: Expression = { op: 'hasMember', of: [of[1], { op: 'element' }] };
  return { op: 'filter', of: [of[0], facet.inOther ? isIn : { op: 'none', of: [isIn] }] };
}
