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

/** How the function comes to trust a certificate. */
type Trusted = 'as one that is added' | 'as one of those of Node.js' | 'as one of those of an older Node.js' | 'never';

/** What a function does before it loads its own code. */
const PRELOADED: { readonly [trusted in Trusted]?: (file: string) => string } = {
  'as one of those of Node.js': file => `const tls = require('tls');
    const { getCACertificates } = tls;
    const added = require('fs').readFileSync(${JSON.stringify(file)}, 'utf8');
    tls.getCACertificates = type => type === 'bundled' ? [...getCACertificates(type), added] : getCACertificates(type);`,
  'as one of those of an older Node.js': () => 'delete require("tls").setDefaultCACertificates;',
};

/** A service with a certificate of this name, and a function that trusts it, or not. */
async function start(name: string, trusted: Trusted, more: Record<string, string> = {}): Promise<void> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const file = path.join(folder, `${name}.pem`);
  fs.writeFileSync(file, cert);
  server = https.createServer({ cert, key }, (_, response) => response.end('{"Item":{"a":{"S":"x"}}}'));
  resumed.length = 0;
  server.on('secureConnection', socket => {
    sockets.add(socket);
    resumed.push(socket.isSessionReused());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] });
  const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
  const preload = PRELOADED[trusted]?.(file);
  const preloaded = path.join(folder, 'preloaded.js');
  fs.writeFileSync(preloaded, preload ?? '');
  host = deploy(app, {
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      ...preload && { NODE_OPTIONS: `--require ${preloaded}` },
      ...['as one that is added', 'as one of those of an older Node.js'].includes(trusted) && { NODE_EXTRA_CA_CERTS: file },
      ...more,
    },
  });
}

async function read(): Promise<unknown> {
  await host.invoke(userEvent());
  return JSON.parse(host.log.at(-1)!).reads[0].outcome;
}

test('a service is read over TLS, and a further connection takes up the session of the first one', async () => {
  await start('localhost', 'as one that is added');
  expect(await read()).toBe('FOUND');
  sockets.forEach(socket => socket.destroy());
  expect(await read()).toBe('FOUND');
  expect(resumed).toEqual([false, true]);
});

test.each([
  ['nobody vouches for', 'localhost', 'never'],
  ['is another one\'s', 'example.com', 'as one that is added'],
  ['is another one\'s and not of AWS', 'example.com', 'as one of those of Node.js'],
] as const)('a certificate that %s is none', async (_, name, trusted) => {
  await start(name, trusted);
  expect(await read()).toBe('CONNECTION');
});

describe('authorities of AWS are trusted first', () => {
  test('and then all that Node.js trusts, with what is asked already', async () => {
    await start('localhost', 'as one of those of Node.js');
    expect(await read()).toBe('FOUND');
    sockets.forEach(socket => socket.destroy());
    expect(await read()).toBe('FOUND');
    expect(resumed).toEqual([false, true]);
  });

  test('where that is possible', async () => {
    await start('localhost', 'as one of those of an older Node.js');
    expect(await read()).toBe('FOUND');
  });

  test('unless somebody chose a store', async () => {
    // then nobody is asked for the authorities of Node.js
    await start('localhost', 'as one of those of Node.js', { NODE_USE_SYSTEM_CA: '1' });
    expect(await read()).toBe('CONNECTION');
  });
});
