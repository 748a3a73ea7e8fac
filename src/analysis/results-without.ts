import { comparedIn } from './absent-values';
import { asFilter, facetOf } from './facets';
import type { Expression } from '../core/document/document';
import { operatorOf } from '../core/operators';
import type { Engines, Evaluation } from '../core/operators/operator';
import { isFailure, type Result } from '../core/operators/result';

/** A result that follows from the rules alone. */
interface Known {
  readonly result: Result;
}

const ABSENT: Known = { result: undefined };

/** The result of an operator for these operands; undefined if it needs the event, or an engine that is only in the function. */
export function resultFor({ op, args = [] }: Expression, operands: readonly Result[]): Known | undefined {
  try {
    return { result: operatorOf(op).build(args, operands.map(each => () => each), {} as Engines)({ work: { left: Infinity } } as Evaluation) };
  } catch {
    return undefined;
  }
}

/** The result of a condition if values are left out of the request; undefined if it depends on others. */
export function resultWithout(condition: Expression, isLeftOut: (expression: Expression) => boolean): boolean | undefined {
  const known = knownWithout(condition, isLeftOut);
  return known === undefined || isFailure(known.result) ? undefined : known.result === true;
}

/** True if a value is absent, or an empty list, whenever values are left out of the request. */
export function isNothingWithout(value: Expression, isLeftOut: (expression: Expression) => boolean): boolean {
  const known = knownWithout(value, isLeftOut);
  return known !== undefined && (known.result === undefined || (Array.isArray(known.result) && known.result.length === 0));
}

/** The results of operators that are never absent. Every other value that is left out is absent. */
const EMPTY: { readonly [op: string]: Result } = {
  scopes: [], groups: [], iamRoles: [], items: [], count: 0, hasScope: false, inGroup: false, exists: false,
};

function knownWithout(given: Expression, isLeftOut: (expression: Expression) => boolean): Known | undefined {
  const expression = asFilter(given);
  const { op, args = [], of = [] } = expression;
  if (isLeftOut(expression)) {
    return { result: EMPTY[op] };
  }
  const within = (each: Expression) => knownWithout(each, isLeftOut);
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return op === 'literal' ? { result: args[0] as Result } : undefined;
    case 'subject':
    case 'fact':
      return undefined;
    case 'firstPresent':
      return firstPresent(of.map(within));
    case 'choice':
      return facet.by === 'CONDITION' ? chosen(of, within) : strictly(expression, of.map(within));
    case 'combination': {
      const parts = of.map(within);
      return parts.some(part => part?.result === facet.decisive) ? { result: facet.result }
        : parts.every(part => part !== undefined) ? resultFor(expression, parts.map(part => part.result)) : undefined;
    }
    case 'comparison':
      return comparedIn(expression).some(each => isAbsent(within(each))) ? { result: false } : strictly(expression, of.map(within));
    default:
      return strictly(expression, of.map(within));
  }
}

function isAbsent(known: Known | undefined): boolean {
  return known !== undefined && known.result === undefined;
}

function firstPresent(values: ReadonlyArray<Known | undefined>): Known | undefined {
  const first = values.findIndex(value => !isAbsent(value));
  return first === -1 ? ABSENT : values[first];
}

function chosen([condition, ...branches]: readonly Expression[], within: (each: Expression) => Known | undefined): Known | undefined {
  const known = within(condition);
  const branch = known && branches[known.result === true ? 0 : 1];
  return known && (branch ? within(branch) : ABSENT);
}

/** The result of an operator that needs all of its operands. An operand that is evaluated for each element does not matter without elements. */
function strictly(expression: Expression, operands: ReadonlyArray<Known | undefined>): Known | undefined {
  const isTransform = operatorOf(expression.op).kind === 'transform';
  const first = operands[0];
  if (isTransform && isAbsent(first)) {
    return ABSENT;
  }
  const isEmpty = Array.isArray(first?.result) && first.result.length === 0;
  const needed = isEmpty && isTransform ? operands.slice(0, 1) : operands;
  return needed.every(each => each !== undefined) ? resultFor(expression, operands.map(each => each?.result)) : undefined;
}
