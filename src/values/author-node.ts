import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { OperatorName } from '../core/operators';
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
  const marked = object as { [NODE]?: AuthorNode; [YIELDS]?: Yields } | null | undefined;
  return marked?.[NODE] && marked[YIELDS] === yields ? marked[NODE] : { op: INVALID, args: [object, yields] };
}

export function isAuthorObject(object: unknown): boolean {
  return typeof object === 'object' && object !== null && NODE in object;
}

/** The node of a constant. */
export function constant(value: unknown): AuthorNode {
  return { op: 'literal', args: [value] };
}
