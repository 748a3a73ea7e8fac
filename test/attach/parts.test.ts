import * as fc from 'fast-check';
import { OURS, POOL_ID, THEIRS, usualPool } from './user-pools';
import { differences, isUnchanged } from '../../lambda-src/attach/comparison';
import { formatFormerTrigger, parseFormerTrigger } from '../../lambda-src/attach/former-trigger';
import { formatPhysicalId, parsePhysicalId, type PhysicalId } from '../../lambda-src/attach/physical-id';
import { isSameTrigger, triggerOf } from '../../lambda-src/attach/trigger';
import type { Members } from '../local/cognito-rules';

describe('ids', () => {
  const poolId = fc.stringMatching(/^[a-z]{2}-[a-z]{4,9}-[1-9]_[0-9a-zA-Z]{9}$/);
  const former = fc.record({ arn: fc.constantFrom(OURS, THEIRS), version: fc.constantFrom('V1_0', 'V2_0', 'V3_0') });
  const plain: fc.Arbitrary<PhysicalId> = fc.record({ poolId, former }, { requiredKeys: ['poolId'] });

  test('a formatted id can be parsed', () => {
    fc.assert(fc.property(plain, fc.option(plain, { nil: undefined }), (id, origin) => {
      const whole = { ...id, ...origin && { origin } };
      expect(parsePhysicalId(formatPhysicalId(whole))).toEqual(whole);
    }));
  });

  test('equal ids are equal strings', () => {
    expect(formatPhysicalId({ poolId: POOL_ID })).toBe(`${POOL_ID}/`);
    const origin = { poolId: 'eu-west-1_b' };
    expect(Buffer.from(formatPhysicalId({ poolId: POOL_ID, origin }).split('/')[1], 'base64url').toString()).toBe('["","","eu-west-1_b"]');
    expect(formatPhysicalId({ poolId: POOL_ID, former: { arn: 'arn:a', version: 'V1_0' } })).toBe(`${POOL_ID}/WyJhcm46YSIsIlYxXzAiXQ`);
  });

  test('the id is not longer than CloudFormation allows', () => {
    const arn = `arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:${'f'.repeat(64)}:${'a'.repeat(128)}`;
    const longest = { poolId: `us-gov-west-1_${'x'.repeat(40)}`, former: { arn, version: 'V3_0' } };
    expect(formatPhysicalId({ ...longest, origin: longest }).length).toBeLessThanOrEqual(1024);
    const longer = { poolId: longest.poolId, former: { arn: `${arn}${'b'.repeat(100)}`, version: 'V3_0' } };
    expect(parsePhysicalId(formatPhysicalId({ ...longer, origin: longer }))).toEqual(longer);
  });

  test.each(['Stack-Attachment-1ABCDEF', 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED', '', `${POOL_ID}/e30x`, POOL_ID, undefined])('%p is not such an id', text => {
    expect(parsePhysicalId(text)).toBeUndefined();
  });
});

