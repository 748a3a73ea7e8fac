import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolClientRef, IUserPoolRef, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { resourceBehind } from './resources';

/** The constructs of a user pool in the app. */
export interface RecognizedPool {
  /** The resource, if the app creates the pool. */
  readonly resource?: CfnUserPool;
  /** The L2 construct around the resource, which can add triggers. */
  readonly userPool?: UserPool;
}

/**
 * Finds the resource of a user pool. Wrapper constructs, and imports of a pool from the same app, lead to the resource through their reference
 * to its id or ARN.
 *
 * @param pool a user pool, or its id
 */
export function recognizePool(pool: IUserPoolRef | string): RecognizedPool {
  const names = typeof pool === 'string' ? [pool] : [pool.userPoolRef.userPoolId, pool.userPoolRef.userPoolArn];
  const resource = names.map(name => resourceBehind<CfnUserPool>(name, 'AWS::Cognito::UserPool')).find(found => found !== undefined);
  if (!resource) {
    return {};
  }
  const parent = resource.node.scope as Partial<UserPool> | undefined;
  const isL2 = typeof parent?.addTrigger === 'function' && resource.node.scope?.node.defaultChild === resource;
  return { resource, ...(isL2 && { userPool: parent as UserPool }) };
}

/** The resource of an app client, even if the construct wraps another one; undefined if the app does not create it. */
export function clientResourceOf({ userPoolClientRef }: IUserPoolClientRef): CfnResource | undefined {
  return resourceBehind(userPoolClientRef.clientId, 'AWS::Cognito::UserPoolClient');
}

/** The ARN of a user pool in the account and Region of a construct; `*` as the id matches all pools. The replicas of a pool have the same id. */
export function userPoolArnIn(scope: IConstruct, userPoolId: string): string {
  return Stack.of(scope).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId });
}
