import { CfnElement, CfnResource, DefaultTokenResolver, Reference, Stack, StringConcat, Tokenization, type IPostProcessor, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A construct that is deployed as a unit: a resource, a nested stack, or a stack. */
type Unit = IConstruct;

/**
 * The graph of references in an app. CloudFormation deploys a unit after the units that it refers to, so a cycle cannot be deployed. The CDK
 * throws its own error for cycles of stacks, before any validation, and does not detect cycles inside a stack.
 */
export class ReferenceGraph {
  private readonly targets = new Map<CfnElement, ReadonlySet<CfnElement>>();

  constructor(root: IConstruct) {
    for (const construct of root.node.findAll()) {
      if (CfnElement.isCfnElement(construct)) {
        this.targets.set(construct, targetsOf(construct));
      }
    }
  }

  /**
   * The path by which one element depends on another; undefined if it does not. The units are resources of the innermost stack that contains both
   * elements, or stacks if there is no such stack.
   */
  public findPath(from: CfnElement, to: CfnElement): readonly string[] | undefined {
    const level = commonStack(from, to);
    const start = unitOf(from, level);
    const goal = unitOf(to, level);
    const edges = this.edgesIn(level);
    const previous = new Map<Unit, Unit | undefined>([[start, undefined]]);
    const queue = [start];
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      if (unit === goal) {
        return trail(unit, previous);
      }
      for (const next of edges.get(unit) ?? []) {
        if (!previous.has(next)) {
          previous.set(next, unit);
          queue.push(next);
        }
      }
    }
    return undefined;
  }

  /** The references between the units of a stack, or between stacks if `level` is undefined. */
  private edgesIn(level: Stack | undefined): Map<Unit, Set<Unit>> {
    const edges = new Map<Unit, Set<Unit>>();
    const connect = (from: Unit, to: Unit): void => {
      if (from !== to) {
        edges.set(from, (edges.get(from) ?? new Set<Unit>()).add(to));
      }
    };
    for (const [element, targets] of this.targets) {
      if (isIn(element, level)) {
        targets.forEach(target => isIn(target, level) && connect(unitOf(element, level), unitOf(target, level)));
        if (level === undefined) {
          const stack = unitOf(element, level) as Stack;
          stack.dependencies.forEach(dependency => connect(stack, dependency));
        }
      }
    }
    return edges;
  }
}

function targetsOf(element: CfnElement): ReadonlySet<CfnElement> {
  const targets = new Set<CfnElement>();
  const resolver = new ReferenceCollector(target => CfnElement.isCfnElement(target) && targets.add(target));
  try {
    Tokenization.resolve(element._toCloudFormation(), { scope: element, resolver, preparing: true });
  } catch {
    // the element has an error, which synthesis reports with a better message
  }
  if (CfnResource.isCfnResource(element)) {
    element.obtainDependencies().forEach(dependency => CfnElement.isCfnElement(dependency) && targets.add(dependency));
  }
  return targets;
}

class ReferenceCollector extends DefaultTokenResolver {
  constructor(private readonly collect: (target: IConstruct) => void) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    // a reference by physical name is no dependency
    if (Reference.isReference(token) && typeof resolved !== 'string') {
      this.collect(token.target);
    }
    return resolved;
  }
}

/** The stacks that an element is in, from the outermost to its own. */
function stacksOf(element: CfnElement): readonly Stack[] {
  const stacks: Stack[] = [];
  for (let stack: Stack | undefined = Stack.of(element); stack; stack = stack.nestedStackParent) {
    stacks.unshift(stack);
  }
  return stacks;
}

function commonStack(left: CfnElement, right: CfnElement): Stack | undefined {
  const others = stacksOf(right);
  return stacksOf(left).filter(stack => others.includes(stack)).at(-1);
}

function isIn(element: CfnElement, level: Stack | undefined): boolean {
  return level === undefined || stacksOf(element).includes(level);
}

/** The unit that contains an element: the element itself in its own stack, a nested stack in a parent stack, or a top-level stack. */
function unitOf(element: CfnElement, level: Stack | undefined): Unit {
  const stacks = stacksOf(element);
  const below = stacks[level === undefined ? 0 : stacks.indexOf(level) + 1];
  return level === undefined ? below : below?.nestedStackResource ?? element;
}

function trail(unit: Unit, previous: ReadonlyMap<Unit, Unit | undefined>): readonly string[] {
  const names: string[] = [];
  for (let at: Unit | undefined = unit; at; at = previous.get(at)) {
    names.unshift(at.node.path);
  }
  return names;
}
