import { keyParts, type Check } from './check';
import type { Expression, SubjectName } from '../document';
import { expressionsOf, placeOf } from '../expressions';
import { inferExpression } from '../inference';
import { operatorOf } from '../operators';
import { ANYTHING, type Inference } from '../operators/inference';
import type { Operand, Operator } from '../operators/operator';
import type { TypeName } from '../operators/result';
import type { Problem } from '../problems';

/** What can never work, whatever the token: a transform of a type that it does not take, and a comparison of types that never match. */
export const TYPES: Check = {
  name: 'Type',
  finds: 'a value of a type that an operator never takes, or a comparison that is never true',
  problems: rules => [
    ...rules.document.rules.flatMap(rule => expressionsOf(rule)
      .flatMap(([member, expression]) => problemsOf(expression, placeOf(rule, member), rule.subjects))),
    ...keyParts(rules).flatMap(({ part, path }) => problemsOf(part, path, ['USER', 'MACHINE'])),
  ],
};

/** Never true of two types, or of one type and several others. */
const COMPARISONS: readonly string[] = ['isEqualTo', 'isSameAs', 'isOneOf', 'isAtLeast', 'isAtMost', 'isGreaterThan', 'isLessThan'];

function problemsOf(expression: Expression, path: string, subjects: readonly SubjectName[], element: Inference = ANYTHING): readonly Problem[] {
  const { op, of = [] } = expression;
  const operator = operatorOf(op);
  const inferences = of.map((operand, index) => inferExpression(operand, subjects, elementOf(operator, index, expression, subjects, element)));
  const own = typeProblem(operator, inferences, `${path}.${op}`);
  const within = of.flatMap((operand, index) => problemsOf(operand, path, subjects, elementOf(operator, index, expression, subjects, element)));
  // what is wrong within makes everything around it wrong, too
  return within.length > 0 || !own ? within : [own];
}

/** The member at hand in a body is one of the list. */
function elementOf({ operands }: Operator, index: number, { of = [] }: Expression, subjects: readonly SubjectName[], element: Inference): Inference {
  return operands[index]?.perMember ? inferExpression(of[0], subjects, element).members ?? ANYTHING : element;
}

function typeProblem(operator: Operator, inferences: readonly Inference[], path: string): Problem | undefined {
  const { name, operands, each } = operator;
  const operandAt = (index: number): Operand => operands[Math.min(index, operands.length - 1)];
  const wrong = inferences.findIndex((inference, index) => !isTaken(inference, operandAt(index), each === true && index === 0));
  if (wrong >= 0) {
    const { accepts } = operandAt(wrong);
    const allowed = `${words(accepts!)}${each && wrong === 0 ? ', or a list of them' : ''}`;
    return problem(path, describe(inferences[wrong]), allowed, fixFor(inferences[wrong].types, accepts!));
  }
  const [left, ...others] = inferences;
  const mismatch = 'a comparison with something of the same type: nothing is converted by itself';
  if (COMPARISONS.includes(name) && others.every(other => !overlap(left.types, other.types))) {
    return problem(path, `${describe(left)} and ${others.map(describe).join(', ')}`, mismatch, 'convert one of them with toText(), toNumber() or toBoolean()');
  }
  return name === 'hasMember' && left.members && left.members.types.length > 0 && !overlap(left.members.types, others[0].types)
    ? problem(path, `a list of ${words(left.members.types)} and ${describe(others[0])}`, mismatch, 'convert the member, or the members of the list')
    : undefined;
}

function isTaken({ types, members }: Inference, { accepts }: Operand, each: boolean): boolean {
  if (!accepts || types.length === 0 || overlap(types, accepts)) {
    return true;
  }
  return each && types.includes('list') && (members === undefined || members.types.length === 0 || overlap(members.types, accepts));
}

function overlap(left: readonly TypeName[], right: readonly TypeName[]): boolean {
  return left.some(type => right.includes(type));
}

function problem(path: string, given: string, allowed: string, fix: string): Problem {
  return { check: 'Type', path, given, allowed, fix };
}

function describe({ types, members }: Inference): string {
  return types.length === 1 && types[0] === 'list' && members && members.types.length > 0 ? `a list of ${words(members.types)}` : `a ${types.join(' or ')}`;
}

function words(types: readonly TypeName[]): string {
  return `a ${types.join(' or ')}`;
}

function fixFor(given: readonly TypeName[], accepts: readonly TypeName[]): string {
  if (accepts.includes('list')) {
    return given.includes('text') ? 'make a list of it with split(...) or parseJson()' : 'give a list';
  }
  if (given.includes('list')) {
    return 'make one value of it with join(...), first() or size(), or work on its members with mapEach(...)';
  }
  return accepts.includes('number') && given.includes('text') ? 'make a number of it with toNumber()'
    : accepts.includes('boolean') && given.includes('text') ? 'make a boolean of it with toBoolean()'
      : accepts.includes('text') ? 'make a text of it with toText() or toJson()' : 'give another value';
}
