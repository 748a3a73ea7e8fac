import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf, assetOf } from '../support/issuer';
import { run, type Ran } from '../support/run';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-')); });
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string): void => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), content);
};
const copyOf = (app: string): string => {
  fs.cpSync(assemblyOf(app), path.join(folder, app), { recursive: true });
  return app;
};
const serve = (...parameters: readonly string[]): Promise<Ran> => run(['serve', '--port', '0', '--viewer-port', '0', ...parameters], { cwd: folder });
const users = (content: object): void => write('token-enricher.users.json', JSON.stringify(content));

/** Problems and their messages. Nothing else may be printed, and the exit code is 1. */
const PROBLEMS: ReadonlyArray<readonly [what: string, prepare: () => readonly string[], expected: readonly (string | RegExp)[]]> = [
  ['no cloud assembly', () => [], [/^There is no cloud assembly at .*cdk\.out: run `npx cdk synth` in the folder of the app first, or name the assembly with --app\.$/]],
  ['a folder of something else', () => { write('cdk.out/index.html', ''); return []; }, [/cdk\.out is not a cloud assembly, because it has no manifest\.json: run `npx cdk synth`/]],
  ['a broken manifest', () => { write('cdk.out/manifest.json', '{ "artifacts"'); return []; }, [/manifest\.json cannot be read \(.*\): run `npx cdk synth` again\.$/]],
  ['a manifest of something else', () => { write('cdk.out/manifest.json', '{ "name": "web app" }'); return []; }, [/lists no artifacts, so it was not written by the AWS CDK/]],
  ['an app without an enricher', () => ['--app', assemblyOf('no-enricher')], [/^There is no TokenEnricher in .*no-enricher: add one to the app/]],
  ['an asset that is missing', () => {
    const app = copyOf('projects');
    fs.readdirSync(path.join(folder, app)).filter(name => name.startsWith('asset.')).forEach(name => fs.rmSync(path.join(folder, app, name), { recursive: true }));
    return ['--app', app];
  }, [/^The code of Projects\/TokenEnricher is missing \(.*asset\..*\): run `npx cdk synth` again, with the CDK CLI and without --no-staging/]],
  ['another version of the document', () => {
    const app = copyOf('projects');
    const file = path.join(assetOf(path.join(folder, app)), 'ruleset.json');
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), version: 99 }));
    return ['--app', app];
  }, [/^Projects\/TokenEnricher was synthesized by another version of cdk-cognito-token-enricher \(its document has version 99, this command reads 1\)/]],
  ['a function that does not start', () => {
    const app = copyOf('projects');
    fs.writeFileSync(path.join(assetOf(path.join(folder, app)), 'index.mjs'), 'throw new Error("broken on purpose");');
    return ['--app', app];
  }, [/^The function of Projects\/TokenEnricher does not start: Error: broken on purpose\./]],
  ['an enricher that the app does not have', () => ['Project/TokenEnricher', '--app', assemblyOf('projects')],
    [/^The app has no TokenEnricher 'Project\/TokenEnricher', did you mean 'Projects\/TokenEnricher'\? It has Projects\/TokenEnricher\.$/]],
  ['an end of a path that two have', () => ['TokenEnricher', '--app', assemblyOf('seeds')],
    [/^'TokenEnricher' names PetPreference\/TokenEnricher and Membership\/TokenEnricher and Projects\/TokenEnricher: give more of the path\.$/]],
  ['a users file with several mistakes', () => {
    users({ users: { jane: { pasword: 'x', attributes: { email: true } } } });
    return ['--app', assemblyOf('projects')];
  }, [/^token-enricher\.users\.json:1: users\.jane\.pasword .*did you mean 'password'/, /^token-enricher\.users\.json:1: users\.jane\.attributes\.email /]],
  ['a users file of another app', () => {
    users({ users: {}, items: { UserInfoTabel: [] }, values: { Stage: 'prod' } });
    return ['--app', assemblyOf('projects')];
  }, [/items\.UserInfoTabel .*did you mean 'UserInfoTable'/, /values\.Stage is not a value that the app needs/]],
  ['a users file that is no JSON', () => { write('token-enricher.users.json', '{ "users": { } '); return ['--app', assemblyOf('projects')]; }, [/^token-enricher\.users\.json:1/]],
];

