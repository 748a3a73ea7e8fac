import * as fs from 'fs';
import * as https from 'https';
import type { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import type { TLSSocket } from 'tls';
import { generate } from 'selfsigned';
import { ClaimRule, OnError } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let folder: string;
let server: https.Server;
let host: LambdaHost;
const sockets = new Set<TLSSocket>();
const resumed: boolean[] = [];

beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tls-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));
afterEach(async () => {
  await host.stop();
  sockets.forEach(socket => socket.destroy());
  await new Promise(resolve => server.close(resolve));
});

/** Starts a service with a certificate for this name, and a function that trusts it, or not. */
async function start(name: string, isTrusted: boolean): Promise<void> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const file = path.join(folder, `${name}.pem`);
  fs.writeFileSync(file, cert);
  server = https.createServer({ cert, key }, (_, response) => response.end('{"Item":{"id":{"S":"sub-1"},"a":{"S":"x"}}}'));
  resumed.length = 0;
  server.on('secureConnection', socket => {
    sockets.add(socket);
    resumed.push(socket.isSessionReused());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] });
  const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: endpoint, ...isTrusted && { NODE_EXTRA_CA_CERTS: file } } });
}

async function read(): Promise<unknown> {
  await host.invoke(userEvent());
  return JSON.parse(host.log.at(-1)!).reads[0].outcome;
}

test('a service is read over TLS, and another connection resumes the session of the first one', async () => {
  await start('localhost', true);
  expect(await read()).toBe('FOUND');
  sockets.forEach(socket => socket.destroy());
  expect(await read()).toBe('FOUND');
  expect(resumed).toEqual([false, true]);
});

test.each([
  ['nobody vouches for', 'localhost', false],
  ['is another one\'s', 'example.com', true],
] as const)('a certificate that %s is rejected', async (_, name, isTrusted) => {
  await start(name, isTrusted);
  expect(await read()).toBe('CONNECTION');
});
