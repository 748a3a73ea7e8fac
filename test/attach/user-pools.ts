import { UpdateUserPoolRequest$, UserPoolType$ } from '@aws-sdk/client-cognito-identity-provider';
import * as fc from 'fast-check';
import { LIST, MAP, resolved, updated, type Members } from '../local/cognito-rules';

/** Pools with every property of the SDK's model, as Cognito would return them. */
export const POOL_ID = 'us-east-1_AbCdEf123';
export const OURS = 'arn:aws:lambda:us-east-1:123456789012:function:enricher:live';
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:somebody-elses';

/** A pool with all settings that are easily lost. */
export function usualPool(more: Members = {}): Members {
  return {
    Id: POOL_ID,
    Name: 'customers',
    Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${POOL_ID}`,
    CreationDate: 1_600_000_000.123,
    LastModifiedDate: 1_650_000_000.456,
    EstimatedNumberOfUsers: 7,
    SchemaAttributes: [{ Name: 'email', AttributeDataType: 'String', Required: true }],
    UsernameAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, TemporaryPasswordValidityDays: 3 }, SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    DeletionProtection: 'ACTIVE',
    LambdaConfig: { PostConfirmation: 'arn:aws:lambda:us-east-1:123456789012:function:welcome' },
    AutoVerifiedAttributes: ['email'],
    MfaConfiguration: 'OPTIONAL',
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailMessageByLink: 'Click {##here##}' },
    EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com' },
    UserPoolTags: { 'aws:cloudformation:stack-name': 'pool', 'team': 'identity' },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    UserPoolTier: 'ESSENTIALS',
    ...more,
  };
}

/** Normalizes a pool, so that equivalent settings are equal. Implemented independently of the function's code. */
export function settingsOf({ LastModifiedDate: _date, ...pool }: Members, withoutTrigger = false): unknown {
  const { UnusedAccountValidityDays: unused, ...admin } = pool.AdminCreateUserConfig ?? {};
  const password = pool.Policies?.PasswordPolicy;
  const { PreTokenGeneration: legacy, PreTokenGenerationConfig: config, ...triggers } = pool.LambdaConfig ?? {};
  return compact({
    ...pool,
    AdminCreateUserConfig: admin,
    Policies: { ...pool.Policies, PasswordPolicy: { ...password, TemporaryPasswordValidityDays: password?.TemporaryPasswordValidityDays ?? unused } },
    LambdaConfig: withoutTrigger ? triggers : { ...triggers, trigger: config ?? (legacy && { LambdaArn: legacy, LambdaVersion: 'V1_0' }) },
  });
}

/** The same without properties that are null or empty. */
function compact(value: any): any {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return Array.isArray(value) ? value.filter(each => each !== null).map(compact) : value;
  }
  const members: Members = {};
  for (const name of Object.keys(value)) {
    const each = compact(value[name]);
    if (each !== null && each !== undefined && (typeof each !== 'object' || Object.keys(each).length > 0)) {
      members[name] = each;
    }
  }
  return members;
}

const word = fc.stringMatching(/^[A-Za-z0-9 {}#<>/:.äß漢-]{0,24}$/);
const days = fc.integer({ min: 1, max: 365 });
const attributes = fc.uniqueArray(fc.constantFrom('email', 'phone_number'));
const lambda = fc.stringMatching(/^[a-z]{1,8}(:[a-z]{1,4})?$/).map(name => `arn:aws:lambda:us-east-1:123456789012:function:${name}`);

/** Properties whose values Cognito validates, and their possible values. */
const KNOWN: { readonly [path: string]: fc.Arbitrary<unknown> } = {
  'UserPoolTier': fc.constantFrom('LITE', 'ESSENTIALS', 'PLUS'),
  'DeletionProtection': fc.constantFrom('ACTIVE', 'INACTIVE'),
  'MfaConfiguration': fc.constantFrom('OFF', 'ON', 'OPTIONAL'),
  'AutoVerifiedAttributes': attributes,
  'UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate': attributes,
  'UserPoolAddOns.AdvancedSecurityMode': fc.constantFrom('OFF', 'AUDIT', 'ENFORCED'),
  'AdminCreateUserConfig.UnusedAccountValidityDays': days,
  'Policies.PasswordPolicy.TemporaryPasswordValidityDays': days,
  'UserPoolTags': fc.dictionary(fc.stringMatching(/^(aws:)?[a-z]{1,6}$/), word, { maxKeys: 4 }),
  'LambdaConfig.PreTokenGeneration': lambda,
  'LambdaConfig.PreTokenGenerationConfig': fc.record({ LambdaArn: lambda, LambdaVersion: fc.constantFrom('V1_0', 'V2_0', 'V3_0') }),
  'Id': fc.constant(POOL_ID),
  'Name': fc.stringMatching(/^[A-Za-z0-9 +=,.@-]{1,128}$/),
};
const ALWAYS = ['Id', 'Name', 'UserPoolTier'];

/** Any value that matches the shape of the model, sometimes null for a property that is not set. */
function arbitrary(schema: unknown, path: string): fc.Arbitrary<any> {
  const shape = resolved(schema);
  if (KNOWN[path]) {
    return KNOWN[path];
  }
  if (typeof shape === 'number') {
    return shape >= 128 ? fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), arbitrary(shape - 128, `${path}[]`))
      : shape >= 64 ? fc.array(arbitrary(shape - 64, `${path}[]`), { maxLength: 3 })
        : [word, fc.integer({ min: 0, max: 99 }), fc.boolean(), word, fc.integer({ min: 1_500_000_000, max: 1_700_000_000 })][shape];
  }
  if (shape[0] === LIST) {
    return fc.array(arbitrary(shape[4], `${path}[]`), { maxLength: 3 });
  }
  if (shape[0] === MAP) {
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), arbitrary(shape[5], `${path}[]`), { maxKeys: 3 });
  }
  const required: readonly string[] = path === '' ? ALWAYS : shape[4].slice(0, shape[6] ?? 0);
  const members = (shape[4] as string[]).map((name, index) => {
    const value = arbitrary(shape[5][index], path === '' ? name : `${path}.${name}`);
    return [name, required.includes(name) ? value : fc.option(value, { freq: 12, nil: null })] as const;
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
}

/** Every pool that Cognito can have: created with valid settings, and returned like Cognito does, with null or empty properties for unset values. */
export const anyPool: fc.Arbitrary<Members> = arbitrary(UserPoolType$, '').map(generated => {
  const pool = withoutNulls(generated);
  const triggers = pool.LambdaConfig;
  if (triggers?.PreTokenGenerationConfig) {
    delete triggers.PreTokenGeneration;
    if (pool.UserPoolTier === 'LITE') {
      triggers.PreTokenGenerationConfig.LambdaVersion = 'V1_0';
    }
  }
  if (triggers && (triggers.CustomSMSSender || triggers.CustomEmailSender)) {
    triggers.KMSKeyID = 'arn:aws:kms:us-east-1:123456789012:key/1';
  }
  if (pool.UserPoolAddOns && (pool.UserPoolTier !== 'PLUS' || !pool.UserPoolAddOns.AdvancedSecurityMode)) {
    pool.UserPoolAddOns.AdvancedSecurityMode = 'OFF';
  }
  const toVerify = pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
  if (toVerify?.length > 0) {
    pool.AutoVerifiedAttributes = [...new Set([...pool.AutoVerifiedAttributes ?? [], ...toVerify])];
  }
  if (pool.VerificationMessageTemplate?.EmailMessage !== undefined) {
    delete pool.VerificationMessageTemplate.EmailMessageByLink;
  }
  // every pool has a password policy
  pool.Policies = { ...pool.Policies, PasswordPolicy: { MinimumLength: 8, ...pool.Policies?.PasswordPolicy } };
  if (pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays !== undefined) {
    delete pool.AdminCreateUserConfig?.UnusedAccountValidityDays;
  }
  // half of the pools have empty values for unset properties
  const empty = ['DeviceConfiguration', 'SmsConfiguration', 'EmailConfiguration', 'UserPoolAddOns']
    .filter(name => (pool[name] && Object.keys(pool[name]).length === 0) || (pool[name] === undefined && pool.Name.length % 2 === 0));
  empty.forEach(name => delete pool[name]);
  const shown = updated(pool, requestOf(pool), 1);
  const unset = Object.keys(generated).filter(name => generated[name] === null && shown[name] === undefined);
  const asEmpty = empty.filter(name => shown[name] === undefined).map(name => [name, {}]);
  return { ...shown, ...Object.fromEntries(unset.map(name => [name, null])), ...Object.fromEntries(asEmpty) };
});

/** The properties of the request, based on the model and not on the code of the function. */
function requestOf(pool: Members): Members {
  const names: readonly string[] = resolved(UpdateUserPoolRequest$)[4];
  const taken = Object.entries(pool).filter(([name]) => names.includes(name));
  const tags = Object.entries(pool.UserPoolTags ?? {}).filter(([key]) => !key.startsWith('aws:'));
  return { ...Object.fromEntries(taken), UserPoolId: pool.Id, PoolName: pool.Name, UserPoolTags: Object.fromEntries(tags) };
}

function withoutNulls(value: any): any {
  return Array.isArray(value) ? value.map(withoutNulls) : typeof value !== 'object' || value === null ? value
    : Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null).map(([name, each]) => [name, withoutNulls(each)]));
}
