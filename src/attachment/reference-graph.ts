import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnElement, CfnResource, DefaultTokenResolver, Reference, Stack, StringConcat, Token, Tokenization } from '../cdk/aws-cdk-lib';
import { elementsIn } from '../cdk/resources';
import { authorPath } from '../cdk/stacks';

/** A construct that is deployed as a unit: a resource, a nested stack, or a stack. */
type Unit = IConstruct;

/**
 * The graph of references in an app. CloudFormation deploys a unit after the units that it refers to, so a cycle cannot be deployed. The CDK
 * throws its own error for cycles of stacks, before any validation, and does not detect cycles inside a stack.
 */
export class ReferenceGraph {
  /** The references of an app as it is. They are collected where a question needs them. */
  public static of(root: IConstruct): ReferenceGraph {
    const known = new Map<CfnElement, ReadonlySet<CfnElement>>();
    const targets = (element: CfnElement): ReadonlySet<CfnElement> => {
      const found = known.get(element) ?? targetsOf(element);
      known.set(element, found);
      return found;
    };
    return new ReferenceGraph(targets, elementsIn(root), new Map(), () => false);
  }

  /** The elements of each unit, by the stack that contains the units. */
  private readonly members = new Map<Stack | undefined, ReadonlyMap<Unit, readonly CfnElement[]>>();

  /**
   * @param targets the elements that an element refers to
   * @param elements all elements, with the dependencies that are declared between them
   * @param places the stacks of elements that are moved, from the outermost
   * @param isUndone tells if a declared dependency between units would not be there
   */
  private constructor(
    private readonly targets: (element: CfnElement) => ReadonlySet<CfnElement>,
    private readonly elements: readonly CfnElement[],
    private readonly places: ReadonlyMap<CfnElement, readonly Stack[]>,
    private readonly isUndone: (from: Unit, to: Unit, level: Stack | undefined) => boolean,
  ) {}

  /** The graph as it would be after a change of the app. */
  public after({ moved, to, removed, added }: GraphChange): ReferenceGraph {
    const targets = (element: CfnElement): ReadonlySet<CfnElement> => new Set([
      ...this.targetsOf(element).filter(each => !removed(element, each)),
      ...added.filter(([source]) => source === element).map(([, target]) => target),
    ]);
    // the CDK declares what references between stacks need, and that goes with the references
    const isUndone = (source: Unit, target: Unit, level: Stack | undefined): boolean => this.references(source, level).has(target);
    return new ReferenceGraph(targets, this.elements, new Map(moved.map(each => [each, to])), isUndone);
  }

  /** The elements that an element refers to. */
  public targetsOf(element: CfnElement): readonly CfnElement[] {
    return [...this.targets(element)];
  }

  /** A cycle of units through references of these elements, as the path from one of them and back; undefined if there is none. */
  public findRing(elements: readonly CfnElement[]): readonly string[] | undefined {
    for (const element of elements) {
      for (const target of [...this.targets(element), ...dependenciesOf(element)]) {
        const level = this.commonStack(element, target);
        const [from, to] = [this.unitOf(element, level), this.unitOf(target, level)];
        const back = from === to ? undefined : this.findPath(target, element);
        if (back) {
          return [authorPath(from), ...back];
        }
      }
    }
    return undefined;
  }

