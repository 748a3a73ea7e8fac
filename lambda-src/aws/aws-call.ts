import { closeIdle } from './connections';
import { renewCredentials } from './credentials';
import type { Deadline } from './deadline';
import { attemptCall, type Answer, type Call } from './http-attempt';
import { RetryQuota } from './retry-quota';

/**
 * Why a call failed, for the log; never with anything of its content.
 *
 * - TIMEOUT, CONNECTION, THROTTLED, SERVER: it was tried again, as often as it may.
 * - QUOTA: it was not tried again, as too many calls failed before.
 * - CREDENTIALS, ACCESS_DENIED, REJECTED: the service does not take it.
 * - MALFORMED, TOO_LARGE: the answer is none.
 */
export type CallError = 'TIMEOUT' | 'CONNECTION' | 'THROTTLED' | 'SERVER' | 'QUOTA' | 'CREDENTIALS' | 'ACCESS_DENIED' | 'REJECTED' | 'MALFORMED' | 'TOO_LARGE';

export class FailedCall extends Error {
  constructor(readonly reason: CallError, readonly attempts: number) {
    super(reason);
  }
}

/** How much may be done for an answer. */
export interface Effort {
  readonly deadline: Deadline;
  readonly maxAttempts: number;
}

/** Milliseconds of the first pause, at most; each further one may take twice as long. */
const PAUSE = 50;
/** A table that is throttled needs more time. */
const THROTTLED_PAUSE = 200;

const quota = new RetryQuota();

export interface CallAnswer {
  readonly answer: object;
  readonly bytes: number;
  readonly attempts: number;
}

/**
 * Calls an AWS API with JSON, signed, and gives the JSON of the answer. Throws a FailedCall.
 *
 * @param attemptOf what makes an attempt, where none is to be sent
 */
export async function callAws(call: Call, { deadline, maxAttempts }: Effort, attemptOf = attemptCall): Promise<CallAnswer> {
  let renewed = false;
  let unused = 0;
  for (let attempt = 1; ; attempt++) {
    // each attempt has its share of the time that is left
    const result = await attemptOf(call, deadline.remaining / Math.max(1, maxAttempts - attempt + 1 + unused));
    if ('answer' in result) {
      quota.succeeded();
      return { ...result, attempts: attempt };
    }
    if (result.reason === 'CONNECTION' || result.reason === 'TIMEOUT') {
      closeIdle();
    }
    // the other end may have closed the connection while it was idle: nothing was tried yet
    const isFree = (result.reason === 'CONNECTION' && result.wasIdle === true && unused === 0)
      || (result.reason === 'CREDENTIALS' && !renewed && (result.clockChanged === true || renewCredentials()));
    renewed ||= result.reason === 'CREDENTIALS';
    if (isFree) {
      unused++;
    } else if (!isTransient(result) || attempt - unused >= maxAttempts) {
      throw new FailedCall(result.reason, attempt);
    } else if (!quota.take()) {
      throw new FailedCall('QUOTA', attempt);
    }
    const pause = isFree || result.reason === 'CONNECTION' ? 0 : pauseAfter(result.reason, attempt - unused);
    if (deadline.remaining <= pause) {
      throw new FailedCall(result.reason, attempt);
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

type FailedAttempt = Exclude<Answer, { answer: object }>;

function isTransient({ reason }: FailedAttempt): boolean {
  return reason === 'TIMEOUT' || reason === 'CONNECTION' || reason === 'THROTTLED' || reason === 'SERVER';
}

/** Of random length, so that functions that failed together do not come back together. */
function pauseAfter(reason: CallError, attempt: number): number {
  return Math.random() * (reason === 'THROTTLED' ? THROTTLED_PAUSE : PAUSE) * 2 ** (attempt - 1);
}
