import type { CfnResource, Reference } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Alias, Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { ReferenceGraph, stacksOf } from './reference-graph';
import { CfnElement, Lazy, Stack, Stage } from '../cdk/aws-cdk-lib';
import { elementsIn, isResource, resourcesIn } from '../cdk/resources';
import { authorPath, topStack } from '../cdk/stacks';
import { ATTACHMENT_TYPE } from '../core/attachment/contract';
import { describeProblems, type Problem } from '../problems/problems';

/**
 * Detects cycles between the function, its user pool and the resources that its rules read.
 *
 * The CDK throws its own error for a cycle of stacks while it collects references, before any validation. So the references of an enricher to
 * other stacks go through a guard. If they close a cycle, the guard leaves them out, and the validation reports the cycle with the fixes. The CDK
 * does not detect cycles inside a stack; the guard looks for these at the end.
 */
export class CycleGuard {
  private handler?: LambdaFunction;
  private alias?: Alias;
  /** Pools that may call the function, and pools that do. */
  private readonly pools = new Set<CfnUserPool>();
  private readonly callers = new Set<CfnUserPool>();
  /** Pools whose trigger a custom resource sets. */
  private readonly set = new Set<CfnUserPool>();
  /** The resources that the enricher refers to in other stacks, with the path in the props. */
  private readonly targets = new Map<CfnElement, string>();
  private state: 'open' | 'checking' | 'checked' = 'open';
  private cycle?: Problem;
  private isReported = false;
  private isSealed = false;

  constructor(public readonly scope: Construct) {}

  /** The function, and its alias if there is one. */
  public setFunction(handler: LambdaFunction, alias?: Alias): void {
    this.handler = handler;
    this.alias = alias;
  }

  /** A user pool that may call the function. */
  public addPool(pool: CfnUserPool): void {
    this.pools.add(pool);
  }

  /** A user pool whose trigger a custom resource of the enricher sets. */
  public addSetPool(pool: CfnUserPool): void {
    this.set.add(pool);
  }

  /** A value that the enricher uses through these references. Guarded if a reference leads to another top-level stack. */
  public read(value: string, references: readonly Reference[], path: string): string {
    const foreign = references.map(({ target }) => target)
      .filter((target): target is CfnElement => CfnElement.isCfnElement(target) && Stack.of(target) !== Stack.of(this.scope));
    foreign.forEach(target => this.targets.has(target) || this.targets.set(target, path));
    // the CDK throws its own error for cycles of top-level stacks only
    return foreign.some(target => isFar(target, this.scope)) ? this.guarded(value) : value;
  }

  /** The ARN of the function, or of its alias, for a resource that calls it. */
  public arnFor(resource: CfnElement, { functionArn }: IFunction): string {
    return isFar(resource, this.scope) ? this.guarded(functionArn) : functionArn;
  }

  /**
   * A string of the alias that throws an unreported cycle, instead of the environment variables of the function. The name of the version resolves
   * these variables before the validation, when a cycle is not an error yet.
   */
  public sealed(text: string): string {
    this.isSealed = true;
    return Lazy.uncachedString({
      produce: ({ preparing }) => {
        if (!preparing) {
          this.throwUnreported();
        }
        return text;
      },
    });
  }

  /** The problem of a cycle, in the finished app. */
  public problems(): readonly Problem[] {
    this.state = 'open';
    this.check();
    // the app can be changed and synthesized again
    this.state = 'open';
    this.isReported = true;
    return this.cycle ? [this.cycle] : [];
  }

  /** True if a pool calls the function, no matter who attached it. Known after `problems()`. */
  public isTriggerOf(pool: CfnUserPool): boolean {
    return this.callers.has(pool);
  }

  private guarded(value: string): string {
    return Lazy.uncachedString({
      produce: ({ preparing }) => {
        if (preparing) {
          this.check();
        } else if (!this.isSealed) {
          this.throwUnreported();
        }
        return this.cycle ? 'part-of-a-cycle' : value;
      },
    });
  }

