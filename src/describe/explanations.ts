import { textOf, type Names } from './wording';
import type { Expression, RulesetDocument } from '../core/document/document';
import { keyExpressions } from '../core/document/expressions';
import { ownMember, type Json } from '../core/document/json';
import { operatorOf } from '../core/operators';
import type { Operand } from '../core/operators/operator';
import { typeOf, type Evaluated, type FailureReason, type ResultOf, type TypeName, type Value } from '../core/operators/result';
import { show } from '../problems/problems';

/**
 * Explains why a value is absent or has failed, or why a condition is unknown: by the innermost part for which that is so.
 *
 * @returns undefined if it is not so
 */
export function explain(expression: Expression, kind: 'ABSENT' | 'FAILED', resultOf: ResultOf, names: Names): string | undefined {
  return resultOf(expression).kind === kind ? explainPart(innermost(expression, kind, resultOf), resultOf, names) : undefined;
}

/** Parts that are evaluated for each element of a list have no result of their own. */
function innermost(expression: Expression, kind: Evaluated['kind'], resultOf: ResultOf): Expression {
  const part = (expression.of ?? []).find((each, index) => !operandAt(expression, index).perMember && resultOf(each).kind === kind);
  return part ? innermost(part, kind, resultOf) : expression;
}

function explainPart(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const result = resultOf(expression);
  if (result.kind === 'PRESENT') {
    return undefined;
  }
  const text = textOf(expression, names);
  if (result.kind === 'ABSENT') {
    return `${text} is absent`;
  }
  const { reason, source } = result;
  switch (reason) {
    case 'TYPE': return wrongType(expression, resultOf, names) ?? differentTypes(expression, resultOf, names) ?? `${text} does not have the type that the rule needs`;
    case 'CONVERSION': return failedElement(expression, reason, resultOf, names) ?? notConverted(expression, resultOf, names);
    case 'SIZE': return failedElement(expression, reason, resultOf, names) ?? `${text} is longer than allowed`;
    case 'EVENT': return `${text} is not in events of this version`;
    case 'READ': return keyExplanation(source!, resultOf, names) ?? `${source} could not be read`;
    case 'LIMIT': return `${source} has more items than its limit`;
    case 'KEYS': return `the list of keys of ${source} is longer than its limit`;
    case 'OMITTED': return `${source} is disabled`;
    default: return undefined;
  }
}

/** A source is not read if a value of its key has failed. */
function keyExplanation(source: string, resultOf: ResultOf, names: Names): string | undefined {
  const { sources } = names as Partial<RulesetDocument>;
  const read = sources && ownMember(sources, source);
  const why = read && keyExpressions(read).map(key => explain(key, 'FAILED', resultOf, names)).find(text => text !== undefined);
  return why === undefined ? undefined : `${source} was not read, as ${why}`;
}

/** For example `profile.level is a string, and 3 is a number`. */
function differentTypes(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const present = (expression.of ?? []).filter((_, index) => !operandAt(expression, index).perMember)
    .flatMap(part => {
      const result = resultOf(part);
      return result.kind === 'PRESENT' ? [{ part, type: result.type }] : [];
    });
  return new Set(present.map(({ type }) => type)).size < 2 ? undefined
    : present.map(({ part, type }) => `${textOf(part, names)} is ${article(type)}`).join(', and ');
}

/** For example `profile.suspended is a string, not a boolean`. */
function wrongType(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const operands = (expression.of ?? []).map((_, index) =>
    operandAt(expression, index).perMember ? undefined : wrongOperand(expression, index, resultOf, names));
  return operands.find(text => text !== undefined) ?? failedElement(expression, 'TYPE', resultOf, names) ?? wrongElement(expression, resultOf, names) ?? typesOfElements(expression, resultOf, names);
}

function wrongOperand(expression: Expression, index: number, resultOf: ResultOf, names: Names): string | undefined {
  const part = expression.of![index];
  const { accepts } = operandAt(expression, index);
  const result = resultOf(part);
  return accepts && result.kind === 'PRESENT' && !accepts.includes(result.type)
    ? `${textOf(part, names)} is ${article(result.type)}, not ${accepts.map(article).join(' or ')}` : undefined;
}

/** Elements of a list that are examined: each is evaluated alone, which takes as long as the whole rule if it uses another long list. */
const EXAMINED = 100;

/**
 * For example `for an element of profile.roles, element.level is a string, not a number`: in the list of the operator, or in the list that it is made
 * from. The JSON of a list lacks elements that have failed, so it does not tell the place.
 */
function failedElement(expression: Expression, reason: FailureReason, resultOf: ResultOf, names: Names): string | undefined {
  const list = listIn(expression, resultOf);
  if (!list) {
    return undefined;
  }
  const index = expression.of!.findIndex((_, position) => operandAt(expression, position).perMember);
  for (const element of index < 0 ? [] : list.elements.slice(0, EXAMINED)) {
    const onElement: ResultOf = (each, inner = element) => resultOf(each, inner);
    const result = onElement(expression.of![index]);
    const why = result.kind === 'FAILED' && result.reason === reason ? explain(expression.of![index], 'FAILED', onElement, names)
      : wrongOperand(expression, index, onElement, names);
    if (why !== undefined) {
      return `for an element of ${textOf(list.expression, names)}, ${why}`;
    }
  }
  return failedElement(list.expression, reason, resultOf, names);
}

/** For example `an element of profile.tags is a map, not a string`. */
function wrongElement(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const list = listIn(expression, resultOf);
  if (!list) {
    return undefined;
  }
  const { accepts = [] } = operandAt(expression, expression.of!.indexOf(list.expression));
  const accepted: readonly TypeName[] = accepts.filter(type => type !== 'list');
  const wrong = list.types.find(type => accepted.length > 0 && !accepted.includes(type));
  return wrong ? `an element of ${textOf(list.expression, names)} is ${article(wrong)}, not ${accepted.map(article).join(' or ')}`
    : wrongElement(list.expression, resultOf, names);
}

/** For an operator that does not name the types of elements that it accepts, such as `sum`. */
function typesOfElements(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const list = listIn(expression, resultOf);
  return list && `an element of ${textOf(list.expression, names)} has a wrong type: there is ${list.types.map(article).join(' and ')}`;
}

interface List {
  readonly expression: Expression;
  readonly elements: readonly Json[];
  readonly types: readonly TypeName[];
}

/** The first operand that is a list. */
function listIn({ of = [] }: Expression, resultOf: ResultOf): List | undefined {
  for (const expression of of) {
    const result = resultOf(expression);
    if (result.kind === 'PRESENT' && result.type === 'list') {
      const elements = result.value as readonly Json[];
      return { expression, elements, types: [...new Set(elements.map(element => typeOf(element as Value)))] };
    }
  }
  return undefined;
}

function operandAt({ op }: Expression, index: number): Operand {
  const { operands } = operatorOf(op);
  return operands[Math.min(index, operands.length - 1)];
}

/** For example `userAttribute("custom:level") is 'x', which toNumber cannot convert`. A preview has the values of a test. */
function notConverted(expression: Expression, resultOf: ResultOf, names: Names): string {
  const { op, of: [part] = [] } = expression;
  const result = part && resultOf(part);
  return result?.kind === 'PRESENT' ? `${textOf(part, names)} is ${show(result.value)}, which ${op} cannot convert` : `${textOf(expression, names)} cannot be converted`;
}

function article(type: TypeName): string {
  return `a ${type}`;
}
