import * as http from 'http';
import type { AddressInfo, Socket } from 'net';
import { closeIdle, connect, exchange } from '../../lambda-src/aws/connections';

const LIMIT = 10_000;
const LONG = 5000;

/** How the server answers, and what it saw. */
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;
const sockets = new Set<Socket>();
let opened = 0;
let server: http.Server;

async function listen(): Promise<URL> {
  const made = http.createServer((incoming, response) => answer(incoming, response));
  server = made;
  made.on('connection', socket => {
    opened++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => made.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(made.address() as AddressInfo).port}`);
}

const request = (endpoint: URL, body = '{}'): string => `POST / HTTP/1.1\r\nhost:${endpoint.host}\r\ncontent-length:${Buffer.byteLength(body)}\r\n\r\n${body}`;
const ask = (endpoint: URL, milliseconds = LONG) => exchange(endpoint, request(endpoint), LIMIT, milliseconds);
const statusOf = ({ exchanged }: Awaited<ReturnType<typeof exchange>>): unknown => typeof exchanged === 'string' ? exchanged : exchanged.status;
const settled = () => new Promise(resolve => setTimeout(resolve, 30));

beforeEach(() => {
  opened = 0;
  answer = (_, response) => response.end('{}');
});
afterEach(async () => {
  jest.restoreAllMocks();
  closeIdle();
  sockets.forEach(socket => socket.destroy());
  await new Promise(resolve => server.close(resolve));
});

test('one connection serves one request after the other', async () => {
  const endpoint = await listen();
  const answers = [await ask(endpoint), await ask(endpoint), await ask(endpoint)];
  expect(answers.map(statusOf)).toEqual([200, 200, 200]);
  expect(answers.map(({ wasIdle }) => wasIdle)).toEqual([false, true, true]);
  expect(opened).toBe(1);
});

test('what is opened before is used first', async () => {
  const endpoint = await listen();
  await connect(endpoint, LONG);
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: true });
  expect(opened).toBe(1);
});

test('what cannot be opened is no obstacle', async () => {
  const endpoint = await listen();
  await connect(new URL('http://127.0.0.1:9'), LONG);
  expect(statusOf(await ask(endpoint))).toBe(200);
  expect(statusOf(await ask(new URL('http://127.0.0.1:9')))).toBe('CONNECTION');
});

test('16 connections at most: what is beyond waits, and all are answered', async () => {
  const endpoint = await listen();
  let [now, most] = [0, 0];
  answer = (_, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end('{}');
    }, 50);
  };
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(endpoint)));
  expect(new Set(answers.map(statusOf))).toEqual(new Set([200]));
  expect({ most, opened }).toEqual({ most: 16, opened: 16 });
});

test('who waits for a connection waits no longer than it may, and leaves none taken', async () => {
  const endpoint = await listen();
  answer = () => undefined;
  const stuck = Array.from({ length: 16 }, () => ask(endpoint, 120));
  expect(statusOf(await ask(endpoint, 40))).toBe('TIMEOUT');
  expect(new Set((await Promise.all(stuck)).map(statusOf))).toEqual(new Set(['TIMEOUT']));
  answer = (_, response) => response.end('{}');
  expect(new Set((await Promise.all(Array.from({ length: 40 }, () => ask(endpoint)))).map(statusOf))).toEqual(new Set([200]));
});

test('idle connections to one endpoint make room for another', async () => {
  const first = await listen();
  const other = server;
  answer = (_, response) => setTimeout(() => response.end('{}'), 20);
  await Promise.all(Array.from({ length: 16 }, () => ask(first)));
  const second = await listen();
  expect(statusOf(await ask(second, 500))).toBe(200);
  other.close();
});

test.each<[string, (request: http.IncomingMessage, response: http.ServerResponse) => void, unknown]>([
  ['that is reset', incoming => incoming.socket.resetAndDestroy(), 'CONNECTION'],
  ['that ends before its answer does', (incoming, response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => incoming.socket.destroy()), 'CONNECTION'],
  ['that says nothing', () => undefined, 'TIMEOUT'],
  ['with a large answer', (_, response) => response.end('x'.repeat(LIMIT + 1)), 'TOO_LARGE'],
  ['with something else', incoming => incoming.socket.write('nonsense\r\n\r\n'), 'MALFORMED'],
])('a connection %s is not used again', async (_, broken, told) => {
  const endpoint = await listen();
  answer = broken;
  expect(statusOf(await ask(endpoint, 100))).toBe(told);
  answer = (__, response) => response.end('{}');
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: false });
  expect(opened).toBe(2);
});

test('a connection that the other side closed, or answered the last time, is not used again', async () => {
  const endpoint = await listen();
  await ask(endpoint);
  sockets.forEach(socket => socket.end());
  await settled();
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: false });
  answer = (_, response) => response.writeHead(200, { connection: 'close' }).end('{}');
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: true });
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: false });
  expect(opened).toBe(3);
});

test('bytes that nobody asked for close a connection', async () => {
  const endpoint = await listen();
  await ask(endpoint);
  sockets.forEach(socket => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
  await settled();
  expect(await ask(endpoint)).toMatchObject({ exchanged: { status: 200 }, wasIdle: false });
});

test('a connection that was idle for a minute is not trusted', async () => {
  const endpoint = await listen();
  await ask(endpoint);
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 59_000);
  expect((await ask(endpoint)).wasIdle).toBe(true);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 120_000);
  expect((await ask(endpoint)).wasIdle).toBe(false);
});
