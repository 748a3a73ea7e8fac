import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef, UserPool } from 'aws-cdk-lib/aws-cognito';
import { objectWith } from '../options/checks';

export const A_USER_POOL = objectWith(['userPoolRef'], 'a user pool', 'give the construct of the user pool');

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
  const resource = names.map(resourceIn).find(found => found !== undefined);
  if (!resource) {
    return {};
  }
  const parent = resource.node.scope as Partial<UserPool> | undefined;
  const isL2 = typeof parent?.addTrigger === 'function' && resource.node.scope?.node.defaultChild === resource;
  return { resource, ...(isL2 && { userPool: parent as UserPool }) };
}

function resourceIn(text: string): CfnUserPool | undefined {
  if (!Token.isUnresolved(text)) {
    return undefined;
  }
  for (const token of Tokenization.reverseString(text).tokens) {
    const target = Reference.isReference(token) ? token.target : undefined;
    if (target && CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::Cognito::UserPool') {
      return target as CfnUserPool;
    }
  }
  return undefined;
}
