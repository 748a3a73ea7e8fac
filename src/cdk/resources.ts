import type { CfnCondition } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnElement, CfnResource, Reference, Stack, Tokenization } from './aws-cdk-lib';

/** True if a construct is a resource of one of these types. Not by `instanceof`, as different versions of the CDK have different classes. */
export function isResource(construct: IConstruct, ...types: readonly string[]): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && (types.length === 0 || types.includes(construct.cfnResourceType));
}

/** All elements of templates in a scope and its descendants. */
export function elementsIn(scope: IConstruct): readonly CfnElement[] {
  return scope.node.findAll().filter((each): each is CfnElement => CfnElement.isCfnElement(each));
}

/** All resources of these types in a scope and its descendants. */
export function resourcesIn<T extends CfnResource = CfnResource>(scope: IConstruct, ...types: readonly string[]): readonly T[] {
  return scope.node.findAll().filter((each): each is T => isResource(each, ...types));
}

/** The reference to a resource in the templates of its stack, as JSON, to compare it with others. */
export function referenceText(resource: CfnResource): string {
  return JSON.stringify({ Ref: Stack.of(resource).getLogicalId(resource) });
}

/**
 * The resource that an id, a name or an ARN refers to, whichever construct it was taken from. Undefined for a string without references, and
 * for resources that the app does not create.
 *
 * @param types the types of the resource; any type if there are none
 */
export function resourceBehind<T extends CfnResource = CfnResource>(text: string | undefined, ...types: readonly string[]): T | undefined {
  return Tokenization.reverseString(text ?? '').tokens
    .flatMap(token => Reference.isReference(token) ? token.target : [])
    .find((target): target is T => isResource(target, ...types));
}

/** A resource as in the template, including overrides. */
export interface RenderedResource {
  readonly Properties?: { readonly [name: string]: unknown };
  readonly Condition?: unknown;
}

interface Rendered { readonly [id: string]: RenderedResource }

/** A resource as in the template; undefined if it has an error, which synthesis reports. */
function renderedResource(resource: CfnResource): RenderedResource | undefined {
  try {
    const rendered = resource.stack.resolve(resource._toCloudFormation()) as { Resources?: Rendered };
    return Object.values(rendered.Resources ?? {})[0] ?? {};
  } catch {
    return undefined;
  }
}

/** The properties of a resource as in the template; undefined if the resource has an error. */
export function renderedProperties(resource: CfnResource): { readonly [name: string]: unknown } | undefined {
  const rendered = renderedResource(resource);
  return rendered && (rendered.Properties ?? {});
}

/**
 * Makes a resource exist only if another one does, as a reference to a resource that a CloudFormation condition leaves out fails. The condition of the
 * other resource may be set later, or by an override, so it is read when the template is written.
 */
export function existsWith(resource: CfnResource, other: CfnResource): void {
  let own: CfnCondition | undefined;
  Object.defineProperty(resource.cfnOptions, 'condition', {
    // a condition is only known in its own template
    get: () => own ?? (other.stack === resource.stack ? conditionOf(other) : undefined),
    set: (condition: CfnCondition | undefined) => { own = condition; },
    enumerable: true,
    configurable: true,
  });
}

function conditionOf(resource: CfnResource): CfnCondition | undefined {
  const { condition } = resource.cfnOptions;
  const rendered = renderedResource(resource);
  const isOverridden = rendered !== undefined && rendered.Condition !== resource.stack.resolve(condition?.logicalId);
  // an override names a condition by its id, and resources use nothing else of a condition
  return !isOverridden ? condition : typeof rendered.Condition === 'string' ? { logicalId: rendered.Condition } as CfnCondition : undefined;
}
