import { keyParts, type Check } from './check';
import { facetOf, type Comparison } from '../../analysis/facets';
import { elementFor, inferExpression } from '../../analysis/inference';
import type { Expression, Rule, SubjectName } from '../../core/document/document';
import { expressionsOf, placeOf } from '../../core/document/expressions';
import { operatorOf, type OperatorName } from '../../core/operators';
import { ANYTHING, inferPath, inferStep, isNeverPresent, type Inference } from '../../core/operators/inference';
import type { Operand } from '../../core/operators/operator';
import type { Path, TypeName } from '../../core/operators/result';
import type { Problem } from '../../problems/problems';

/**
 * Expressions that can never work, for any token: a transform of a type that it does not accept, a comparison of types that never match,
 * and a path through a value that is neither a list nor a map.
 */
export const TYPES: Check = {
  name: 'Type',
  finds: 'a value of a type that an operator does not accept, a comparison that is never true, or a path that never finds a value',
  problems: rules => [
    ...rules.document.rules.flatMap(rule => expressionsOf(rule)
      .flatMap(([member, expression]) => problemsOf(expression, placeOf(rule, member), rule.subjects))),
    ...keyParts(rules).flatMap(({ part, path }) => problemsOf(part, path, ['USER', 'MACHINE'])),
  ],
};

type Found = Map<Expression, Map<Inference, readonly Problem[]>>;

/** @param found cache by expression and current element, as an expression can be a part of several others */
function problemsOf(
  expression: Expression, path: string, subjects: readonly SubjectName[], element: Inference = ANYTHING, found: Found = new Map(),
): readonly Problem[] {
  const ofExpression = found.get(expression) ?? new Map<Inference, readonly Problem[]>();
  const problems = ofExpression.get(element) ?? findProblems(expression, path, subjects, element, found);
  found.set(expression, ofExpression.set(element, problems));
  return problems;
}

function findProblems(expression: Expression, path: string, subjects: readonly SubjectName[], element: Inference, found: Found): readonly Problem[] {
  const { op, args = [], of = [] } = expression;
  const elements = of.map((_, index) => elementFor(index, expression, subjects, element));
  const inferences = of.map((operand, index) => inferExpression(operand, subjects, elements[index]));
  const followed = op === 'element' ? element : facetOf(op).kind === 'part' ? inferences[0] : undefined;
  const own = typeProblem(op, inferences, `${path}.${op}`) ?? (followed && pathProblem(followed, (args[0] ?? []) as unknown as Path, `${path}.${op}`));
  const within = new Set(of.flatMap((operand, index) => problemsOf(operand, path, subjects, elements[index], found)));
  // report the innermost problems only: they cause those around them
  return within.size > 0 || !own ? [...within] : [own];
}

/** The operands that must have the same type: all values, or the elements of a list and the other values. */
function sameTypeOf(op: OperatorName): Comparison['sameType'] {
  const facet = facetOf(op);
  return facet.kind === 'comparison' ? facet.sameType : facet.kind === 'members' && (facet.keeps === 'OPERANDS' || facet.inOther !== undefined) ? 'MEMBERS' : 'NOTHING';
}

/** The types that are compared with the elements of a list: those of a value, or of the elements of another list. */
function comparedTypes(op: OperatorName, other: Inference): readonly TypeName[] {
  const facet = facetOf(op);
  return facet.kind === 'members' && facet.inOther !== undefined ? other.members?.types ?? [] : other.types;
}

function typeProblem(op: OperatorName, inferences: readonly Inference[], path: string): Problem | undefined {
  const { operands, each } = operatorOf(op);
  const operandAt = (index: number): Operand => operands[Math.min(index, operands.length - 1)];
  const wrong = inferences.findIndex((inference, index) => !isTaken(inference, operandAt(index), each === true && index === 0));
  if (wrong >= 0) {
    const { accepts } = operandAt(wrong);
    const allowed = `${words(accepts!)}${each && wrong === 0 ? `, or a list of ${plural(accepts!)}` : ''}`;
    return problem(path, describe(inferences[wrong]), allowed, fixFor(inferences[wrong].types, accepts!));
  }
  const ofMembers = inferences.findIndex(({ members }, index) => members && !mayMeet(members.types, operandAt(index).members ?? members.types));
  if (ofMembers >= 0) {
    const { members } = operandAt(ofMembers);
    return problem(path, describe(inferences[ofMembers]), `a list of ${plural(members!)}`, fixForMembers(inferences[ofMembers].members!.types, members!));
  }
  const [left, ...others] = inferences;
  const never = (types: readonly TypeName[]): boolean => others.length > 0 && others.every(other => !mayMeet(types, comparedTypes(op, other)));
  const given = `${left && describe(left)} and ${others.map(describe).join(', ')}`;
  const mismatch = 'a comparison of values of the same type: there is no implicit conversion';
  const sameType = sameTypeOf(op);
  if (sameType === 'VALUES' && never(left.types)) {
    return problem(path, given, mismatch, 'convert one value with asString(), toNumber() or toBoolean()');
  }
  return sameType === 'MEMBERS' && left.members && never(left.members.types)
    ? problem(path, given, mismatch, 'convert one side, or the elements of the list with mapEach(...)')
    : undefined;
}

