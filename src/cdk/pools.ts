import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolClientRef, IUserPoolRef, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { Stack } from './aws-cdk-lib';
import { referentsOfText } from './referents';
import { resourceBehind } from './resources';

export const USER_POOL = 'AWS::Cognito::UserPool';
export const IDENTITY_PROVIDER = 'AWS::Cognito::UserPoolIdentityProvider';

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
  const resource = names.map(name => resourceBehind<CfnUserPool>(name, USER_POOL)).find(found => found !== undefined);
  if (!resource) {
    return {};
  }
  const parent = resource.node.scope as Partial<UserPool> | undefined;
  const isL2 = typeof parent?.addTrigger === 'function' && resource.node.scope?.node.defaultChild === resource;
  return { resource, ...(isL2 && { userPool: parent as UserPool }) };
}

/**
 * The pools of the app that a user pool may be: itself, or those in the branches of an `Fn::If`. The user pool is among them unless the app
 * creates all of them.
 */
export function possiblePools(pool: IUserPoolRef): readonly IUserPoolRef[] {
  if (recognizePool(pool).resource) {
    return [pool];
  }
  const { resources, constants, isOpen } = referentsOfText(pool.userPoolRef.userPoolId, pool, USER_POOL);
  const pools = (resources as readonly CfnUserPool[]).map(each => recognizePool(each).userPool ?? each);
  return pools.length === 0 || isOpen || constants.length > 0 ? [...pools, pool] : pools;
}

/** The resources of the pools of the app that a user pool may be. */
export function poolResources(pool: IUserPoolRef): readonly CfnUserPool[] {
  const { resource } = recognizePool(pool);
  return resource ? [resource] : referentsOfText(pool.userPoolRef.userPoolId, pool, USER_POOL).resources as readonly CfnUserPool[];
}

/** The resource of an app client, even if the construct wraps another one; undefined if the app does not create it. */
export function clientResourceOf({ userPoolClientRef }: IUserPoolClientRef): CfnResource | undefined {
  return resourceBehind(userPoolClientRef.clientId, 'AWS::Cognito::UserPoolClient');
}

/** The ARN of a user pool in the account and Region of a construct; `*` as the id matches all pools. The replicas of a pool have the same id. */
export function userPoolArnIn(scope: IConstruct, userPoolId: string): string {
  return Stack.of(scope).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId });
}
