import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import * as os from 'os';
import { join } from 'path';
import { ClaimRule, OnError } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

interface Request {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
}

type Answer = (request: Request) => { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown };

let server: http.Server;
let answer: Answer;
let host: LambdaHost | undefined;
const requests: Request[] = [];
const ITEM = { body: { Item: { a: { S: 'x' } } } };

beforeAll(async () => {
  server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      const { method, url: path = '', headers } = request;
      if (method === 'GET' && path === '/') {
        response.end('healthy: dynamodb.us-east-1.amazonaws.com ');
        return;
      }
      requests.push({ path, headers });
      const { status = 200, headers: more, body } = answer({ path, headers });
      response.writeHead(status, more).end(JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise(resolve => server.close(resolve)));
beforeEach(() => { requests.length = 0; });
afterEach(() => host?.stop());

const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function start(environment: Record<string, string> = {}): void {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: endpoint(), ...environment } });
}

async function claims(): Promise<unknown> {
  const { response } = await host!.invoke(userEvent());
  return (response!.response as any).claimsAndScopeOverrideDetails.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

const reads = () => host!.log.map(line => JSON.parse(line).reads[0].outcome);
const error = (type: string, headers: Record<string, string> = {}) => ({ status: 400, headers, body: { __type: `com.amazonaws.dynamodb.v20120810#${type}` } });

describe('credentials of a started snapshot', () => {
  const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000).toISOString();
  const environment = () => ({
    AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint()}/credentials`, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the token',
  });
  const keyOf = ({ headers }: Request) => /Credential=([^/]*)/.exec(String(headers.authorization))?.[1];
  const ofCredentials = () => requests.filter(({ path }) => path === '/credentials');
  const ofTable = () => requests.filter(({ path }) => path === '/');

  test('come from the endpoint that the variables name, once', async () => {
    answer = ({ path }) => path === '/' ? ITEM : { body: { AccessKeyId: 'first', SecretAccessKey: 's', Token: 'session', Expiration: IN_AN_HOUR() } };
    start(environment());
    expect([await claims(), await claims()]).toEqual([{ a: 'x' }, { a: 'x' }]);
    expect(ofCredentials().map(({ headers }) => headers.authorization)).toEqual(['the token']);
    expect(ofTable().map(request => [keyOf(request), request.headers['x-amz-security-token']])).toEqual([['first', 'session'], ['first', 'session']]);
  });

  test('are asked for with the token of a file, as it is then', async () => {
    const file = join(fs.mkdtempSync(join(os.tmpdir(), 'token-')), 'token');
    fs.writeFileSync(file, 'the token of the file\n');
    answer = ({ path: asked }) => asked === '/' ? ITEM : { body: { AccessKeyId: 'first', SecretAccessKey: 's', Expiration: IN_AN_HOUR() } };
    const { AWS_CONTAINER_AUTHORIZATION_TOKEN: _, ...others } = environment();
    start({ ...others, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file });
    expect(await claims()).toEqual({ a: 'x' });
    expect(ofCredentials().map(({ headers }) => headers.authorization)).toEqual(['the token of the file']);
  });

  test('are asked for again before they expire', async () => {
    let count = 0;
    answer = ({ path }) => path === '/' ? ITEM : { body: { AccessKeyId: `key${++count}`, SecretAccessKey: 's', Expiration: new Date(Date.now() + 60_000).toISOString() } };
    start(environment());
    await claims();
    await claims();
    expect(ofTable().map(keyOf)).toEqual(['key1', 'key2']);
  });

  test('are asked for again when DynamoDB does not take them, once', async () => {
    let count = 0;
    answer = request => request.path === '/' ? keyOf(request) === 'key1' ? error('ExpiredTokenException') : ITEM
      : { body: { AccessKeyId: `key${++count}`, SecretAccessKey: 's', Expiration: IN_AN_HOUR() } };
    start(environment());
    expect(await claims()).toEqual({ a: 'x' });
    answer = request => request.path === '/' ? error('ExpiredTokenException') : { body: { AccessKeyId: 'other', SecretAccessKey: 's', Expiration: IN_AN_HOUR() } };
    requests.length = 0;
    expect(await claims()).toEqual({});
    expect(ofTable().map(keyOf)).toEqual(['key2', 'other']);
  });

  test.each<[string, Answer]>([
    ['an error', () => ({ status: 500, body: {} })],
    ['something else', () => ({ body: { AccessKeyId: 'only' } })],
  ])('that cannot be had are a read that failed: %s', async (_, given) => {
    answer = given;
    start(environment());
    expect(await claims()).toEqual({});
    expect(reads()).toEqual(['CREDENTIALS']);
  });
});

describe('a clock that is wrong', () => {
  const HOUR = 3_600_000;
  const signedAt = ({ headers }: Request) => Date.parse(String(headers['x-amz-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

  test('is put right by the clock of the service', async () => {
    answer = request => Math.abs(signedAt(request) - Date.now() - HOUR) < 60_000 ? ITEM : error('InvalidSignatureException', { date: new Date(Date.now() + HOUR).toUTCString() });
    start();
    expect([await claims(), await claims()]).toEqual([{ a: 'x' }, { a: 'x' }]);
    expect(requests).toHaveLength(3);
  });

  test('is not the reason where it is right', async () => {
    answer = () => error('InvalidSignatureException', { date: new Date().toUTCString() });
    start();
    expect(await claims()).toEqual({});
    expect(requests).toHaveLength(1);
    expect(reads()).toEqual(['CREDENTIALS']);
  });
});

test('an answer that is larger than an item is none', async () => {
  answer = () => ({ body: { Item: { a: { S: 'x'.repeat(4_100_000) } } } });
  start();
  expect(await claims()).toEqual({});
  expect(reads()).toEqual(['TOO_LARGE']);
});
