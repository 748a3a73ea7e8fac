import { Stack, type CfnElement, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { stacksOf, type ReferenceGraph } from './reference-graph';
import { elementsIn, resourcesIn } from '../cdk/resources';
import { ATTACHMENT_TYPE } from '../core/attachment/custom-resource';

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
  /** The author attaches the function when both are deployed. */
  readonly attaches: 'inTemplate' | 'customResource' | 'byHand';
}

/** A stack that the author can add. It depends on others, and nothing depends on it. */
const NEW_STACK = [{ node: { path: 'a stack of its own' }, dependencies: [] } as unknown as Stack];

/** Other places and ways to attach that leave no cycle. Each is tried on the graph. */
export function waysOut(graph: ReferenceGraph, layout: Layout): readonly string[] {
  const { scope, handler, pools } = layout;
  const own = new Set(elementsIn(scope));
  const ofAttachments = new Set(resourcesIn(scope, ATTACHMENT_TYPE).flatMap(each => elementsIn(each.node.scope!.node.scope!)));
  const reads = [...own].flatMap(element => graph.targetsOf(element)).filter(target => !own.has(target));
  return candidates(layout, reads).filter(({ to, attaches }) => graph.after({
    moved: [...own],
    to,
    // without a trigger in the template, neither the pool nor its permission refers to the function
    removed: (from, target) => (attaches !== 'inTemplate' && own.has(target) && !own.has(from)) || (attaches === 'byHand' && ofAttachments.has(from)),
    added: attaches === 'customResource' ? pools.map(pool => [handler, pool] as const) : [],
  }).findRing([...own, ...pools]) === undefined).map(({ text }) => text);
}

/** @param reads the elements that the enricher refers to */
function candidates({ scope, pools }: Layout, reads: readonly CfnElement[]): readonly Way[] {
  const here = Stack.of(scope);
  const others = (elements: readonly CfnElement[]): readonly Stack[] =>
    [...new Set(elements.map(each => Stack.of(each)))].filter(stack => stack !== here);
  const isCalled = pools.length > 0;
  const beside = (stack: Stack): Way => ({
    text: `create the enricher in ${stack.node.path} and attach it with Attachment.customResource()`, to: stacksOf(stack), attaches: 'customResource',
  });
  return [
    ...others(pools).map(stack => ({
      text: `create the enricher in the stack of the user pool, ${stack.node.path}`, to: stacksOf(stack), attaches: 'inTemplate' as const,
    })),
    ...isCalled ? [{ text: 'attach it from its own stack with Attachment.customResource()', to: stacksOf(here), attaches: 'customResource' as const }] : [],
    ...others(reads).filter(stack => !others(pools).includes(stack)).map(beside),
    { text: 'create the enricher in a stack of its own and attach it with Attachment.customResource()', to: NEW_STACK, attaches: 'customResource' },
    { text: 'attach the function by hand after the deployment, with Attachment.none()', to: stacksOf(here), attaches: 'byHand' },
  ];
}
