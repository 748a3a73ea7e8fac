import * as path from 'path';
import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import {
  CfnResource, Duration, RemovalPolicy, aws_cloudwatch as cloudwatch, aws_events as events, aws_events_targets as targets, aws_iam as iam,
  aws_lambda as lambda, aws_logs as logs,
} from '../cdk/aws-cdk-lib';
import { recognizePool, userPoolArnIn } from '../cdk/pools';
import { elementsIn, existsWith } from '../cdk/resources';
import { DRIFT_METRIC, type MonitorEnvironment } from '../core/attachment/contract';
import { METRIC_DIMENSION } from '../core/document/metrics';
import { A_USER_POOL, objectWith, required } from '../options/checks';
import { A_DURATION } from '../options/numbers';
import { readOptions, type OptionChecks } from '../options/options';
import { describeProblems } from '../problems/problems';
import type { TokenEnricher } from '../token-enricher';

const CODE = path.join(__dirname, '..', '..', 'assets', 'monitor');

/** Properties of an AttachmentMonitor. */
export interface AttachmentMonitorProps {
  /** The enricher that the user pool should call. */
  readonly enricher: TokenEnricher;

  /** The user pool. */
  readonly userPool: IUserPoolRef;

  /**
   * The time between two checks of the user pool.
   *
   * @default Duration.minutes(15)
   */
  readonly interval?: Duration;
}

const ATTACHMENT_MONITOR_PROPS: OptionChecks<AttachmentMonitorProps> = {
  enricher: required(objectWith(['handler', 'triggerVersion'], 'a TokenEnricher', 'pass the construct of the enricher')),
  userPool: required(A_USER_POOL),
  interval: A_DURATION,
};

/**
 * Periodically verifies that the user pool's trigger is this enricher, and raises an alarm if it is not. Anyone who updates a
 * user pool manually, with a script or with another template can remove the trigger unnoticed. Cognito then issues tokens without
 * the rules.
 *
 * The monitor never changes the user pool. It has permission to read this user pool and to write its own log, and nothing else.
 * If the user pool and the enricher are in different stacks, create the monitor in the stack that is deployed last. The constructor
 * throws an error for options that it cannot use.
 *
 * @example
 * declare const enricher: TokenEnricher;
 *
 * const monitor = new AttachmentMonitor(this, 'Monitor', { enricher, userPool });
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html
 */
export class AttachmentMonitor extends Construct {
  /** The alarm: the user pool does not call the enricher, calls it with another trigger event version, or cannot be read. */
  public readonly alarm: Alarm;

  private readonly enricher: TokenEnricher;
  private readonly userPoolId: string;

  constructor(scope: Construct, id: string, props: AttachmentMonitorProps) {
    super(scope, id);
    const { problems } = readOptions(props, ATTACHMENT_MONITOR_PROPS, 'props');
    if (problems.length > 0) {
      throw new Error(describeProblems(`AttachmentMonitor '${this.node.path}'`, problems));
    }
    const { enricher, userPool, interval = Duration.minutes(15) } = props;
    const { userPoolId } = userPool.userPoolRef;
    this.enricher = enricher;
    this.userPoolId = userPoolId;
    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Monitor: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
            new iam.PolicyStatement({
              sid: 'Read',
              actions: ['cognito-idp:DescribeUserPool'],
              resources: [userPoolArnIn(this, userPoolId)],
            }),
          ],
        }),
      },
    });
    const handler = new lambda.Function(this, 'Function', {
      description: 'Verifies that a Cognito user pool calls its TokenEnricher',
      code: lambda.Code.fromAsset(CODE),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(30),
      environment: {
        USER_POOL_ID: userPoolId,
        ENRICHER_ARN: (enricher.alias ?? enricher.handler).functionArn,
        ENRICHER_NAME: enricher.handler.functionName,
        TRIGGER_VERSION: enricher.triggerVersion,
      } satisfies MonitorEnvironment,
      logGroup,
      role,
    });
    new events.Rule(this, 'Schedule', { schedule: events.Schedule.rate(interval), targets: [new targets.LambdaFunction(handler)] });
    this.alarm = new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: 'A Cognito user pool does not call its TokenEnricher: tokens are issued without its rules',
      metric: this.metric({ period: interval }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
    });
    const { resource } = recognizePool(userPool);
    if (resource) {
      elementsIn(this).filter(CfnResource.isCfnResource).forEach(each => existsWith(each, resource));
    }
  }

  /**
   * The result of each check: 0 if the user pool calls the enricher, otherwise 1.
   *
   * @param props the options of the metric
   * @default - maximum over 5 minutes
   */
  public metric(props?: MetricOptions): Metric {
    return new cloudwatch.Metric({
      namespace: DRIFT_METRIC.namespace,
      metricName: DRIFT_METRIC.name,
      dimensionsMap: { [METRIC_DIMENSION]: this.enricher.handler.functionName, UserPoolId: this.userPoolId },
      statistic: 'Maximum',
      ...props,
    }).attachTo(this);
  }
}
