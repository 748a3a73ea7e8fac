import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Stats, TreatMissingData, type IMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AlarmsOptions, EnricherAlarms } from './alarms-options';
import type { MetricName } from '../core/document/metrics';

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
    const created = new Alarm(scope, id, {
      alarmDescription,
      metric: observed,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    created.addAlarmAction(...actions);
    return created;
  };
  const inPeriod = (name: MetricName): IMetric => metric(name, { period: PERIOD });
  const percent = (name: MetricName, label: string): IMetric => new MathExpression({
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
      handler.metricDuration({ period: PERIOD, statistic: Stats.percentile(99) }), duration.toMilliseconds()),
    versionMismatch: alarm('VersionMismatch', 'A Cognito user pool calls its TokenEnricher with another trigger event version than that of its rules', inPeriod('VersionMismatch'), 1),
    ...isCompared && {
      mismatched: alarm('Mismatched', 'The rules of a TokenEnricher and the function that they replace decided differently', inPeriod('Mismatched'), 1),
    },
  };
}
