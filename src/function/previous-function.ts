import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { contentOf } from '../cdk/tokens';
import { PREVIOUS_VARIABLE } from '../core/document/document';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The variable with the function that answers while the rules run beside it. */
export function previousEnvironment(scope: IConstruct, props: TokenEnricherProps, guard: CycleGuard): { readonly [name: string]: string } {
  const arn = arnOf(scope, props, guard);
  return arn === undefined ? {} : { [PREVIOUS_VARIABLE]: arn };
}

/** It may be called, and nothing else. */
export function previousStatements(scope: IConstruct, props: TokenEnricherProps, guard: CycleGuard): readonly PolicyStatement[] {
  const arn = arnOf(scope, props, guard);
  return arn === undefined ? [] : [new PolicyStatement({ sid: 'Previous', actions: ['lambda:InvokeFunction'], resources: [arn] })];
}

function arnOf(scope: IConstruct, { compareWith }: TokenEnricherProps, guard: CycleGuard): string | undefined {
  return compareWith && guard.read(compareWith.functionArn, contentOf(compareWith.functionArn, scope).references, 'compareWith');
}
