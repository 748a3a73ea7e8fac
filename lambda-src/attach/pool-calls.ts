import type { CognitoApi, Outcome } from './cognito-api';
import { differences } from './comparison';
import { AttachError, messageOf, OtherSettingsChanged, Overwritten, PoolGone, type Failure } from './errors';
import { log } from './log';
import { Retries, type Time } from './retry';
import { isSameTrigger, triggerOf, type Trigger, type UserPool } from './trigger';
import type { Operation } from '../../src/core/attachment/contract';

/** The maximum milliseconds of one call; if the remaining time is short, a share of it. */
const CALL_TIME = 20_000;
const CALL_SHARE = 0.25;
/** Milliseconds in which DescribeUserPool must return the updated settings. */
const SHOWING_TIME = 30_000;
/** Milliseconds in which another process that had read the pool before this update may overwrite it. */
const SETTLING = 1000;
/** Milliseconds between two calls of DescribeUserPool. */
const PAUSE = 200;
const LONGEST_PAUSE = 5000;

/** Calls for one user pool, within a time limit. */
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
          throw new AttachError('DescribeUserPool returned no user pool');
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

  /**
   * Waits until a failed update may be retried. ResourceNotFoundException may also mean a function or a key, so DescribeUserPool finds out
   * if the pool does not exist any more.
   */
  public async afterFailedUpdate(failure: Failure): Promise<void> {
    if (failure.type === 'ResourceNotFoundException') {
      await this.describe();
    }
    await this.retries.after('UpdateUserPool', failure);
  }

  /** Waits for a retry, as another process is changing the pool at the same time. */
  public async changedMeanwhile(): Promise<void> {
    await this.retries.after('UpdateUserPool', { type: 'ConcurrentModification', message: 'the pool changed in the meantime' });
  }

  /** Waits until DescribeUserPool returns the pool with its former settings and this trigger, and still does so a moment later. */
  public async expect(before: UserPool, target: Trigger | undefined): Promise<void> {
    const time = this.time.within(SHOWING_TIME);
    let wasShown = false;
    for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const pool = await this.describe();
      const isShown = isSameTrigger(triggerOf(pool), target);
      // later changes come from another process, and stay
      const others = wasShown ? [] : differences(before, pool);
      if (isShown && others.length === 0) {
        if (wasShown) {
          log('INFO', 'updated', { pool: this.poolId, trigger: target ?? null });
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
    return new Overwritten('Another process updated it at the same time and removed the trigger. Deploy again');
  }
  return isShown
    ? new OtherSettingsChanged(`other settings changed together with the trigger: ${others.join(', ')}. Another process may have changed them`)
    : new AttachError('Cognito accepted the update, but DescribeUserPool does not return the trigger');
}