describe('differences', () => {
  const pool = usualPool();

  test.each<[string, Members, readonly string[]]>([
    ['the trigger', { LambdaConfig: { ...pool.LambdaConfig, PreTokenGeneration: OURS, PreTokenGenerationConfig: { LambdaArn: OURS, LambdaVersion: 'V1_0' } } }, []],
    ['counts and dates', { EstimatedNumberOfUsers: 8, LastModifiedDate: 1 }, []],
    ['reports of messages', { SmsConfigurationFailure: 'x', EmailConfigurationFailure: 'y' }, []],
    ['the order of a list', { Policies: { ...pool.Policies, SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN', 'PASSWORD'] } } }, []],
    ['nothing in other forms', { DeviceConfiguration: {}, SmsVerificationMessage: null, AliasAttributes: [], KeyConfiguration: { KeyType: null } }, []],
    ['the same setting by its older name', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 3 } }, []],
    ['a setting', { MfaConfiguration: 'OFF' }, ['MfaConfiguration']],
    ['a setting that is gone', { EmailConfiguration: undefined }, ['EmailConfiguration']],
    ['a setting that came', { KeyConfiguration: { KeyType: 'X' } }, ['KeyConfiguration']],
    ['a part of a setting', { Policies: { ...pool.Policies, PasswordPolicy: { ...pool.Policies.PasswordPolicy, MinimumLength: 8 } } }, ['Policies.PasswordPolicy.MinimumLength']],
    ['another trigger', { LambdaConfig: {} }, ['LambdaConfig.PostConfirmation']],
    ['a member of a list', { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 2, Name: 'verified_email' }] } }, ['AccountRecoverySetting.RecoveryMechanisms']],
    ['a member twice', { AutoVerifiedAttributes: ['email', 'email'] }, ['AutoVerifiedAttributes']],
    ['tags, without their names', { UserPoolTags: { secret: 'x' } }, ['UserPoolTags']],
    ['a setting that nobody knows', { Passkeys: { on: true } }, ['Passkeys']],
  ])('%s', (_, change, names) => {
    expect(differences(pool, { ...pool, ...change })).toEqual(names);
    expect(differences({ ...pool, ...change }, pool)).toEqual(names);
  });

  test.each<[string, unknown, unknown, boolean]>([
    ['members in another order', [{ a: 1, b: 2 }, { a: 3, b: 4 }], [{ b: 4, a: 3 }, { b: 2, a: 1 }], true],
    ['members of other objects', [{ a: 1, b: 2 }, { a: 3, b: 4 }], [{ a: 1, b: 4 }, { a: 3, b: 2 }], false],
    ['digits in other numbers', [1, 23], [12, 3], false],
    ['an empty list and none', { a: [] }, {}, true],
    ['a list and its member', ['a'], 'a', false],
    ['a number and its text', 1, '1', false],
    ['false and none', false, undefined, false],
  ])('a setting that nobody knows: %s', (_, one, other, isSame) => {
    expect(differences({ ...pool, Passkeys: one }, { ...pool, Passkeys: other })).toHaveLength(isSame ? 0 : 1);
  });

  test('a different date or trigger also makes a pool different', () => {
    expect(isUnchanged(pool, { ...pool, EstimatedNumberOfUsers: 9 })).toBe(true);
    expect(isUnchanged(pool, { ...pool, LastModifiedDate: 1 })).toBe(false);
    expect(isUnchanged(pool, { ...pool, LambdaConfig: { ...pool.LambdaConfig, PreTokenGeneration: OURS } })).toBe(false);
  });
});

describe('triggers', () => {
  const config = (LambdaVersion?: string) => ({ PreTokenGenerationConfig: { LambdaArn: OURS, LambdaVersion } });

  test.each<[string, unknown, object | undefined]>([
    ['no settings', undefined, undefined],
    ['settings that are null', null, undefined],
    ['other triggers', { PreSignUp: OURS }, undefined],
    ['an empty name', { PreTokenGeneration: '', PreTokenGenerationConfig: { LambdaArn: '' } }, undefined],
    ['the older key', { PreTokenGeneration: THEIRS }, { arn: THEIRS, version: 'V1_0' }],
    ['the newer key', config('V3_0'), { arn: OURS, version: 'V3_0' }],
    ['the newer key without a version', config(), { arn: OURS, version: 'V1_0' }],
    ['both keys', { PreTokenGeneration: THEIRS, ...config('V2_0') }, { arn: OURS, version: 'V2_0' }],
  ])('of a pool with %s', (_, LambdaConfig, trigger) => {
    expect(triggerOf({ LambdaConfig })).toEqual(trigger);
  });

  test('are the same with the same function and version', () => {
    const trigger = { arn: OURS, version: 'V2_0' };
    const others = [undefined, { ...trigger, arn: THEIRS }, { ...trigger, version: 'V1_0' }];
    expect([isSameTrigger(trigger, { ...trigger }), isSameTrigger(undefined, undefined)]).toEqual([true, true]);
    others.forEach(other => expect([isSameTrigger(trigger, other), isSameTrigger(other, trigger)]).toEqual([false, false]));
  });

  test.each([['NONE', undefined], [`${THEIRS} V2_0`, { arn: THEIRS, version: 'V2_0' }]])('are passed on as %s', (text, trigger) => {
    expect(formatFormerTrigger(trigger)).toBe(text);
    expect(parseFormerTrigger(text)).toEqual(trigger);
  });

  test.each([undefined, '', THEIRS])('are not in %p', text => {
    expect(parseFormerTrigger(text)).toBeUndefined();
  });
});
