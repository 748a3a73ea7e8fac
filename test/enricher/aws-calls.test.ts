import * as http from 'http';
import type { AddressInfo } from 'net';
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
const ITEM = { body: { Item: { id: { S: 'sub-1' }, a: { S: 'x' } } } };

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
  return response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

const reads = () => host!.log.map(line => JSON.parse(line).reads[0].outcome);
const error = (type: string, headers: Record<string, string> = {}) => ({ status: 400, headers, body: { __type: `com.amazonaws.dynamodb.v20120810#${type}` } });

describe('a response must match its request', () => {
  const item = { id: { S: 'sub-1' }, a: { S: 'x' } };

  test.each<[string, unknown, string]>([
    ['the item', { Item: item }, 'FOUND'],
    ['the item, with what else is documented', { Item: item, ConsumedCapacity: { TableName: 'Users' } }, 'FOUND'],
    ['no item', {}, 'NOTHING'],
    ['another one\'s item', { Item: { ...item, id: { S: 'sub-2' } } }, 'MALFORMED'],
    ['an item with a key of another type', { Item: { ...item, id: { N: '1' } } }, 'MALFORMED'],
    ['an item without its key', { Item: { a: { S: 'x' } } }, 'MALFORMED'],
    ['an item whose attributes have no type', { Item: { ...item, a: 'x' } }, 'MALFORMED'],
    ['an item whose attributes have several types', { Item: { ...item, a: { S: 'x', N: '1' } } }, 'MALFORMED'],
    ['a list', { Item: [item] }, 'MALFORMED'],
    ['null instead of an item', { Item: null }, 'MALFORMED'],
    ['the answer of another operation', { Items: [item], Count: 1 }, 'MALFORMED'],
    ['something else', { message: 'ok' }, 'MALFORMED'],
    ['a list of answers', [{ Item: item }], 'MALFORMED'],
    ['null', null, 'MALFORMED'],
    ['a string', 'healthy', 'MALFORMED'],
  ])('%s', async (_, body, outcome) => {
    answer = () => ({ body });
    start();
    await claims();
    expect(reads()).toEqual([outcome]);
  });
});

describe('a wrong clock', () => {
  const HOUR = 3_600_000;
  const signedAt = ({ headers }: Request) => Date.parse(String(headers['x-amz-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

  test('is corrected with the clock of the service', async () => {
    answer = request => Math.abs(signedAt(request) - Date.now() - HOUR) < 60_000 ? ITEM : error('InvalidSignatureException', { date: new Date(Date.now() + HOUR).toUTCString() });
    start();
    expect([await claims(), await claims()]).toEqual([{ a: 'x' }, { a: 'x' }]);
    expect(requests).toHaveLength(3);
  });

  test('is not assumed if the clock is right', async () => {
    answer = () => error('InvalidSignatureException', { date: new Date().toUTCString() });
    start();
    expect(await claims()).toEqual({});
    expect(requests).toHaveLength(1);
    expect(reads()).toEqual(['CREDENTIALS']);
  });
});

test('a response larger than an item is rejected', async () => {
  answer = () => ({ body: { Item: { a: { S: 'x'.repeat(4_100_000) } } } });
  start();
  expect(await claims()).toEqual({});
  expect(reads()).toEqual(['TOO_LARGE']);
});
