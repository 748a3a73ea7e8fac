import type { CognitoApi, Outcome } from './cognito-api';
import { differences } from './comparison';
import { AttachError, messageOf, OtherSettingsChanged, Overwritten, PoolGone, type Failure } from './errors';
import { log } from './log';
import { Retries, type Time } from './retry';
import { isSameTrigger, triggerOf, type Trigger, type UserPool } from './trigger';
import type { Operation } from '../../src/core/attachment/custom-resource';

/** Milliseconds that one call may take, if that is no more than a part of the time. */
const CALL_TIME = 20_000;
const CALL_SHARE = 0.25;
/** Milliseconds after which Cognito is expected to show what it took. */
const SHOWING_TIME = 30_000;
/** Milliseconds in which somebody else, who had read the pool before this update, writes it back. */
const SETTLING = 1000;
/** Milliseconds between two looks. */
const PAUSE = 200;
const LONGEST_PAUSE = 5000;

/** Calls for one pool, within one time. */
export class PoolCalls {
  private readonly retries: Retries;

  constructor(private readonly api: CognitoApi, private readonly poolId: string, private readonly time: Time) {
    this.retries = new Retries(time);
  }

  public async describe(): Promise<UserPool> {
    for (;;) {
      const outcome = await this.call('DescribeUserPool', { UserPoolId: this.poolId });
      if (!('failure' in outcome)) {
        if (!outcome.answer.UserPool) {
          throw new AttachError('DescribeUserPool answered without a pool');
        }
        return outcome.answer.UserPool;
      }
      if (outcome.failure.type === 'ResourceNotFoundException') {
        throw new PoolGone(messageOf('DescribeUserPool', outcome.failure));
      }
      await this.retries.after('DescribeUserPool', outcome.failure);
    }
  }

  public async update(request: object): Promise<Outcome> {
    return this.call('UpdateUserPool', request);
  }

  /** Waits until a failed update may be tried again. Whether the pool is gone shows Describe alone: Cognito also misses functions and keys. */
  public async afterFailedUpdate(failure: Failure): Promise<void> {
    if (failure.type === 'ResourceNotFoundException') {
      await this.describe();
    }
    await this.retries.after('UpdateUserPool', failure);
  }

  /** Somebody else is at it as well. */
  public async changedMeanwhile(): Promise<void> {
    await this.retries.after('UpdateUserPool', { type: 'ConcurrentModification', message: 'the pool changed meanwhile', mayHaveHappened: false });
  }

  /** Waits until Cognito shows the pool as it was before, with this trigger, and still does so a moment later. */
  public async expect(before: UserPool, wanted: Trigger | undefined): Promise<void> {
    const time = this.time.within(SHOWING_TIME);
    let wasShown = false;
    for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const pool = await this.describe();
      const isShown = isSameTrigger(triggerOf(pool), wanted);
      // what changes after it was shown is somebody else's, and stays
      const others = wasShown ? [] : differences(before, pool);
      if (isShown && others.length === 0) {
        if (wasShown) {
          log('INFO', 'updated', { pool: this.poolId, trigger: wanted ?? null });
          return;
        }
        wasShown = true;
        await this.time.wait(SETTLING);
        continue;
      }
      if (!await time.pause(pause)) {
        throw notAsExpected(wasShown, isShown, others);
      }
    }
  }

  private async call(operation: Operation, body: object): Promise<Outcome> {
    const outcome = await this.api.call(operation, body, Math.min(CALL_TIME, this.time.remaining * CALL_SHARE));
    if (!('failure' in outcome)) {
      this.retries.succeeded(operation);
    }
    return outcome;
  }
}

function notAsExpected(wasShown: boolean, isShown: boolean, others: readonly string[]): AttachError {
  if (wasShown) {
    return new Overwritten('Somebody else updated it at the same time, and the trigger is gone. Deploy again');
  }
  return isShown
    ? new OtherSettingsChanged(`with the trigger, other settings changed: ${others.join(', ')}. Somebody else may have changed them`)
    : new AttachError('Cognito took the update, and does not show the trigger');
}