test.each(PROBLEMS)('%s', async (_, prepare, expected) => {
  const parameters = prepare();
  const before = fs.readdirSync(folder, { recursive: true });
  const { code, stdout, stderr } = await serve(...parameters);
  const lines = stderr.split('\n').filter(line => line !== '');
  expect(lines).toHaveLength(expected.length);
  expected.forEach((each, index) => expect(lines[index]).toMatch(each));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  // no partial files, nothing overwritten
  expect(fs.readdirSync(folder, { recursive: true }).filter(name => name !== 'token-enricher.users.json')).toEqual(before.filter(name => name !== 'token-enricher.users.json'));
}, 30_000);

test('a port in use, reported before anything else is printed', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const taken = await run(['serve', '--app', assemblyOf('projects'), '--port', '0', '--viewer-port', String(port)], { cwd: folder });
    expect(taken).toEqual({ code: 1, stdout: '', stderr: `Port ${port} is taken: stop the program that uses it, or choose another port with --viewer-port (0 for any free port).\n` });
  } finally {
    server.close();
  }
});

test.each([
  [['--port', '99999'], /a port is a number from 0 to 65535/],
  [['--host', '0.0.0.0'], /the issuer listens on the loopback interface only/],
  [['--host', '192.168.1.2'], /the issuer listens on the loopback interface only/],
  [['--issuer', 'okta'], /Allowed choices are local, cognito/],
  [['--allow-origin', 'http://localhost:5173/app'], /an origin is scheme, host and port/],
  [['--ap', 'x'], /unknown option '--ap'[\s\S]*Did you mean --app/],
])('%p is rejected', async (parameters, expected) => {
  const { code, stderr } = await run(['serve', ...parameters], { cwd: folder });
  expect(stderr).toMatch(expected);
  expect(code).toBe(2);
});

test('on an older Node.js the missing feature is reported', async () => {
  // the override simulates an older Node.js if the tests run on a newer one
  const { code, stderr } = await run(['serve'], { cwd: folder, node: process.execPath, env: { NODE_OPTIONS: `--require ${oldVersion()}` } });
  expect(stderr).toBe('token-enricher needs Node.js 22.12 or later, and this is 20.19.0: install a newer one from https://nodejs.org.\n');
  expect(code).toBe(1);

  function oldVersion(): string {
    write('old.cjs', 'Object.defineProperty(process.versions, "node", { value: "20.19.0" });');
    return path.join(folder, 'old.cjs');
  }
});

test('the first users file is created once, and never overwritten', async () => {
  const { start, until } = await import('../support/run');
  const served = start(['serve', '--app', assemblyOf('projects'), '--port', '0', '--viewer-port', '0'], { cwd: folder });
  await until(() => served.stdout().includes('Ready in') ? true : undefined);
  served.child.kill('SIGTERM');
  await new Promise(resolve => served.child.once('exit', resolve));
  const file = path.join(folder, 'token-enricher.users.json');
  const made = fs.readFileSync(file, 'utf8');
  expect(Object.keys(JSON.parse(made).users)).toEqual(['jane', 'john']);
  expect(served.stdout()).toContain('token-enricher.users.json was created');
  const mine = JSON.stringify({ users: { me: {} } });
  fs.writeFileSync(file, mine);
  const again = start(['serve', '--app', assemblyOf('projects'), '--port', '0', '--viewer-port', '0'], { cwd: folder });
  await until(() => again.stdout().includes('Ready in') ? true : undefined);
  again.child.kill('SIGTERM');
  await new Promise(resolve => again.child.once('exit', resolve));
  expect(fs.readFileSync(file, 'utf8')).toBe(mine);
});
