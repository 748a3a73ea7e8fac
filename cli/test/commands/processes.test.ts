import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { LocalIssuer } from '../../src';
import { assemblyOf, issuerFor } from '../support/issuer';
import { childrenOf, isRunning, start, until, type Started } from '../support/run';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'token-enricher-test-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FREE = ['--port', '0', '--viewer-port', '0'];

async function served(): Promise<Started & { readonly children: readonly number[] }> {
  const process = start(['serve', '--app', assemblyOf('seeds'), ...FREE, '--json'], { cwd: folder });
  await until(() => process.stdout().includes('\n') ? true : undefined);
  return { ...process, children: childrenOf(process.child.pid!) };
}

async function allGone(children: readonly number[]): Promise<void> {
  expect(children).toHaveLength(3);
  await until(() => children.some(isRunning) ? undefined : true);
}

test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s ends the command and every function', async (signal, expected) => {
  const { child, children } = await served();
  const code = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  expect(await code).toBe(expected);
  await allGone(children);
});

test('a signal works as soon as the command reports that it is ready', async () => {
  const { child } = start(['serve', '--app', assemblyOf('projects'), ...FREE, '--json'], { cwd: folder });
  child.stdout!.once('data', () => child.kill('SIGTERM'));
  expect(await new Promise(resolve => child.once('exit', resolve))).toBe(143);
});

test('the command ends while a table is slow', async () => {
  writeFileSync(path.join(folder, 'token-enricher.users.json'), JSON.stringify({ users: { jane: {} } }));
  const { child, stdout } = start(['serve', '--app', assemblyOf('shop'), ...FREE, '--json'], { cwd: folder });
  const { viewer, pools: [pool] } = await until(() => stdout().includes('\n') ? JSON.parse(stdout()) as LocalIssuer : undefined);
  const send = (method: string, call: string, body: object): Promise<Response> => fetch(`${viewer}/api/${call}`, {
    method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  const { tables: [{ name }] } = await (await fetch(`${viewer}/api/state`)).json() as { tables: readonly [{ name: string }] };
  await send('PUT', `tables/${name}/fault`, { kind: 'SLOW', delay: 60_000 });
  // the function does not wait longer than its timeout, the table does
  await send('POST', 'issue', { pool: pool.id, client: pool.clients[0].id, username: 'jane' });
  child.kill('SIGTERM');
  await until(() => child.exitCode ?? undefined);
  expect(child.exitCode).toBe(143);
});

test('functions end when the command is killed', async () => {
  const { child, children } = await served();
  child.kill('SIGKILL');
  await allGone(children);
});

test('a function that exits is restarted', async () => {
  const issuer = await issuerFor('projects', { users: { users: { jane: {} } } });
  try {
    const parent = await parentOf(issuer.url);
    const [first] = childrenOf(parent);
    process.kill(first, 'SIGKILL');
    await until(() => childrenOf(parent).includes(first) ? undefined : true);
    await expect(issuer.tokens({ user: 'jane' })).resolves.toHaveProperty('accessToken');
    expect(childrenOf(parent)).not.toContain(first);
  } finally {
    await issuer.stop();
  }
});

test('the issuer of a test ends with the process that started it', async () => {
  const program = path.join(folder, 'program.cjs');
  // tests the built package
  writeFileSync(program, `
    const { startIssuer } = require(${JSON.stringify(path.join(__dirname, '..', '..'))});
    startIssuer({ app: ${JSON.stringify(assemblyOf('projects'))}, users: { users: {} }, node: process.env.TOKEN_ENRICHER_NODE24 }).then(({ url }) => process.send(url));
  `);
  const child = fork(program, { execArgv: [] });
  const url = await new Promise<string>(resolve => child.once('message', message => resolve(String(message))));
  const issuer = await parentOf(url);
  const children = childrenOf(issuer);
  child.kill('SIGKILL');
  await until(() => [issuer, ...children].some(isRunning) ? undefined : true);
});

test('the issuer of a test ends with the process that started it, during its start too', async () => {
  const program = path.join(folder, 'program.cjs');
  writeFileSync(program, `
    const { startIssuer } = require(${JSON.stringify(path.join(__dirname, '..', '..'))});
    startIssuer({ app: ${JSON.stringify(assemblyOf('projects'))}, users: { users: {} }, node: process.env.TOKEN_ENRICHER_NODE24 });
  `);
  const child = fork(program, { execArgv: [] });
  const [issuer] = await until(() => childrenOf(child.pid!).length > 0 ? childrenOf(child.pid!) : undefined);
  child.kill('SIGKILL');
  await until(() => isRunning(issuer) ? undefined : true);
});

test('the command ends when nobody can read that it is ready', async () => {
  const { child } = start(['serve', '--app', assemblyOf('projects'), ...FREE, '--json'], { cwd: folder });
  child.stdout!.destroy();
  expect(await new Promise(resolve => child.once('exit', resolve))).toBe(0);
});

test('a failed start leaves nothing behind', async () => {
  const first = await issuerFor('projects', { users: { users: {} } });
  try {
    const port = new URL(first.url).port;
    await expect(issuerFor('projects', { users: { users: {} }, port: Number(port) })).rejects.toThrow(
      `Port ${port} is taken: stop the program that uses it, or choose another port with --port (0 for any free port).`);
  } finally {
    await first.stop();
  }
});

/** The process ID that listens on a port, on Linux. */
async function parentOf(url: string): Promise<number> {
  const { readdirSync, readlinkSync } = await import('node:fs');
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const inode = readFileSync('/proc/net/tcp', 'utf8').split('\n').map(line => line.trim().split(/\s+/)).find(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A')![9];
  return Number(readdirSync('/proc').find(pid => /^\d+$/.test(pid) && holds(pid)));

  function holds(pid: string): boolean {
    try {
      return readdirSync(`/proc/${pid}/fd`).some(fd => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
    } catch {
      return false;
    }
  }
}
