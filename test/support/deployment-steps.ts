import { referencesIn, type DeploymentGraph } from './deployment-graph';
import { ATTACHMENT_TYPE } from '../../src/core/attachment/contract';

/** A resource that is created, updated or deleted. A replacement is created first, and the old resource is deleted in the end. */
export interface Step {
  readonly kind: 'set' | 'remove';
  readonly resource: string;
}

/** Properties whose change replaces a resource, by CloudFormation's schemas; `*` for any. A custom resource returns another id for another pool. */
const REPLACING: { readonly [type: string]: readonly string[] } = {
  'AWS::IAM::RolePolicy': ['PolicyName', 'RoleName'],
  [ATTACHMENT_TYPE]: ['UserPoolId'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Lambda::Alias': ['FunctionName', 'Name'],
  'AWS::Lambda::Permission': ['*'],
};

/**
 * The steps of CloudFormation, in order, when templates replace others. It updates stack by stack. In each stack it first creates and updates
 * resources, each after those that it refers to, and then deletes resources, each before those that it referred to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export class DeploymentSteps {
  /** An export that another stack still imports and that would be deleted or changed, or that does not exist yet. The deployment fails there. */
  public readonly denied?: string;
  public readonly steps: readonly Step[];

  /**
   * @param order of the stacks; a stack comes after those that it depends on
   * @param parameters parameters whose value changes
   */
  constructor(
    private readonly before: DeploymentGraph,
    private readonly after: DeploymentGraph,
    private readonly order = after.stacks,
    private readonly parameters: readonly string[] = [],
  ) {
    const [had, has] = [[...before.resources.keys()], [...after.resources.keys()]];
    this.steps = [
      ...has.filter(id => !before.resources.has(id) || this.isChanged(id)).map((resource): Step => ({ kind: 'set', resource })),
      ...had.filter(id => !after.resources.has(id) || this.isReplaced(id)).map((resource): Step => ({ kind: 'remove', resource })),
    ];
    // the stacks before this one are deployed already, and the others not yet
    this.denied = order.flatMap((stack, index) => {
      const imported = order.flatMap((each, place) => each === stack ? [] : (place < index ? after : before).importsOf(each));
      const missing = after.importsOf(stack).filter(name => {
        const isDeployed = order.indexOf(stackOf(after.exported.get(name)![0])) < index;
        return !isDeployed && !before.exported.has(name);
      });
      return [...imported.filter(name => this.isLost(stack, name)), ...missing];
    })[0];
  }

  /** True if one step is always done before another one, whatever CloudFormation does in parallel. */
  public isBefore(one: Step, other: Step): boolean {
    const [stack, otherStack] = [stackOf(one.resource), stackOf(other.resource)];
    if (stack !== otherStack) {
      return this.order.indexOf(stack) < this.order.indexOf(otherStack);
    }
    if (one.kind !== other.kind) {
      return one.kind === 'set';
    }
    return one.kind === 'set' ? this.after.waitsFor(other.resource, one.resource) : this.before.waitsFor(one.resource, other.resource);
  }

  public isReplaced(id: string): boolean {
    const [former, now] = [this.before.resources.get(id), this.after.resources.get(id)];
    if (!former || !now) {
      return false;
    }
    const names = REPLACING[now.Type] ?? [];
    const all = Object.keys({ ...former.Properties, ...now.Properties });
    return former.Type !== now.Type || (names.includes('*') ? all : names).some(name => this.isOther(id, former.Properties?.[name], now.Properties?.[name]));
  }

  private isChanged(id: string): boolean {
    const [former, now] = [this.before.resources.get(id), this.after.resources.get(id)];
    return this.isReplaced(id) || this.isOther(id, former?.Properties, now?.Properties);
  }

  /** True if its definition differs, or if it refers to a replaced resource or a changed value. */
  private isOther(id: string, former: unknown, now: unknown): boolean {
    return JSON.stringify(former) !== JSON.stringify(now) || this.after.targetsOf(stackOf(id), now).some(each => this.isReplaced(each))
      || referencesIn(now).some(name => this.parameters.includes(name));
  }

  private isLost(stack: string, name: string): boolean {
    const targets = this.before.exported.get(name) ?? [];
    const isOfStack = targets.some(each => stackOf(each) === stack);
    return isOfStack && (!this.after.exported.has(name) || targets.some(each => this.isReplaced(each)));
  }
}

export function stackOf(resource: string): string {
  return resource.split('/')[0];
}
