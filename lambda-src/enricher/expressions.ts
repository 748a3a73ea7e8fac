import type * as PatternEngine from './pattern-engine';
import type { Expression } from '../../src/core/document/document';
import { operatorOf } from '../../src/core/operators';
import { CHARACTERS, spend, type Evaluate, type Engines } from '../../src/core/operators/operator';
import { Failure, isList, type Result } from '../../src/core/operators/result';

/* eslint-disable @typescript-eslint/no-require-imports */

const BYTES_AS = { HEX: 'hex', BASE64: 'base64', BASE64URL: 'base64url' } as const;

/** Loaded only for rules that use them. The pattern engine takes longer to load than everything else. */
const ENGINES: Engines = {
  pattern: source => (require('./pattern-engine') as typeof PatternEngine).compilePattern(source),
  sha256: (text, encoding) => (require('crypto') as typeof import('crypto')).createHash('sha256').update(text, 'utf8').digest(BYTES_AS[encoding]),
};

/** True if the whole string matches a pattern. */
export function matchesPattern(source: string, text: string): boolean {
  return ENGINES.pattern(source).matches(text);
}

/** The reason why the engine cannot run a pattern; undefined if it can. */
export function patternProblem(source: string): string | undefined {
  try {
    ENGINES.pattern(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Compiles an expression to closures.
 *
 * @param perMember the expression is evaluated for each element of a list
 */
export function buildExpression(expression: Expression, perMember = false): Evaluate {
  return perMember && !usesElement(expression) ? oncePerList(buildExpression(expression)) : counted(buildOperator(expression, perMember));
}

function buildOperator(expression: Expression, perMember: boolean): Evaluate {
  const { build, operands } = operatorOf(expression.op);
  const built = (expression.of ?? []).map((operand, index) => buildExpression(operand, perMember || operands[index]?.perMember === true));
  return build(expression.args ?? [], built, ENGINES);
}

const EXHAUSTED = new Failure('WORK', true);
/** Counts steps in proportion to the size of each result, as later operators take time in proportion to it. */
function counted(evaluate: Evaluate): Evaluate {
  return withConstantOf(evaluate, evaluation => {
    const { work } = evaluation;
    if (work.left < 0) {
      return EXHAUSTED;
    }
    const result = evaluate(evaluation);
    work.left -= typeof result === 'string' ? 1 + Math.trunc(result.length / CHARACTERS) : isList(result) ? 1 + result.length : 1;
    return work.left < 0 ? EXHAUSTED : result;
  });
}

/** Operators that compare with constants need not evaluate them. */
function withConstantOf({ constant }: Evaluate, evaluate: Evaluate): Evaluate {
  return constant === undefined ? evaluate : Object.assign(evaluate, { constant });
}

/** True if an expression reads the current element. A nested list operator has its own elements, so operands evaluated for those do not count. */
function usesElement({ op, of = [] }: Expression): boolean {
  const { operands } = operatorOf(op);
  return op === 'element' || of.some((operand, index) => operands[index]?.perMember !== true && usesElement(operand));
}

/**
 * Evaluates an element-independent operand once per list. Otherwise two long lists would take seconds. Each use is one step, whatever its size is, as
 * an operator can have many operands.
 */
function oncePerList(evaluate: Evaluate): Evaluate {
  return withConstantOf(evaluate, evaluation => {
    const { once: known = new Map<Evaluate, Result>() } = evaluation;
    spend(evaluation, 1);
    if (!known.has(evaluate)) {
      known.set(evaluate, evaluate(evaluation));
    }
    return known.get(evaluate);
  });
}
