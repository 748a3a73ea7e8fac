import { CfnElement, CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

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
