import { Stack, type CfnResource } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * Allows Cognito to call a function, only for user pools with this ARN and in this account.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function permit(called: IFunction, scope: Construct, id: string, sourceArn: string): CfnResource {
  called.addPermission(id, { principal: new ServicePrincipal('cognito-idp.amazonaws.com'), sourceArn, sourceAccount: Stack.of(scope).account, scope });
  return scope.node.findChild(id) as CfnResource;
}
