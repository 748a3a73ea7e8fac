import { Stack, type CfnElement, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { stacksOf, type ReferenceGraph } from './reference-graph';
import { elementsIn, isResource, resourcesIn } from '../cdk/resources';
import { ATTACHMENT_TYPE } from '../core/attachment/custom-resource';

/** The layout of an enricher that is part of a cycle. */
export interface Layout {
  readonly scope: Construct;
  readonly handler: CfnResource;
  /** The pools that call the function by their template. */
  readonly callers: readonly CfnUserPool[];
  /** The pools whose trigger a custom resource sets. */
  readonly set: readonly CfnUserPool[];
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
  const { scope, handler } = layout;
  const pools = [...layout.callers, ...layout.set];
  const own = new Set(elementsIn(scope));
  const ofAttachments = new Set(resourcesIn(scope, ATTACHMENT_TYPE).flatMap(each => elementsIn(each.node.scope!.node.scope!)));
  const reads = [...own].filter(each => !ofAttachments.has(each)).flatMap(each => graph.targetsOf(each)).filter(target => !own.has(target));
  // a trigger in the template is a reference of the pool, of its permission, and of the outputs that the CDK adds for them
  const isOfTemplate = (from: CfnElement): boolean => !own.has(from)
    && (pools.some(pool => pool === from) || isResource(from, 'AWS::Lambda::Permission') || !isResource(from));
  return candidates(layout, reads).filter(({ to, attaches }) => graph.after({
    moved: [...own],
    to,
    removed: (from, target) => (attaches !== 'inTemplate' && own.has(target) && isOfTemplate(from))
      || (attaches !== 'customResource' && ofAttachments.has(from) && !own.has(target)),
    added: attaches === 'byHand' ? [] : pools.map(pool => attaches === 'customResource' ? [handler, pool] : [pool, handler]),
  }).findRing([...own, ...pools]) === undefined).map(({ text }) => text);
}

/** @param reads the elements that the function refers to */
function candidates({ scope, callers, set }: Layout, reads: readonly CfnElement[]): readonly Way[] {
  const here = Stack.of(scope);
  const others = (elements: readonly CfnElement[]): readonly Stack[] =>
    [...new Set(elements.map(each => Stack.of(each)))].filter(stack => stack !== here);
  const ofPools = others([...callers, ...set]);
  const beside = (stack: Stack): Way => ({
    text: `create the enricher in ${stack.node.path} and attach it with Attachment.customResource()`, to: stacksOf(stack), attaches: 'customResource',
  });
  return [
    ...set.length > 0 ? [{ text: 'leave out attachment: Attachment.auto() sets the trigger in the template of the user pool', to: stacksOf(here), attaches: 'inTemplate' as const }] : [],
    ...ofPools.map(stack => ({
      text: `create the enricher in the stack of the user pool, ${stack.node.path}${set.length > 0 ? ', and leave out attachment' : ''}`,
      to: stacksOf(stack),
      attaches: 'inTemplate' as const,
    })),
    ...callers.length > 0 ? [{ text: 'attach it from its own stack with Attachment.customResource()', to: stacksOf(here), attaches: 'customResource' as const }] : [],
    ...others(reads).filter(stack => !ofPools.includes(stack)).map(beside),
    { text: 'create the enricher in a stack of its own and attach it with Attachment.customResource()', to: NEW_STACK, attaches: 'customResource' },
    { text: 'attach the function by hand after the deployment, with Attachment.none()', to: stacksOf(here), attaches: 'byHand' },
  ];
}
