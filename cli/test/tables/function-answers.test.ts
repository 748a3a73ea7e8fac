import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { LocalIssuer, Users } from '../../src';
import { loadApp } from '../../src/app/load-app';
import type { ExplainedRead } from '../../src/tokens/model';
import type { ViewerIssuance, ViewerState } from '../../src/viewer/contract';
import { assemblyOf, clientOf, decode, issuerFor } from '../support/issuer';
import { start, until } from '../support/run';
import { WebBrowser } from '../support/web-browser';

const USERS: Users = {
  users: {
    jane: { password: 'Passw0rd!', attributes: { sub: 'sub-of-jane' }, groups: ['admins'] },
    john: { attributes: { sub: 'sub-of-john' } },
    mallory: { attributes: { sub: 'sub-of-mallory' } },
  },
  answers: {
    'Shop/Rbac': [
      { input: { sub: 'sub-of-jane', of: { groups: ['admins'] } }, answer: { account: { id: 7, open: true, note: null } } },
      { input: { sub: 'sub-of-jane' }, answer: { permissions: ['orders:read', 'orders:write'], unused: 1 } },
      { input: { sub: 'sub-of-mallory' }, error: 'no connection' },
    ],
    'limits': [{ input: { sub: 'sub-of-jane' }, answer: { limit: 1.5 } }, { error: 'unknown user' }],
  },
};

let issuer: LocalIssuer;
beforeAll(async () => { issuer = await issuerFor('functions', { users: USERS }); });
afterAll(() => issuer.stop());

async function issued(username: string): Promise<ViewerIssuance> {
  const { pool, client } = clientOf(issuer, '/Web');
  const body = JSON.stringify({ pool: pool.id, client: client.id, username });
  return await (await fetch(`${issuer.viewer}/api/issue`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json() as ViewerIssuance;
}

function bySource(reads: readonly ExplainedRead[]): readonly ExplainedRead[] {
  return reads.toSorted((a, b) => a.source < b.source ? -1 : 1);
}

test('functions have the first answer for their input', async () => {
  const { accessToken } = await issuer.tokens({ user: 'jane' });
  expect(decode(accessToken)).toMatchObject({
    permissions: ['orders:read', 'orders:write'], has_permissions: true, account: { id: 7, open: true }, limit: 1.5,
  });
});

test('a user who signs in gets them, too', async () => {
  const { client } = clientOf(issuer, '/Web');
  const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: 'http://localhost:3000/callback' });
  const callback = await new WebBrowser().signIn(`${issuer.url}/oauth2/authorize?${query.toString()}`, 'jane', 'Passw0rd!');
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code: callback.searchParams.get('code')!, client_id: client.id, redirect_uri: 'http://localhost:3000/callback',
  });
  const { id_token } = await (await fetch(`${issuer.url}/oauth2/token`, { method: 'POST', body })).json() as { id_token: string };
  expect(decode(id_token)).toMatchObject({ permissions: ['orders:read', 'orders:write'] });
});

test('without an answer for its input, a function answers null', async () => {
  const { accessToken } = await issuer.tokens({ user: 'john' });
  expect(decode(accessToken)).toMatchObject({ has_permissions: false });
  expect(decode(accessToken)).not.toHaveProperty('permissions');
});

test('a function that fails denies the token, unless its source is left out on errors', async () => {
  await expect(issuer.tokens({ user: 'mallory' })).rejects.toThrow(/^PreTokenGeneration failed with error /);
  const { accessToken } = await issuer.tokens({ user: 'john' });
  expect(decode(accessToken)).not.toHaveProperty('limit');
});

