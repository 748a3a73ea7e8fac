import { App, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ClaimRule, Condition, ScopeRule, TokenEnricher, Value } from '../src';
import { errorOf, only, TestApp, type Resources } from './support/app';
import { findingsOf } from './support/nag';

/** The resources that the enricher adds, by type, without those of the test. */
function added(resources: Resources): string[] {
  return Object.values(resources).map(({ Type }) => Type)
    .filter(type => !/Cognito::UserPool|DynamoDB::Table/.test(type)).sort();
}

test('one function, one role, one log group, one permission', () => {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('plan', app.source().attribute('plan'))] });
  const { Resources } = app.template();
  expect(added(Resources)).toEqual(['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Logs::LogGroup']);
});

test('only Cognito may call the function, for this pool and from this account', () => {
  const app = new TestApp();
  app.enricher();
  const { Resources } = app.template();
  expect(only(Resources, 'AWS::Lambda::Permission')).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherFunction/), 'Arn'] },
    Principal: 'cognito-idp.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
    SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^UserPool/), 'Arn'] },
  });
});

test('the trigger has the version that the rules require, with only the newer key', () => {
  const app = new TestApp();
  app.enricher({ scopes: [ScopeRule.add('a')] });
  expect(only(app.template().Resources, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({
    PreTokenGenerationConfig: { LambdaArn: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherFunction/), 'Arn'] }, LambdaVersion: 'V2_0' },
  });
});

describe('the function', () => {
  test('has the current runtime on arm64, 256 MiB, 5 seconds and a log retention of a month', () => {
    const app = new TestApp();
    app.enricher();
    const { Resources } = app.template();
    expect(only(Resources, 'AWS::Lambda::Function')).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 256, Timeout: 5, Handler: 'index.handler' });
    expect(only(Resources, 'AWS::Logs::LogGroup')).toEqual({ RetentionInDays: 30 });
  });

  test('has the configured properties', () => {
    const app = new TestApp();
    const logGroup = new logs.LogGroup(app.stack, 'Logs');
    const enricher = app.enricher({
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.X86_64,
      memorySize: 512,
      timeout: Duration.seconds(3),
      logGroup,
    });
    expect(only(app.template().Resources, 'AWS::Lambda::Function')).toMatchObject({ Runtime: 'nodejs22.x', Architectures: ['x86_64'], MemorySize: 512, Timeout: 3 });
    expect(enricher.logGroup).toBe(logGroup);
  });

  test('has metadata for tools with the place of its document', () => {
    const app = new TestApp();
    app.enricher();
    const [{ Metadata }] = Object.values(app.template().Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(Metadata['token-enricher']).toEqual({ path: 'Stack/TokenEnricher', document: 'ruleset.json' });
  });

  test('is an ordinary function: it supports grants, tags and metrics', () => {
    const app = new TestApp();
    const enricher = app.enricher();
    app.table.grantWriteData(enricher);
    Tags.of(enricher).add('team', 'identity');
    const alarm = enricher.metricDenied().createAlarm(enricher, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    const { Resources } = app.template();
    expect(only(Resources, 'AWS::Lambda::Function').Tags).toEqual([{ Key: 'team', Value: 'identity' }]);
    expect(only(Resources, 'AWS::CloudWatch::Alarm')).toMatchObject({ Namespace: 'TokenEnricher', MetricName: 'Denied', Statistic: 'Sum', Dimensions: [{ Name: 'FunctionName' }] });
    expect(alarm.alarmName).toBeDefined();
    expect(Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')).toHaveLength(1);
    expect([enricher.metricDropped().metricName, enricher.metricFailedReads().metricName, enricher.metric('Issued').metricName]).toEqual(['Dropped', 'FailedReads', 'Issued']);
  });
});

test('cdk-nag finds nothing in the resources of the enricher', () => {
  const app = new TestApp();
  const enricher = app.enricher({
    claims: [ClaimRule.set('a', app.source().attribute('plan')), ClaimRule.set('b', Value.email(), { when: Condition.client(app.client()) })],
  });
  expect(findingsOf(enricher)).toEqual([]);
});

test('cdk-nag finds nothing in the resources of an attachment to an existing pool', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new TokenEnricher(stack, 'TokenEnricher', { userPool: cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc') });
  expect(findingsOf(app)).toEqual([]);
});

test('cdk-nag runs: it reports a function with another role', () => {
  const app = new TestApp();
  const other = new lambda.Function(app.stack, 'Other', { runtime: lambda.Runtime.NODEJS_20_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
  expect(findingsOf(other).filter(finding => finding.includes('AwsSolutions-IAM4'))).not.toEqual([]);
});

describe('errors', () => {
  test('are reported all at once, each with its path, and no resource is created', () => {
    const app = new TestApp();
    const message = errorOf(() => app.enricher({
      claims: [ClaimRule.set('sub', Value.literal('')), ClaimRule.set('a', Value.userAttribute('emial'))],
      scopes: [ScopeRule.add('a b')],
    }));
    expect(message).toMatch(/^TokenEnricher 'Stack\/TokenEnricher' has 4 problems:\n/);
    ['claims[0].name: ReservedClaim', 'claims[0].value: Constant', 'claims[1].value: UnknownAttribute', 'scopes[0].template: Scope'].forEach(text => expect(message).toContain(`\n${text}\n`));
    expect(app.stack.node.findChild('TokenEnricher').node.children).toEqual([]);
  });

  test('of the finished app are reported all at once too', () => {
    const app = new TestApp();
    const wrong = app.source('s', { key: { wrong: Value.sub() } });
    app.enricher({ claims: [ClaimRule.set('a', Value.userAttribute('custom:x')), ClaimRule.set('b', wrong.attribute('b'))] });
    const message = errorOf(() => app.app.synth());
    expect(message).toContain("TokenEnricher 'Stack/TokenEnricher' has 2 problems:");
    ['UnknownAttribute', 'TableKey'].forEach(text => expect(message).toContain(text));
  });

  test('of several enrichers are reported in one error', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.userAttribute('custom:x'))] });
    new TokenEnricher(app.stack, 'Second', { userPool: new cognito.UserPool(app.stack, 'Pool2'), claims: [ClaimRule.set('a', Value.userAttribute('custom:y'))] });
    const message = errorOf(() => app.app.synth());
    expect(message).toContain("'custom:x'");
    expect(message).toContain("'custom:y'");
  });
});
