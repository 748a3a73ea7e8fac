import { CONFIG, OTHER_POOL, PROPERTIES, clock, cognito, create, eachWithPools, error, expectUntouched, failing, log, look, pool, remove, removeLook, triggerOf, update, updates } from './events';
import { OURS, POOL_ID, THEIRS, usualPool } from './user-pools';
import { handle } from '../../lambda-src/attach/handler';
import { parsePhysicalId } from '../../lambda-src/attach/physical-id';
import type { AttachmentProperties } from '../../src/core/attachment/contract';
import { REMAINING } from '../local/attach-provider';
import type { Fault } from '../local/cognito-stand-in';

eachWithPools();

describe('permanent errors', () => {
  test.each<[string, RegExp]>([
    ['UserImportInProgressException', /when the user import job has finished/],
    ['OperationNotEnabledException', /Attachment\.replica\(\)/],
    ['TierChangeNotAllowedException', /plan of the pool/],
    ['InvalidSmsRoleAccessPolicyException', /blocks every update/],
    ['InvalidEmailRoleAccessPolicyException', /blocks every update/],
    ['UserPoolTaggingException', /cognito-idp:TagResource/],
    ['InvalidParameterException', /failed with InvalidParameterException: no$/],
  ])('%s is reported with its remedy', async (type, remedy) => {
    failing('UpdateUserPool', 9, error(type));
    expect((await create()).error).toMatch(remedy);
    expect([updates(), triggerOf()]).toEqual([1, 'none']);
    expectUntouched();
  });

  test.each([
    ['iam:PassRole', { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }, /set its SMS role as smsRole in Attachment\.customResource/],
    ['kms:CreateGrant', { LambdaConfig: { KMSKeyID: 'key' } }, /as customSenderKey/],
    ['cognito-idp:UpdateUserPool', {}, /Allow cognito-idp:DescribeUserPool and cognito-idp:UpdateUserPool/],
  ] as const)('a denial of %s is retried, and then reported', async (action, more, remedy) => {
    pool(more);
    cognito.denied.add(action);
    expect((await create()).error).toMatch(remedy);
    expect(updates()).toBeGreaterThan(1);
    expectUntouched(more);
  });
});

describe('a pool where applications can register app clients', () => {
  const registration = (settings: object) => ({ DcrConfiguration: settings });

  test.each([{ EnableStatus: 'Enabled' }, {}])('is not attached if the rules rely on its app clients: %j', async settings => {
    pool(registration(settings));
    expect((await create({ OnDynamicClients: 'FAIL' })).error).toMatch(/dynamic client registration.*turn registration off, or set poolFacts\.dynamicClients/);
    expect(updates()).toBe(0);
    expectUntouched(registration(settings));
  });

  test.each<[string, object | null, Partial<AttachmentProperties>]>([
    ['the rules do not rely on app clients', { EnableStatus: 'Enabled' }, { OnDynamicClients: 'ALLOW' }],
    ['the deployed construct does not know the setting', { EnableStatus: 'Enabled' }, {}],
    ['registration is off', { EnableStatus: 'Disabled' }, { OnDynamicClients: 'FAIL' }],
    ['only machines can register', { EnableStatus: 'Enabled', AuthenticatedGrantTypes: ['client_credentials'], OpenDcrGrantTypes: [] }, { OnDynamicClients: 'FAIL' }],
    ['there is no registration', null, { OnDynamicClients: 'FAIL' }],
  ])('is attached if %s', async (_, settings, more) => {
    pool(settings ? registration(settings) : {});
    expect((await create(more)).error).toBeUndefined();
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });
});

test('endless changes by others are reported', async () => {
  cognito.meanwhile = ({ index }) => index % 2 === 1 && cognito.change(POOL_ID, {});
  expect((await create()).error)
    .toMatch(/the custom resource timed out after \d+ attempts; last error: UpdateUserPool failed with ConcurrentModification: the pool changed in the meantime$/);
  expect(updates()).toBe(0);
});

test('a response without a pool is an error', async () => {
  const silent = { call: () => Promise.resolve({ answer: {} }) };
  await expect(handle({ RequestType: 'Create', ResourceProperties: PROPERTIES }, REMAINING, { api: silent, clock }))
    .rejects.toThrow(`User pool ${POOL_ID}: DescribeUserPool returned no user pool`);
});

