import * as http from 'http';
import type { AddressInfo, Socket } from 'net';
import { closeIdleConnections, openConnection, send, type AwsRequest, type RequestFailed } from '../../lambda-src/aws/client';

const LIMIT = 10_000;
const LONG = 5000;

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** The response of the server, and the number of connections that it has seen. */
let answer: Answer;
let opened = 0;
const sockets = new Set<Socket>();
const servers: http.Server[] = [];

/** Starts another server, and sends all further requests to it. */
async function listen(): Promise<void> {
  const server = http.createServer((incoming, response) => answer(incoming, response));
  servers.push(server);
  server.on('connection', socket => {
    opened++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const REQUEST: AwsRequest = { service: 'dynamodb', contentType: 'application/x-amz-json-1.0', body: '{"a":"ü"}', maxBytes: LIMIT };

/** The status of the response, or the reason of the failure. */
function ask(milliseconds = LONG): Promise<number | string> {
  return send(REQUEST, milliseconds, ({ status, body }) => {
    JSON.parse(body);
    return status;
  }).catch(({ reason, reusedConnection }: RequestFailed) => reusedConnection ? `${reason} of a used connection` : reason);
}

const settled = () => new Promise(resolve => setTimeout(resolve, 30));
const json: Answer = (_, response) => response.end('{}');

beforeEach(async () => {
  opened = 0;
  answer = json;
  await listen();
});
afterEach(async () => {
  jest.restoreAllMocks();
  closeIdleConnections();
  sockets.forEach(socket => socket.destroy());
  await Promise.all(servers.splice(0).map(server => new Promise(resolve => server.close(resolve))));
  delete process.env.AWS_ENDPOINT_URL;
});

test('a request has its body and the signed headers', async () => {
  let [body, headers]: [string, http.IncomingHttpHeaders] = ['', {}];
  answer = (incoming, response) => {
    headers = incoming.headers;
    incoming.on('data', chunk => { body += chunk; }).on('end', () => response.end('{}'));
  };
  expect(await ask()).toBe(200);
  expect(body).toBe(REQUEST.body);
  expect(headers).toMatchObject({ 'content-length': '10', 'host': new URL(process.env.AWS_ENDPOINT_URL!).host, 'authorization': expect.stringMatching(/^AWS4-HMAC-SHA256 /) });
});

test('one connection serves consecutive requests', async () => {
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200]);
  expect(opened).toBe(1);
});

test('a connection that was opened in advance is used first', async () => {
  await openConnection('dynamodb', LONG);
  await settled();
  expect(await ask()).toBe(200);
  expect(opened).toBe(1);
});

test('a connection that cannot be opened in advance does not affect later requests', async () => {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  await openConnection('dynamodb', LONG);
  expect(await ask()).toBe('CONNECTION');
  process.env.AWS_ENDPOINT_URL = endpoint;
  expect(await ask()).toBe(200);
});

test('at most 16 connections: further requests wait, and all get a response', async () => {
  let [now, most] = [0, 0];
  answer = (_, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end('{}');
    }, 50);
  };
  expect(new Set(await Promise.all(Array.from({ length: 100 }, () => ask())))).toEqual(new Set([200]));
  expect({ most, opened }).toEqual({ most: 16, opened: 16 });
});

test('a request waits for a connection until its timeout at most, and leaves no connection in use', async () => {
  answer = () => undefined;
  const stuck = Array.from({ length: 16 }, () => ask(120));
  expect(await ask(40)).toBe('TIMEOUT');
  expect(new Set(await Promise.all(stuck))).toEqual(new Set(['TIMEOUT']));
  answer = json;
  expect(new Set(await Promise.all(Array.from({ length: 40 }, () => ask())))).toEqual(new Set([200]));
});

test('connections to one endpoint do not count for another', async () => {
  answer = (_, response) => setTimeout(() => response.end('{}'), 20);
  await Promise.all(Array.from({ length: 16 }, () => ask()));
  await listen();
  expect(await ask()).toBe(200);
});

test.each<[string, Answer, string]>([
  ['that is reset', incoming => incoming.socket.resetAndDestroy(), 'CONNECTION'],
  ['that ends before its answer does', (incoming, response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => incoming.socket.destroy()), 'CONNECTION'],
  ['that ends within a chunk', incoming => incoming.socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{'), 'CONNECTION'],
  ['that says nothing', () => undefined, 'TIMEOUT'],
  ['that never ends', (_, response) => response.writeHead(200).write('{'), 'TIMEOUT'],
  ['with a large answer', (_, response) => response.end(`"${'x'.repeat(LIMIT)}"`), 'TOO_LARGE'],
  ['with a large answer in chunks', (_, response) => {
    response.write(`"${'x'.repeat(LIMIT)}`);
    response.end('"');
  }, 'TOO_LARGE'],
  ['with something else', incoming => incoming.socket.write('nonsense\r\n\r\n'), 'MALFORMED'],
  ['with two lengths', incoming => incoming.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'), 'MALFORMED'],
  ['with a length and chunks', incoming => incoming.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'), 'MALFORMED'],
  ['with headers without end', incoming => incoming.socket.write(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(20_000)}`), 'MALFORMED'],
  ['whose answer cannot be read', (_, response) => response.end('{'), 'MALFORMED'],
])('a connection %s is not used again', async (_, broken, reason) => {
  answer = broken;
  expect(await ask(reason === 'TIMEOUT' ? 100 : LONG)).toBe(reason);
  answer = json;
  expect(await ask()).toBe(200);
  expect(opened).toBe(2);
});

test.each<[string, string, number]>([
  ['one length', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}', 1],
  ['chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n', 1],
  ['chunks and a trailer', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx: y\r\n\r\n', 1],
  ['a status without words', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}', 1],
  ['the version of before', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}', 2],
])('a response with %s is parsed, in pieces of any size', async (_, text, connections) => {
  for (const size of [1, 7, 1000]) {
    opened = 0;
    closeIdleConnections();
    answer = async ({ socket }) => {
      for (let at = 0; at < text.length; at += size) {
        socket.write(text.slice(at, at + size));
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    expect([await ask(), await ask()]).toEqual([200, 200]);
    expect(opened).toBe(connections);
  }
});

test('a connection that the server has closed, or announced to close, is not reused', async () => {
  await ask();
  sockets.forEach(socket => socket.end());
  await settled();
  expect(await ask()).toBe(200);
  answer = (_, response) => response.writeHead(200, { connection: 'close' }).end('{}');
  expect([await ask(), await ask()]).toEqual([200, 200]);
  expect(opened).toBe(3);
});

test('a failure of a reused connection is marked: the server may have closed it before', async () => {
  await ask();
  answer = incoming => incoming.socket.resetAndDestroy();
  expect([await ask(), await ask()]).toEqual(['CONNECTION of a used connection', 'CONNECTION']);
});

test('a connection that was idle for a minute is not reused', async () => {
  await ask();
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 59_000);
  await ask();
  expect(opened).toBe(1);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 120_000);
  await ask();
  expect(opened).toBe(2);
});
