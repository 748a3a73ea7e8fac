import type { IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { OperatorName } from '../core/operators';
import { is } from '../options/checks';
import type { Problem } from '../problems/problems';
import type { Source } from '../sources/source';

/**
 * The content of an author object: an operator with its constants, as they were written, and its operands. The compiler turns it
 * into an expression and reports all problems, so author objects never throw.
 */
export interface AuthorNode {
  readonly op: AuthorOperator;
  readonly args?: readonly unknown[];
  readonly of?: readonly AuthorNode[];
  /** Names of the operands in messages, if they differ from the operator's names. */
  readonly names?: readonly string[];
  /** The source that an `attribute` or `exists` reads. */
  readonly source?: Source;
  /** The name of the source, if a template refers to it. */
  readonly sourceName?: string;
  /** The app clients of a `client` condition. */
  readonly clients?: readonly IUserPoolClientRef[];
  /** Problems found when the object was created, with paths inside it. */
  readonly problems?: readonly Problem[];
}

/** Nodes that only author objects contain. The compiler replaces them with operators. */
export const TEMPLATE_TEXT = 'templateText';
export const INVALID = 'invalid';

export type AuthorOperator = OperatorName | typeof TEMPLATE_TEXT | typeof INVALID;

/** Author objects are recognized by symbols in the global registry, because an app can load several copies of this package. */
const NODE = Symbol.for('cdk-cognito-token-enricher.node');
const YIELDS = Symbol.for('cdk-cognito-token-enricher.yields');

export type Yields = 'value' | 'condition';

export function markAuthorObject(object: object, yields: Yields, node: AuthorNode): void {
  Object.defineProperty(object, NODE, { value: node });
  Object.defineProperty(object, YIELDS, { value: yields });
}

/** Returns the node of a Value or Condition. For anything else, returns a node that the compiler reports. */
export function nodeOf(object: unknown, yields: Yields): AuthorNode {
  return yieldsOf(object) === yields ? (object as { [NODE]: AuthorNode })[NODE] : { op: INVALID, args: [object, yields] };
}

/** Returns the kind of an author object, `undefined` for anything else. */
function yieldsOf(object: unknown): Yields | undefined {
  return isAuthorObject(object) ? (object as { [YIELDS]: Yields })[YIELDS] : undefined;
}

export function isAuthorObject(object: unknown): boolean {
  return typeof object === 'object' && object !== null && NODE in object;
}

/** Returns the node of an object that could not be created. */
export function invalid(problems: readonly Problem[]): AuthorNode {
  return { op: INVALID, problems };
}

/** Returns the node of a constant. */
export function constant(value: unknown): AuthorNode {
  return { op: 'literal', args: [value] };
}

const A_LIST = is(Array.isArray, 'a list of strings, numbers or booleans', 'write it in brackets: [...]');

/** Returns the node of an operator on a value and a list of constants. A Value in place of the list is left to the operator's checks. */
export function withConstants(op: OperatorName, value: AuthorNode, constants: readonly unknown[]): AuthorNode {
  const problems = isAuthorObject(constants) ? [] : A_LIST(constants, `${op}(constants)`);
  return problems.length > 0 ? invalid(problems) : { op, of: [value, ...Array.isArray(constants) ? constants.map(constant) : [constant(constants)]] };
}

export const A_VALUE = is(
  given => yieldsOf(given) === 'value', 'a Value',
  'write constants as Value.literal(...), and strings with placeholders as Value.template(...)', 'Value',
);

export const A_CONDITION = is(
  given => yieldsOf(given) === 'condition', 'a Condition',
  'compare a value, as in Value.email().endsWith(...), or use one of the factories of Condition', 'Condition',
);
