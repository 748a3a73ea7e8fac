import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Validates a construct when its stage is synthesized, and again when the whole app is. A pipeline synthesizes a stage as soon as it is added, when
 * the rest of the app may not exist.
 *
 * @param validate receives where to put annotations, and returns the errors
 */
export function addValidation(construct: IConstruct, validate: (annotated: IConstruct) => string[]): void {
  const { root } = construct.node;
  construct.node.addValidation({ validate: () => validate(construct) });
  if (Stage.of(construct) !== root) {
    root.node.addValidation({ validate: () => validate(stackOutsideStages(root) ?? construct) });
  }
}

/** A stack of which the template is not yet written. */
export function stackOutsideStages(root: IConstruct): IConstruct | undefined {
  return root.node.findAll().find(each => Stack.isStack(each) && Stage.of(each) === root);
}
