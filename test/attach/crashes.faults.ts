import { deepStrictEqual } from 'node:assert';
import { OURS, POOL_ID, settingsOf, THEIRS, usualPool } from './user-pools';
import type { AttachmentProperties } from '../../src/core/attachment/contract';
import { invoke, WaitingClock } from '../local/attach-provider';
import { Stack, type Outcome, type RollbackOfReplacement } from '../local/cloudformation';
import { CognitoError, type Members } from '../local/cognito-rules';
import { CognitoStandIn, type Fault } from '../local/cognito-stand-in';

const OTHER_POOL = 'us-east-1_Zz9999999';
const OTHER_FUNCTION = `${OURS}2`;

jest.mock('../../lambda-src/attach/log', () => ({ log: () => undefined }));

/** Possible faults of a call, before and after its effect. */
const FAULTS: readonly Fault[] = [
  ...(['LOST', 'HANGS', 'KILLED', new CognitoError('InternalErrorException', 'oh', 500)] as const).flatMap(kind => [{ kind }, { kind, isDone: true }]),
  ...['ConcurrentModificationException', 'TooManyRequestsException', 'AccessDeniedException', 'InvalidParameterException'].map(type => ({ kind: new CognitoError(type, 'no') })),
];

/** The pools before the deployment. */
const POOLS: { readonly [name: string]: Members } = {
  'no trigger': {},
  'somebody else\'s trigger': { LambdaConfig: { PreTokenGeneration: THEIRS, PreTokenGenerationConfig: { LambdaArn: THEIRS, LambdaVersion: 'V2_0' }, PreSignUp: 'arn:a' } },
  'somebody else\'s trigger under the older key': { LambdaConfig: { PreTokenGeneration: THEIRS, PreSignUp: 'arn:a' } },
};

const PROPERTIES: AttachmentProperties = { UserPoolId: POOL_ID, FunctionArn: OURS, TriggerVersion: 'V2_0', OnConflict: 'REPLACE', OnRemoval: 'RESTORE' };

interface World {
  readonly cognito: CognitoStandIn;
  readonly stack: Stack;
}

interface Operation {
  /** Creates the state before the operation. */
  readonly prepare?: (world: World) => Promise<unknown>;
  readonly run: (world: World) => Promise<Outcome>;
  /** Triggers of both pools after the operation; 'BEFORE' for the trigger before the deployment. */
  readonly asked: readonly [first: string, second: string];
}

const created = ({ stack }: World): Promise<unknown> => stack.create(PROPERTIES);

const OPERATIONS: { readonly [name: string]: Operation } = {
  'create': { run: ({ stack }) => stack.create(PROPERTIES), asked: [`${OURS} V2_0`, 'BEFORE'] },
  'create, and another resource fails': { run: ({ stack }) => stack.create(PROPERTIES, true), asked: ['BEFORE', 'BEFORE'] },
  'another version and function': {
    prepare: created,
    run: ({ stack }) => stack.update({ ...PROPERTIES, FunctionArn: OTHER_FUNCTION, TriggerVersion: 'V3_0' }),
    asked: [`${OTHER_FUNCTION} V3_0`, 'BEFORE'],
  },
  'another version and function, and another resource fails': {
    prepare: created,
    run: ({ stack }) => stack.update({ ...PROPERTIES, FunctionArn: OTHER_FUNCTION, TriggerVersion: 'V3_0' }, true),
    asked: [`${OURS} V2_0`, 'BEFORE'],
  },
  'another pool': { prepare: created, run: ({ stack }) => stack.update({ ...PROPERTIES, UserPoolId: OTHER_POOL }), asked: ['BEFORE', `${OURS} V2_0`] },
  'another pool, and another resource fails': {
    prepare: created,
    run: ({ stack }) => stack.update({ ...PROPERTIES, UserPoolId: OTHER_POOL }, true),
    asked: [`${OURS} V2_0`, 'BEFORE'],
  },
  'delete': { prepare: created, run: ({ stack }) => stack.delete(), asked: ['BEFORE', 'BEFORE'] },
};

/** Replaces random numbers, so that pauses vary but are reproducible. */
let state = 1;
beforeAll(() => jest.spyOn(Math, 'random').mockImplementation(() => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647));

