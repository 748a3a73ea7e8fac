import { UpdateUserPoolRequest$ } from '@aws-sdk/client-cognito-identity-provider';

/** A user pool or request. This file emulates UpdateUserPool by its documentation, and the worst case if the documentation is silent. */
export type Members = { [member: string]: any };

export class CognitoError extends Error {
  constructor(readonly type: string, message: string, readonly status = 400) {
    super(message);
  }
}

const invalid = (message: string): CognitoError => new CognitoError('InvalidParameterException', message);

/** The pool after UpdateUserPool. Throws if Cognito would reject the request. */
export function updated(pool: Members, request: Members, now: number): Members {
  checkShape(UpdateUserPoolRequest$, request, 'request');
  const { UserPoolId: _id, PoolName: name, UserPoolTags: tags = {}, ...settings } = request;
  checkSettings(settings, tags);
  const shown = Object.fromEntries(ONLY_SHOWN.flatMap(member => pool[member] === undefined ? [] : [[member, pool[member]]]));
  const ofAws = Object.entries(pool.UserPoolTags ?? {}).filter(([key]) => key.startsWith('aws:'));
  const after: Members = {
    ...shown,
    ...DEFAULTS(),
    ...settings,
    Name: name ?? '',
    UserPoolTags: { ...Object.fromEntries(ofAws), ...tags },
    LastModifiedDate: now,
  };
  after.LambdaConfig = mirrored(after.LambdaConfig);
  const days = after.Policies.PasswordPolicy?.TemporaryPasswordValidityDays;
  if (days !== undefined) {
    after.AdminCreateUserConfig = { ...after.AdminCreateUserConfig, UnusedAccountValidityDays: days };
  }
  if (settings.DeviceConfiguration) {
    after.DeviceConfiguration = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false, ...settings.DeviceConfiguration };
  }
  return after;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
const DEFAULTS = (): Members => ({
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  DeletionProtection: 'INACTIVE',
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  LambdaConfig: {},
  MfaConfiguration: 'OFF',
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 7,
    },
  },
  UserPoolTier: 'ESSENTIALS',
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
});

const ONLY_SHOWN = ['AliasAttributes', 'Arn', 'CreationDate', 'CustomDomain', 'Domain', 'EmailConfigurationFailure', 'EstimatedNumberOfUsers', 'Id',
  'SchemaAttributes', 'SmsConfigurationFailure', 'Status', 'UsernameAttributes', 'UsernameConfiguration'];

function checkSettings(settings: Members, tags: Members): void {
  const { LambdaConfig: triggers = {}, UserPoolTier: tier = 'ESSENTIALS', UserPoolAddOns: addOns, AdminCreateUserConfig: admin, Policies: policies } = settings;
  const { PreTokenGeneration: legacy, PreTokenGenerationConfig: config } = triggers;
  if (legacy !== undefined && config !== undefined && legacy !== config.LambdaArn) {
    throw invalid('PreTokenGeneration and PreTokenGenerationConfig.LambdaArn must be identical');
  }
  if ((triggers.CustomSMSSender || triggers.CustomEmailSender) && triggers.KMSKeyID === undefined) {
    throw invalid('KMSKeyID is required for custom senders');
  }
  if (tier === 'LITE' && config && config.LambdaVersion !== 'V1_0') {
    throw new CognitoError('FeatureUnavailableInTierException', 'Access token customization is not available in LITE');
  }
  if (tier !== 'PLUS' && addOns && addOns.AdvancedSecurityMode !== 'OFF') {
    throw new CognitoError('FeatureUnavailableInTierException', `The following features need to be disabled for the ${tier} pricing tier configured: Threat Protection`);
  }
  if (admin?.UnusedAccountValidityDays !== undefined && policies?.PasswordPolicy?.TemporaryPasswordValidityDays !== undefined) {
    throw invalid('Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays');
  }
  const verified: readonly string[] = settings.AutoVerifiedAttributes ?? [];
  const toVerify: readonly string[] = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (toVerify.some(attribute => !verified.includes(attribute))) {
    throw invalid('AttributesRequireVerificationBeforeUpdate must be in AutoVerifiedAttributes');
  }
  const { EmailMessage: byCode, EmailMessageByLink: byLink } = settings.VerificationMessageTemplate ?? {};
  if (byCode !== undefined && byLink !== undefined) {
    throw invalid('EmailMessage and EmailMessageByLink exclude each other');
  }
  for (const member of ['SmsConfiguration', 'EmailConfiguration']) {
    if (settings[member] && Object.keys(settings[member]).length === 0) {
      throw invalid(`${member} is empty`);
    }
  }
  if (Object.keys(tags).some(key => key.startsWith('aws:'))) {
    throw new CognitoError('UserPoolTaggingException', 'aws: prefixed tag key names are not allowed for external use.');
  }
}

/** The older property copies the newer one. An older one that is set alone stays alone, as it was before the newer one existed. */
function mirrored(triggers: Members): Members {
  const { PreTokenGenerationConfig: config } = triggers;
  return config ? { ...triggers, PreTokenGeneration: config.LambdaArn } : triggers;
}

type Schema = any;

/** Resolves a schema of the SDK: a number for simple types, a list for others. */
export function resolved(schema: Schema): Schema {
  return typeof schema === 'function' ? resolved(schema()) : Array.isArray(schema) && Array.isArray(schema[0]) ? resolved(schema[0]) : schema;
}

export const [LIST, MAP, STRUCTURE] = [1, 2, 3];
const SIMPLE: { readonly [type: number]: string } = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'number' };

/** Rejects properties that are not in the request, and values of other types, including null. */
export function checkShape(schema: Schema, value: unknown, path: string): void {
  const shape = resolved(schema);
  const fail = (): never => { throw new CognitoError('SerializationException', `${path} is not what it should be`); };
  if (typeof shape === 'number' && shape >= 64) {
    const [members, isRight] = shape >= 128 ? [Object.values(value ?? {}), typeof value === 'object' && !Array.isArray(value)] : [value as unknown[], Array.isArray(value)];
    if (value === null || !isRight) {
      fail();
    }
    members.forEach(each => checkShape(shape % 64, each, path));
  } else if (typeof shape === 'number') {
    if (typeof value !== SIMPLE[shape]) {
      fail();
    }
  } else if (typeof value !== 'object' || value === null || (shape[0] === LIST) !== Array.isArray(value)) {
    fail();
  } else if (shape[0] === LIST) {
    (value as unknown[]).forEach((each, index) => checkShape(shape[4], each, `${path}[${index}]`));
  } else if (shape[0] === MAP) {
    Object.values(value).forEach(each => checkShape(shape[5], each, path));
  } else {
    // the first properties are required; the schema contains their number
    const missing = (shape[4] as string[]).slice(0, shape[6] ?? 0).find(name => (value as Members)[name] === undefined);
    if (missing !== undefined) {
      throw invalid(`${path}.${missing} is missing`);
    }
    for (const [name, each] of Object.entries(value)) {
      const index = shape[4].indexOf(name);
      if (index < 0) {
        throw invalid(`${path}.${name} is no member`);
      }
      checkShape(shape[5][index], each, `${path}.${name}`);
    }
  }
}
