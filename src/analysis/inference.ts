import type { Expression, Source, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';
import type { TypeName } from '../core/operators/result';

interface Known {
  readonly subjects: string;
  readonly element: Inference;
  readonly inference: Inference;
}

/** Cached, as many checks infer the same expressions, and expressions share parts. */
const known = new WeakMap<Expression, Known[]>();

/**
 * Infers the static type of an expression: its possible types, and if it can be absent or failed.
 *
 * @param element type of the current element, as returned by `memberAtHand`
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
  // user data is absent on machine tokens
  return !ofUser || yields === 'condition' || !subjects.includes('MACHINE')
    ? inferred
    : { ...inferred, absent: true, ...!subjects.includes('USER') && { types: [], failed: false } };
}

/** Type of the current element for an operand. If the operand is evaluated for each element, it is the element type of the list. */
export function elementFor(index: number, { op, of = [] }: Expression, subjects: readonly SubjectName[], element: Inference): Inference {
  return operatorOf(op).operands[index]?.perMember ? memberAtHand(inferExpression(of[0], subjects, element)) : element;
}

/** Returns the same object for the same list, as the cache compares elements by identity. */
const members = new WeakMap<Inference, Inference>();

/** Type of an element of a list. An element is never absent. */
export function memberAtHand(list: Inference): Inference {
  const member = members.get(list) ?? { ...list.members ?? ANYTHING, absent: false };
  members.set(list, member);
  return member;
}

/** The possible types of a value in a key. If the source reads one item for each element of a list, the types of these elements. */
export function keyTypes(source: Source, part: Expression): readonly TypeName[] {
  const inference = inferExpression(part, ['USER']);
  const isList = source.kind === 'itemForEach' && source.key[source.listAttribute] === part;
  return (isList ? inference.members ?? ANYTHING : inference).types;
}