function world(pool: Members, rollback: RollbackOfReplacement, lambdaRetries: number): World {
  state = 1;
  const clock = new WaitingClock();
  const cognito = new CognitoStandIn(clock);
  cognito.staleness = 400;
  [POOL_ID, OTHER_POOL].forEach(Id => cognito.add(usualPool({ ...pool, Id })));
  const wait = (milliseconds: number): Promise<void> => clock.sleep(milliseconds);
  const stack = new Stack({ lambdaRetries, rollback, wait, invoke: event => invoke(event, cognito, clock) });
  return { cognito, stack };
}

function triggersOf({ cognito }: World): readonly string[] {
  return [POOL_ID, OTHER_POOL].map(id => {
    const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = cognito.pool(id).LambdaConfig;
    return config ? `${config.LambdaArn} ${config.LambdaVersion}` : legacy ? `${legacy} V1_0` : 'none';
  });
}

/** The point at which a crash happened. */
interface CrashPoint {
  readonly call: number;
  readonly fault: Fault;
  readonly rollback: RollbackOfReplacement;
  readonly lambdaRetries: number;
}

/** Runs an operation with a crash, and returns the error in the end state. */
async function run(operation: Operation, pool: Members, { rollback, lambdaRetries, ...crash }: CrashPoint): Promise<string | undefined> {
  const tried = world(pool, rollback, lambdaRetries);
  const before = triggersOf(tried);
  const settings = [POOL_ID, OTHER_POOL].map(id => settingsOf(tried.cognito.pool(id), true));
  await operation.prepare?.(tried);
  const prepared = triggersOf(tried);
  const first = tried.cognito.calls.length;
  tried.cognito.fault = ({ index }) => index === first + crash.call ? crash.fault : undefined;
  const outcome = await operation.run(tried);
  const kind = typeof crash.fault.kind === 'string' ? crash.fault.kind : crash.fault.kind.type;
  const where = `call ${crash.call}: ${kind}${crash.fault.isDone ? ' after its effect' : ''}, ${lambdaRetries} retries, ${rollback}`;
  const triggers = triggersOf(tried);
  deepStrictEqual({ where, settings: [POOL_ID, OTHER_POOL].map(id => settingsOf(tried.cognito.pool(id), true)) }, { where, settings });
  const asked = operation.asked.map((trigger, index) => trigger === 'BEFORE' ? before[index] : trigger);
  const right = outcome === 'ROLLED_BACK' ? prepared : asked;
  const wrong = (is: readonly string[], should: readonly string[], when: string): string | undefined =>
    is.join() === should.join() ? undefined : `${where}: ${when} ${is.join(', ')}`;
  const now = wrong(triggers, right, outcome);
  if (now || outcome === 'STUCK' || !tried.stack.resource || operation === OPERATIONS.delete) {
    return now ?? (outcome === 'STUCK' ? `${where}: STUCK, ${tried.stack.reasons.join()}` : undefined);
  }
  // and the replaced trigger is remembered
  tried.cognito.fault = () => undefined;
  await tried.stack.delete();
  return wrong(triggersOf(tried), before, 'after removal');
}

const SETTINGS = Object.keys(OPERATIONS).flatMap(name => Object.keys(POOLS).map(pool => [name, pool] as const));
const ROLLBACKS: readonly RollbackOfReplacement[] = ['UPDATE', 'DELETE_ONLY'];
/** Number of crash points. It is constant, as the clock only advances when the code waits. */
const POINTS = 4368;
let points = 0;

test.each(SETTINGS)('%s, with %s: after a crash at any call, the pool has its previous or its intended state', async (name, pool) => {
  const operation = OPERATIONS[name];
  for (const rollback of name === 'another pool, and another resource fails' ? ROLLBACKS : [ROLLBACKS[0]]) {
    const clean = world(POOLS[pool], rollback, 0);
    const before = triggersOf(clean);
    await operation.prepare?.(clean);
    const first = clean.cognito.calls.length;
    await operation.run(clean);
    expect(triggersOf(clean)).toEqual(operation.asked.map((trigger, index) => trigger === 'BEFORE' ? before[index] : trigger));
    for (const fault of FAULTS) {
      for (const lambdaRetries of fault.kind === 'KILLED' ? [0, 2] : [0]) {
        for (let call = 0; call < clean.cognito.calls.length - first; call++) {
          points++;
          expect(await run(operation, POOLS[pool], { call, fault, rollback, lambdaRetries })).toBeUndefined();
        }
      }
    }
  }
}, 120_000);

test(`${POINTS} crashes were tried`, () => {
  expect(points).toBe(POINTS);
});
