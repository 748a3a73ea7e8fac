import { Stack } from 'aws-cdk-lib';
import type { CfnUserPool, CfnUserPoolClient, IUserPoolClientRef, IUserPoolRef, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { resourceBehind } from './resources';

/** A user pool, by what the app knows of it. */
export interface RecognizedPool {
  /** The resource, where the app creates the pool. */
  readonly resource?: CfnUserPool;
  /** The L2 construct around it, which knows how to add triggers. */
  readonly userPool?: UserPool;
}

/**
 * Finds out what is behind a pool: constructs that wrap another one, and imports of a pool of the same app, lead to the resource
 * by their reference to its id or ARN.
 *
 * @param pool a pool, or the id of one
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

/** The resource behind an app client, whatever wraps it. */
export function clientResourceOf({ userPoolClientRef }: IUserPoolClientRef): CfnUserPoolClient | undefined {
  return resourceBehind<CfnUserPoolClient>(userPoolClientRef.clientId, 'AWS::Cognito::UserPoolClient');
}

/** The ARN of a user pool in the account and Region of a construct, or of all with `*`. The replicas of a pool share its id. */
export function userPoolArnIn(scope: IConstruct, userPoolId: string): string {
  return Stack.of(scope).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId });
}
