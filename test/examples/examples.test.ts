import { execSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const read = (name: string): string => fs.readFileSync(path.join(EXAMPLES, name), 'utf8');
const ALL = fs.readdirSync(EXAMPLES).filter(name => fs.existsSync(path.join(EXAMPLES, name, 'README.md')));
const DEPLOYED = ALL.filter(name => fs.existsSync(path.join(EXAMPLES, name, 'cdk.json')));
/** Named by users with `--context`. */
const CDK_CONTEXT_JSON = JSON.stringify({ userPoolId: 'us-east-1_a1b2c3d4e' });

test('each folder with an app has a README, and is in the table of all', () => {
  const apps = fs.readdirSync(EXAMPLES).filter(name => fs.existsSync(path.join(EXAMPLES, name, 'app.ts')) && name !== 'playground');
  expect(apps.filter(name => !DEPLOYED.includes(name))).toEqual([]);
  expect(DEPLOYED.length).toBeGreaterThanOrEqual(6);
  expect(ALL.filter(name => !read('README.md').includes(`| [${name}](${name}) |`))).toEqual([]);
});

test.each(ALL)('%s: the README says how to deploy, the cost and how to clean up; the contract is in a file', name => {
  expect(['## Deploy', '## Cost', '## Clean up'].filter(heading => !read(`${name}/README.md`).includes(`\n${heading}\n`))).toEqual([]);
  expect(read(`${name}/contract.md`)).toMatch(/^# Tokens of /);
});

test.each(DEPLOYED)('%s is what `cdk deploy` in its folder deploys: an enricher with its user pool or replica', name => {
  const folder = path.join(EXAMPLES, name);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  const { app } = JSON.parse(read(`${name}/cdk.json`)) as { readonly app: string };
  execSync(app, { cwd: folder, env: { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON }, stdio: ['ignore', 'ignore', 'pipe'] });
  const templates = fs.readdirSync(out).filter(file => file.endsWith('.template.json')).map(file => fs.readFileSync(path.join(out, file), 'utf8'));
  expect(templates.length).toBeGreaterThan(0);
  templates.forEach(template => expect(template).toContain('"token-enricher"'));
}, 60_000);

test('the existing pool must be named', () => {
  const { app } = JSON.parse(read('existing-pool/cdk.json')) as { readonly app: string };
  expect(() => execSync(app, { cwd: path.join(EXAMPLES, 'existing-pool'), stdio: ['ignore', 'ignore', 'pipe'] })).toThrow(/--context userPoolId=/);
}, 60_000);
