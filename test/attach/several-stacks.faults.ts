import { deepStrictEqual } from 'node:assert';
import * as fc from 'fast-check';
import { OURS, POOL_ID, settingsOf, usualPool } from './user-pools';
import { handle, type CustomResourceEvent } from '../../lambda-src/attach/handler';
import { CLOCK } from '../../lambda-src/attach/retry';
import type { AttachmentProperties } from '../../src/core/attachment/contract';
import { REMAINING } from '../local/attach-provider';
import { CognitoError, type Members } from '../local/cognito-rules';
import { CognitoStandIn } from '../local/cognito-stand-in';

jest.mock('../../lambda-src/attach/log', () => ({ log: () => undefined }));

/** Number of runs. In each, several custom resources, of one or several stacks, update one pool at the same time. */
const RUNS = 2000;
const SEED = 20_261_121;
/** Milliseconds of a call, before and after its effect: less than the time for which an update may settle. */
const LATENCY = { min: 5, max: 240 };
/** Milliseconds within which the resources start. */
const BEGINNING = 3000;

const functionOf = (index: number): string => `${OURS}${index}`;
const propertiesOf = (index: number, more: Partial<AttachmentProperties>): AttachmentProperties =>
  ({ UserPoolId: POOL_ID, FunctionArn: functionOf(index), TriggerVersion: 'V2_0', OnConflict: 'FAIL', OnRemoval: 'REMOVE', ...more });

interface Actor {
  readonly event: CustomResourceEvent;
  /** Milliseconds before the start, and the latencies of its calls, repeated. */
  readonly begins: number;
  readonly latencies: ReadonlyArray<readonly [before: number, after: number]>;
}

interface Ended {
  /** End time, in milliseconds. */
  readonly at: number;
  readonly error?: string;
}

const latency = fc.integer(LATENCY);
const someLatencies = fc.array(fc.tuple(latency, latency), { minLength: 4, maxLength: 12 });

/** An event at any time, with calls of any latency. */
function actor(event: CustomResourceEvent): fc.Arbitrary<Actor> {
  return fc.record({ event: fc.constant(event), begins: fc.integer({ min: 0, max: BEGINNING }), latencies: someLatencies });
}

let cognito: CognitoStandIn;
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function poolWith(arn?: string): Members {
  const pool = usualPool();
  return arn === undefined ? pool : { ...pool, LambdaConfig: { ...pool.LambdaConfig, PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: 'V2_0' } } };
}

/** Runs the actors concurrently. Cognito rejects an update while another one is in progress. */
async function together(actors: readonly Actor[], pool: Members): Promise<readonly Ended[]> {
  cognito = new CognitoStandIn(CLOCK);
  cognito.add(pool);
  const api = cognito.api();
  let updating = 0;
  cognito.fault = ({ operation }) => operation === 'UpdateUserPool' && updating > 1 ? { kind: new CognitoError('ConcurrentModificationException', 'no') } : undefined;
  const ended = Promise.all(actors.map(async ({ event, begins, latencies }): Promise<Ended> => {
    await CLOCK.sleep(begins);
    let calls = 0;
    const slow: typeof api = {
      call: async (operation, body, milliseconds) => {
        const [before, after] = latencies[calls++ % latencies.length];
        await CLOCK.sleep(before);
        updating += operation === 'UpdateUserPool' ? 1 : 0;
        const outcome = await api.call(operation, body, milliseconds);
        await CLOCK.sleep(after);
        updating -= operation === 'UpdateUserPool' ? 1 : 0;
        return outcome;
      },
    };
    const error = await handle(event, REMAINING, { api: slow, clock: CLOCK }).then(() => undefined, ({ message }: Error) => message);
    return { at: CLOCK.now(), error };
  }));
  await jest.runAllTimersAsync();
  return ended;
}

function trigger(): string | undefined {
  return cognito.pool(POOL_ID).LambdaConfig.PreTokenGenerationConfig?.LambdaArn;
}

/** Checks that the other settings of the pool never change, whatever the outcomes. */
async function check(actors: fc.Arbitrary<readonly Actor[]>, pool: Members, right: (ended: readonly Ended[]) => void): Promise<void> {
  await fc.assert(fc.asyncProperty(actors, async chosen => {
    const ended = await together(chosen, pool);
    deepStrictEqual(settingsOf(cognito.pool(POOL_ID), true), settingsOf(pool, true));
    right(ended);
  }), { numRuns: RUNS, seed: SEED });
}

function create(index: number, more: Partial<AttachmentProperties> = {}): fc.Arbitrary<Actor> {
  return actor({ RequestType: 'Create', ResourceProperties: propertiesOf(index, more) });
}

test.each([2, 3])('%d attach their functions: one succeeds and is the trigger, and the others report an error', async count => {
  let overwritten = 0;
  await check(fc.tuple(...[...Array(count).keys()].map(index => create(index))), poolWith(), ended => {
    expect(ended.flatMap(({ error }, index) => error === undefined ? [functionOf(index)] : [])).toEqual([trigger()]);
    const errors = ended.flatMap(({ error }) => error ?? []);
    errors.forEach(error => expect(error).toMatch(/already has a pre token generation trigger|Another process/));
    overwritten += errors.some(error => error.includes('Another process')) ? 1 : 0;
  });
  // in some runs, one had overwritten another
  expect(overwritten).toBeGreaterThan(10);
}, 120_000);

test('two that replace each other: the last one that succeeds is the trigger', async () => {
  await check(fc.tuple(create(0, { OnConflict: 'REPLACE' }), create(1, { OnConflict: 'REPLACE' })), poolWith(), ended => {
    const succeeded = ended.flatMap(({ at, error }, index) => error === undefined ? [{ at, arn: functionOf(index) }] : []);
    expect(succeeded).not.toHaveLength(0);
    expect(succeeded.sort((one, other) => one.at - other.at).at(-1)!.arn).toBe(trigger());
  });
}, 120_000);

test('one is removed while another is created: the reported success is true', async () => {
  const going = actor({ RequestType: 'Delete', PhysicalResourceId: `${POOL_ID}/`, ResourceProperties: propertiesOf(0, {}) });
  await check(fc.tuple(going, create(1, { OnConflict: 'REPLACE' })), poolWith(functionOf(0)), ([gone, come]) => {
    expect(gone.error === undefined && trigger() === functionOf(0)).toBe(false);
    expect(come.error === undefined && trigger() !== functionOf(1)).toBe(false);
  });
}, 120_000);
