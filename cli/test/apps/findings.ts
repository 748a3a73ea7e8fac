import { Annotations, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, GroupRule, RuleMode, TokenEnricher, Value } from 'cdk-cognito-token-enricher';

const PREVIOUS = 'arn:aws:lambda:us-east-1:111122223333:function:previous';

/** An enricher with a finding, an acknowledged one, and a rule in shadow mode; and a pool with a hand-written function. */
export class FindingsStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS, customAttributes: { tenant: new cognito.StringAttribute({ mutable: true }) },
    });
    userPool.addClient('Web');
    const enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [ClaimRule.set('tenant', Value.userAttribute('custom:tenant')), ClaimRule.set('next', Value.literal('x'), { mode: RuleMode.SHADOW })],
      groups: [GroupRule.set({ groups: Value.listOf(Value.literal('a')) })],
    });
    const other = new cognito.UserPool(this, 'Other', { lambdaTriggers: { preTokenGeneration: lambda.Function.fromFunctionArn(this, 'HandWritten', PREVIOUS) } });
    other.addClient('Old');
    Annotations.of(enricher).acknowledgeWarning('cdk-cognito-token-enricher:RolesRemain', 'no identity pool');
  }
}
