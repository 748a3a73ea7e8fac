import { Stack, type CfnCondition, type CfnResource } from 'aws-cdk-lib';

/**
 * Makes a resource exist only if another one does, as a reference to a resource that a CloudFormation condition leaves out fails. The condition of the
 * other resource may be set later, so it is read when the template is written.
 */
export function existsWith(resource: CfnResource, other: CfnResource): void {
  let own: CfnCondition | undefined;
  Object.defineProperty(resource.cfnOptions, 'condition', {
    // a condition is only known in its own template
    get: () => own ?? (Stack.of(other) === Stack.of(resource) ? other.cfnOptions.condition : undefined),
    set: (condition: CfnCondition | undefined) => { own = condition; },
    enumerable: true,
    configurable: true,
  });
}