describe('unrelated changes during an update', () => {
  test('are reverted, and reported by name', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    cognito.damage = ({ MfaConfiguration: _mfa, ...others }) => {
      cognito.damage = after => after;
      return { ...others, Policies: { ...others.Policies, SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } };
    };
    const { error: message } = await create({ OnConflict: 'REPLACE' });
    expect(message).toMatch(/other settings changed together with the trigger: MfaConfiguration, Policies\.SignInPolicy\.AllowedFirstAuthFactors\. .*The pool was rolled back to its former settings$/);
    expectUntouched({ LambdaConfig: {} });
    expect(triggerOf()).toBe(`${THEIRS} V2_0`);
  });

  test('are reported even if they cannot be reverted', async () => {
    cognito.damage = after => ({ ...after, MfaConfiguration: 'OFF' });
    expect((await create()).error).toMatch(/other settings changed together with the trigger: MfaConfiguration.*could not be rolled back.*former trigger: none$/);
  });

  test('are found even if the response to the update is lost', async () => {
    failing('UpdateUserPool', 1, { kind: 'LOST', isDone: true });
    cognito.damage = after => ({ ...after, MfaConfiguration: 'OFF' });
    expect((await create()).error).toMatch(/other settings changed together with the trigger: MfaConfiguration/);
  });

  test('include a lost tag of AWS', async () => {
    cognito.damage = after => ({ ...after, UserPoolTags: { team: 'identity' } });
    expect((await create()).error).toMatch(/other settings changed together with the trigger: UserPoolTags\./);
  });

  test('a trigger that never appears is an error, and is removed', async () => {
    cognito.staleness = 3_600_000;
    expect((await create()).error).toMatch(/does not return the trigger/);
    expect(triggerOf()).toBe('none');
  });

  test('another trigger that was set in the meantime stays', async () => {
    cognito.damage = after => ({ ...after, LambdaConfig: CONFIG(THEIRS) });
    expect((await create()).error).toMatch(/does not return the trigger.*Another process has changed the trigger in the meantime/);
    expect(triggerOf()).toBe(`${THEIRS} V2_0`);
  });
});

test('with little time, temporary errors are still retried', async () => {
  failing('UpdateUserPool', 1, error('TooManyRequestsException'));
  await handle({ RequestType: 'Create', ResourceProperties: PROPERTIES }, 10_000, { api: cognito.api(), clock });
  expect(triggerOf()).toBe(`${OURS} V3_0`);
});

describe('a rollback', () => {
  beforeEach(() => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    cognito.damage = ({ MfaConfiguration: _mfa, ...others }) => {
      cognito.damage = after => after;
      return others;
    };
  });
  const failingUndo = (count: number, fault: Fault): void => {
    cognito.fault = ({ operation, index }) => operation === 'UpdateUserPool' && index > 3 && count-- > 0 ? fault : undefined;
  };

  test.each<[string, Fault]>([
    ['throttling', error('TooManyRequestsException')],
    ['a lost response', { kind: 'LOST', isDone: true }],
  ])('is repeated after %s', async (_, fault) => {
    failingUndo(1, fault);
    expect((await create({ OnConflict: 'REPLACE' })).error).toMatch(/The pool was rolled back to its former settings$/);
    expect([triggerOf(), updates()]).toEqual([`${THEIRS} V2_0`, 3]);
    expectUntouched({ LambdaConfig: {} });
  });

  test('that is impossible names the former trigger', async () => {
    failingUndo(1, error('InvalidParameterException', 'bad'));
    expect((await create({ OnConflict: 'REPLACE' })).error)
      .toMatch(/It could not be rolled back \(UpdateUserPool failed with InvalidParameterException: bad\): check the pool; former trigger: \S+:somebody-elses \(V2_0\)$/);
  });

  test('is logged', async () => {
    await create({ OnConflict: 'REPLACE' });
    expect(log).toContainEqual({ level: 'WARN', message: 'undoing', pool: POOL_ID, trigger: { arn: THEIRS, version: 'V2_0' } });
  });
});

