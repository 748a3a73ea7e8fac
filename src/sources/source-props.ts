import type { Duration } from 'aws-cdk-lib';
import { LIMITS } from '../core/document/limits';
import { A_STRING, listOf, oneOf } from '../options/checks';
import { duration, wholeNumber } from '../options/numbers';
import type { OptionChecks } from '../options/options';

/** The behavior of a source that cannot be read. */
export enum OnError {
  /** The token is denied if an enforced rule depends on data that could not be read. */
  DENY = 'DENY',
  /**
   * The values of the source have failed: granting rules do nothing, restricting rules apply, and access decisions deny the
   * token. A restricting rule is never weakened.
   */
  OMIT = 'OMIT',
  /**
   * The source uses the last successful result for the same key or input in this execution environment (including "no item") if it is not
   * older than `maxStale`. Without such a result, it behaves like `DENY`.
   */
  USE_STALE = 'USE_STALE',
}

/** The behavior of a source with more items than its limit. */
export enum OnLimit {
  /** The source fails as if it could not be read (see `onError`), but never uses a stale result. */
  FAIL = 'FAIL',
  /** The source returns the first items: in the order of the sort key for a query, or in the order of the list for `TableSource.itemForEach`. */
  CUT = 'CUT',
}

/** The behavior of a source on failures, and its cache. */
export interface SourceProps {
  /**
   * The maximum duration of a read, including all attempts and pages; 50 milliseconds to 4 seconds. Each attempt gets its share
   * of this time. The trigger always answers within the 5 seconds that Cognito waits, whatever you set here.
   *
   * @default - Duration.seconds(2) for a table: a read takes some milliseconds, and one that hangs is retried after one second;
   * Duration.seconds(3) for a function, which may have a cold start
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  readonly timeout?: Duration;

  /**
   * The maximum number of attempts to read an item or a page of a query, or to invoke a function, 1 to 5. A read is retried if the
   * service cannot be reached, throttles the request, or returns a server error, and if a function fails. The pause before a retry
   * has a random length: up to 50 milliseconds after the first attempt, or up to 200 milliseconds after throttling. The maximum
   * doubles with each attempt.
   *
   * @default - 2 for a table: more attempts add load to an overloaded table while a user waits; 1 for a function, as a cold start
   * may need all of the time
   */
  readonly maxAttempts?: number;

  /**
   * The behavior when the source cannot be read.
   *
   * @default OnError.DENY - missing data can mean less or more access, which only your APIs know
   */
  readonly onError?: OnError;

  /**
   * The maximum age of a result that `OnError.USE_STALE` uses, 1 second to 24 hours. Required with `USE_STALE`, an error
   * otherwise.
   *
   * @default - none
   */
  readonly maxStale?: Duration;

  /**
   * The duration for which an execution environment of the trigger reuses a result (including "no item") for the same key or input
   * without reading again, 1 second to 24 hours. Data that is revoked in the meantime can stay in tokens for this duration.
   *
   * @default - no cache: each token request reads what its rules use
   */
  readonly cacheTtl?: Duration;

  /**
   * Attributes that users can write themselves, through any application that writes to the table, or to the data that a function
   * answers with. Rules that decide access must not rely on them.
   *
   * @default - none
   */
  readonly userWritable?: string[];
}

/** Seconds of a day: the maximum age of a cached or stale result. */
const DAY = 24 * 60 * 60;

export const ATTRIBUTES = listOf('a list of attribute names', A_STRING);

export const SOURCE_PROPS: OptionChecks<SourceProps> = {
  timeout: duration(50, LIMITS.readTime, 'milliseconds'),
  maxAttempts: wholeNumber(1, LIMITS.attempts),
  onError: oneOf(Object.values(OnError)),
  maxStale: duration(1, DAY, 'seconds'),
  cacheTtl: duration(1, DAY, 'seconds'),
  userWritable: ATTRIBUTES,
};
