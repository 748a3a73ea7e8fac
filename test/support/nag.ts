import { Aspects, type App, type IAspect } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** The rules from version 3 on: a validation, which is given what it looks at. The types of this repository are those of version 2. */
interface Validation {
  validateScope(scope: IConstruct): {
    readonly violations: ReadonlyArray<{
      readonly ruleName: string;
      readonly violatingResources: ReadonlyArray<{ readonly resourceLogicalId: string }>;
    }>;
  };
}

/** The findings of the AWS Solutions rules of cdk-nag below a construct, with the place of each. Synthesizes the app. */
export function findingsOf(scope: IConstruct): readonly string[] {
  const app = scope.node.root as App;
  const isAspect = 'visit' in AwsSolutionsChecks.prototype;
  if (isAspect) {
    Aspects.of(scope).add(new AwsSolutionsChecks({ verbose: true }) as IAspect);
  }
  const { stacks } = app.synth();
  if (isAspect) {
    return stacks.flatMap(({ messages }) => messages).map(({ id, entry }) => `${id}: ${entry.data}`).filter(text => text.includes('AwsSolutions'));
  }
  const checks = new (AwsSolutionsChecks as unknown as new (scope: IConstruct) => Validation)(scope);
  return checks.validateScope(scope).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ resourceLogicalId }) => `${resourceLogicalId}: ${ruleName}`));
}
