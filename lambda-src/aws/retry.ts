import { closeIdleConnections, RequestFailed, send, type AwsRequest, type AwsResponse } from './client';
import { correctClock } from './clock';

/**
 * Why a call failed, for the log; never with anything of its content.
 *
 * - TIMEOUT, CONNECTION, THROTTLED, SERVER: tried again, as often as allowed.
 * - QUOTA: not tried again, as too many calls failed before.
 * - CREDENTIALS, ACCESS_DENIED, REJECTED: the service does not accept the request.
 * - MALFORMED, TOO_LARGE: the response cannot be used.
 */
export type CallError = RequestFailed['reason'] | 'THROTTLED' | 'SERVER' | 'QUOTA' | 'CREDENTIALS' | 'ACCESS_DENIED' | 'REJECTED';

export class CallFailed extends Error {
  constructor(readonly reason: CallError, readonly attempts: number) {
    super(reason);
  }
}

/** How much may be done for a response. */
export interface Effort {
  readonly deadline: {
    /** Milliseconds. */
    readonly remaining: number;
  };
  readonly maxAttempts: number;
}

export interface CallResult<T> {
  readonly value: T;
  readonly bytes: number;
  readonly attempts: number;
}

/**
 * Calls an AWS API with JSON, again where that can help.
 *
 * @param read makes a value of the JSON of the response; undefined for one that is not of the documented shape, or about something else
 * @throws CallFailed
 */
export type CallAws = <T extends object>(request: AwsRequest, effort: Effort, read: (response: unknown) => T | undefined) => Promise<CallResult<T>>;

/** Milliseconds of the first pause, at most; each further one may take twice as long. */
const PAUSE = 50;
/** A throttled table needs more time. */
const THROTTLED_PAUSE = 200;

/** Second attempts of one environment: while a table is down for all, each of them would double its load. A call that succeeds gives something back. */
const quota = { left: 50, capacity: 50, cost: 5 };

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export const callAws: CallAws = async (request, { deadline, maxAttempts }, read) => {
  let free = 0;
  for (let attempt = 1; ; attempt++) {
    // each attempt has its share of the time that is left
    const result = await attemptCall(request, deadline.remaining / Math.max(1, maxAttempts - attempt + 1 + free), read);
    if ('value' in result) {
      quota.left = Math.min(quota.capacity, quota.left + 1);
      return { ...result, attempts: attempt };
    }
    const { reason, isFree } = result;
    if (isFree && free === 0) {
      free++;
    } else if (!TRANSIENT.has(reason) || attempt - free >= maxAttempts) {
      throw new CallFailed(reason, attempt);
    } else if (quota.left < quota.cost) {
      throw new CallFailed('QUOTA', attempt);
    } else {
      quota.left -= quota.cost;
    }
    const pause = isFree || reason === 'CONNECTION' ? 0 : pauseAfter(reason, attempt - free);
    if (deadline.remaining <= pause) {
      throw new CallFailed(reason, attempt);
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
};

const TRANSIENT: ReadonlySet<CallError> = new Set(['TIMEOUT', 'CONNECTION', 'THROTTLED', 'SERVER']);

interface FailedAttempt {
  readonly reason: CallError;
  /** Nothing was tried yet, so that another attempt counts as this one. */
  readonly isFree: boolean;
}

type Attempt<T> = { readonly value: T; readonly bytes: number } | FailedAttempt;

async function attemptCall<T extends object>(
  request: AwsRequest, milliseconds: number, read: (response: unknown) => T | undefined,
): Promise<Attempt<T>> {
  try {
    return await send(request, milliseconds, response => response.status === 200 ? valueOf(response, read) : errorOf(response));
  } catch (error) {
    const { reason, reusedConnection } = error as RequestFailed;
    if (reason === 'CONNECTION' || reason === 'TIMEOUT') {
      closeIdleConnections();
    }
    return { reason, isFree: reason === 'CONNECTION' && reusedConnection };
  }
}

/** Throws for a response that answers something else: its connection is closed. */
function valueOf<T extends object>({ body, bytes }: AwsResponse, read: (response: unknown) => T | undefined): Attempt<T> {
  const value = read(JSON.parse(body));
  if (!value) {
    throw new Error('the response does not answer the request');
  }
  return { value, bytes };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
function errorOf({ status, headers, body }: AwsResponse): FailedAttempt {
  const name = errorName(body);
  if (/Throttling|ThroughputExceeded|LimitExceeded|TooManyRequests/.test(name)) {
    return { reason: 'THROTTLED', isFree: false };
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|InvalidClientTokenId|RequestExpired/.test(name)) {
    return { reason: 'CREDENTIALS', isFree: correctClock(headers.date) };
  }
  return { reason: name === 'AccessDeniedException' ? 'ACCESS_DENIED' : status >= 500 ? 'SERVER' : 'REJECTED', isFree: false };
}

/** The name of the exception in the body of an error; empty where there is none. */
export function errorName(body: string): string {
  try {
    return String((JSON.parse(body) as { readonly __type?: unknown } | null)?.__type ?? '').split('#').at(-1)!;
  } catch {
    return '';
  }
}

/** Of random length, so that functions that failed together do not come back together. */
function pauseAfter(reason: CallError, attempt: number): number {
  return Math.random() * (reason === 'THROTTLED' ? THROTTLED_PAUSE : PAUSE) * 2 ** (attempt - 1);
}