test('the explanation shows the answers, and the rules that use them', async () => {
  const { explanation: { rules, claims, reads, notes } } = await issued('jane');
  expect(bySource(reads)).toEqual([
    expect.objectContaining({
      source: 'account',
      table: expect.stringMatching(/:function:Shop-Rbac[0-9A-F]{8}$/),
      key: 'of = {"groups":["admins"]}, sub = "sub-of-jane"',
      items: [{ account: { id: 7, open: true, note: null } }],
    }),
    expect.objectContaining({ source: 'limit', table: expect.stringMatching(/:function:limits:7$/), outcome: 'FOUND', items: [{ limit: 1.5 }] }),
    {
      source: 'rbac',
      query: false,
      table: expect.stringMatching(/:function:Shop-Rbac[0-9A-F]{8}:live$/),
      key: 'sub = "sub-of-jane"',
      outcome: 'FOUND',
      attempts: 1,
      milliseconds: expect.any(Number),
      items: [{ permissions: ['orders:read', 'orders:write'] }],
    },
  ]);
  expect(rules.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'APPLIED', 'APPLIED', 'APPLIED']);
  expect(claims).toContainEqual({ token: 'ACCESS', name: 'permissions', change: 'ADDED', after: ['orders:read', 'orders:write'], rules: ['claims[0]'] });
  expect(notes).toEqual([]);
});

test('the explanation shows a function that has failed or has no answer', async () => {
  const { error, explanation: { rules, reads, notes } } = await issued('mallory');
  expect(error).toMatchObject({ code: 'UserLambdaValidationException' });
  expect(bySource(reads).map(({ source, outcome, items }) => [source, outcome, items])).toEqual([['account', 'FUNCTION', []], ['limit', 'FUNCTION', []], ['rbac', 'FUNCTION', []]]);
  expect(rules[0]).toMatchObject({ outcome: expect.not.stringMatching('APPLIED') });
  expect(notes).toEqual([]);
  const { explanation } = await issued('john');
  expect(bySource(explanation.reads).map(({ source, outcome }) => [source, outcome])).toEqual([['account', 'NOTHING'], ['limit', 'FUNCTION'], ['rbac', 'NOTHING']]);
});

test('a function without answers is reported', async () => {
  const other = await issuerFor('functions', { users: { users: {}, answers: { limits: [] } } });
  try {
    const { notices } = await (await fetch(`${other.viewer}/api/state`)).json() as ViewerState;
    expect(notices).toEqual([
      expect.stringMatching(/^Shop\/Rbac does not run here, and answers null\. Set its answers in .*: "answers": \{ "Shop\/Rbac": \[\{ "answer": \{ \.\.\. \} \}\] \}\.$/),
      expect.stringMatching(/^limits does not run here/),
    ]);
  } finally {
    await other.stop();
  }
});

test('answers follow the file', async () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  const write = (permissions: readonly string[]): void => fs.writeFileSync(path.join(folder, 'token-enricher.users.json'), JSON.stringify({
    users: { jane: {} }, answers: { Rbac: [{ answer: { permissions } }] },
  }));
  write(['a']);
  const served = start(['serve', '--app', assemblyOf('functions'), '--port', '0', '--viewer-port', '0', '--json'], { cwd: folder });
  try {
    const { viewer, pools: [{ id, clients }] } = await until(() => served.stdout().includes('\n') ? JSON.parse(served.stdout()) as { viewer: string; pools: LocalIssuer['pools'] } : undefined);
    const permissions = async (): Promise<unknown> => {
      const response = await fetch(`${viewer}/api/issue`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ pool: id, client: clients[0].id, username: 'jane' }),
      });
      return decode((await response.json() as { accessToken: { raw: string } }).accessToken.raw).permissions;
    };
    expect(await permissions()).toEqual(['a']);
    write(['b']);
    await until(() => served.stderr().includes('Reloaded') ? true : undefined);
    expect(await permissions()).toEqual(['b']);
  } finally {
    const ended = new Promise(resolve => served.child.once('exit', resolve));
    served.child.kill('SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('the app has the functions that rules invoke, without versions and aliases', () => {
  expect(loadApp(assemblyOf('functions')).functions).toEqual([
    { arn: expect.stringMatching(/:function:Shop-Rbac[0-9A-F]{8}$/), name: expect.stringMatching(/^Shop-Rbac/), path: 'Shop/Rbac', input: new Map([['sub', 'sub'], ['of', 'objectOf']]) },
    { arn: 'arn:aws:lambda:us-east-1:111122223333:function:limits', name: 'limits', path: 'limits', input: new Map([['sub', 'sub']]) },
  ]);
});
