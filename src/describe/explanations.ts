import { textOf, type Names } from './expressions';
import type { Expression } from '../core/document/document';
import { operatorOf } from '../core/operators';
import type { Evaluated } from '../core/operators/evaluated';
import type { TypeName } from '../core/operators/result';
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
  const list = expression.of?.find(part => {
    const result = resultOf(part);
    return result.kind === 'PRESENT' && result.type === 'list';
  });
  return list && `an element of ${textOf(list, names)} has a wrong type`;
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