describe('update', () => {
  const id = `${POOL_ID}/`;
  beforeEach(() => pool({ LambdaConfig: CONFIG(OURS, 'V3_0') }));

  test.each<[string, Partial<AttachmentProperties>, string]>([
    ['another version', { TriggerVersion: 'V2_0' }, `${OURS} V2_0`],
    ['another function', { FunctionArn: `${OURS}2` }, `${OURS}2 V3_0`],
    ['no change', {}, `${OURS} V3_0`],
  ])('%s: the same resource', async (_, more, trigger) => {
    expect((await update(id, more)).response!.PhysicalResourceId).toBe(id);
    expect(triggerOf()).toBe(trigger);
  });

  test('restores a trigger that is gone', async () => {
    pool({});
    await update(id, {});
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('fails if another trigger was set', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    expect((await update(id, {})).error).toContain(THEIRS);
  });

  test('another pool is another resource, and the first one stays until CloudFormation deletes it', async () => {
    const { response } = await update(id, { UserPoolId: OTHER_POOL });
    expect(parsePhysicalId(response!.PhysicalResourceId)).toEqual({ poolId: OTHER_POOL, origin: { poolId: POOL_ID } });
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual([`${OURS} V3_0`, `${OURS} V3_0`]);
    await remove(id);
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual(['none', `${OURS} V3_0`]);
  });

  test('the rollback of a failed update to another pool leaves no trigger behind', async () => {
    cognito.add(usualPool({ Id: OTHER_POOL, LambdaConfig: CONFIG(OURS) }));
    expect((await update(id, {}, { UserPoolId: OTHER_POOL })).response!.PhysicalResourceId).toBe(id);
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual([`${OURS} V3_0`, 'none']);
  });

  test('the rollback also works if the other pool cannot be read', async () => {
    expect((await update(id, {}, { UserPoolId: 'us-east-1_gone' })).error).toBeUndefined();
    expect(log.at(-1)).toEqual({
      level: 'WARN',
      message: 'the user pool of the failed update was not changed',
      pool: 'us-east-1_gone',
      reason: expect.stringMatching(/^User pool us-east-1_gone: DescribeUserPool failed with ResourceNotFoundException/),
    });
  });

  test.each<[string, object, string | undefined, string]>([
    ['no trigger', {}, undefined, 'none'],
    ['another trigger', CONFIG(THEIRS), `${OURS}2 V1_0`, `${THEIRS} V2_0`],
    ['our trigger, which replaced another one', CONFIG(OURS), `${THEIRS} V1_0`, `${THEIRS} V1_0`],
  ])('the rollback leaves the other pool as it was: %s', async (_, LambdaConfig, Former, trigger) => {
    cognito.add(usualPool({ Id: OTHER_POOL, LambdaConfig }));
    expect((await update(id, {}, { UserPoolId: OTHER_POOL, Former })).error).toBeUndefined();
    expect(triggerOf(OTHER_POOL)).toBe(trigger);
    expect(log.filter(({ level }) => level !== 'INFO')).toEqual([]);
  });

  test.each<[string, string, object]>([
    ['the same pool', POOL_ID, { response: { PhysicalResourceId: 'Stack-Attachment-1ABC' } }],
    ['another pool', OTHER_POOL, { response: { PhysicalResourceId: `${OTHER_POOL}/` } }],
  ])('of a resource whose id CloudFormation generated, to %s', async (_, UserPoolId, answer) => {
    expect(await update('Stack-Attachment-1ABC', { UserPoolId })).toEqual(answer);
    expect(triggerOf(UserPoolId)).toBe(`${OURS} V3_0`);
  });
});

describe('delete', () => {
  const id = `${POOL_ID}/`;
  beforeEach(() => pool({ LambdaConfig: { ...CONFIG(OURS, 'V3_0'), PreSignUp: 'arn:a' } }));

  test('removes the trigger, and nothing else', async () => {
    expect(await remove(id)).toEqual({ response: { PhysicalResourceId: id } });
    expect(triggerOf()).toBe('none');
    // it does not wait for a create
    expect(cognito.calls).toHaveLength(5);
    expectUntouched({ LambdaConfig: { PreSignUp: 'arn:a' } });
  });

  test('applies to the pool in the id, whatever the properties are now', async () => {
    cognito.add(usualPool({ Id: OTHER_POOL, LambdaConfig: CONFIG(OURS) }));
    await remove(id, { UserPoolId: OTHER_POOL });
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual(['none', `${OURS} V2_0`]);
  });

  test('succeeds for a pool that is gone', async () => {
    cognito.remove(POOL_ID);
    expect(await remove(id)).toEqual({ response: { PhysicalResourceId: id } });
    expect(log.at(-1)).toEqual({ level: 'INFO', message: 'the user pool does not exist any more', pool: POOL_ID });
  });

  test('succeeds for a pool that is deleted in the meantime', async () => {
    cognito.meanwhile = ({ operation }) => operation === 'UpdateUserPool' && cognito.remove(POOL_ID);
    expect((await remove(id)).error).toBeUndefined();
  });

  test('fails if Cognito does not find something else', async () => {
    failing('UpdateUserPool', 9, error('ResourceNotFoundException', 'no key'));
    expect((await remove(id)).error).toMatch(/UpdateUserPool failed with ResourceNotFoundException: no key/);
  });

  test('leaves another trigger in place', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    expect((await remove(id)).error).toBeUndefined();
    expect([triggerOf(), updates()]).toEqual([`${THEIRS} V2_0`, 0]);
  });

  test('uses the properties if CloudFormation generated the id', async () => {
    expect((await remove('Stack-Attachment-1ABC')).error).toBeUndefined();
    expect([triggerOf(), cognito.calls.length]).toEqual(['none', 5]);
  });

  test('is not rolled back if its effect is not shown', async () => {
    cognito.staleness = 3_600_000;
    expect((await remove(id)).error).toMatch(/does not return the trigger$/);
    expect([triggerOf(), updates()]).toEqual(['none', 1]);
  });

  test('waits a minute for a create, and not longer', async () => {
    pool({});
    const started = clock.now();
    expect(await remove('Stack-Attachment-1ABC')).toEqual({ response: { PhysicalResourceId: 'Stack-Attachment-1ABC' } });
    expect(clock.now() - started).toBeGreaterThan(59_000);
    expect(clock.now() - started).toBeLessThanOrEqual(60_000);
  });

  test('of the resource that only reads the trigger changes nothing, whatever its id', async () => {
    expect(await removeLook(id)).toEqual({ response: { PhysicalResourceId: id } });
    expect(cognito.calls).toEqual([]);
  });

  test('waits for a create that CloudFormation gave up and that still runs', async () => {
    pool({});
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, { LambdaConfig: CONFIG(OURS) });
    expect((await remove('Stack-Attachment-1ABC')).error).toBeUndefined();
    expect([triggerOf(), updates()]).toEqual(['none', 1]);
  });

  test.each(['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'] as const)('fails without %s', async action => {
    cognito.denied.add(action);
    expect((await remove(id)).error).toContain('AccessDeniedException');
  });
});

