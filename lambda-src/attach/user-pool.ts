import { AttachError } from './errors';
import type { Trigger, UserPool } from './trigger';
import { CONFIG, LEGACY } from '../../src/core/attachment/contract';

/**
 * The members that UpdateUserPool accepts. A member that is not sent is reset to its default, so everything that DescribeUserPool returns is sent
 * back.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const SENT_BACK = [
  'AccountRecoverySetting', 'AcrConfiguration', 'AdminCreateUserConfig', 'AutoVerifiedAttributes', 'DcrConfiguration', 'DeletionProtection',
  'DeviceConfiguration', 'EmailConfiguration', 'EmailVerificationMessage', 'EmailVerificationSubject', 'IssuerConfiguration', 'KeyConfiguration',
  'LambdaConfig', 'MfaConfiguration', 'Policies', 'SmsAuthenticationMessage', 'SmsConfiguration', 'SmsVerificationMessage',
  'UserAttributeUpdateSettings', 'UserPoolAddOns', 'UserPoolTags', 'UserPoolTier', 'VerificationMessageTemplate',
];

/** Members that UpdateUserPool does not accept: read-only members, settings that are fixed at creation, and the name, which is PoolName there. */
export const ONLY_SHOWN = [
  'AliasAttributes', 'Arn', 'CreationDate', 'CustomDomain', 'Domain', 'EmailConfigurationFailure', 'EstimatedNumberOfUsers', 'Id',
  'LastModifiedDate', 'Name', 'SchemaAttributes', 'SmsConfigurationFailure', 'Status', 'UsernameAttributes', 'UsernameConfiguration',
];

/** Members that are omitted if empty: any field in them enables something, and Cognito rejects some of them if they are empty. */
const NOT_SENT_EMPTY = ['DeviceConfiguration', 'EmailConfiguration', 'SmsConfiguration', 'UserPoolAddOns', 'UserPoolTags'];

type Members = { [member: string]: any };

/** The request that keeps all settings of a pool, with this trigger or none. */
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
    // tags of AWS, such as those of CloudFormation, cannot be sent, and stay anyway
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
    throw new AttachError(`it has settings that this version does not know, and that an update could reset: ${unknown.join(', ')}. ${WAYS_OUT}`);
  }
  // without its feature plan in the request, a pool would get the default plan
  const missing = ['Id', 'Name', 'UserPoolTier'].filter(member => typeof pool[member] !== 'string' || pool[member] === '');
  if (missing.length > 0) {
    throw new AttachError(`DescribeUserPool does not return ${missing.join(', ')}, so an update could change the pool. ${WAYS_OUT}`);
  }
}

const WAYS_OUT = 'Nothing was changed. Upgrade cdk-cognito-token-enricher, or attach the function yourself and use Attachment.none()';

/** Sets only the newer member. Cognito copies it to the older one, and would reject the request if the older one named another function. */
function lambdaConfigOf(config: Members | undefined, trigger: Trigger | undefined): Members {
  const { [CONFIG]: _config, [LEGACY]: _legacy, ...others } = config ?? {};
  return trigger ? { ...others, [CONFIG]: { LambdaArn: trigger.arn, LambdaVersion: trigger.version } } : others;
}

/**
 * Renames a setting with its older name. Old pools can have it under that name, which is effective until the newer one is set, and which Cognito
 * rejects together with the newer one.
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

/** Removes null members, which are not set; undefined if the value itself is null. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(each => each !== null).map(withoutNulls);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => each === null ? [] : [[name, withoutNulls(each)]]));
  }
  return value ?? undefined;
}
