import { deepStrictEqual } from 'node:assert';
import * as path from 'path';
import * as fc from 'fast-check';
import { anyPool, OURS, POOL_ID, settingsOf, THEIRS, usualPool } from './user-pools';
import type { CognitoApi } from '../../lambda-src/attach/cognito-api';
import { handle, type CustomResourceEvent, type Result } from '../../lambda-src/attach/handler';
import type { AttachmentProperties } from '../../src/core/attachment/contract';
import { behindEntryPoint, REMAINING, WaitingClock } from '../local/attach-provider';
import { CognitoError } from '../local/cognito-rules';
import { CognitoStandIn } from '../local/cognito-stand-in';

jest.mock('../../lambda-src/attach/log', () => ({ log: () => undefined }));

const POOLS = 1000;
const MINUTE = 60_000;
const PROPERTIES: AttachmentProperties = { UserPoolId: POOL_ID, FunctionArn: OURS, TriggerVersion: 'V1_0', OnConflict: 'REPLACE', OnRemoval: 'RESTORE' };

let clock: WaitingClock;
let cognito: CognitoStandIn;

function start(pool = usualPool()): void {
  clock = new WaitingClock();
  cognito = new CognitoStandIn(clock);
  cognito.add(pool);
}
beforeEach(() => start());

const send = (event: Omit<CustomResourceEvent, 'ResourceProperties'>): Promise<Result> =>
  handle({ ...event, ResourceProperties: PROPERTIES }, REMAINING, { api: cognito.api(), clock });

test(`${POOLS} generated pools, attached and restored by the handler: none is reported as damaged, and each is restored exactly`, async () => {
  await fc.assert(fc.asyncProperty(anyPool, async pool => {
    start(pool);
    const before = settingsOf(pool);
    const { PhysicalResourceId } = await send({ RequestType: 'Create' });
    expect(cognito.pool(POOL_ID).LambdaConfig.PreTokenGenerationConfig).toEqual({ LambdaArn: OURS, LambdaVersion: 'V1_0' });
    deepStrictEqual(settingsOf(cognito.pool(POOL_ID), true), settingsOf(pool, true));
    await send({ RequestType: 'Delete', PhysicalResourceId });
    deepStrictEqual(settingsOf(cognito.pool(POOL_ID)), before);
    expect(cognito.calls.filter(({ operation }) => operation === 'UpdateUserPool')).toHaveLength(2);
  }), { numRuns: POOLS, seed: 20261120 });
}, 60_000);

