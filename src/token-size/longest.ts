import { anything, elementOf, list, scalar, SEPARATOR, SHORTEST, times, type Extent } from './extent';
import { SIZES, type Sizing } from './sizes';
import { inferExpression } from '../analysis/inference';
import type { Expression, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** What sizes depend on beside the expression. */
export interface SizeContext {
  /** Characters of an attribute of users, at most. */
  readonly attributeLength: (name: string) => number;
  /** Items of a query, at most. */
  readonly itemLimit: (source: string) => number;
  readonly subjects: readonly SubjectName[];
}

/** The member at hand in a list. */
interface Element {
  readonly inference: Inference;
  readonly extent: Extent;
}

const UNKNOWN: Element = { inference: ANYTHING, extent: anything(Infinity) };

/**
 * How many bytes the JSON of a value has at most. Undefined where it can be as long as a table has it.
 *
 * Kept apart from the table of operators, as the function needs none of it.
 */
export function longest(expression: Expression, context: SizeContext): number | undefined {
  return known(largestExtent(expression, context).bytes);
}

/**
 * How many bytes scopes have at most that a text is, or the texts of a list: a longer one is dropped, and so is one with a character
 * that JSON would write with more than one byte.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function longestScopes(expression: Expression, context: SizeContext): number | undefined {
  const { bytes, unlisted, members } = largestExtent(expression, context);
  return known(Math.min(bytes, Math.max(Math.min(unlisted, SCOPE), times(members, SCOPE))));
}

/** A scope of 256 characters, and what stands around it. */
const SCOPE = 258;

function largestExtent(expression: Expression, context: SizeContext): Extent {
  return extentOf(expression, { ...context, least: Math.min }, UNKNOWN);
}

function known(bytes: number): number | undefined {
  return Number.isFinite(bytes) ? bytes : undefined;
}

type Extents = SizeContext & Pick<Sizing, 'least'>;

function extentOf(expression: Expression, context: Extents, element: Element): Extent {
  const { op, args = [], of = [] } = expression;
  if (op === 'element') {
    return args.length === 0 || (args[0] as unknown[]).length === 0 ? element.extent : anything(element.extent.bytes);
  }
  if (operatorOf(op).yields === 'condition') {
    return scalar(0);
  }
  if (op === 'mapEach') {
    return extentOfEach(of[0], of[1], context, element);
  }
  return SIZES[op]({
    args,
    // what filters and orders members decides nothing about their size
    operands: (op === 'keepWhere' || op === 'sortedBy' ? of.slice(0, 1) : of).map(operand => extentOf(operand, context, element)),
    types: of.map(operand => inferExpression(operand, context.subjects, element.inference).types),
    attributeLength: context.attributeLength,
    itemLimit: context.itemLimit,
    least: context.least,
  });
}

/**
 * All members at their longest, or what is made of all their bytes in one and next to nothing in each other, whichever is less. The
 * latter holds for what grows evenly: nothing may be cut off then.
 */
function extentOfEach(of: Expression, body: Expression, context: Extents, element: Element): Extent {
  const value = extentOf(of, context, element);
  const { members = ANYTHING } = inferExpression(of, context.subjects, element.inference);
  const made = (extent: Extent, least: Sizing['least']): Extent => extentOf(body, { ...context, least }, { inference: members, extent });
  const evenly = (bytes: number): number => made(anything(bytes), first => first).bytes;
  const result = list(value.members, made(elementOf(value), context.least));
  return { ...result, bytes: context.least(evenly(value.bytes) + times(value.members, evenly(SHORTEST) + SEPARATOR), result.bytes) };
}
