import type { Expression, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

interface Known {
  readonly subjects: string;
  readonly element: Inference;
  readonly inference: Inference;
}

/** Every check asks for the types of the same expressions, and an expression is a part of several others. */
const known = new WeakMap<Expression, Known[]>();

/**
 * The static type of an expression: what it can be, whether it can be absent, and whether it can fail.
 *
 * @param element the member at hand, as `memberAtHand` gives it
 */
export function inferExpression(expression: Expression, subjects: readonly SubjectName[], element: Inference = ANYTHING): Inference {
  const ofExpression = known.get(expression) ?? [];
  const before = ofExpression.find(each => each.element === element && each.subjects === subjects.join());
  if (before) {
    return before.inference;
  }
  const inference = infer(expression, subjects, element);
  known.set(expression, [...ofExpression, { subjects: subjects.join(), element, inference }]);
  return inference;
}

function infer(expression: Expression, subjects: readonly SubjectName[], element: Inference): Inference {
  const { op, args = [], of = [] } = expression;
  const { infer: inferOperator, ofUser, yields } = operatorOf(op);
  const operands = of.map((operand, index) => inferExpression(operand, subjects, elementFor(index, expression, subjects, element)));
  const inferred = inferOperator({ args, operands, subjects, element });
  // a source of user data is absent on machine tokens
  return !ofUser || yields === 'condition' || !subjects.includes('MACHINE')
    ? inferred
    : { ...inferred, absent: true, ...!subjects.includes('USER') && { types: [], failed: false } };
}

/** The member at hand for an operand: one of the list before it, where the operand is evaluated for each. */
export function elementFor(index: number, { op, of = [] }: Expression, subjects: readonly SubjectName[], element: Inference): Inference {
  return operatorOf(op).operands[index]?.perMember ? memberAtHand(inferExpression(of[0], subjects, element)) : element;
}

/** The same object for the same list, as types are kept by it. */
const members = new WeakMap<Inference, Inference>();

/** A member that is there is never absent. */
export function memberAtHand(list: Inference): Inference {
  const member = members.get(list) ?? { ...list.members ?? ANYTHING, absent: false };
  members.set(list, member);
  return member;
}
