import * as fs from 'fs';
import * as https from 'https';
import type { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { generate } from 'selfsigned';
import { ClaimRule, Value } from '../../src';
import { deployedEnricher } from '../local/cloud-assembly';
import { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { userEvent } from '../support/deploy';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'process-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/**
 * Loads the function like a third-party wrapper, and compares the process before and after. With `ask`, it also calls a server that only
 * a library with its own certificate authority trusts.
 */
const WRAPPER = `
import * as crypto from 'node:crypto';
import * as dns from 'node:dns';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import * as tls from 'node:tls';
import * as v8 from 'node:v8';

const flags = [];
const { setFlagsFromString } = v8.default;
v8.default.setFlagsFromString = flag => { flags.push(flag); setFlagsFromString(flag); };

const authority = fs.readFileSync(process.env.OWN_CA, 'utf8');
tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority]);

const describe = value => Object.fromEntries(Reflect.ownKeys(value).map(name => [String(name), Object.getOwnPropertyDescriptor(value, name)]));
const builtIn = Reflect.ownKeys(globalThis)
  .map(name => Object.getOwnPropertyDescriptor(globalThis, name)?.value)
  .filter(value => typeof value === 'function' && value.prototype);
const snapshot = () => ({
  authorities: tls.getCACertificates('default'),
  tls: [tls.DEFAULT_CIPHERS, tls.DEFAULT_ECDH_CURVE, tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION],
  agents: [http, https].map(({ globalAgent }) => ({ agent: globalAgent, options: { ...globalAgent.options }, createConnection: globalAgent.createConnection })),
  network: [dns.getDefaultResultOrder(), dns.getServers(), net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout()],
  globals: describe(globalThis),
  constructors: builtIn.map(describe),
  prototypes: builtIn.map(({ prototype }) => describe(prototype)),
  modules: [crypto, dns, http, https, net, tls].map(each => describe(each.default)),
  process: describe(process),
  environment: { ...process.env },
  signals: [...Object.keys(os.constants.signals), 'uncaughtException', 'unhandledRejection', 'exit', 'beforeExit'].map(name => process.listeners(name)),
  isolated: [Error.stackTraceLimit, Error.prepareStackTrace, crypto.getFips()],
  heap: [v8.getHeapStatistics().heap_size_limit, v8.getHeapStatistics().number_of_native_contexts],
});

// each of these is made when it is first asked for, which is not what is looked for
for (const name of Reflect.ownKeys(globalThis)) {
  try { void globalThis[name]; } catch { /* some need a flag */ }
}
const before = snapshot();
const own = await import(path.join(process.env.LAMBDA_TASK_ROOT, 'index.mjs'));

/** The members in which two snapshots differ, to three levels. */
function differences(one, other, at = [], level = 0) {
  if (Object.is(one, other)) {
    return [];
  }
  const isOpen = level < 4 && [one, other].every(each => typeof each === 'object' && each !== null);
  return isOpen
    ? [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap(name => differences(one[name], other[name], [...at, name], level + 1))
    : [at.join('.')];
}

export async function handler(event, context) {
  if (!event.ask) {
    return own.handler(event, context);
  }
  const status = await new Promise(resolve => https.get(event.ask, response => resolve(response.statusCode)).on('error', ({ code }) => resolve(code)));
  return { changed: differences(before, snapshot()), flags, status };
}
`;

/** A server with a certificate of an unknown authority. */
async function server(name: string, answer: string): Promise<{ readonly file: string; readonly made: https.Server; readonly url: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true }, { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const made = https.createServer({ cert, key }, (_, response) => response.end(answer));
  await new Promise<void>(resolve => made.listen(0, 'localhost', resolve));
  const url = `https://localhost:${(made.address() as AddressInfo).port}`;
  const file = path.join(folder, `${(made.address() as AddressInfo).port}.pem`);
  fs.writeFileSync(file, cert);
  return { file, made, url };
}

test.each([22, 24] as const)('the function does not change its process: Node.js %i', async node => {
  const [table, other] = [await server('table', '{"Item":{"id":{"S":"sub-1"},"a":{"S":"x"}}}'), await server('other', '{}')];
  const app = new TestApp();
  const text = Value.userAttribute('email').matches('.*@example[.]com');
  app.enricher({ claims: [ClaimRule.set('a', app.source('s').attribute('a')), ClaimRule.set('b', Value.sub().sha256(), { when: text })] });
  const { asset, environment } = deployedEnricher(app.app.synth().directory, 'Stack');
  const wrapper = path.join(folder, `wrapper-${node}.mjs`);
  fs.writeFileSync(wrapper, WRAPPER);
  const host = new LambdaHost({
    asset,
    node,
    environment: {
      ...environment,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      NODE_EXTRA_CA_CERTS: table.file,
      OWN_CA: other.file,
      LOCAL_ENTRY: path.relative(asset, wrapper),
    },
  });
  const { response, error } = await host.invoke(userEvent());
  const told = (await host.invoke({ ask: other.url })).response;
  await host.stop();
  [table, other].forEach(({ made }) => made.close());
  expect(error).toBeUndefined();
  expect(response?.response).toMatchObject({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { a: 'x' } } } });
  expect(told).toEqual({ changed: [], flags: [], status: 200 });
});
