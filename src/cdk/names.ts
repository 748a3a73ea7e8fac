import { createHash } from 'crypto';
import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

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