  /** Throws the cycle if nothing has reported it, because the app is synthesized without validation. */
  private throwUnreported(): void {
    if (this.cycle && !this.isReported) {
      throw new Error(describeProblems(`TokenEnricher '${this.scope.node.path}'`, [this.cycle]));
    }
  }

  private check(): void {
    if (this.state !== 'open' || !this.handler) {
      return;
    }
    // the graph also resolves the guarded values, and must see them
    this.state = 'checking';
    this.cycle = undefined;
    const graph = ReferenceGraph.of(Stage.of(this.scope) ?? this.scope.node.root);
    const handler = this.handler.node.defaultChild as CfnResource;
    this.callers.clear();
    for (const pool of this.pools) {
      // a pool that calls the alias also calls the function, so the alias is tried first
      const called = [this.alias?.node.defaultChild as CfnResource | undefined, handler].find(each => each && graph.findPath(pool, each));
      if (called) {
        this.callers.add(pool);
        this.cycle ??= this.poolCycle(graph, pool, called);
      }
    }
    this.cycle ??= this.readCycle(graph, handler) ?? this.ringCycle(graph);
    this.state = 'checked';
  }

  private poolCycle(graph: ReferenceGraph, pool: CfnUserPool, called: CfnResource): Problem | undefined {
    const path = graph.findPath(called, pool);
    return path && {
      check: 'Cycle',
      path: 'userPool',
      given: `${authorPath(pool)} calls the function, which depends on the user pool: ${path.join(' -> ')}`,
      allowed: 'a function that does not depend on its user pool, or on a resource that does',
      fix: this.ways(graph, Stack.of(pool) === Stack.of(this.scope) ? [REFER_LESS] : []),
    };
  }

  private readCycle(graph: ReferenceGraph, handler: CfnResource): Problem | undefined {
    for (const [target, place] of this.targets) {
      const path = graph.findPath(target, handler);
      if (path) {
        const isPool = [...this.set].some(each => each === target);
        return {
          check: 'Cycle',
          path: place,
          given: `the ${place === 'userPool' ? 'custom resource of the attachment refers to' : 'function reads'} ${authorPath(target)}, whose stack depends on the stack of the function: ${path.join(' -> ')}`,
          allowed: `${isPool ? 'user pools' : 'tables, functions and values'} from stacks that are deployed before the function`,
          // a user pool that moves is replaced, and loses its users
          fix: this.ways(graph, isPool ? [] : [`create ${authorPath(target)} in a stack that does not depend on ${Stack.of(this.scope).node.path}`]),
        };
      }
    }
    return undefined;
  }

  /** A ring of nested stacks, or through a custom resource, which neither the CDK nor the other checks see: CloudFormation deploys none of it. */
  private ringCycle(graph: ReferenceGraph): Problem | undefined {
    const isNested = Stack.of(this.scope).nested;
    const ring = isNested || this.set.size > 0 ? graph.findRing(elementsIn(this.scope)) : undefined;
    return ring && {
      check: 'Cycle',
      path: 'userPool',
      given: `${isNested ? 'nested stacks' : 'resources'} that depend on each other: ${ring.join(' -> ')}`,
      allowed: isNested ? 'an enricher whose stack does not depend on a stack that depends on it' : 'a user pool that does not depend on the custom resource that sets its trigger',
      fix: this.ways(graph, []),
    };
  }

  /** The fixes that leave no cycle, and those that need another resource to move. */
  private ways(graph: ReferenceGraph, more: readonly string[]): string {
    const handler = this.handler!.node.defaultChild as CfnResource;
    const found = waysOut(graph, { scope: this.scope, handler, callers: [...this.callers], set: [...this.set] });
    return [...found, ...more].join('; or ') || 'remove one of these dependencies';
  }
}

/** The fix for references within one stack. */
const REFER_LESS = 'name app clients with Condition.client(...) and the pool with Value.userPoolId(), and remove all other references from the function to resources that depend on the pool';

/** True if two constructs belong to different top-level stacks. */
function isFar(left: IConstruct, right: IConstruct): boolean {
  return topStack(left) !== topStack(right);
}

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
function waysOut(graph: ReferenceGraph, layout: Layout): readonly string[] {
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
