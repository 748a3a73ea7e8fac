import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { OperatorName } from '../core/operators';
import type { Problem } from '../problems/problems';
import type { TableSource } from '../sources/table-source';

/**
 * What an author object stands for: an operator with its constants as they were written, and the nodes it works on. The
 * compiler makes an expression of it and reports everything that is wrong with it, so author objects never throw.
 */
export interface AuthorNode {
  readonly op: AuthorOperator;
  readonly args?: readonly unknown[];
  readonly of?: readonly AuthorNode[];
  /** Names of the operands in messages, where they are not those of the operator. */
  readonly names?: readonly string[];
  /** The source that an `attribute` or `exists` reads. */
  readonly source?: TableSource;
  /** The same, by its name, where a template names it. */
  readonly sourceName?: string;
  /** The app clients of a `client` condition. */
  readonly clients?: readonly IUserPoolClientRef[];
  /** What was wrong already when it was made, at places in it. */
  readonly problems?: readonly Problem[];
}

/** Nodes that only authors write; the compiler replaces them by operators. */
export const TEMPLATE_TEXT = 'templateText';
export const INVALID = 'invalid';

export type AuthorOperator = OperatorName | typeof TEMPLATE_TEXT | typeof INVALID;

/**
 * How author objects are known: by symbols in the global registry, as an app can hold several copies of this package.
 */
const NODE = Symbol.for('cdk-cognito-token-enricher.node');
const YIELDS = Symbol.for('cdk-cognito-token-enricher.yields');

export type Yields = 'value' | 'condition';

export function markAuthorObject(object: object, yields: Yields, node: AuthorNode): void {
  Object.defineProperty(object, NODE, { value: node });
  Object.defineProperty(object, YIELDS, { value: yields });
}

/** The node of a Value or Condition; of anything else a node that the compiler reports. */
export function nodeOf(object: unknown, yields: Yields): AuthorNode {
  return yieldsOf(object) === yields ? (object as { [NODE]: AuthorNode })[NODE] : { op: INVALID, args: [object, yields] };
}

/** Whether something is a Value or a Condition, if it is one of them. */
export function yieldsOf(object: unknown): Yields | undefined {
  return isAuthorObject(object) ? (object as { [YIELDS]: Yields })[YIELDS] : undefined;
}

export function isAuthorObject(object: unknown): boolean {
  return typeof object === 'object' && object !== null && NODE in object;
}

/** The node of something that could not be made. */
export function invalid(problems: readonly Problem[]): AuthorNode {
  return { op: INVALID, problems };
}

/** The node of a constant. */
export function constant(value: unknown): AuthorNode {
  return { op: 'literal', args: [value] };
}
