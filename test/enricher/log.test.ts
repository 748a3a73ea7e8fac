import * as fs from 'fs';
import { ClaimRule, Condition, DenyRule, OnError, RuleMode, ScopeRule, Value } from '../../src';
import { deployedEnricher } from '../local/cloud-assembly';
import { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let host: LambdaHost;
afterEach(() => host.stop());

const PERSONAL = ['jane', 'example.com', 'sub-1', 'SecretGroup', 'metadata-value', 'Berlin', 'custom-value'];

function start(): void {
  const app = new TestApp();
  const source = app.source('profile', { onError: OnError.OMIT });
  app.enricher({
    deny: [DenyRule.when(Condition.clientId('blocked'), 'This app is closed')],
    claims: [
      ClaimRule.set('mail', Value.email()),
      ClaimRule.set('city', source.attribute('city')),
      ClaimRule.set('nickname', Value.userAttribute('nickname')),
      ClaimRule.set('watched', Value.email().toNumber(), { mode: RuleMode.SHADOW }),
      ClaimRule.set('never', Value.email(), { when: Condition.inGroup('nobody') }),
    ],
    scopes: [ScopeRule.add('plan:{{user.custom:plan}}')],
  });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } });
}

const event = (clientId = 'client1') => userEvent({ callerContext: { clientId } }, {
  userAttributes: { 'sub': 'sub-1', 'email': 'jane@example.com', 'custom:plan': 'custom-value with blank', 'address': 'Berlin' },
  groupConfiguration: { groupsToOverride: ['SecretGroup'], iamRolesToOverride: [], preferredRole: null },
  clientMetadata: { a: 'metadata-value' },
});

/** The lines of the log, once this many have been written. */
async function lines(count: number): Promise<any[]> {
  while (host.log.length < count) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return host.log.map(line => JSON.parse(line));
}

test('a line describes its own token, whatever was logged before', async () => {
  const app = new TestApp();
  app.enricher({
    deny: [DenyRule.when(Condition.clientId('blocked'), 'This app is closed')],
    claims: [
      ClaimRule.set('kind', Value.literal('user')),
      ClaimRule.set('kind', Value.literal('staff'), { when: Condition.inGroup('staff') }),
      ClaimRule.set('level', Value.userAttribute('custom:level').toNumber()),
    ],
  });
  host = deploy(app);
  const kinds: Array<readonly [groups: string[], level: string | undefined, clientId: string]> = [
    [['staff'], '1', 'client1'], [[], '1', 'client1'], [['staff'], 'x', 'client1'], [['staff'], '1', 'blocked'], [[], undefined, 'client1'], [[], '1', 'client1'],
  ];
  for (const [groupsToOverride, level, clientId] of kinds) {
    await host.invoke(userEvent({ callerContext: { clientId } }, {
      userAttributes: { sub: 'sub-1', ...level !== undefined && { 'custom:level': level } },
      groupConfiguration: { groupsToOverride, iamRolesToOverride: [], preferredRole: null },
    }));
  }
  expect((await lines(kinds.length)).map(({ rules, FailedRules }) => [rules, FailedRules])).toEqual([
    [{ REPLACED: ['claims[0]'], APPLIED: ['claims[1]', 'claims[2]'] }, 0],
    [{ APPLIED: ['claims[0]', 'claims[2]'] }, 0],
    [{ REPLACED: ['claims[0]'], APPLIED: ['claims[1]'], FAILED: ['claims[2] (CONVERSION)'] }, 1],
    [{ DENIED: ['deny[0]'], REPLACED: ['claims[0]'], APPLIED: ['claims[1]', 'claims[2]'] }, 0],
    [{ APPLIED: ['claims[0]'], ABSENT: ['claims[2]'] }, 0],
    [{ APPLIED: ['claims[0]', 'claims[2]'] }, 0],
  ]);
});

