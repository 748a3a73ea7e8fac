import type { CognitoApi, Outcome } from './cognito-api';
import { differences, isUnchanged } from './comparison';
import { AttachError, messageOf, OtherSettingsChanged, Overwritten, PoolGone } from './errors';
import { log } from './log';
import { Retries, type Time } from './retry';
import { isSameTrigger, triggerOf, type Trigger, type UserPool } from './trigger';
import { updateOf } from './user-pool';
import type { Operation } from '../../src/core/attachment/custom-resource';

export interface Changing {
  readonly api: CognitoApi;
  readonly poolId: string;
  /** For the change. */
  readonly time: Time;
  /** A little longer: for taking it back. */
  readonly undoTime: Time;
  /** Whether a change that fails in any way is taken back, or only one that changed something else. */
  readonly undo: 'ALWAYS' | 'OTHER_SETTINGS';
}

/** What is to be done with the trigger that is there. */
export type Decision = { readonly set: Trigger | undefined } | 'LEAVE';

/** Milliseconds that one call may take, if that is no more than a part of the time. */
const CALL_TIME = 20_000;
const CALL_SHARE = 0.25;
/** Milliseconds after which Cognito is expected to show what it took. */
const SHOWING_TIME = 30_000;
/** Milliseconds in which somebody else, who had read the pool before this update, writes it back. */
const SETTLING = 1000;

/**
 * Changes the trigger of a pool and nothing else, and gives the trigger that was there before.
 *
 * UpdateUserPool replaces the whole pool and knows no condition. So the pool is read once more right before, and compared afterwards.
 */
export async function changeTrigger(changing: Changing, decide: (present: Trigger | undefined) => Decision): Promise<Trigger | undefined> {
  /** The pool before the update that may have changed it. */
  let before: UserPool | undefined;
  let wanted: Trigger | undefined;
  const calls = new Calls(changing, changing.time);
  try {
    for (;;) {
      const pool = await calls.describe();
      if (before && isSameTrigger(triggerOf(pool), wanted)) {
        // the answer was lost, not the update
        await calls.expect(before, wanted);
        return triggerOf(before);
      }
      const decision = decide(triggerOf(pool));
      if (decision === 'LEAVE' || isSameTrigger(decision.set, triggerOf(pool))) {
        log('INFO', 'unchanged', { pool: changing.poolId });
        return triggerOf(before ?? pool);
      }
      wanted = decision.set;
      const request = updateOf(pool, wanted);
      if (!isUnchanged(pool, await calls.describe())) {
        await calls.changedMeanwhile();
        continue;
      }
      log('INFO', 'updating', { pool: changing.poolId, trigger: wanted ?? null, before: triggerOf(pool) ?? null });
      const outcome = await calls.call('UpdateUserPool', request);
      if (!('failure' in outcome)) {
        before = pool;
        await calls.expect(pool, wanted);
        return triggerOf(pool);
      }
      before = outcome.failure.mayHaveHappened ? pool : before;
      await calls.afterFailedUpdate(outcome);
    }
  } catch (error) {
    const isUndone = changing.undo === 'ALWAYS' ? !(error instanceof Overwritten) : error instanceof OtherSettingsChanged;
    const undone = before && isUndone ? `. ${await undo(changing, before, wanted)}` : '';
    const message = `User pool ${changing.poolId}: ${(error as Error).message}${undone}`;
    throw Object.assign(error as Error, { message });
  }
}

/** Brings a pool back to what it was. Says what became of it. */
async function undo(changing: Changing, before: UserPool, set: Trigger | undefined): Promise<string> {
  const former = triggerOf(before);
  log('WARN', 'undoing', { pool: changing.poolId, trigger: former ?? null });
  const calls = new Calls(changing, changing.undoTime);
  try {
    for (;;) {
      const present = triggerOf(await calls.describe());
      if (!isSameTrigger(present, set) && !isSameTrigger(present, former)) {
        return 'Somebody else changed the trigger meanwhile, so it was left as it is';
      }
      // also where it looks as before: what Cognito shows may be old
      const outcome = await calls.call('UpdateUserPool', updateOf(before, former));
      if (!('failure' in outcome)) {
        await calls.expect(before, former);
        return 'The pool was set back to what it was';
      }
      await calls.afterFailedUpdate(outcome);
    }
  } catch (error) {
    return `It could not be set back (${(error as Error).message}): look at the pool; its trigger was ${former ? `${former.arn} (${former.version})` : 'none'}`;
  }
}

/** Calls for one pool, within one time. */
class Calls {
  private readonly retries: Retries;

  constructor(private readonly changing: Changing, private readonly time: Time) {
    this.retries = new Retries(time);
  }

  public async describe(): Promise<UserPool> {
    for (;;) {
      const outcome = await this.call('DescribeUserPool', { UserPoolId: this.changing.poolId });
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

  public async call(operation: Operation, body: object): Promise<Outcome> {
    const outcome = await this.changing.api.call(operation, body, Math.min(CALL_TIME, this.time.remaining * CALL_SHARE));
    if (!('failure' in outcome)) {
      this.retries.succeeded(operation);
    }
    return outcome;
  }

  /** Whether the pool is gone shows Describe alone: Cognito also misses functions and keys. */
  public async afterFailedUpdate({ failure }: Extract<Outcome, { failure: unknown }>): Promise<void> {
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
          log('INFO', 'updated', { pool: this.changing.poolId, trigger: wanted ?? null });
          return;
        }
        wasShown = true;
        await this.time.wait(SETTLING);
        continue;
      }
      if (!await time.pause(pause)) {
        throw wasShown
          ? new Overwritten('Somebody else updated it at the same time, and the trigger is gone. Deploy again')
          : isShown
            ? new OtherSettingsChanged(`with the trigger, other settings changed: ${others.join(', ')}. Somebody else may have changed them`)
            : new AttachError('Cognito took the update, and does not show the trigger');
      }
    }
  }
}

const PAUSE = 200;
const LONGEST_PAUSE = 5000;
