import { CfnCondition, CfnParameter, Fn, Stack, type App, type CfnElement, type CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, DenyRule, Condition, TokenEnricher, Value } from 'cdk-cognito-token-enricher';

/** A stack whose resources exist in one environment alone, and whose function is compared with another one. */
export class ConditionalStack extends Stack {
  constructor(app: App, id: string, stackName = id) {
    super(app, id, { stackName });
    const environment = new CfnParameter(this, 'Environment', { default: 'dev' });
    const condition = new CfnCondition(this, 'IsProd', { expression: Fn.conditionEquals(environment, 'prod') });
    const userPool = new cognito.UserPool(this, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
    userPool.addClient('Web');
    new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      deny: [DenyRule.when(Condition.inGroup('closed'), 'Closed')],
      claims: [ClaimRule.set('name', Value.userAttribute('nickname').toNumber()), ClaimRule.set('plan', Value.literal('gold'))],
      compareWith: lambda.Function.fromFunctionArn(this, 'Previous', 'arn:aws:lambda:us-east-1:111122223333:function:previous'),
    });
    const elements = this.node.findAll().filter((each): each is CfnElement & CfnResource => 'cfnOptions' in each);
    elements.forEach(each => each.cfnOptions.condition = condition);
  }
}
