import type { CognitoApi } from './cognito-api';
import { isUnchanged } from './comparison';
import { OtherSettingsChanged, Overwritten } from './errors';
import { log } from './log';
import { PoolCalls } from './pool-calls';
import type { Time } from './retry';
import { isSameTrigger, triggerOf, type Trigger, type UserPool } from './trigger';
import { updateOf } from './user-pool';

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

/**
 * Changes the trigger of a pool and nothing else, and gives the trigger that was there before.
 *
 * UpdateUserPool replaces the whole pool and knows no condition. So the pool is read once more right before, and compared afterwards.
 */
export async function changeTrigger(changing: Changing, decide: (present: Trigger | undefined) => Decision): Promise<Trigger | undefined> {
  /** The pool before the update that may have changed it. */
  let before: UserPool | undefined;
  let target: Trigger | undefined;
  const calls = new PoolCalls(changing.api, changing.poolId, changing.time);
  try {
    for (;;) {
      const pool = await calls.describe();
      if (before && isSameTrigger(triggerOf(pool), target)) {
        // the answer was lost, not the update
        await calls.expect(before, target);
        return triggerOf(before);
      }
      const decision = decide(triggerOf(pool));
      if (decision === 'LEAVE' || isSameTrigger(decision.set, triggerOf(pool))) {
        log('INFO', 'unchanged', { pool: changing.poolId });
        return triggerOf(before ?? pool);
      }
      target = decision.set;
      const request = updateOf(pool, target);
      if (!isUnchanged(pool, await calls.describe())) {
        await calls.changedMeanwhile();
        continue;
      }
      log('INFO', 'updating', { pool: changing.poolId, trigger: target ?? null, before: triggerOf(pool) ?? null });
      const outcome = await calls.update(request);
      if (!('failure' in outcome)) {
        before = pool;
        await calls.expect(pool, target);
        return triggerOf(pool);
      }
      before = outcome.failure.mayHaveHappened ? pool : before;
      await calls.afterFailedUpdate(outcome.failure);
    }
  } catch (error) {
    const isUndone = changing.undo === 'ALWAYS' ? !(error instanceof Overwritten) : error instanceof OtherSettingsChanged;
    const undone = before && isUndone ? `. ${await undo(changing, before, target)}` : '';
    const message = `User pool ${changing.poolId}: ${(error as Error).message}${undone}`;
    throw Object.assign(error as Error, { message });
  }
}

/** Brings a pool back to what it was. Says what became of it. */
async function undo(changing: Changing, before: UserPool, set: Trigger | undefined): Promise<string> {
  const former = triggerOf(before);
  log('WARN', 'undoing', { pool: changing.poolId, trigger: former ?? null });
  const calls = new PoolCalls(changing.api, changing.poolId, changing.undoTime);
  try {
    for (;;) {
      const present = triggerOf(await calls.describe());
      if (!isSameTrigger(present, set) && !isSameTrigger(present, former)) {
        return 'Somebody else changed the trigger meanwhile, so it was left as it is';
      }
      // also where it looks as before: what Cognito shows may be old
      const outcome = await calls.update(updateOf(before, former));
      if (!('failure' in outcome)) {
        await calls.expect(before, former);
        return 'The pool was set back to what it was';
      }
      await calls.afterFailedUpdate(outcome.failure);
    }
  } catch (error) {
    return `It could not be set back (${(error as Error).message}): look at the pool; its trigger was ${former ? `${former.arn} (${former.version})` : 'none'}`;
  }
}
