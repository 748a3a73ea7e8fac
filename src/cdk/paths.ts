import { Stack, Stage, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * `Table` in the same stack, `^/Nested/Table` in another one that is deployed together with it, `/DataStack/Table` in a stack of
 * its own: relative to the stage, so that stages have the same rules.
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

/** The stack that a construct is deployed with. */
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

/** The path of the construct that an author knows a resource by: the L2 around it, if there is one. */
export function authorPath({ node }: CfnResource): string {
  return node.id === 'Resource' && node.scope ? node.scope.node.path : node.path;
}
