import { OPERATOR_SIZES, type Least } from './operator-sizes';
import { anything, scalar, times, type ValueSize } from './value-size';
import { inferExpression, memberAtHand } from '../analysis/inference';
import type { Expression, SubjectName } from '../core/document/document';
import { ownMember } from '../core/document/json';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** The limits that sizes depend on, in addition to the expression. */
export interface SizeContext {
  /** The maximum number of characters of a user attribute. */
  readonly attributeLength: (name: string) => number;
  /** The maximum number of items of a source. */
  readonly itemLimit: (source: string) => number;
  readonly subjects: readonly SubjectName[];
}

/** The maximum number of bytes of a value as JSON. Undefined if the value has no maximum. */
export function maxValueSize(expression: Expression, context: SizeContext): number | undefined {
  return finite(valueSize(expression, context).bytes);
}

/**
 * The maximum number of bytes of the scopes from a string or a list of strings. The function drops a scope that is too long or that contains a
 * character which needs more than one byte in JSON.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function maxScopesSize(expression: Expression, context: SizeContext): number | undefined {
  const { bytes, unlisted, members } = valueSize(expression, context);
  return finite(Math.min(bytes, Math.max(Math.min(unlisted, SCOPE), times(members, SCOPE))));
}

/** The bytes of a scope of 256 characters, with its quotes or separators. */
const SCOPE = 258;

function finite(bytes: number): number | undefined {
  return Number.isFinite(bytes) ? bytes : undefined;
}

/** The maximum sizes of a value and its elements. */
export function valueSize(expression: Expression, context: SizeContext): ValueSize {
  return sizeWithin(expression, { context, least: Math.min, inference: ANYTHING, element: anything(Infinity), known: new Map() });
}

/** The context of an expression: the current element, and the way to combine bounds. */
interface Around {
  readonly context: SizeContext;
  readonly least: Least;
  readonly inference: Inference;
  readonly element: ValueSize;
  /** Results by expression, as an expression can be a part of several others. */
  readonly known: Map<Expression, ValueSize>;
}

function sizeWithin(expression: Expression, around: Around): ValueSize {
  const size = around.known.get(expression) ?? findSize(expression, around);
  around.known.set(expression, size);
  return size;
}

function findSize({ op, args = [], of = [] }: Expression, around: Around): ValueSize {
  const { context: { subjects, attributeLength, itemLimit }, inference, element, least } = around;
  const sizeOf = ownMember(OPERATOR_SIZES, op);
  if (!sizeOf) {
    // a condition
    return scalar(0);
  }
  const { operands } = operatorOf(op);
  const ofValue = of.filter((_, index) => !operands[index]?.perMember);
  return sizeOf({
    args,
    operands: ofValue.map(operand => sizeWithin(operand, around)),
    types: ofValue.map(operand => inferExpression(operand, subjects, inference).types),
    body: (member, bounds) => sizeWithin(of[1], {
      ...around, least: bounds, element: member, inference: memberAtHand(inferExpression(of[0], subjects, inference)), known: new Map(),
    }),
    element,
    attributeLength,
    itemLimit,
    least,
  });
}
