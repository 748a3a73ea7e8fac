import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { LocalIssuerPool } from '../../src';
import { assemblyOf, decode } from '../support/issuer';
import { start, until, type Started } from '../support/run';
import { WebBrowser } from '../support/web-browser';

const USERS = { users: { jane: { password: 'Passw0rd!', attributes: { 'custom:tenant': 'acme' } } } };

let folder: string;
let served: Started;
let pools: readonly LocalIssuerPool[];
let issuer: string;
let viewer: string;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  fs.cpSync(assemblyOf('shop'), path.join(folder, 'cdk.out'), { recursive: true });
  write(USERS);
  served = start(['serve', '--port', '0', '--viewer-port', '0', '--json'], { cwd: folder });
  await until(() => served.stdout().includes('\n') ? true : undefined);
  ({ issuer, viewer, pools } = JSON.parse(served.stdout()) as { issuer: string; viewer: string; pools: readonly LocalIssuerPool[] });
});
afterEach(async () => {
  const ended = new Promise(resolve => served.child.once('exit', resolve));
  served.child.kill('SIGTERM');
  await ended;
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(users: object | string): void {
  fs.writeFileSync(path.join(folder, 'token-enricher.users.json'), typeof users === 'string' ? users : JSON.stringify(users));
}

const clientId = (name: string): string => pools[0].clients.find(({ path: own }) => own.endsWith(`/${name}`))!.id;
const told = (text: string): Promise<true> => until(() => served.stderr().includes(text) ? true : undefined);

async function issue(username: string): Promise<{ idToken?: { raw: string }; error?: unknown }> {
  const response = await fetch(`${viewer}/api/issue`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ pool: pools[0].id, client: clientId('Web'), username }),
  });
  return await response.json() as { idToken?: { raw: string }; error?: unknown };
}

async function refresh(refreshToken: string): Promise<Record<string, string>> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId('Web') });
  return await (await fetch(`${issuer}/oauth2/token`, { method: 'POST', body })).json() as Record<string, string>;
}

async function signIn(browser: WebBrowser): Promise<string> {
  const query = new URLSearchParams({ response_type: 'code', client_id: clientId('Web'), redirect_uri: 'http://localhost:3000/callback' });
  const callback = await browser.signIn(`${issuer}/oauth2/authorize?${query.toString()}`, 'jane', 'Passw0rd!');
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code: callback.searchParams.get('code')!, client_id: clientId('Web'), redirect_uri: 'http://localhost:3000/callback',
  });
  return ((await (await fetch(`${issuer}/oauth2/token`, { method: 'POST', body })).json()) as { refresh_token: string }).refresh_token;
}

test('a change of the users file applies without a restart, and sessions continue', async () => {
  const browser = new WebBrowser();
  const refreshToken = await signIn(browser);
  write({ users: { ...USERS.users, jane: { ...USERS.users.jane, attributes: { 'custom:tenant': 'initech' } }, john: {} } });
  await told('Reloaded');
  expect(decode((await refresh(refreshToken)).id_token)).toMatchObject({ tenant: 'initech' });
  expect(await issue('john')).toHaveProperty('idToken');
  // the browser is still signed in, so there is no prompt
  expect(await signIn(browser)).toEqual(expect.any(String));
});

test('a removed user can no longer sign in, and an added one can', async () => {
  const browser = new WebBrowser();
  await signIn(browser);
  write({ users: { other: { password: 'Passw0rd!' } } });
  await told('Reloaded');
  await expect(signIn(browser)).rejects.toThrow('Incorrect username or password.');
});

test('items of tables follow the file', async () => {
  const { sub } = decode((await issue('jane')).idToken!.raw);
  expect(decode((await issue('jane')).idToken!.raw)).not.toHaveProperty('plan');
  write({ ...USERS, items: { 'Shop/Accounts': [{ id: sub, plan: 'gold' }] } });
  await told('Reloaded');
  expect(decode((await issue('jane')).idToken!.raw)).toMatchObject({ plan: 'gold' });
});

test('a new synthesis applies without a restart: a new function, the same sessions', async () => {
  const refreshToken = await signIn(new WebBrowser());
  // like the CDK, which deletes and recreates the folder
  const other = path.join(folder, 'other');
  fs.cpSync(assemblyOf('shop'), other, { recursive: true });
  const [asset] = fs.readdirSync(other).filter(name => fs.existsSync(path.join(other, name, 'ruleset.json')));
  const file = path.join(other, asset, 'ruleset.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('"claim":"tenant"', '"claim":"organization"'));
  const template = path.join(other, 'Shop.template.json');
  fs.writeFileSync(template, fs.readFileSync(template, 'utf8').replace('"MemorySize": 256', '"MemorySize": 512'));
  fs.rmSync(path.join(folder, 'cdk.out'), { recursive: true });
  fs.cpSync(other, path.join(folder, 'cdk.out'), { recursive: true });
  await told('Reloaded');
  expect(decode((await refresh(refreshToken)).id_token)).toMatchObject({ organization: 'acme' });
});

test.each<readonly [string, () => void, RegExp]>([
  ['a users file with a mistake', () => write('{ "users": { "jane": { "grups": [] } } }'), /users\.jane\.grups/],
  ['a users file that is gone', () => fs.rmSync(path.join(folder, 'token-enricher.users.json')), /token-enricher\.users\.json no longer exists: restore it/],
  ['items that a table does not take', () => write({ users: {}, items: { 'Shop/Accounts': [{ id: 'x', big: 'x'.repeat(500_000) }] } }), /The table Shop\/Accounts cannot be created here/],
  ['an assembly that is gone', () => fs.rmSync(path.join(folder, 'cdk.out'), { recursive: true }), /There is no cloud assembly/],
])('%s is reported, and the state before it remains', async (_, change, expected) => {
  change();
  await told('Nothing was reloaded: the issuer continues with its previous state.');
  expect(served.stderr()).toMatch(expected);
  expect(decode((await issue('jane')).idToken!.raw)).toMatchObject({ tenant: 'acme' });
});
