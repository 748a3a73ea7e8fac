import { createHash } from 'crypto';
import type { IConstruct } from 'constructs';
import { Stack, Stage, Token } from './aws-cdk-lib';

/**
 * The path of a construct relative to a scope: `Table` in the same stack, `^/Nested/Table` in another stack of the same top-level stack, and
 * `/DataStack/Table` in any other stack. Relative to the stage, so that the document is the same in every stage.
 */
export function relativePath(target: IConstruct, scope: IConstruct): string {
  const stack = Stack.of(target);
  if (stack === Stack.of(scope)) {
    return below(target, stack);
  }
  const top = topStack(stack);
  if (top === topStack(Stack.of(scope))) {
    return `^/${below(target, top)}`;
  }
  const stage = Stage.of(scope);
  return `/${stage && Stage.of(target) === stage ? below(target, stage) : target.node.path}`;
}

/** The top-level stack of a construct. */
export function topStack(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return stack;
}

function below(target: IConstruct, ancestor: IConstruct): string {
  return target.node.path.slice(ancestor.node.path.length).replace(/^\//, '');
}

/** The path of a resource as the author knows it: that of the L2 construct around it, if there is one. */
export function authorPath({ node }: IConstruct): string {
  return node.id === 'Resource' && node.scope ? node.scope.node.path : node.path;
}

/** A short hash of a string, for use in names. */
export function hash(text: string, length = 16): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** The account and Region of a stack or a resource. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** True if two accounts or two Regions are both known, and differ. */
export function differ(one: string | undefined, other: string): boolean {
  return one !== undefined && !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

/** True if two environments are known to be different. */
export function areDifferent(one: Environment, other: Environment): boolean {
  return differ(one.account, other.account) || differ(one.region, other.region);
}

/**
 * Validates a construct when its stage is synthesized, and again when the whole app is. A pipeline synthesizes a stage as soon as it is added, when
 * the rest of the app may not exist.
 *
 * @param validate receives where to put annotations, and returns the errors
 */
export function addValidation(construct: IConstruct, validate: (annotated: IConstruct) => string[]): void {
  const { root } = construct.node;
  construct.node.addValidation({ validate: () => validate(construct) });
  if (Stage.of(construct) !== root) {
    root.node.addValidation({ validate: () => validate(stackOutsideStages(root) ?? construct) });
  }
}

/** A stack of which the template is not yet written. */
export function stackOutsideStages(root: IConstruct): IConstruct | undefined {
  return root.node.findAll().find(each => Stack.isStack(each) && Stage.of(each) === root);
}