describe('the trigger that it will replace', () => {
  test.each<[string, object, string]>([
    ['nothing', {}, 'NONE'],
    ['another function', CONFIG(THEIRS), `${THEIRS} V2_0`],
    ['another function under the older key', { PreTokenGeneration: THEIRS }, `${THEIRS} V1_0`],
  ])('%s', async (_, LambdaConfig, found) => {
    pool({ LambdaConfig });
    const { response } = await look();
    expect(response!.Data).toEqual({ Trigger: found });
    // the original trigger is kept, whatever the current one is
    pool({ LambdaConfig: CONFIG(OURS) });
    expect(await look(response!.PhysicalResourceId)).toEqual({ response });
    expect((await look(response!.PhysicalResourceId, OTHER_POOL)).response!.Data).toEqual({ Trigger: 'NONE' });
    expect(updates()).toBe(0);
  });

  test('is restored if a create never responded', async () => {
    pool({ LambdaConfig: CONFIG(OURS) });
    expect((await remove('Stack-Attachment-1ABC', { Former: `${THEIRS} V2_0` })).error).toBeUndefined();
    expect(triggerOf()).toBe(`${THEIRS} V2_0`);
  });

  test('is not the function itself', async () => {
    pool({ LambdaConfig: CONFIG(OURS) });
    await remove('Stack-Attachment-1ABC', { Former: `${OURS} V2_0` });
    expect(triggerOf()).toBe('none');
  });
});
