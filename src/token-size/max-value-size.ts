import { OPERATOR_SIZES, type Least } from './operator-sizes';
import { anything, scalar, times, type ValueSize } from './value-size';
import { inferExpression, memberAtHand } from '../analysis/inference';
import type { Expression, SubjectName } from '../core/document/document';
import { ownMember } from '../core/document/json';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** Limits that sizes depend on beside the expression. */
export interface SizeContext {
  /** Characters of an attribute of users, at most. */
  readonly attributeLength: (name: string) => number;
  /** Items of a query, at most. */
  readonly itemLimit: (source: string) => number;
  readonly subjects: readonly SubjectName[];
}

/** How many bytes the JSON of a value has at most. Undefined where it can be as long as a table has it. */
export function maxValueSize(expression: Expression, context: SizeContext): number | undefined {
  return finite(maxSize(expression, context).bytes);
}

/**
 * How many bytes scopes have at most that a string is, or the strings of a list: a longer one is dropped, and so is one with a character
 * that JSON would write with more than one byte.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function maxScopesSize(expression: Expression, context: SizeContext): number | undefined {
  const { bytes, unlisted, members } = maxSize(expression, context);
  return finite(Math.min(bytes, Math.max(Math.min(unlisted, SCOPE), times(members, SCOPE))));
}

/** A scope of 256 characters, and what stands around it. */
const SCOPE = 258;

function finite(bytes: number): number | undefined {
  return Number.isFinite(bytes) ? bytes : undefined;
}

function maxSize(expression: Expression, context: SizeContext): ValueSize {
  return sizeWithin(expression, { context, least: Math.min, inference: ANYTHING, element: anything(Infinity), known: new Map() });
}

/** The surroundings of an expression: the member at hand, and the bounds that count. */
interface Around {
  readonly context: SizeContext;
  readonly least: Least;
  readonly inference: Inference;
  readonly element: ValueSize;
  /** An expression can be a part of several others. */
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
