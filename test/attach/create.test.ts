import { CONFIG, TEMPORARY, cognito, create, eachWithPools, error, expectUntouched, failing, log, pool, remove, triggerOf, updates } from './events';
import { OURS, POOL_ID, THEIRS, usualPool } from './user-pools';
import { parsePhysicalId } from '../../lambda-src/attach/physical-id';
import type { Fault } from '../local/cognito-stand-in';

eachWithPools();

describe('create', () => {
  test('attaches the function, and changes nothing else', async () => {
    expect(await create()).toEqual({ response: { PhysicalResourceId: `${POOL_ID}/` } });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    expectUntouched();
    expect(cognito.calls.map(({ operation }) => operation.slice(0, 8))).toEqual(['Describe', 'Describe', 'UpdateUs', 'Describe', 'Describe']);
  });

  test('a repeated create changes nothing', async () => {
    await create();
    expect(await create()).toEqual({ response: { PhysicalResourceId: `${POOL_ID}/` } });
    expect(updates()).toBe(1);
  });

  test.each([['with a version', CONFIG(THEIRS)], ['under the older key', { PreTokenGeneration: THEIRS }]])('fails if there is another function, %s', async (_, LambdaConfig) => {
    pool({ LambdaConfig });
    expect((await create()).error).toMatch(new RegExp(`^User pool ${POOL_ID}: it already has a pre token generation trigger: ${THEIRS} .*replaceTrigger`));
    expect(updates()).toBe(0);
  });

  test('fails if there is another alias of the function', async () => {
    pool({ LambdaConfig: CONFIG(OURS.replace(/:live$/, '')) });
    expect((await create()).error).toContain('already');
  });

  test.each([['with a version', CONFIG(THEIRS), 'V2_0'], ['under the older key', { PreTokenGeneration: THEIRS }, 'V1_0']])('replaces another function if configured, and remembers it: %s', async (_, LambdaConfig, version) => {
    pool({ LambdaConfig });
    const { response } = await create({ OnConflict: 'REPLACE' });
    expect(parsePhysicalId(response!.PhysicalResourceId)).toEqual({ poolId: POOL_ID, former: { arn: THEIRS, version } });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    await remove(response!.PhysicalResourceId!, { OnRemoval: 'RESTORE' });
    expect(triggerOf()).toBe(`${THEIRS} ${version}`);
  });

  test('the function under the older key gets the version', async () => {
    pool({ LambdaConfig: { PreTokenGeneration: OURS } });
    expect((await create()).error).toBeUndefined();
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('a pool with the Lite plan keeps its plan', async () => {
    pool({ UserPoolTier: 'LITE' });
    expect((await create({ TriggerVersion: 'V1_0' })).error).toBeUndefined();
    expectUntouched({ UserPoolTier: 'LITE' });
  });

  test('reports the remedy if the plan does not support the version', async () => {
    pool({ UserPoolTier: 'LITE' });
    expect((await create()).error).toMatch(/UpdateUserPool failed with FeatureUnavailableInTierException: .*need the feature plan Essentials or Plus/);
    expect([updates(), triggerOf()]).toEqual([1, 'none']);
  });

  test('fails without changes if the pool has an unknown setting', async () => {
    pool({ Passkeys: { on: true } });
    expect((await create()).error).toMatch(/does not know.*Passkeys/);
    expect(updates()).toBe(0);
  });

  test('fails without changes if the pool has no plan', async () => {
    pool({ UserPoolTier: undefined });
    expect((await create()).error).toMatch(/does not return UserPoolTier/);
    expect(updates()).toBe(0);
  });

  test('fails if the pool does not exist', async () => {
    expect((await create({ UserPoolId: 'us-east-1_gone' })).error).toMatch(/^User pool us-east-1_gone: DescribeUserPool failed with ResourceNotFoundException/);
  });
});

describe('temporary errors', () => {
  test.each(TEMPORARY)('%s', async (_, operation, fault) => {
    failing(operation, 1, fault);
    expect((await create()).error).toBeUndefined();
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    expectUntouched();
  });

  test('delayed visibility in Cognito', async () => {
    cognito.staleness = 700;
    expect((await create()).error).toBeUndefined();
    expect(updates()).toBe(1);
    expectUntouched();
  });

  test.each<Fault>([{ kind: 'LOST' }, { kind: 'HANGS' }, error('InternalErrorException', 'oh', 500)])('the replaced trigger is remembered even if the response is lost: %j', async fault => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    failing('UpdateUserPool', 1, { ...fault, isDone: true });
    const { response } = await create({ OnConflict: 'REPLACE' });
    expect(parsePhysicalId(response!.PhysicalResourceId)?.former?.arn).toBe(THEIRS);
  });

  test('a change between two reads is kept', async () => {
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, { MfaConfiguration: 'ON' });
    expect((await create()).error).toBeUndefined();
    expectUntouched({ MfaConfiguration: 'ON' });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('a change right after the update is kept', async () => {
    cognito.meanwhile = ({ index }) => index === 4 && cognito.change(POOL_ID, { MfaConfiguration: 'ON' });
    expect((await create()).error).toBeUndefined();
    expectUntouched({ MfaConfiguration: 'ON' });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('a later update that removes the trigger is reported, and kept', async () => {
    cognito.meanwhile = ({ index }) => index === 4 && cognito.change(POOL_ID, { ...usualPool(), MfaConfiguration: 'ON' });
    expect((await create()).error).toMatch(/Another process updated it at the same time and removed the trigger\. Deploy again$/);
    expectUntouched({ MfaConfiguration: 'ON' });
    expect([triggerOf(), updates()]).toEqual(['none', 1]);
  });

  test('a change of only the modification date counts as a change', async () => {
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, {});
    expect((await create()).error).toBeUndefined();
    expect(cognito.calls.map(({ operation }) => operation.slice(0, 1)).join('')).toBe('DDDDUDD');
  });
});

test('the log has one JSON object per line, and no settings of the pool', async () => {
  await create();
  const trigger = { arn: OURS, version: 'V3_0' };
  expect(log).toEqual([
    { level: 'INFO', message: 'Create', pool: POOL_ID, function: OURS },
    { level: 'INFO', message: 'updating', pool: POOL_ID, trigger, before: null },
    { level: 'INFO', message: 'updated', pool: POOL_ID, trigger },
  ]);
  const settings = usualPool();
  for (const secret of ['identity', settings.VerificationMessageTemplate.EmailMessageByLink, settings.LambdaConfig.PostConfirmation, 'PASSWORD', settings.Name]) {
    expect(JSON.stringify(log)).not.toContain(secret);
  }
});

test('the log names a former trigger, a failed call, an update that is not needed, and the reason of a failure', async () => {
  pool({ LambdaConfig: CONFIG(THEIRS) });
  failing('UpdateUserPool', 1, error('TooManyRequestsException'));
  await create({ OnConflict: 'REPLACE' });
  expect(log).toContainEqual(expect.objectContaining({ message: 'updating', before: { arn: THEIRS, version: 'V2_0' } }));
  expect(log).toContainEqual({ level: 'WARN', message: 'call failed', operation: 'UpdateUserPool', error: 'TooManyRequestsException', attempt: 1 });
  await create();
  expect(log.at(-1)).toEqual({ level: 'INFO', message: 'unchanged', pool: POOL_ID });
  failing('UpdateUserPool', 1, error('InvalidParameterException'));
  const { error: reason } = await create({ TriggerVersion: 'V2_0' });
  expect(log.at(-1)).toEqual({ level: 'ERROR', message: 'failed', reason });
});
