import { execSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const DEPLOYED = fs.readdirSync(EXAMPLES).filter(name => fs.existsSync(path.join(EXAMPLES, name, 'app.ts')) && name !== 'playground');

test.each(DEPLOYED)('%s is what `cdk deploy` in its folder deploys: an enricher with its user pool or replica', name => {
  const folder = path.join(EXAMPLES, name);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  const { app } = JSON.parse(fs.readFileSync(path.join(folder, 'cdk.json'), 'utf8')) as { readonly app: string };
  execSync(app, { cwd: folder, env: { ...process.env, CDK_OUTDIR: out }, stdio: ['ignore', 'ignore', 'pipe'] });
  const templates = fs.readdirSync(out).filter(file => file.endsWith('.template.json')).map(file => fs.readFileSync(path.join(out, file), 'utf8'));
  expect(templates.length).toBeGreaterThan(0);
  templates.forEach(template => expect(template).toContain('"token-enricher"'));
}, 60_000);

test('each folder is in the table of the README', () => {
  const readme = fs.readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8');
  expect(DEPLOYED.filter(name => !readme.includes(`| [${name}](${name}) |`))).toEqual([]);
});
