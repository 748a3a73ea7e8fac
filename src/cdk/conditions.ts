import type { CfnCondition, CfnResource } from 'aws-cdk-lib';
import { renderedResource } from './rendered';

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
