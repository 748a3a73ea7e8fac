import { textOf, type Names } from './expressions';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';
import { operatorOf } from '../core/operators';
import type { Evaluated } from '../core/operators/evaluated';
import { typeOf, type TypeName, type Value } from '../core/operators/result';
import { show } from '../problems/problems';

/** The result of an expression for one request. */
export type ResultOf = (expression: Expression) => Evaluated;

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
  const { operands } = operatorOf(expression.op);
  const part = (expression.of ?? []).find((each, index) => !operands[Math.min(index, operands.length - 1)].perMember && resultOf(each).kind === kind);
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
    case 'TYPE': return wrongType(expression, resultOf, names) ?? `${text} does not have the type that the rule needs`;
    case 'CONVERSION': return notConverted(expression, resultOf, names);
    case 'SIZE': return `${text} is longer than allowed`;
    case 'EVENT': return `${text} is not in events of this version`;
    case 'READ': return `${source} could not be read`;
    case 'LIMIT': return `${source} has more items than its limit`;
    case 'KEYS': return `the list of keys of ${source} is longer than its limit`;
    case 'OMITTED': return `${source} is disabled`;
    default: return undefined;
  }
}

/** For example `profile.suspended is a string, not a boolean`. */
function wrongType(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const { operands } = operatorOf(expression.op);
  for (const [index, part] of (expression.of ?? []).entries()) {
    const { accepts } = operands[Math.min(index, operands.length - 1)];
    const result = resultOf(part);
    if (accepts && result.kind === 'PRESENT' && !accepts.includes(result.type)) {
      return `${textOf(part, names)} is ${article(result.type)}, not ${accepts.map(article).join(' or ')}`;
    }
  }
  const list = listIn(expression, resultOf);
  return list && (wrongElement(expression, resultOf, names) ?? `an element of ${textOf(list, names)} has a wrong type`);
}

function listIn({ of }: Expression, resultOf: ResultOf): Expression | undefined {
  return of?.find(part => {
    const result = resultOf(part);
    return result.kind === 'PRESENT' && result.type === 'list';
  });
}

/**
 * For example `an element of profile.tags is a map, not a string`: in the list of the operator, or in the list that it is made from. The JSON of a list
 * lacks elements that have failed, so it does not tell the place.
 */
function wrongElement(expression: Expression, resultOf: ResultOf, names: Names): string | undefined {
  const list = listIn(expression, resultOf);
  if (!list) {
    return undefined;
  }
  const { operands } = operatorOf(expression.op);
  const { accepts = [] } = operands[Math.min(expression.of!.indexOf(list), operands.length - 1)];
  const accepted: readonly TypeName[] = accepts.filter(type => type !== 'list');
  const elements = (resultOf(list) as { readonly value: readonly Json[] }).value;
  const wrong = elements.map(element => typeOf(element as Value)).find(type => accepted.length > 0 && !accepted.includes(type));
  return wrong ? `an element of ${textOf(list, names)} is ${article(wrong)}, not ${accepted.map(article).join(' or ')}` : wrongElement(list, resultOf, names);
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
