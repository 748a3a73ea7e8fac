import { closeIdleConnections, RequestFailed, send, type AwsRequest, type AwsResponse } from './client';
import { correctClock } from './clock';

/**
 * The reason why a call failed, for the log. Never includes content of the request or response.
 *
 * - TIMEOUT, CONNECTION, THROTTLED, SERVER: retried up to `maxAttempts`.
 * - FUNCTION: the invoked function failed; retried up to `maxAttempts`.
 * - QUOTA: not retried, because too many calls of this environment failed before.
 * - CREDENTIALS, ACCESS_DENIED, REJECTED: the service rejected the request.
 * - MALFORMED, TOO_LARGE: the response is invalid or exceeds the size limit.
 */
export type CallError = RequestFailed['reason'] | 'THROTTLED' | 'SERVER' | 'FUNCTION' | 'QUOTA' | 'CREDENTIALS' | 'ACCESS_DENIED' | 'REJECTED';

export class CallFailed extends Error {
  constructor(readonly reason: CallError, readonly attempts: number) {
    super(reason);
  }
}

/** Limits for a call. */
export interface Effort {
  readonly deadline: {
    /** Remaining milliseconds. */
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
 * Calls a JSON API of AWS, with retries if they can help.
 *
 * @param read takes the JSON of the response, parsed and as text; returns undefined if it does not have the documented form or does not answer the request
 * @throws CallFailed
 */
export type CallAws = <T extends object>(request: AwsRequest, effort: Effort, read: ReadResponse<T>) => Promise<CallResult<T>>;

type ReadResponse<T> = (response: unknown, text: string) => T | undefined;

/** Maximum milliseconds of the first pause between attempts. It doubles for each further pause. */
const PAUSE = 50;
/** The same after throttling, which needs more time. */
const THROTTLED_PAUSE = 200;

/** Retry quota of one environment. It avoids that retries double the load while a table is down. Each successful call restores a part. */
const quota = { left: 50, capacity: 50, cost: 5 };

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export const callAws: CallAws = async (request, { deadline, maxAttempts }, read) => {
  let free = 0;
  for (let attempt = 1; ; attempt++) {
    // each attempt gets an equal share of the remaining time
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
    if (!await pauseBefore(isFree ? 'CONNECTION' : reason, attempt - free, { deadline })) {
      throw new CallFailed(reason, attempt);
    }
  }
};

const TRANSIENT: ReadonlySet<CallError> = new Set(['TIMEOUT', 'CONNECTION', 'THROTTLED', 'SERVER', 'FUNCTION']);

interface FailedAttempt {
  readonly reason: CallError;
  /** The service did not process the request, so the retry does not count as an attempt. */
  readonly isFree: boolean;
}

type Attempt<T> = { readonly value: T; readonly bytes: number } | FailedAttempt;

async function attemptCall<T extends object>(
  request: AwsRequest, milliseconds: number, read: ReadResponse<T>,
): Promise<Attempt<T>> {
  try {
    return await send(request, milliseconds, response => isSuccess(response) ? valueOf(response, read) : errorOf(response));
  } catch (error) {
    const { reason, reusedConnection } = error as RequestFailed;
    if (reason === 'CONNECTION' || reason === 'TIMEOUT') {
      closeIdleConnections();
    }
    return { reason, isFree: reason === 'CONNECTION' && reusedConnection };
  }
}

/** The header of an invocation whose function failed. */
const FUNCTION_ERROR = 'x-amz-function-error';

function isSuccess({ status, headers }: AwsResponse): boolean {
  return status === 200 && headers[FUNCTION_ERROR] === undefined;
}

/** Throws if the response does not answer the request, which closes the connection. */
function valueOf<T extends object>({ body, bytes }: AwsResponse, read: ReadResponse<T>): Attempt<T> {
  const value = read(JSON.parse(body), body);
  if (!value) {
    throw new Error('the response does not answer the request');
  }
  return { value, bytes };
}

/**
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function errorOf({ status, headers, body }: AwsResponse): FailedAttempt {
  if (headers[FUNCTION_ERROR] !== undefined) {
    return { reason: 'FUNCTION', isFree: false };
  }
  // Lambda names the exception in a header, followed by a colon and a namespace
  const name = String(headers['x-amzn-errortype'] ?? '').split(':')[0] || errorName(body);
  if (/Throttling|ThroughputExceeded|LimitExceeded|TooManyRequests/.test(name)) {
    return { reason: 'THROTTLED', isFree: false };
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|InvalidClientTokenId|RequestExpired/.test(name)) {
    return { reason: 'CREDENTIALS', isFree: correctClock(headers.date) };
  }
  return { reason: name === 'AccessDeniedException' ? 'ACCESS_DENIED' : status >= 500 ? 'SERVER' : 'REJECTED', isFree: false };
}

/** The exception name in the body of an error; empty if there is none. */
export function errorName(body: string): string {
  try {
    return String((JSON.parse(body) as { readonly __type?: unknown } | null)?.__type ?? '').split('#').at(-1)!;
  } catch {
    return '';
  }
}

/**
 * Waits before the next attempt, for a random time (jitter), so that functions that failed at the same time do not retry at the same time.
 *
 * @returns false if there is no time left
 */
export async function pauseBefore(reason: CallError, attempt: number, { deadline }: Pick<Effort, 'deadline'>): Promise<boolean> {
  const pause = reason === 'CONNECTION' ? 0 : Math.random() * (reason === 'THROTTLED' ? THROTTLED_PAUSE : PAUSE) * 2 ** (attempt - 1);
  const isTimeLeft = deadline.remaining > pause;
  await (isTimeLeft ? new Promise(resolve => setTimeout(resolve, pause)) : undefined);
  return isTimeLeft;
}