describe('time', () => {
  test('access denials are retried for a minute', async () => {
    cognito.denied.add('cognito-idp:DescribeUserPool');
    await expect(send({ RequestType: 'Create' })).rejects.toThrow(/AccessDeniedException/);
    expect(clock.now()).toBeGreaterThan(MINUTE);
    expect(clock.now()).toBeLessThan(1.5 * MINUTE);
  });

  test('temporary errors are retried as long as there is time to undo the change and respond', async () => {
    cognito.fault = () => ({ kind: new CognitoError('TooManyRequestsException', 'Rate exceeded') });
    await expect(send({ RequestType: 'Create' })).rejects.toThrow(/the custom resource timed out/);
    expect(REMAINING - clock.now()).toBeGreaterThanOrEqual(2.5 * MINUTE);
    expect(REMAINING - clock.now()).toBeLessThan(2.6 * MINUTE);
  });

  describe('a call without time for a response', () => {
    const TIMED_OUT = { failure: { type: 'TIMEOUT', message: 'no response', mayHaveHappened: true } };

    /** Cognito without responses as soon as less than this time is left for one. */
    function hasty(least: number): CognitoApi {
      const api = cognito.api();
      return { call: (operation, body, milliseconds) => milliseconds < least ? Promise.resolve(TIMED_OUT) : api.call(operation, body, milliseconds) };
    }

    test.each<[string, string | undefined, number, RegExp]>([
      ['the previous error', 'DescribeUserPool', MINUTE / 60, /last error: DescribeUserPool failed with TooManyRequestsException/],
      ['the previous error of another operation', 'UpdateUserPool', MINUTE / 60, /last error: UpdateUserPool failed with TooManyRequestsException/],
      ['the timeout, if there was no other error', undefined, Infinity, /last error: DescribeUserPool failed with TIMEOUT: no response/],
    ])('leaves %s to be reported', async (_, failing, least, message) => {
      cognito.fault = ({ operation }) => operation === failing ? { kind: new CognitoError('TooManyRequestsException', 'Rate exceeded') } : undefined;
      const handled = handle({ RequestType: 'Create', ResourceProperties: PROPERTIES }, REMAINING, { api: hasty(least), clock });
      await expect(handled).rejects.toThrow(message);
    });

    test('does not report an error that has passed', async () => {
      const api = cognito.api();
      cognito.fault = ({ index }) => index === 0 ? { kind: new CognitoError('TooManyRequestsException', 'Rate exceeded') } : undefined;
      const silent: CognitoApi = { call: (...call) => cognito.calls.length > 1 ? Promise.resolve(TIMED_OUT) : api.call(...call) };
      const handled = handle({ RequestType: 'Create', ResourceProperties: PROPERTIES }, REMAINING, { api: silent, clock });
      await expect(handled).rejects.toThrow(/last error: DescribeUserPool failed with TIMEOUT/);
    });
  });

  test('there is time to undo a change that could not be verified', async () => {
    const end = REMAINING - 2.5 * MINUTE;
    cognito.fault = ({ index }) => index > 2 && clock.now() < end ? { kind: new CognitoError('TooManyRequestsException', 'Rate exceeded') } : undefined;
    await expect(send({ RequestType: 'Create' })).rejects.toThrow(/the custom resource timed out.*rolled back to its former settings$/);
    expect(cognito.pool(POOL_ID).LambdaConfig.PreTokenGenerationConfig).toBeUndefined();
    expect(clock.now()).toBeLessThan(REMAINING - 0.5 * MINUTE);
  });

  test('calls that fail together are not retried together', async () => {
    const pauses = async (): Promise<number> => {
      start();
      cognito.fault = ({ index }) => index < 4 ? { kind: new CognitoError('ConcurrentModificationException', 'no') } : undefined;
      await send({ RequestType: 'Create' });
      return clock.now();
    };
    expect(new Set([await pauses(), await pauses(), await pauses()]).size).toBe(3);
  });
});

describe('with the entry point of the CDK', () => {
  const bundle = path.join(__dirname, '..', '..', 'assets', 'attach', 'index.js');
  const variables = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const saved = { ...process.env };
  beforeEach(async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await cognito.listen();
    Object.assign(process.env, variables, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    process.env = { ...saved };
    await cognito.stop();
  });

  test('a deployment shows only the message', async () => {
    cognito.add(usualPool({ LambdaConfig: { PreTokenGeneration: THEIRS } }));
    const response = await behindEntryPoint({ RequestType: 'Create', ResourceProperties: { ...PROPERTIES, OnConflict: 'FAIL' } }, bundle);
    expect(response.Reason).toBe(`User pool ${POOL_ID}: it already has a pre token generation trigger: ${THEIRS} (V1_0). A user pool calls one function. `
      + 'Remove this trigger, or set replaceTrigger in Attachment.customResource');
    // a delete after a failed create never reaches the handler, so the handler itself undoes its changes
    const calls = cognito.calls.length;
    const { Status } = await behindEntryPoint({ RequestType: 'Delete', PhysicalResourceId: response.PhysicalResourceId, ResourceProperties: PROPERTIES }, bundle);
    expect([Status, cognito.calls.length]).toEqual(['SUCCESS', calls]);
  });

  test('a deployment gets the id', async () => {
    const response = await behindEntryPoint({ RequestType: 'Create', ResourceProperties: PROPERTIES }, bundle);
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${POOL_ID}/` });
  });
});
