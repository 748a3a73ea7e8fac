import { AttachError } from './errors';
import type { Trigger, UserPool } from './trigger';
import { CONFIG, LEGACY } from '../../src/core/attachment/lambda-config';

/**
 * What UpdateUserPool takes. A member that is not sent is set to its default, so everything that DescribeUserPool shows goes back.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const SENT_BACK = [
  'AccountRecoverySetting', 'AcrConfiguration', 'AdminCreateUserConfig', 'AutoVerifiedAttributes', 'DcrConfiguration', 'DeletionProtection',
  'DeviceConfiguration', 'EmailConfiguration', 'EmailVerificationMessage', 'EmailVerificationSubject', 'IssuerConfiguration', 'KeyConfiguration',
  'LambdaConfig', 'MfaConfiguration', 'Policies', 'SmsAuthenticationMessage', 'SmsConfiguration', 'SmsVerificationMessage',
  'UserAttributeUpdateSettings', 'UserPoolAddOns', 'UserPoolTags', 'UserPoolTier', 'VerificationMessageTemplate',
];

/** What Cognito shows and does not take: facts, what is set when a pool is made, and the name, which has another one there. */
export const ONLY_SHOWN = [
  'AliasAttributes', 'Arn', 'CreationDate', 'CustomDomain', 'Domain', 'EmailConfigurationFailure', 'EstimatedNumberOfUsers', 'Id',
  'LastModifiedDate', 'Name', 'SchemaAttributes', 'SmsConfigurationFailure', 'Status', 'UsernameAttributes', 'UsernameConfiguration',
];

/** Any field in them switches something on, and some are refused when they are empty. */
const NOT_SENT_EMPTY = ['DeviceConfiguration', 'EmailConfiguration', 'SmsConfiguration', 'UserPoolAddOns', 'UserPoolTags'];

type Members = { [member: string]: any };

/** The request that leaves a pool as it is, with this trigger or none. */
export function updateOf(pool: UserPool, trigger: Trigger | undefined): Members {
  refuseUnknown(pool);
  const request: Members = { UserPoolId: pool.Id, PoolName: pool.Name };
  for (const member of SENT_BACK) {
    const value = withoutNulls(pool[member]);
    if (value !== undefined) {
      request[member] = value;
    }
  }
  carryTemporaryPasswordValidity(request);
  if (request.UserPoolTags) {
    // tags of AWS itself, such as those of CloudFormation, stay without being sent, and cannot be
    request.UserPoolTags = Object.fromEntries(Object.entries(request.UserPoolTags).filter(([key]) => !key.toLowerCase().startsWith('aws:')));
  }
  for (const member of NOT_SENT_EMPTY) {
    if (request[member] && Object.keys(request[member]).length === 0) {
      delete request[member];
    }
  }
  request.LambdaConfig = lambdaConfigOf(request.LambdaConfig, trigger);
  return request;
}

function refuseUnknown(pool: UserPool): void {
  const unknown = Object.keys(pool).filter(member => pool[member] !== null && !SENT_BACK.includes(member) && !ONLY_SHOWN.includes(member));
  if (unknown.length > 0) {
    throw new AttachError(`${unknown.join(', ')}: settings that this version does not know, which an update could reset. ${WAYS_OUT}`);
  }
  // without its plan, a pool would move to another one
  const missing = ['Id', 'Name', 'UserPoolTier'].filter(member => typeof pool[member] !== 'string' || pool[member] === '');
  if (missing.length > 0) {
    throw new AttachError(`Cognito does not show ${missing.join(', ')}, without which an update could change the pool. ${WAYS_OUT}`);
  }
}

const WAYS_OUT = 'Nothing was changed. Upgrade cdk-cognito-token-enricher, or attach the function by hand and use Attachment.none()';

/** The newer member alone: with the older one of another function beside it, Cognito would refuse both, and it copies it there by itself. */
function lambdaConfigOf(config: Members | undefined, trigger: Trigger | undefined): Members {
  const { [CONFIG]: _config, [LEGACY]: _legacy, ...others } = config ?? {};
  return trigger ? { ...others, [CONFIG]: { LambdaArn: trigger.arn, LambdaVersion: trigger.version } } : others;
}

/**
 * Old pools show the older name of a setting, which is effective until the newer one is set, and refused beside it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUserConfigType.html
 */
export function carryTemporaryPasswordValidity(pool: Members): void {
  if (pool.AdminCreateUserConfig?.UnusedAccountValidityDays === undefined) {
    return;
  }
  const { UnusedAccountValidityDays: days, ...others } = pool.AdminCreateUserConfig;
  pool.AdminCreateUserConfig = others;
  const { PasswordPolicy: policy } = pool.Policies ?? {};
  pool.Policies = { ...pool.Policies, PasswordPolicy: { ...policy, TemporaryPasswordValidityDays: policy?.TemporaryPasswordValidityDays ?? days } };
}

/** What is null is not set; undefined where nothing is left. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(each => each !== null).map(withoutNulls);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => each === null ? [] : [[name, withoutNulls(each)]]));
  }
  return value ?? undefined;
}
