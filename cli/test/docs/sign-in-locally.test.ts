import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import { transformSync } from 'esbuild';
import type { LocalIssuer, StartIssuerOptions } from '../../src';
import { assemblyOf, clientOf, decode, issuerFor } from '../support/issuer';

/** The samples of docs/sign-in-locally.md. */
const [SDK, VERIFIER, TEST, ...OTHERS] = fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'sign-in-locally.md'), 'utf8')
  .split('```ts\n').slice(1).map(text => text.split('```')[0]);

/** Runs a sample with these names, and returns a constant of it. */
async function run<T>(sample: string, given: Readonly<Record<string, unknown>>, constant?: string): Promise<T> {
  const { code } = transformSync(`export default async () => {\n${sample.replace(/^import .*$/gm, '')}\nreturn ${constant};\n};`, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { readonly default: () => Promise<T> } };
  new Function('module', ...Object.keys(given), code)(module, ...Object.values(given));
  return module.exports.default();
}

test('every sample of the page is run here', () => expect(OTHERS).toEqual([]));

describe('with an issuer', () => {
  let issuer: LocalIssuer;
  beforeAll(async () => { issuer = await issuerFor('shop', { users: { users: { jane: { password: 'Passw0rd!' } } } }); });
  afterAll(() => issuer.stop());

  test('the client of the AWS SDK signs in', async () => {
    const sdk = await run<CognitoIdentityProviderClient>(SDK.replace('http://localhost:8080', issuer.url), { CognitoIdentityProviderClient }, 'client');
    const { AuthenticationResult: tokens } = await sdk.send(new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientOf(issuer, '/Web').client.id, AuthParameters: { USERNAME: 'jane', PASSWORD: 'Passw0rd!' },
    }));
    expect(decode(tokens!.AccessToken!)).toMatchObject({ username: 'jane' });
  });

  test('the verifier accepts a token', async () => {
    const { pool } = clientOf(issuer, '/Web');
    const sample = VERIFIER.replace(/'http:\/\/localhost:8080\/[^']*'/, JSON.stringify(pool.issuer));
    const verifier = await run<{ verify: (token: string) => Promise<object> }>(sample, { JwtVerifier, jwksUri: pool.jwksUri }, 'verifier');
    const { accessToken } = await issuer.tokens({ user: 'jane', client: 'Web' });
    await expect(verifier.verify(accessToken)).resolves.toMatchObject({ username: 'jane' });
  });
});

type Action = () => unknown;

test('the test passes, with the token of an administrator', async () => {
  const [before, after, tests]: [Action[], Action[], Action[]] = [[], [], []];
  const groups: unknown[] = [];
  const api = createServer((request, response) => {
    groups.push(decode(request.headers.authorization!.replace('Bearer ', ''))['cognito:groups']);
    response.end();
  });
  await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  fs.cpSync(assemblyOf('shop'), path.join(folder, 'cdk.out'), { recursive: true });
  await run(TEST, {
    // the sample is run where its app is, and by a Node.js that the issuer supports
    startIssuer: (options: StartIssuerOptions) => issuerFor('shop', { ...options, app: path.join(folder, options.app!) }),
    api: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    beforeAll: (action: Action) => before.push(action),
    afterAll: (action: Action) => after.push(action),
    test: (_: string, action: Action) => tests.push(action),
    expect,
  });
  try {
    for (const action of [...before, ...tests]) {
      await action();
    }
  } finally {
    await Promise.all(after.map(action => action()));
    api.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  expect(tests).toHaveLength(1);
  expect(groups).toEqual([['admins']]);
});
