import { Stack, type CfnElement, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { stacksOf, type ReferenceGraph } from './reference-graph';
import { elementsIn } from '../cdk/resources';

/** The layout of an enricher that is part of a cycle. */
export interface Layout {
  readonly scope: Construct;
  readonly handler: CfnResource;
  /** The pools that call the function by their template. */
  readonly pools: readonly CfnUserPool[];
}

interface Way {
  readonly text: string;
  readonly to: readonly Stack[];
  readonly isInTemplate: boolean;
}

/** A stack that the author can add. It depends on others, and nothing depends on it. */
const NEW_STACK = [{ node: { path: 'a stack of its own' }, dependencies: [] } as unknown as Stack];

/** Other places and ways to attach that leave no cycle. Each is tried on the graph. */
export function waysOut(graph: ReferenceGraph, layout: Layout): readonly string[] {
  const { scope, handler, pools } = layout;
  const own = new Set(elementsIn(scope));
  const reads = [...own].flatMap(element => graph.targetsOf(element)).filter(target => !own.has(target));
  return candidates(layout, reads).filter(({ to, isInTemplate }) => graph.after({
    moved: [...own],
    to,
    // without a trigger in the template, neither the pool nor its permission refers to the function
    removed: (from, target) => !isInTemplate && own.has(target) && !own.has(from),
    added: isInTemplate ? [] : pools.map(pool => [handler, pool] as const),
  }).findRing([...own, ...pools]) === undefined).map(({ text }) => text);
}

/** @param reads the elements that the enricher refers to */
function candidates({ scope, pools }: Layout, reads: readonly CfnElement[]): readonly Way[] {
  const here = Stack.of(scope);
  const others = (elements: readonly CfnElement[]): readonly Stack[] =>
    [...new Set(elements.map(each => Stack.of(each)))].filter(stack => stack !== here);
  const isInTemplate = pools.length > 0;
  const beside = (stack: Stack): Way => ({
    text: `create the enricher in ${stack.node.path} and attach it with Attachment.customResource()`, to: stacksOf(stack), isInTemplate: false,
  });
  return [
    ...others(pools).map(stack => ({
      text: `create the enricher in the stack of the user pool, ${stack.node.path}`, to: stacksOf(stack), isInTemplate: true,
    })),
    ...isInTemplate ? [{ text: 'attach it from its own stack with Attachment.customResource()', to: stacksOf(here), isInTemplate: false }] : [],
    ...others(reads).filter(stack => !others(pools).includes(stack)).map(beside),
    { text: 'create the enricher in a stack of its own and attach it with Attachment.customResource()', to: NEW_STACK, isInTemplate: false },
  ];
}
