import type { Evaluate, Evaluation } from './operator';
import { isFailure, worst, type Failure, type Result } from './result';

/** Values to compare with. */
export interface Compared {
  readonly has: (value: Result) => boolean;
  /** The most severe failure of a value, which could be equal to any other. */
  readonly failure?: Failure;
}

/**
 * Evaluates the values with which an operator compares, most of them constants. The set of the constants is made once, as an operator can be
 * evaluated for each element of a list: comparing with each of many constants would take seconds.
 */
export function comparedWith(operands: readonly Evaluate[]): (evaluation: Evaluation) => Compared {
  const others = operands.filter(({ constant }) => constant === undefined);
  let constants: ReadonlySet<Result> | undefined;
  return evaluation => {
    const known = constants ??= new Set(operands.map(({ constant }) => constant));
    const results = others.map(operand => operand(evaluation));
    return {
      has: value => value !== undefined && (known.has(value) || (!isFailure(value) && results.includes(value))),
      failure: worst(results.filter(isFailure)),
    };
  };
}
