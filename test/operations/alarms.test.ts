import * as http from 'http';
import type { AddressInfo } from 'net';
import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, Condition, DenyRule, OnError, Value, type AlarmsOptions } from '../../src';
import { COMPARISON_METRICS, METRICS } from '../../src/core/document/metrics';
import type { LambdaHost } from '../local/lambda-host';
import { errorOf, only, TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

const REQUESTS = 25;
const NOWHERE = 'http://127.0.0.1:9';

/** Metrics that Lambda itself has, which the process here does not measure. */
const LAMBDA = { Throttles: 0, Duration: 90 };

interface Alarm {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly MetricName?: string;
  readonly Metrics?: ReadonlyArray<{
    readonly Id: string;
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: { readonly MetricName: string } };
  }>;
}

/** The value of an alarm's metric. Expressions of CloudWatch are those of JavaScript, except for IF. */
function valueOf({ MetricName, Metrics = [] }: Alarm, metrics: { readonly [name: string]: number }): number {
  const known = (name: string): number => {
    expect(Object.keys(metrics)).toContain(name);
    return metrics[name];
  };
  if (MetricName !== undefined) {
    return known(MetricName);
  }
  const ids = Metrics.flatMap(({ Id, MetricStat }) => MetricStat ? [[Id, known(MetricStat.Metric.MetricName)] as const] : []);
  const { Expression } = Metrics.find(each => each.Expression !== undefined)!;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const evaluate = new Function('IF', ...ids.map(([id]) => id), `return ${Expression}`);
  return evaluate((condition: boolean, one: number, other: number) => condition ? one : other, ...ids.map(([, value]) => value)) as number;
}

interface Fault {
  readonly options?: AlarmsOptions;
  readonly requests?: number;
  readonly event?: (index: number) => object;
  readonly lambda?: Partial<typeof LAMBDA>;
  /** The behavior of the source whose table fails, or its default. */
  readonly tablesFail?: OnError | 'default';
  readonly withPrevious?: true;
}

let host: LambdaHost | undefined;
let previous: http.Server;

beforeAll(async () => {
  // a function that changes nothing
  previous = http.createServer((request, response) => void request.pipe(response));
  await new Promise<void>(resolve => previous.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise(resolve => previous.close(resolve)));
afterEach(() => host?.stop());

function alarmsIn(app: TestApp): ReadonlyArray<Alarm & { readonly AlarmActions?: readonly string[] }> {
  return Object.values(app.template().Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
}

/** The alarms that fire after token requests with a fault, in one period. */
async function firing({ options, requests = REQUESTS, event = () => ({}), tablesFail, withPrevious, ...fault }: Fault): Promise<readonly string[]> {
  const app = new TestApp();
  const enricher = app.enricher({
    deny: [DenyRule.when(Condition.inGroup('suspended'), 'Your account is suspended')],
    claims: tablesFail
      ? [ClaimRule.set('plan', app.source('profile', tablesFail === 'default' ? {} : { onError: tablesFail }).attribute('plan'))]
      : [ClaimRule.set('kind', Value.literal('user'))],
    ...withPrevious && { compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', 'arn:aws:lambda:us-east-1:111122223333:function:by-hand') },
  });
  const alarms = enricher.alarms(options);
  const resources = alarmsIn(app);
  expect(resources).toHaveLength(Object.keys(alarms).length);
  const lambdaUrl = `http://127.0.0.1:${(previous.address() as AddressInfo).port}`;
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: NOWHERE, AWS_ENDPOINT_URL_LAMBDA: lambdaUrl } });
  for (let index = 0; index < requests; index++) {
    await host.invoke({ ...userEvent(), ...event(index) });
  }
  const lines = host.log.map(line => JSON.parse(line));
  expect(lines).toHaveLength(requests);
  const names: readonly string[] = lines[0]._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { readonly Name: string }) => Name);
  const sums = Object.fromEntries(names.map(name => [name, lines.reduce((sum, line) => sum + line[name], 0)]));
  return Object.keys(alarms).filter((_, index) => valueOf(resources[index], { ...sums, ...LAMBDA, ...fault.lambda }) >= resources[index].Threshold);
}

const suspended = (every: number) => (index: number): object => index % every === 0
  ? userEvent({}, { groupConfiguration: { groupsToOverride: ['suspended'], iamRolesToOverride: [], preferredRole: null } }) : {};

test.each<[string, Fault, readonly string[]]>([
  ['nothing', {}, []],
  ['denials', { event: suspended(5) }, ['denied']],
  ['few denials', { event: suspended(25) }, []],
  ['few denials, with another percentage', { event: suspended(25), options: { deniedPercent: 3 } }, ['denied']],
  ['denials of few requests', { event: suspended(1), requests: 19 }, []],
  ['denials of few requests, if they count', { event: suspended(1), requests: 3, options: { minRequests: 3 } }, ['denied']],
  ['a table that fails', { tablesFail: OnError.OMIT }, ['failedReads']],
  // a source without a policy denies then, so that the one fault is two alarms
  ['a table that fails, of a source with the default policy', { tablesFail: 'default' }, ['denied', 'failedReads']],
  ['a table that fails, of a source that denies', { tablesFail: OnError.DENY }, ['denied', 'failedReads']],
  ['throttles', { lambda: { Throttles: 1 } }, ['throttled']],
  ['slow invocations', { lambda: { Duration: 4100 } }, ['duration']],
  ['slow invocations, for another duration', { lambda: { Duration: 2100 }, options: { duration: Duration.seconds(2) } }, ['duration']],
  ['a trigger of another version', { event: index => index === 7 ? { version: '3' } : {} }, ['versionMismatch']],
  ['a previous function with other results', { withPrevious: true, event: () => ({}) }, ['mismatched']],
])('%s: its alarms fire, and no others', async (_, fault, expected) => {
  expect(await firing(fault)).toEqual(expected);
}, 60_000);

test('alarms do not fire without token requests, and have the actions', () => {
  const app = new TestApp();
  app.enricher().alarms({ actions: [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:111122223333:on-call' }) }] });
  const alarms = alarmsIn(app);
  expect(alarms.length).toBeGreaterThan(3);
  alarms.forEach(alarm => expect(alarm).toMatchObject({ TreatMissingData: 'notBreaching', AlarmActions: ['arn:aws:sns:us-east-1:111122223333:on-call'] }));
});

test('alarms of what the rules do not have are left out', () => {
  expect(Object.keys(new TestApp().enricher().alarms())).toEqual(['denied', 'throttled', 'duration', 'versionMismatch']);
});

test('options are checked', () => {
  expect(errorOf(() => new TestApp().enricher().alarms({ deniedPercent: 0 }))).toContain('deniedPercent: Range');
});

test('the dashboard shows every metric that the log has, and the denials of the log', async () => {
  const app = new TestApp();
  const enricher = app.enricher({
    claims: [ClaimRule.set('plan', app.source().attribute('plan'))],
    compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', 'arn:aws:lambda:us-east-1:111122223333:function:by-hand'),
  });
  enricher.dashboard({ dashboardName: 'tokens' });
  const { DashboardName, DashboardBody } = only(app.template().Resources, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(DashboardBody);
  expect(DashboardName).toBe('tokens');
  [...METRICS, ...COMPARISON_METRICS, 'Duration', 'Throttles', 'Errors'].forEach(name => expect(body).toContain(`\\"${name}\\"`));
  expect(body).toContain("filter message = 'token denied'");
});
