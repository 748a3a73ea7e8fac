import { facetOf } from './facets';
import type { Expression } from '../core/document/document';

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
