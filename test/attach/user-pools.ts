import { UpdateUserPoolRequest$, UserPoolType$ } from '@aws-sdk/client-cognito-identity-provider';
import * as fc from 'fast-check';
import { LIST, MAP, resolved, updated, type Members } from '../local/cognito-rules';

/** Pools with every member that the model of the SDK has, as Cognito would show them. */
export const POOL_ID = 'us-east-1_AbCdEf123';
export const OURS = 'arn:aws:lambda:us-east-1:123456789012:function:enricher:live';
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:somebody-elses';

/** A pool that has something of everything that is easily lost. */
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

/** A pool with one form for what means the same, for comparing all of it; written down apart from the code that does so in the function. */
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

/** The same without members that are null or empty. */
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

/** Members whose values Cognito looks at, and what they can be. */
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

/** Anything that has a shape of the model, and now and then null for a member that is not set. */
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

/** Every pool that Cognito could have: made with what it takes, and shown as it shows it, with members that are null or empty where nothing is set. */
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
  // every pool shows its password policy
  pool.Policies = { ...pool.Policies, PasswordPolicy: { MinimumLength: 8, ...pool.Policies?.PasswordPolicy } };
  if (pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays !== undefined) {
    delete pool.AdminCreateUserConfig?.UnusedAccountValidityDays;
  }
  // half of the pools show what they do not have as empty
  const empty = ['DeviceConfiguration', 'SmsConfiguration', 'EmailConfiguration', 'UserPoolAddOns']
    .filter(name => (pool[name] && Object.keys(pool[name]).length === 0) || (pool[name] === undefined && pool.Name.length % 2 === 0));
  empty.forEach(name => delete pool[name]);
  const shown = updated(pool, requestOf(pool), 1);
  const unset = Object.keys(generated).filter(name => generated[name] === null && shown[name] === undefined);
  const asEmpty = empty.filter(name => shown[name] === undefined).map(name => [name, {}]);
  return { ...shown, ...Object.fromEntries(unset.map(name => [name, null])), ...Object.fromEntries(asEmpty) };
});

/** The members of the request, by the model and not by the code of the function. */
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
