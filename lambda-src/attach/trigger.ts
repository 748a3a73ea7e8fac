import { CONFIG, LEGACY, type LambdaConfig } from '../../src/core/attachment/lambda-config';

/** A user pool as DescribeUserPool shows it: whatever is in it, known or not. */
export interface UserPool {
  readonly [member: string]: unknown;
}

/** A function that is called before tokens are issued, and the version of the event that it gets. */
export interface Trigger {
  /** With the alias, if it has one. */
  readonly arn: string;
  readonly version: string;
}

/**
 * The trigger of a pool. Cognito copies the newer member to the older one, and takes two only if they name one function.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export function triggerOf(pool: UserPool): Trigger | undefined {
  const { [CONFIG]: config, [LEGACY]: legacy } = (pool.LambdaConfig ?? {}) as LambdaConfig;
  if (config?.LambdaArn) {
    return { arn: config.LambdaArn, version: config.LambdaVersion ?? 'V1_0' };
  }
  // a function of the older member alone gets the first version
  return legacy ? { arn: legacy, version: 'V1_0' } : undefined;
}

export function isSameTrigger(one: Trigger | undefined, other: Trigger | undefined): boolean {
  return one?.arn === other?.arn && one?.version === other?.version;
}
