import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnElement, CfnResource, DefaultTokenResolver, Reference, Stack, Tokenization } from './aws-cdk-lib';
import { branchesOf, plainReferences, withoutConstantVariables } from './token-content';

/** The targets of the references in a value, in the template of the finished app. */
export interface Referents {
  /** The resources that it may refer to; several for an `Fn::If`. */
  readonly resources: readonly CfnResource[];
  /** The known strings that it may be. */
  readonly constants: readonly string[];
  /** It may also refer to something that the app does not show, by a parameter, an import or an attribute of a custom resource. */
  readonly isOpen: boolean;
  /** Equal for equal values. */
  readonly text: string;
}

/**
 * The targets of a property of a resource, after lazy values, overrides and aspects.
 *
 * @param types the types of the resources to look for; a reference to any other resource leads to an unknown value
 */
export function referentsOfProperty(resource: CfnResource, property: string, ...types: readonly string[]): Referents {
  return referents(resource, types, resolve => {
    const { Resources = {} } = resolve(resource._toCloudFormation()) as Rendered;
    return Object.values(Resources)[0]?.Properties?.[property];
  });
}

/** The targets of a string in the app. */
export function referentsOfText(text: string | undefined, scope: IConstruct, ...types: readonly string[]): Referents {
  return referents(scope, types, resolve => resolve(text));
}

/** The properties of a resource, with each reference as an object whose text contains the path of its target; undefined if the resource has an error. */
export function propertiesWithTargets(resource: CfnResource): Record<string, unknown> | undefined {
  try {
    const resolver = new TargetResolver();
    const { Resources = {} } = Tokenization.resolve(resource._toCloudFormation(), { scope: resource, resolver, preparing: false }) as Rendered;
    return Object.values(Resources)[0]?.Properties;
  } catch {
    return undefined;
  }
}

/** The text of references to a resource in `propertiesWithTargets`. */
export function targetText({ node }: CfnResource): string {
  return `{"${TARGET}":"${node.path}.`;
}

interface Rendered { readonly Resources?: { readonly [id: string]: { readonly Properties?: Record<string, unknown> } } }

function referents(scope: IConstruct, types: readonly string[], valueBy: (resolve: (token: unknown) => unknown) => unknown): Referents {
  const resolver = new TargetResolver();
  let value: unknown;
  try {
    value = valueBy(token => Tokenization.resolve(token, { scope, resolver, preparing: false }));
  } catch {
    // the resource has an error, which synthesis reports
  }
  const resources = new Set<CfnResource>();
  const constants: string[] = [];
  let isOpen = value === undefined;
  for (const branch of value === undefined ? [] : branchesOf(value)) {
    const each = withoutConstantVariables(branch);
    if (typeof each === 'string') {
      constants.push(each);
    } else {
      const found = targetsIn(each, resolver.targets, Stack.of(scope))
        .filter((target): target is CfnResource => CfnResource.isCfnResource(target) && types.includes(target.cfnResourceType));
      found.forEach(target => resources.add(target));
      isOpen ||= found.length === 0;
    }
  }
  return { resources: [...resources], constants, isOpen, text: JSON.stringify(value) };
}

/** The key of an object in place of a reference. Validators of resources accept it, like any intrinsic function. */
const TARGET = 'Fn::Target';

/** Keeps references, so that their targets are found however the template writes them. */
class TargetResolver extends DefaultTokenResolver {
  /** The targets by the name of the reference. */
  public readonly targets = new Map<string, IConstruct>();

  constructor() {
    super({ join: (left, right) => typeof left === 'string' && typeof right === 'string' ? left + right : { 'Fn::Join': ['', [left, right]] } });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, postProcessor);
    }
    const name = `${token.target.node.path}.${token.displayName}`;
    this.targets.set(name, token.target);
    return { [TARGET]: name };
  }
}

/** The targets of references in a value, and of intrinsic functions that name a logical id of the stack. */
function targetsIn(value: unknown, targets: ReadonlyMap<string, IConstruct>, stack: Stack): readonly IConstruct[] {
  const logicalIds = [...plainReferences(value), ...membersNamed('Fn::GetAtt', value).map(each => String(Array.isArray(each) ? each[0] : each).split('.')[0])];
  const named = logicalIds.length === 0 ? [] : stack.node.findAll().filter(each => CfnElement.isCfnElement(each) && each.stack === stack
    && logicalIds.includes(stack.getLogicalId(each)));
  return [...membersNamed(TARGET, value).flatMap(name => targets.get(String(name)) ?? []), ...named];
}

/** The members with a name, at any depth. */
function membersNamed(name: string, value: unknown): readonly unknown[] {
  return typeof value !== 'object' || value === null ? []
    : Object.entries(value).flatMap(([each, content]: [string, unknown]) => [...each === name ? [content] : [], ...membersNamed(name, content)]);
}