  /**
   * The path by which one element depends on another; undefined if it does not. The units are resources of the innermost stack that contains both
   * elements, or stacks if there is no such stack.
   */
  public findPath(from: CfnElement, to: CfnElement): readonly string[] | undefined {
    const level = this.commonStack(from, to);
    const start = this.unitOf(from, level);
    const goal = this.unitOf(to, level);
    const previous = new Map<Unit, Unit | undefined>([[start, undefined]]);
    const queue = [start];
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      if (unit === goal) {
        return trail(unit, previous);
      }
      for (const next of this.next(unit, level)) {
        if (!previous.has(next)) {
          previous.set(next, unit);
          queue.push(next);
        }
      }
    }
    return undefined;
  }

  /** The units that a unit refers to or declares to depend on, in a stack, or stacks if `level` is undefined. */
  private next(unit: Unit, level: Stack | undefined): ReadonlySet<Unit> {
    const declared = level === undefined ? (unit as Stack).dependencies : this.unitsOf(this.membersOf(unit, level).flatMap(dependenciesOf), level);
    return new Set([...this.references(unit, level), ...declared.filter(target => !this.isUndone(unit, target, level))]);
  }

  private references(unit: Unit, level: Stack | undefined): ReadonlySet<Unit> {
    return new Set(this.unitsOf(this.membersOf(unit, level).flatMap(each => this.targetsOf(each)), level).filter(each => each !== unit));
  }

  private unitsOf(elements: readonly CfnElement[], level: Stack | undefined): readonly Unit[] {
    return elements.filter(each => this.isIn(each, level)).map(each => this.unitOf(each, level));
  }

  private membersOf(unit: Unit, level: Stack | undefined): readonly CfnElement[] {
    const known = this.members.get(level) ?? this.grouped(level);
    this.members.set(level, known);
    return known.get(unit) ?? [];
  }

  private grouped(level: Stack | undefined): ReadonlyMap<Unit, readonly CfnElement[]> {
    const members = new Map<Unit, CfnElement[]>();
    for (const element of this.elements.filter(each => this.isIn(each, level))) {
      const unit = this.unitOf(element, level);
      const others = members.get(unit) ?? [];
      others.push(element);
      members.set(unit, others);
    }
    return members;
  }

  private stacksOf(element: CfnElement): readonly Stack[] {
    return this.places.get(element) ?? stacksOf(element);
  }

  private commonStack(left: CfnElement, right: CfnElement): Stack | undefined {
    const others = this.stacksOf(right);
    return this.stacksOf(left).filter(stack => others.includes(stack)).at(-1);
  }

  private isIn(element: CfnElement, level: Stack | undefined): boolean {
    return level === undefined || this.stacksOf(element).includes(level);
  }

  /** The unit that contains an element: the element itself in its own stack, a nested stack in a parent stack, or a top-level stack. */
  private unitOf(element: CfnElement, level: Stack | undefined): Unit {
    const stacks = this.stacksOf(element);
    const below = stacks[level === undefined ? 0 : stacks.indexOf(level) + 1];
    return level === undefined ? below : below?.nestedStackResource ?? element;
  }
}

/** A change of an app, to find out if it has a cycle afterwards. */
export interface GraphChange {
  readonly moved: readonly CfnElement[];
  /** The stacks to which the elements move, from the outermost. */
  readonly to: readonly Stack[];
  readonly removed: (from: CfnElement, to: CfnElement) => boolean;
  readonly added: ReadonlyArray<readonly [from: CfnElement, to: CfnElement]>;
}

function targetsOf(element: CfnElement): ReadonlySet<CfnElement> {
  const targets = new Set<CfnElement>();
  const resolver = new ReferenceCollector(target => CfnElement.isCfnElement(target) && targets.add(target));
  try {
    Tokenization.resolve(element._toCloudFormation(), { scope: element, resolver, preparing: true });
  } catch {
    // the element has an error, which synthesis reports with a better message
  }
  return targets;
}

/** The dependencies that are declared with DependsOn. */
function dependenciesOf(element: CfnElement): readonly CfnElement[] {
  return CfnResource.isCfnResource(element) ? element.obtainDependencies().filter((each): each is CfnResource => CfnElement.isCfnElement(each)) : [];
}

class ReferenceCollector extends DefaultTokenResolver {
  constructor(private readonly collect: (target: IConstruct) => void) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    // a reference by physical name is no dependency, and the parameters that the CDK adds to nested stacks repeat those of their resources
    const isRepeated = context.documentPath.some(name =>
      Token.isUnresolved(name) && String(Stack.of(context.scope).resolve(name)).startsWith('referenceto'));
    if (Reference.isReference(token) && typeof resolved !== 'string' && !isRepeated) {
      this.collect(token.target);
    }
    return resolved;
  }
}

/** The stacks that a construct is in, from the outermost to its own. */
export function stacksOf(element: IConstruct): readonly Stack[] {
  const stacks: Stack[] = [];
  for (let stack: Stack | undefined = Stack.of(element); stack; stack = stack.nestedStackParent) {
    stacks.unshift(stack);
  }
  return stacks;
}

function trail(unit: Unit, previous: ReadonlyMap<Unit, Unit | undefined>): readonly string[] {
  const names: string[] = [];
  for (let at: Unit | undefined = unit; at; at = previous.get(at)) {
    names.unshift(authorPath(at));
  }
  return names;
}
