import type { Alarm, IAlarmAction, IMetric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Duration, aws_cloudwatch as cloudwatch } from '../cdk/aws-cdk-lib';
import type { MetricName } from '../core/document/metrics';
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

/** The function whose metrics alarms and the dashboard show. */
export interface Observed {
  readonly handler: LambdaFunction;
  /** The rules read tables or functions. */
  readonly reads: boolean;
  /** A previous function answers. */
  readonly isCompared: boolean;
  readonly metric: (name: MetricName, props?: MetricOptions) => IMetric;
}

const PERIOD = Duration.minutes(5);

/** Creates the alarms below a construct. */
export function createAlarms(enricher: Construct, { handler, reads, isCompared, metric }: Observed, options: AlarmsOptions): EnricherAlarms {
  const { actions = [], deniedPercent = 10, failedReadsPercent = 5, minRequests = 20, duration = Duration.millis(4000) } = options;
  const scope = new Construct(enricher, 'Alarms');
  const alarm = (id: string, alarmDescription: string, observed: IMetric, threshold: number): Alarm => {
    const created = new cloudwatch.Alarm(scope, id, {
      alarmDescription,
      metric: observed,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    created.addAlarmAction(...actions);
    return created;
  };
  const inPeriod = (name: MetricName): IMetric => metric(name, { period: PERIOD });
  const percent = (name: MetricName, label: string): IMetric => new cloudwatch.MathExpression({
    expression: `IF(issued + denied >= ${minRequests}, 100 * counted / (issued + denied), 0)`,
    usingMetrics: { issued: inPeriod('Issued'), denied: inPeriod('Denied'), counted: inPeriod(name) },
    label,
    period: PERIOD,
  });
  return {
    denied: alarm('Denied', 'Many token requests of a Cognito user pool are denied', percent('Denied', 'Denied token requests, in percent'), deniedPercent),
    ...reads && {
      failedReads: alarm('FailedReads', 'Many reads for the tokens of a Cognito user pool fail', percent('FailedReads', 'Failed reads in 100 token requests'), failedReadsPercent),
    },
    throttled: alarm('Throttled', 'Sign-ins to a Cognito user pool fail because Lambda throttles its TokenEnricher', handler.metricThrottles({ period: PERIOD }), 1),
    duration: alarm('Duration', 'The TokenEnricher of a Cognito user pool is nearly too slow: Cognito waits 5 seconds',
      handler.metricDuration({ period: PERIOD, statistic: cloudwatch.Stats.percentile(99) }), duration.toMilliseconds()),
    versionMismatch: alarm('VersionMismatch', 'A Cognito user pool calls its TokenEnricher with another trigger event version than that of its rules', inPeriod('VersionMismatch'), 1),
    ...isCompared && {
      mismatched: alarm('Mismatched', 'The rules of a TokenEnricher and the function that they replace decided differently', inPeriod('Mismatched'), 1),
    },
  };
}
