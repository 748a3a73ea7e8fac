import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Attachment, AttachmentMonitor, ClaimRule, TokenEnricher, TokenType, TriggerRemoval, Value } from 'cdk-cognito-token-enricher';

export interface ExistingPoolProps extends StackProps {
  /** The ID of the user pool, which another app or nobody manages. */
  readonly userPoolId: string;

  /**
   * The ARN of the function that is its trigger until now. It still decides the tokens, while the rules run in parallel and are compared with it.
   *
   * @default - the rules decide
   */
  readonly comparedFunctionArn?: string;
}

/** Attaches rules to a user pool that exists already, and restores the former trigger when the stack is deleted. */
export class ExistingPoolStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, { userPoolId, comparedFunctionArn, ...props }: ExistingPoolProps) {
    super(scope, id, props);
    const userPool = cognito.UserPool.fromUserPoolId(this, 'UserPool', userPoolId);
    const roles = Value.groups().filter(Value.element().startsWith('app-')).withoutPrefix('app-');

    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      // the function by hand, if there is one, becomes the trigger again when this is removed
      attachment: Attachment.customResource({ replaceTrigger: true, onRemoval: TriggerRemoval.RESTORE }),
      ...comparedFunctionArn !== undefined && { compareWith: lambda.Function.fromFunctionArn(this, 'Compared', comparedFunctionArn) },
      // an imported pool does not show its plan
      poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS },
      claims: [ClaimRule.set('roles', roles, { tokens: [TokenType.ACCESS], usedForAuthorization: true })],
    });

    // a later deployment of the app that manages the pool can remove the trigger
    new AttachmentMonitor(this, 'Monitor', { enricher: this.enricher, userPool });
    this.enricher.alarms();
  }
}
