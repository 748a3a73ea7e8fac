import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A construct is a resource of one of these types. Never by `instanceof`: newer and older classes of the CDK stand for the same resource. */
function isResource(construct: IConstruct, ...types: readonly string[]): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && (types.length === 0 || types.includes(construct.cfnResourceType));
}

/** All resources of a type in a scope and below. */
export function resourcesIn<T extends CfnResource = CfnResource>(scope: IConstruct, type: string): readonly T[] {
  return scope.node.findAll().filter((each): each is T => isResource(each, type));
}

/**
 * The resource that a string refers to: an id, a name or an ARN leads to it, whatever construct it was taken from. Undefined for string that is
 * known, and for what other templates create.
 *
 * @param types of any type where none is given
 */
export function resourceBehind<T extends CfnResource = CfnResource>(text: string | undefined, ...types: readonly string[]): T | undefined {
  return Tokenization.reverseString(text ?? '').tokens
    .flatMap(token => Reference.isReference(token) ? token.target : [])
    .find((target): target is T => isResource(target, ...types));
}
