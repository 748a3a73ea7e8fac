import { membersIn, SEPARATOR, SHORTEST, SIZES, type Sizing } from './sizes';
import type { Expression, SubjectName } from '../document';
import { inferExpression } from '../inference';
import { operatorOf } from '../operators';
import { ANYTHING, type Inference } from '../operators/inference';

/** What sizes depend on beside the expression. */
export interface SizeContext {
  /** Characters of an attribute of users, at most. */
  readonly attributeLength: (name: string) => number;
  readonly subjects: readonly SubjectName[];
}

/** The member at hand in a list: its type, and how long all members are together. */
interface Element {
  readonly inference: Inference;
  readonly bytes: number | undefined;
}

const UNKNOWN: Element = { inference: ANYTHING, bytes: undefined };

/**
 * How many bytes the JSON of a value has at most. Undefined where it can be as long as a table has it.
 *
 * Kept apart from the table of operators, as the function needs none of it.
 */
export function longest(expression: Expression, context: SizeContext, element: Element = UNKNOWN): number | undefined {
  const { op, args = [], of = [] } = expression;
  if (op === 'element') {
    return element.bytes;
  }
  if (operatorOf(op).yields === 'condition') {
    return 0;
  }
  const infer = (each: Expression): Inference => inferExpression(each, context.subjects, element.inference);
  if (op === 'mapEach') {
    return longestOfEach(of[0], of[1], context, element);
  }
  const sizing: Sizing = {
    args,
    // what filters and orders members decides nothing about their size
    operands: (op === 'keepWhere' || op === 'sortedBy' ? of.slice(0, 1) : of).map(operand => longest(operand, context, element)),
    mayBeList: of.map(operand => infer(operand).types.includes('list')),
    attributeLength: context.attributeLength,
  };
  return SIZES[op](sizing);
}

/** Of all members together: what is made of nothing for each, and what their own length adds once. */
function longestOfEach(list: Expression, body: Expression, context: SizeContext, element: Element): number | undefined {
  const bytes = longest(list, context, element);
  const { members = ANYTHING } = inferExpression(list, context.subjects, element.inference);
  const [whole, shortest] = [bytes, SHORTEST].map(size => longest(body, context, { inference: members, bytes: size }));
  return bytes === undefined || whole === undefined || shortest === undefined
    ? undefined
    : Math.max(whole, shortest) + membersIn(bytes) * (shortest + SEPARATOR);
}
