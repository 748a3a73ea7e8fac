import type { Dashboard, DashboardProps, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Observed } from './alarms';
import { aws_cloudwatch as cloudwatch } from '../cdk/aws-cdk-lib';
import type { MetricName } from '../core/document/metrics';

/** Milliseconds that Cognito waits for the function. */
const WAITS = 5000;
const WIDTH = 8;

/** Creates the dashboard below a construct. */
export function createDashboard(enricher: Construct, observed: Observed, logGroup: ILogGroup, props: DashboardProps): Dashboard {
  const { handler, reads, isCompared, metric } = observed;
  const graph = (title: string, ...names: readonly MetricName[]): IWidget =>
    new cloudwatch.GraphWidget({ title, width: WIDTH, left: names.map(name => metric(name, { label: name })) });
  const duration = (percentile: number): ReturnType<typeof handler.metricDuration> =>
    handler.metricDuration({ statistic: cloudwatch.Stats.percentile(percentile), label: `p${percentile}` });
  const dashboard = new cloudwatch.Dashboard(enricher, 'Dashboard', props);
  dashboard.addWidgets(
    graph('Tokens', 'Issued', 'Denied'),
    new cloudwatch.GraphWidget({
      title: 'Duration in milliseconds',
      width: WIDTH,
      left: [duration(50), duration(99), handler.metricDuration({ statistic: cloudwatch.Stats.MAXIMUM, label: 'maximum' })],
      leftAnnotations: [{ value: WAITS, label: 'Cognito stops waiting' }],
    }),
    new cloudwatch.GraphWidget({
      title: 'Executions',
      width: WIDTH,
      left: [handler.metric('ConcurrentExecutions', { statistic: cloudwatch.Stats.MAXIMUM })],
      right: [handler.metricThrottles(), handler.metricErrors()],
    }),
  );
  dashboard.addWidgets(
    ...reads ? [graph('Reads', 'FailedReads', 'StaleReads', 'CachedReads')] : [],
    graph('Rules', 'FailedRules', 'Dropped', 'VersionMismatch'),
    ...isCompared ? [graph('Comparison with the previous function', 'Compared', 'Mismatched')] : [],
  );
  dashboard.addWidgets(new cloudwatch.LogQueryWidget({
    title: 'Denied token requests, by reason and rule',
    width: 3 * WIDTH,
    logGroupNames: [logGroup.logGroupName],
    view: cloudwatch.LogQueryVisualizationType.TABLE,
    queryLines: ["filter message = 'token denied'", 'stats count(*) as requests by reason, rule, triggerSource', 'sort requests desc'],
  }));
  return dashboard;
}
