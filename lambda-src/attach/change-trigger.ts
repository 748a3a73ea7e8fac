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
  /** The time for the change. */
  readonly time: Time;
  /** The time until the change must be rolled back. Ends a little later. */
  readonly undoTime: Time;
  /** `ALWAYS` rolls back every failed change; `OTHER_SETTINGS` only a change that also changed other settings. */
  readonly undo: 'ALWAYS' | 'OTHER_SETTINGS';
}

/** The action for the present trigger. */
export type Decision = { readonly set: Trigger | undefined } | 'LEAVE';

export type Decide = (present: Trigger | undefined, pool: UserPool) => Decision;

/**
 * Changes the trigger of a user pool and nothing else. Returns the former trigger.
 *
 * UpdateUserPool replaces all settings, and does not support conditions. So the pool is read again right before the update, and compared
 * afterwards.
 */
export async function changeTrigger(changing: Changing, decide: Decide): Promise<Trigger | undefined> {
  /** The pool before an update that may have been applied. */
  let before: UserPool | undefined;
  let target: Trigger | undefined;
  const calls = new PoolCalls(changing.api, changing.poolId, changing.time);
  try {
    for (;;) {
      const pool = await calls.describe();
      if (before && isSameTrigger(triggerOf(pool), target)) {
        // the update was applied, only its response was lost
        await calls.expect(before, target);
        return triggerOf(before);
      }
      const decision = decide(triggerOf(pool), pool);
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

/** Rolls a pool back to its former settings. Returns a message with the outcome. */
async function undo(changing: Changing, before: UserPool, set: Trigger | undefined): Promise<string> {
  const former = triggerOf(before);
  log('WARN', 'undoing', { pool: changing.poolId, trigger: former ?? null });
  const calls = new PoolCalls(changing.api, changing.poolId, changing.undoTime);
  try {
    for (;;) {
      const present = triggerOf(await calls.describe());
      if (!isSameTrigger(present, set) && !isSameTrigger(present, former)) {
        return 'Another process has changed the trigger in the meantime, so it was not rolled back';
      }
      // also if the pool looks unchanged: DescribeUserPool may return old settings
      const outcome = await calls.update(updateOf(before, former));
      if (!('failure' in outcome)) {
        await calls.expect(before, former);
        return 'The pool was rolled back to its former settings';
      }
      await calls.afterFailedUpdate(outcome.failure);
    }
  } catch (error) {
    return `It could not be rolled back (${(error as Error).message}): check the pool; former trigger: ${former ? `${former.arn} (${former.version})` : 'none'}`;
  }
}
