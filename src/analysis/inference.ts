import type { Expression, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import { ANYTHING, inferPath, type Inference } from '../core/operators/inference';
import type { Path } from '../core/operators/paths';

/** The static type of an expression: what it can be, whether it can be absent, and whether it can fail. */
export function inferExpression(expression: Expression, subjects: readonly SubjectName[], element: Inference = ANYTHING): Inference {
  const { op, args = [], of = [] } = expression;
  const operator = operatorOf(op);
  if (op === 'element') {
    return inferPath(element, (args[0] ?? []) as unknown as Path);
  }
  const [first, ...rest] = of;
  const hasBody = op === 'mapEach' || op === 'keepWhere' || op === 'sortedBy';
  const list = hasBody && first ? inferExpression(first, subjects, element) : undefined;
  const operands = list
    ? [list, ...rest.map(body => inferExpression(body, subjects, list.members ?? ANYTHING))]
    : of.map(operand => inferExpression(operand, subjects, element));
  const inferred = operator.infer({ args, operands, subjects });
  // a source of user data is absent on machine tokens
  return !operator.ofUser || operator.yields === 'condition' || !subjects.includes('MACHINE') ? inferred : { ...inferred, absent: true, ...!subjects.includes('USER') && { types: [], failed: false } };
}
