import type { Operator } from '../../../src/core/operators/operator';

/** The documentation of an operator. */
export interface Documentation {
  /** The result, in one or two sentences. */
  readonly meaning: string;
  /** The result when an operand is absent. */
  readonly absent: string;
  /**
   * The result when an operand has failed, and the cases in which the operator itself fails. If undefined, transforms and comparisons
   * follow the rule of their kind; sources and conditions never fail.
   */
  readonly failed?: string;
  /** Result types, if they depend on the operands. */
  readonly gives?: string;
  /** An expression in TypeScript. */
  readonly example: string;
}

/** The documentation of each operator of a list, by name. */
export type DocumentationOf<Operators extends readonly Operator[]> = { readonly [name in Operators[number]['name']]: Documentation };
