import { deepStrictEqual } from 'node:assert';
import { UpdateUserPoolRequest$, UserPoolType$ } from '@aws-sdk/client-cognito-identity-provider';
import * as fc from 'fast-check';
import { anyPool, OURS, settingsOf, THEIRS, usualPool } from './user-pools';
import { ONLY_SHOWN, SENT_BACK, updateOf } from '../../lambda-src/attach/user-pool';
import { resolved, updated } from '../local/cognito-rules';

const POOLS = 3000;
const membersOf = (schema: unknown): Map<string, unknown> => {
  const [,,,, names, types] = resolved(schema);
  return new Map((names as string[]).map((name, index) => [name, resolved(types[index])]));
};
const SHOWN = membersOf(UserPoolType$);
const TAKEN = membersOf(UpdateUserPoolRequest$);

describe('the model of the SDK', () => {
  test('every property that Cognito returns is either sent back or read-only', () => {
    expect([...SENT_BACK, ...ONLY_SHOWN].sort()).toEqual([...SHOWN.keys()].sort());
  });

  test('the properties that are sent back are exactly those that Cognito accepts', () => {
    expect([...SENT_BACK, 'UserPoolId', 'PoolName'].sort()).toEqual([...TAKEN.keys()].sort());
  });

  test.each(SENT_BACK)('%s has the same shape in requests and responses', member => {
    expect(TAKEN.get(member)).toBe(SHOWN.get(member));
  });

  test('the number of properties is as expected', () => {
    expect([SENT_BACK.length, ONLY_SHOWN.length]).toEqual([23, 15]);
  });
});

test(`${POOLS} generated pools with every property: only the trigger changes, and can be removed`, () => {
  const seen = new Set<string>();
  fc.assert(fc.property(anyPool, before => {
    Object.entries(before).forEach(([name, value]) => value !== null && seen.add(name));
    const trigger = { arn: OURS, version: before.UserPoolTier === 'LITE' ? 'V1_0' : 'V3_0' };
    const attached = updated(before, updateOf(before, trigger), 1);
    deepStrictEqual(settingsOf(attached, true), settingsOf(before, true));
    expect(attached.LambdaConfig).toMatchObject({ PreTokenGenerationConfig: { LambdaArn: trigger.arn, LambdaVersion: trigger.version } });
    const { PreTokenGeneration: legacy, PreTokenGenerationConfig: config } = before.LambdaConfig ?? {};
    const former = config ? { arn: config.LambdaArn, version: config.LambdaVersion } : legacy ? { arn: legacy, version: 'V1_0' } : undefined;
    const restored = updated(attached, updateOf(attached, former), 2);
    deepStrictEqual(settingsOf(restored, false), settingsOf(before, false));
    const removed = updated(attached, updateOf(attached, undefined), 2);
    deepStrictEqual(settingsOf(removed, false), settingsOf(before, true));
  }), { numRuns: POOLS, seed: 20261120 });
  expect([...SHOWN.keys()].filter(name => !seen.has(name))).toEqual([]);
});

describe('special properties', () => {
  const trigger = { arn: OURS, version: 'V3_0' };

  test('an unknown property is rejected, by name', () => {
    expect(() => updateOf(usualPool({ Passkeys: { on: true } }), trigger)).toThrow(/does not know.*Passkeys.*Nothing was changed.*Upgrade.*Attachment\.none/);
    expect(() => updateOf(usualPool({ Passkeys: null }), trigger)).not.toThrow();
  });

  test.each(['UserPoolTier', 'Name', 'Id'])('a pool without %s is rejected', member => {
    expect(() => updateOf({ ...usualPool(), [member]: undefined }, trigger)).toThrow(new RegExp(`does not return ${member}`));
  });

  test('all that is missing is named', () => {
    expect(() => updateOf({}, trigger)).toThrow(/does not return Id, Name, UserPoolTier, so/);
    expect(() => updateOf(usualPool({ Name: '', Passkeys: 1, Roles: 2 }), trigger)).toThrow(/does not know, and that an update could reset: Passkeys, Roles\. /);
    expect(() => updateOf(usualPool({ Name: '' }), trigger)).toThrow(/does not return Name, so/);
  });

  test('the older name of a setting is converted to the newer one', () => {
    const AdminCreateUserConfig = { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 30 };
    const request = updateOf(usualPool({ AdminCreateUserConfig, Policies: { PasswordPolicy: { MinimumLength: 9 } } }), trigger);
    expect(request.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
    expect(request.Policies).toEqual({ PasswordPolicy: { MinimumLength: 9, TemporaryPasswordValidityDays: 30 } });
  });

  test('the newer name of a setting takes precedence if a pool has both', () => {
    const Policies = { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } };
    const request = updateOf(usualPool({ AdminCreateUserConfig: { UnusedAccountValidityDays: 30 }, Policies }), trigger);
    expect([request.AdminCreateUserConfig, request.Policies]).toEqual([{}, { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } }]);
  });

  test('a function under the older key is not sent together with ours', () => {
    const others = { KMSKeyID: 'k', CustomSMSSender: { LambdaArn: 'a', LambdaVersion: 'V1_0' } };
    const request = updateOf(usualPool({ LambdaConfig: { PreTokenGeneration: THEIRS, ...others } }), trigger);
    expect(request.LambdaConfig).toEqual({ ...others, PreTokenGenerationConfig: { LambdaArn: OURS, LambdaVersion: 'V3_0' } });
  });

  test('tags of AWS are not sent, nor are empty values', () => {
    const empty = { UserPoolTags: { 'aws:a': '1' }, DeviceConfiguration: {}, SmsConfiguration: {}, UserPoolAddOns: {}, EmailConfiguration: { ReplyToEmailAddress: null } };
    const request = updateOf(usualPool(empty), trigger);
    expect(Object.keys(empty).filter(member => member in request)).toEqual([]);
    expect(updateOf(usualPool(), trigger).UserPoolTags).toEqual({ team: 'identity' });
  });

  test('the name is sent under its property name in the request', () => {
    expect(updateOf(usualPool(), trigger)).toMatchObject({ UserPoolId: usualPool().Id, PoolName: 'customers' });
  });
});
