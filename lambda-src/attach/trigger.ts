import { CONFIG, LEGACY, type LambdaConfig } from '../../src/core/attachment/contract';

/** A user pool as DescribeUserPool returns it, including settings that this version does not know. */
export interface UserPool {
  readonly [member: string]: unknown;
}

/** A pre token generation trigger: the function, and the version of its event. */
export interface Trigger {
  /** The ARN of the function, including the alias if there is one. */
  readonly arn: string;
  readonly version: string;
}

/**
 * The trigger of a user pool. Cognito copies the newer member to the older one, and accepts both only if they name the same function.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export function triggerOf(pool: UserPool): Trigger | undefined {
  const { [CONFIG]: config, [LEGACY]: legacy } = (pool.LambdaConfig ?? {}) as LambdaConfig;
  if (config?.LambdaArn) {
    return { arn: config.LambdaArn, version: config.LambdaVersion ?? 'V1_0' };
  }
  // the older member has no version, and its function gets V1_0
  return legacy ? { arn: legacy, version: 'V1_0' } : undefined;
}

export function isSameTrigger(one: Trigger | undefined, other: Trigger | undefined): boolean {
  return one?.arn === other?.arn && one?.version === other?.version;
}
