import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { Duration } from 'aws-cdk-lib';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { ClaimRule, Condition, OnError, RuleMode, Value } from '../../src';
import { FaultProxy } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy } from '../support/deploy';
import { eventOf } from '../support/evaluate';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'initialization-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('a rehearsal', () => {
  test('executes everything except sending requests and writing the log', async () => {
    const codes = countingCalls('createHmac');
    const proxy = await FaultProxy.start('http://127.0.0.1:9');
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    const host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, ...codes.environment } });
    // this event is denied before any read
    await host.invoke({});
    await host.stop();
    await proxy.stop();
    // four parts of the signing key, and the signature
    expect(codes.calls()).toBe(5);
    expect({ requests: proxy.requests, lines: host.log.length }).toEqual({ requests: [], lines: 1 });
  });
});

/** Environment variables with which a function counts its calls of a function of `crypto`. */
function countingCalls(member: string): { environment: Record<string, string>; calls: () => number } {
  const [counted, preload] = ['counted', 'preload.js'].map(name => path.join(fs.mkdtempSync(path.join(folder, 'calls-')), name));
  fs.writeFileSync(counted, '');
  fs.writeFileSync(preload, `const [crypto, fs] = [require('crypto'), require('fs')];
    const { ${member} } = crypto;
    crypto.${member} = (...given) => { fs.appendFileSync(${JSON.stringify(counted)}, '.'); return ${member}(...given); };`);
  return { environment: { NODE_OPTIONS: `--require ${preload}` }, calls: () => fs.readFileSync(counted, 'utf8').length };
}

describe('before the first event', () => {
  test('there is a rehearsal', async () => {
    const hashes = countingCalls('createHash');
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.sub().sha256())] });
    const host = deploy(app, { environment: hashes.environment });
    expect((await host.invoke(eventOf('V2_0'))).error).toBeUndefined();
    await host.stop();
    expect(hashes.calls()).toBe(2);
  });

  test('the connection is used once, without a table operation', async () => {
    const proxy = await FaultProxy.start('http://127.0.0.1:9');
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    const host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
    await host.invoke({});
    await host.stop();
    await proxy.stop();
    expect({ greetings: proxy.greetings, requests: proxy.requests, opened: proxy.opened }).toEqual({ greetings: 1, requests: [], opened: 1 });
  });
});

test.each<[string, http.RequestListener]>([
  ['closes the connection', request => request.socket.destroy()],
  ['never answers', () => undefined],
])('an endpoint that %s at the warm-up request does not affect the function', async (_, answer) => {
  const server = http.createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
  const host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
  expect((await host.invoke({})).error?.name).toBe('TokenDenied');
  await host.stop();
  await new Promise(resolve => server.close(resolve));
  expect(host.log.map(line => JSON.parse(line).reason)).toEqual(['NO_SUBJECT']);
});

describe('the connection', () => {
  let proxy: FaultProxy;
  let host: LambdaHost;
  beforeEach(async () => { proxy = await FaultProxy.start('http://127.0.0.1:9'); });
  afterEach(async () => {
    await host.stop();
    await proxy.stop();
  });

  test.each<[string, (app: TestApp) => ClaimRule, number]>([
    ['is opened before the first event', app => ClaimRule.set('a', app.source().attribute('a')), 1],
    ['is not opened for rules that read nothing', () => ClaimRule.set('a', Value.email()), 0],
  ])('%s', async (_, rule, opened) => {
    const app = new TestApp();
    app.enricher({ claims: [rule(app)] });
    host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
    // an event that is denied before any read gets its response after the initialization
    expect((await host.invoke({})).error?.name).toBe('TokenDenied');
    expect(proxy.opened).toBe(opened);
    expect(proxy.requests).toEqual([]);
  });
});

test.each<[string, (app: TestApp) => ClaimRule[]]>([
  ['a table', app => [ClaimRule.set('a', app.source().attribute('a'))]],
  ['a client', app => [ClaimRule.set('a', Value.literal('x'), { when: Condition.client(app.client()) })]],
  ['a client, and a table for a rule that is off', app => [
    ClaimRule.set('a', Value.literal('x'), { when: Condition.client(app.client()) }),
    ClaimRule.set('b', app.source().attribute('b'), { mode: RuleMode.DISABLED }),
  ]],
  ['nothing, and a table for a rule that is off', app => [
    ClaimRule.set('a', Value.literal('x')),
    ClaimRule.set('b', app.source().attribute('b'), { mode: RuleMode.DISABLED }),
  ]],
])('a function that needs %s starts', async (_, rules) => {
  const app = new TestApp();
  app.enricher({ claims: rules(app) });
  const host = deploy(app, { environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } });
  expect((await host.invoke({})).error?.name).toBe('TokenDenied');
  await host.stop();
  expect(host.log.map(line => JSON.parse(line).reason)).toEqual(['NO_SUBJECT']);
});

describe('the time that Cognito has already waited counts', () => {
  test('for the deadline of all reads', () => {
    const [whole, less] = [Deadline.ofInvocation(5000), Deadline.ofInvocation(5000, 600)];
    expect(whole.remaining - less.remaining).toBeCloseTo(600, -2);
    expect(Deadline.ofInvocation(5000, 6000).remaining).toBe(0);
  });

  test.each<[string, number, number]>([
    ['on-demand', 1500, 2600],
    // Cognito does not wait for this initialization
    ['provisioned-concurrency', 3900, 4300],
  ])('of the first event, if it started the environment: %s', async (type, least, most) => {
    const preload = path.join(folder, `slow-${type}.js`);
    fs.writeFileSync(preload, 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);');
    const proxy = await FaultProxy.start('http://127.0.0.1:9');
    proxy.faults = ['hang'];
    const app = new TestApp();
    const source = app.source('s', { onError: OnError.OMIT, timeout: Duration.seconds(4), maxAttempts: 1 });
    app.enricher({ claims: [ClaimRule.set('a', source.attribute('a'))] });
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, AWS_LAMBDA_INITIALIZATION_TYPE: type, NODE_OPTIONS: `--require ${preload}` };
    const host = deploy(app, { environment });
    expect((await host.invoke(eventOf('V2_0'))).error).toBeUndefined();
    expect((await host.invoke(eventOf('V2_0'))).error).toBeUndefined();
    await host.stop();
    await proxy.stop();
    const [first, second] = host.log.map(line => JSON.parse(line).milliseconds);
    expect(first).toBeGreaterThan(least);
    expect(first).toBeLessThan(most);
    // the environment was already initialized
    expect(second).toBeGreaterThan(3900);
  }, 20_000);
});
