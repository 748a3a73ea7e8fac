import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { LocalIssuerPool } from '../../src';
import { assemblyOf, decode } from '../support/issuer';
import { run, start, until, type Ran } from '../support/run';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  fs.writeFileSync(path.join(folder, 'token-enricher.users.json'), JSON.stringify({
    users: { jane: { attributes: { email: 'jane@example.com' }, groups: ['admins'] }, mallory: { attributes: { email: 'm@example.com' }, groups: ['suspended'] } },
  }));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const token = (...parameters: readonly string[]): Promise<Ran> => run(['token', '--app', assemblyOf('shop'), '--viewer-port', '0', ...parameters], { cwd: folder });

test('prints the access token by default, for curl', async () => {
  const { code, stdout, stderr } = await token('--user', 'jane', '--client', 'Web');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^No issuer is running for this app, so no key set verifies this token: .*\n$/) });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(decode(stdout)).toMatchObject({ token_use: 'access', username: 'jane' });
});

test.each([
  [['--id'], (out: string) => decode(out), { token_use: 'id', app: 'web' }],
  [['--access', '--decode'], JSON.parse, { token_use: 'access' }],
  [['--json'], (out: string) => ({ ...JSON.parse(out), id: decode(JSON.parse(out).id_token).token_use }), { token_type: 'Bearer', id: 'id' }],
  [['--json', '--decode'], JSON.parse, { idToken: { app: 'web' }, accessToken: { token_use: 'access' } }],
  [['--decode', '--scope', 'openid', 'api/read'], JSON.parse, { scope: 'openid api/read shop/admin' }],
  [['--decode', '--id', '--trigger-source', 'TokenGeneration_RefreshTokens'], (out: string) => ({ hasEmail: 'email' in JSON.parse(out) }), { hasEmail: false }],
  [['--decode', '--metadata', '{"campaign":"spring"}'], JSON.parse, { campaign: 'spring' }],
  [['--decode', '--issuer', 'cognito'], JSON.parse, { iss: expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\//) }],
] as const)('%p', async (parameters, read, expected) => {
  const { code, stdout } = await token('--user', 'jane@example.com', '--client', 'Web', ...parameters);
  expect(read(stdout)).toMatchObject(expected);
  expect(code).toBe(0);
});

test('a running issuer issues the token, so that its key set verifies it', async () => {
  const served = start(['serve', '--app', assemblyOf('shop'), '--port', '0', '--viewer-port', '0', '--json'], { cwd: folder });
  const { viewer, pools } = await until(() => served.stdout() === '' ? undefined : JSON.parse(served.stdout()) as { viewer: string; pools: LocalIssuerPool[] });
  try {
    const verifies = async (...parameters: readonly string[]): Promise<boolean> => {
      const { stdout } = await token('--user', 'jane', '--client', 'Web', '--viewer-port', new URL(viewer).port, ...parameters);
      const keys = createRemoteJWKSet(new URL(pools[0].jwksUri));
      return jwtVerify(stdout.trim(), keys, { issuer: pools[0].issuer }).then(() => true, () => false);
    };
    expect(await verifies()).toBe(true);
    // the token of another issuer is a different one
    expect(await verifies('--issuer', 'cognito')).toBe(false);
  } finally {
    served.child.kill();
  }
});

test('a machine token needs no user', async () => {
  const { stdout } = await token('--client', 'Machine', '--decode');
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'service', scope: 'api/read api/write' });
});

test('a denial has exit code 3', async () => {
  const { code, stdout, stderr } = await token('--user', 'mallory', '--client', 'Web');
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: 'PreTokenGeneration failed with error Your account is suspended.\n' });
});

test.each([
  [['--user', 'jan', '--client', 'Web'], 'Shop/UserPool has no user \'jan\', did you mean \'jane\'? token-enricher.users.json has jane, mallory.'],
  [['--user', 'jane', '--client', 'Wab'],
    'Shop/UserPool has no client \'Wab\', did you mean \'Web\'? It has Shop/UserPool/Web, Shop/UserPool/Server, Shop/UserPool/Machine, Shop/ByApi.'],
  [['--user', 'jane'], 'Name an app client with --client: Shop/UserPool has Shop/UserPool/Web, Shop/UserPool/Server, Shop/UserPool/Machine, Shop/ByApi.'],
  [['--user', 'jane', '--client', 'Web', '--scope', 'api/delete'],
    'Shop/UserPool/Web does not have the scope api/delete. It has openid, email, profile, aws.cognito.signin.user.admin, api/read, api/write.'],
  [['--client', 'Machine', '--id'], 'There is no ID token: a machine gets none, and a user needs the scope openid.'],
  [['--client', 'Web', '--metadata', '[1]'], '--metadata is not a JSON object of strings: [1]. Write it as \'{"tenant":"acme"}\'.'],
] as const)('%p reports the problem', async (parameters, expected) => {
  const { code, stdout, stderr } = await token(...parameters);
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `${expected}\n` });
});