/** The first step of a path that never finds a value. */
function pathProblem(value: Inference, steps: Path, path: string): Problem | undefined {
  const end = steps.findIndex((step, index) => !inferStep(inferPath(value, steps.slice(0, index)), step));
  if (end < 0) {
    return undefined;
  }
  const at = inferPath(value, steps.slice(0, end));
  const step = steps[end];
  return problem(path, `${typeof step === 'number' ? `[${step}]` : `'${step}'`} of ${describe(at)}`, typeof step === 'number' ? 'an index in a list' : 'the name of a property in a map',
    at.types.includes('list') ? "write the index of an element first, or use all elements: mapEach(Value.element('name'))"
      : at.types.includes('map') ? 'write the name of the property' : 'remove the path: the value is neither a list nor a map');
}

function isTaken(inference: Inference, { accepts }: Operand, each: boolean): boolean {
  const { types, members } = inference;
  if (!accepts || mayMeet(types, accepts)) {
    return true;
  }
  return each && types.includes('list') && (members === undefined || mayMeet(members.types, accepts));
}

/** True if the types overlap. A value that is always absent has no types, and so matches everything. */
function mayMeet(left: readonly TypeName[], right: readonly TypeName[]): boolean {
  return left.length === 0 || right.length === 0 || left.some(type => right.includes(type));
}

function problem(path: string, given: string, allowed: string, fix: string): Problem {
  return { check: 'Type', path, given, allowed, fix };
}

function describe({ types, members }: Inference): string {
  return types.length === 1 && types[0] === 'list' && members && !isNeverPresent(members) ? `a list of ${plural(members.types)}` : words(types);
}

function plural(types: readonly TypeName[]): string {
  return types.map(type => `${type}s`).join(' or ');
}

function words(types: readonly TypeName[]): string {
  return `a ${types.join(' or ')}`;
}

function fixFor(given: readonly TypeName[], accepts: readonly TypeName[]): string {
  if (accepts.includes('list')) {
    return given.includes('string') ? 'convert it to a list with split(...) or parseJson()' : 'use a list';
  }
  if (given.includes('list')) {
    return 'convert it to one value with join(...), first() or size(), or apply the operation to each element with mapEach(...)';
  }
  return accepts.includes('number') && given.includes('string') ? 'convert it to a number with toNumber()'
    : accepts.includes('boolean') && given.includes('string') ? 'convert it to a boolean with toBoolean()'
      : accepts.includes('string') ? 'convert it to a string with asString() or toJson()' : 'use another value';
}

function fixForMembers(given: readonly TypeName[], accepts: readonly TypeName[]): string {
  if (given.includes('list')) {
    return 'combine them into one list with flatten()';
  }
  return accepts.includes('number') && given.includes('string') ? 'convert the elements to numbers with mapEach(Value.element().toNumber())'
    : accepts.includes('string') && !given.includes('map') ? 'convert the elements to strings with mapEach(Value.element().asString())'
      : "select one value from each element with mapEach(Value.element('name'))";
}

/** Values of a type that the rule does not accept. */
export const VALUE_TYPES: Check = {
  name: 'ValueType',
  finds: 'a value that never has the type that the rule needs',
  problems: ({ document }) => document.rules.flatMap(rule => {
    switch (rule.kind) {
      case 'addScope':
        return rule.list ? expectStrings(rule, 'value', rule.value) : [];
      case 'keepScopes':
        return expectStrings(rule, 'value', rule.value);
      case 'setGroups':
        return [
          ...expectStrings(rule, 'groups', rule.groups),
          ...expectStrings(rule, 'iamRoles', rule.iamRoles),
          ...expect(rule, 'preferredRole', 'string', rule.preferredRole),
        ];
      default:
        return [];
    }
  }),
};

/** A list of strings: the function omits elements that are not strings, so a list without strings would be empty. */
function expectStrings(rule: Rule, member: string, expression: Expression | undefined): readonly Problem[] {
  const { members } = expression ? inferExpression(expression, rule.subjects) : {};
  return !members || isNeverPresent(members) || members.types.includes('string') ? expect(rule, member, 'list', expression) : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a list of ${members.types.map(each => `${each}s`).join(' or ')}`,
    allowed: 'a list of strings',
    fix: members.types.includes('list') ? 'combine them into one list with flatten()' : 'convert the elements to strings with mapEach(Value.element().asString())',
  }];
}

function expect(rule: Rule, member: string, type: TypeName, expression: Expression | undefined): readonly Problem[] {
  const types = expression ? inferExpression(expression, rule.subjects).types : [];
  return types.length === 0 || types.includes(type) ? [] : [{
    check: 'ValueType',
    path: `${rule.id}.${member}`,
    given: `a ${types.join(' or ')}`,
    allowed: `a ${type}`,
    fix: type === 'list' ? 'put it into Value.listOf(...), or split it with split(...)' : 'select one value from it',
  }];
}
