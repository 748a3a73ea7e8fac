import type { Duration } from 'aws-cdk-lib';
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { listOf, objectWith } from '../options/checks';
import { A_DURATION, range } from '../options/numbers';
import type { OptionChecks } from '../options/options';

/** Options of `TokenEnricher.alarms`. */
export interface AlarmsOptions {
  /**
   * The actions of each alarm, such as a message to an SNS topic.
   *
   * @default - none: alarms only change their state
   */
  readonly actions?: IAlarmAction[];

  /**
   * The percentage of token requests that are denied in 5 minutes at which the alarm `denied` fires. Denials of your DenyRules count too.
   *
   * @default 10
   */
  readonly deniedPercent?: number;

  /**
   * The number of failed reads in 100 token requests, in 5 minutes, at which the alarm `failedReads` fires.
   *
   * @default 5
   */
  readonly failedReadsPercent?: number;

  /**
   * The number of token requests in 5 minutes below which the alarms `denied` and `failedReads` do not fire: a few requests say nothing about a
   * percentage.
   *
   * @default 20
   */
  readonly minRequests?: number;

  /**
   * The duration of the slowest 1% of the invocations at which the alarm `duration` fires. Cognito waits 5 seconds.
   *
   * @default Duration.millis(4000)
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  readonly duration?: Duration;
}

export const ALARMS_OPTIONS: OptionChecks<AlarmsOptions> = {
  actions: listOf('a list of alarm actions', objectWith(['bind'], 'an alarm action', 'pass an action such as SnsAction of aws_cloudwatch_actions')),
  deniedPercent: range(1, 100, 'leave it out for 10'),
  failedReadsPercent: range(1, 100, 'leave it out for 5'),
  minRequests: range(1, Infinity, 'leave it out for 20'),
  duration: A_DURATION,
};

/**
 * The alarms of an enricher. None of them fires while there are no token requests. A table that fails fires `failedReads`, and with the default
 * `OnError.DENY` of its source also `denied`.
 */
export interface EnricherAlarms {
  /** Many token requests are denied: people cannot sign in, or lose their session at the next refresh. */
  readonly denied: Alarm;

  /**
   * Many reads of tables or functions fail. With `OnError.DENY` token requests are denied then, too.
   *
   * @default - the rules read nothing
   */
  readonly failedReads?: Alarm;

  /** Lambda throttles the function: each throttled request is a sign-in that fails. */
  readonly throttled: Alarm;

  /** The function is so slow that Cognito may stop waiting for it. */
  readonly duration: Alarm;

  /** The user pool sends events of another version than the rules were deployed for: its trigger was changed outside of the app. */
  readonly versionMismatch: Alarm;

  /**
   * The rules and the previous function decided differently.
   *
   * @default - there is no previous function (`compareWith`)
   */
  readonly mismatched?: Alarm;
}