test('one line for each token, with rules, reads and metrics', async () => {
  start();
  await host.invoke(event());
  const [line, ...more] = await lines(1);
  expect(more).toEqual([]);
  expect(line).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [{
        Namespace: 'TokenEnricher',
        Dimensions: [['FunctionName']],
        Metrics: ['Issued', 'Denied', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'].map(Name => ({ Name, Unit: 'Count' })),
      }],
    },
    FunctionName: 'local',
    level: 'INFO',
    message: 'token issued',
    requestId: 'local-1',
    digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    triggerSource: 'TokenGeneration_HostedAuth',
    eventVersion: 2,
    subject: 'USER',
    rules: { APPLIED: ['claims[0]'], FAILED: ['claims[1] (READ profile)'], ABSENT: ['claims[2]'], DROPPED: ['scopes[0]'] },
    shadowRules: { FAILED: ['claims[3] (CONVERSION)'] },
    reads: [{ source: 'profile', outcome: 'CONNECTION', attempts: 2, milliseconds: expect.any(Number) }],
    milliseconds: expect.any(Number),
    Issued: 1,
    Denied: 0,
    FailedReads: 1,
    FailedRules: 1,
    Dropped: 1,
    VersionMismatch: 0,
    CachedReads: 0,
    StaleReads: 0,
  });
});

test('a denial contains its reason and its rule', async () => {
  start();
  expect((await host.invoke(event('blocked'))).error?.message).toBe('This app is closed');
  const [line] = await lines(1);
  expect(line).toMatchObject({ level: 'WARN', message: 'token denied', reason: 'DENIED', rule: 'deny[0]', Issued: 0, Denied: 1 });
});

test('an event of an unexpected version is counted', async () => {
  start();
  await host.invoke({ ...event(), version: '3' });
  expect((await lines(1))[0]).toMatchObject({ VersionMismatch: 1 });
});

test('the log contains no user data', async () => {
  start();
  await host.invoke(event());
  await host.invoke(event('blocked'));
  await host.invoke({ ...event(), request: { userAttributes: { email: 'jane@example.com' } } });
  await host.invoke({ ...event(), version: '1' });
  await lines(4);
  PERSONAL.forEach(text => expect(host.log.join('\n')).not.toContain(text));
});

/** A function whose document was edited by hand. */
async function withDocument(change: (document: any) => unknown): Promise<any> {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('mail', Value.email())] });
  const { asset, environment } = deployedEnricher(app.app.synth().directory, 'Stack');
  const file = `${asset}/ruleset.json`;
  fs.writeFileSync(file, JSON.stringify(change(JSON.parse(fs.readFileSync(file, 'utf8')))));
  host = new LambdaHost({ asset, environment });
  expect((await host.invoke(event())).error).toEqual({ name: 'TokenDenied', message: expect.stringContaining('Reference: local-1') });
  return (await lines(1))[0];
}

test.each<[string, string, (document: any) => unknown, string, RegExp]>([
  ['a document of another version', 'DOCUMENT', () => ({ version: 99 }), 'Error', /^at loadRuleset \(.*enricher\.js:\d+:\d+\)$/],
  ['a document with an operator that nobody knows', 'DOCUMENT', document => {
    document.rules[0].value.op = 'jane@example.com';
    return document;
  }, 'Error', /^at operatorOf \(.*enricher\.js:\d+:\d+\)$/],
  ['a mistake of this code', 'INTERNAL', document => {
    delete document.rules[0].tokens;
    return document;
  }, 'TypeError', /^at .*enricher\.js:\d+:\d+\)?$/],
])('%s denies, and the log contains the place', async (_, reason, change, name, first) => {
  const line = await withDocument(change);
  expect(line).toMatchObject({ level: 'ERROR', reason, Denied: 1, error: { name, stack: expect.arrayContaining([expect.stringMatching(first)]) } });
  expect(line.error.stack[0]).toMatch(first);
  expect(line.error.stack.filter((frame: string) => /node:/.test(frame))).toEqual([]);
  // the error message could contain anything
  PERSONAL.forEach(text => expect(JSON.stringify(line)).not.toContain(text));
});
