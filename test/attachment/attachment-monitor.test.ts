import { Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AttachmentMonitor } from '../../src';
import { DeploymentGraph } from '../support/deployment-graph';
import { findingsOf } from '../support/nag';
import { enrich, newApp, poolIn } from '../support/stacks';

function made(props: { readonly aliasName?: string; readonly interval?: Duration } = {}): { readonly [type: string]: any } {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc');
  const enricher = enrich(stack, userPool, { aliasName: props.aliasName });
  new AttachmentMonitor(stack, 'Monitor', { enricher, userPool, interval: props.interval });
  const { Resources } = app.synth().getStackByName('A').template as { Resources: { [id: string]: any } };
  const own = Object.entries(Resources).filter(([id]) => id.startsWith('Monitor'));
  return Object.fromEntries(own.map(([, { Type, Properties }]) => [Type.replace('AWS::', ''), Properties]));
}

test('creates a function that may read the pool and write its log, a schedule, and an alarm', () => {
  const resources = made();
  expect(Object.keys(resources).sort()).toEqual(['CloudWatch::Alarm', 'Events::Rule', 'IAM::Role', 'Lambda::Function', 'Lambda::Permission', 'Logs::LogGroup']);
  expect(resources['IAM::Role'].Policies).toEqual([{
    PolicyName: 'Monitor',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Log', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^MonitorLogGroup/), 'Arn'] } },
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: 'cognito-idp:DescribeUserPool',
          Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':userpool/us-east-1_abc']] },
        },
      ],
    },
  }]);
  expect(resources['IAM::Role'].ManagedPolicyArns).toBeUndefined();
  expect(resources['Lambda::Function'].Environment.Variables).toEqual({
    USER_POOL_ID: 'us-east-1_abc',
    ENRICHER_ARN: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherFunction/), 'Arn'] },
    ENRICHER_NAME: { Ref: expect.stringMatching(/^TokenEnricherFunction/) },
    TRIGGER_VERSION: 'V1_0',
  });
  expect(resources['Events::Rule'].ScheduleExpression).toBe('rate(15 minutes)');
});

test('the alarm evaluates each run, for this pool and this function', () => {
  const { 'CloudWatch::Alarm': alarm } = made({ interval: Duration.hours(1) });
  expect(alarm).toMatchObject({
    Namespace: 'TokenEnricher',
    MetricName: 'AttachmentDrift',
    Statistic: 'Maximum',
    Period: 3600,
    Threshold: 1,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
  expect(alarm.Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['FunctionName', 'UserPoolId']);
});

test('with an alias, the monitor expects the alias', () => {
  expect(made({ aliasName: 'live' })['Lambda::Function'].Environment.Variables.ENRICHER_ARN).toEqual({ Ref: expect.stringMatching(/^TokenEnricherAlias/) });
});

test('a pool of the app, with the enricher in another stack, can be monitored from a stack that knows both', () => {
  const app = newApp();
  const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
  const userPool = poolIn(a);
  const enricher = enrich(b, userPool);
  new AttachmentMonitor(a, 'Monitor', { enricher, userPool });
  expect(new DeploymentGraph(app).cycle()).toBeUndefined();
});

test('cdk-nag finds nothing', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc');
  new AttachmentMonitor(stack, 'Monitor', { enricher: enrich(stack, userPool), userPool });
  expect(findingsOf(app)).toEqual([]);
});
