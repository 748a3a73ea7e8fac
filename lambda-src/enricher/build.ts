import { TOOLS } from './tools';
import type { Expression } from '../../src/core/document/document';
import { operatorOf } from '../../src/core/operators';
import type { EvaluatedOperator, Evaluate } from '../../src/core/operators/operator';
import { Failure, isList, type Result } from '../../src/core/operators/result';

/**
 * Builds closures out of an expression.
 *
 * @param perMember it is evaluated for each member of a list
 */
export function build(expression: Expression, perMember = false): Evaluate {
  return perMember && !usesElement(expression) ? once(build(expression)) : counted(buildOperator(expression, perMember));
}

function buildOperator(expression: Expression, perMember: boolean): Evaluate {
  const { build: buildEvaluate, operands }: EvaluatedOperator = operatorOf(expression.op);
  const built = (expression.of ?? []).map((operand, index) => build(operand, perMember || operands[index]?.perMember === true));
  return buildEvaluate(expression.args ?? [], built, TOOLS);
}

const EXHAUSTED = new Failure('WORK', true);
/** Characters that are one step. */
const CHARACTERS = 64;

/** Counts steps for what is made, as whatever works on it takes time in proportion to it. */
function counted(evaluate: Evaluate): Evaluate {
  return evaluation => {
    const { work } = evaluation;
    if (work.left < 0) {
      return EXHAUSTED;
    }
    const result = evaluate(evaluation);
    work.left -= typeof result === 'string' ? 1 + Math.trunc(result.length / CHARACTERS) : isList(result) ? 1 + result.length : 1;
    return work.left < 0 ? EXHAUSTED : result;
  };
}

/** Not of a list operator within: what that evaluates for each member has elements of its own. */
function usesElement({ op, of = [] }: Expression): boolean {
  const { operands }: EvaluatedOperator = operatorOf(op);
  return op === 'element' || of.some((operand, index) => operands[index]?.perMember !== true && usesElement(operand));
}

/** What no member changes is evaluated for the first one, of all lists around: a long list times a long list would take seconds. */
function once(evaluate: Evaluate): Evaluate {
  return evaluation => {
    const { once: known = new Map<Evaluate, Result>() } = evaluation;
    if (!known.has(evaluate)) {
      known.set(evaluate, evaluate(evaluation));
    }
    return known.get(evaluate);
  };
}
