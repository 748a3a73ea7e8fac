import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf } from '../support/issuer';
import { run } from '../support/run';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-')); });
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Each command that reads an assembly. */
const COMMANDS: ReadonlyArray<readonly string[]> = [['list'], ['list', '--json'], ['explain', '{"rules":{},"reads":[]}'], ['preview', '--client', 'Web'], ['token', '--client', 'Web'], ['contract']];

/** A copy of an assembly with another content of one file. */
function changed(app: string, name: RegExp, content: string): string {
  const copy = path.join(folder, 'app');
  fs.cpSync(assemblyOf(app), copy, { recursive: true });
  const file = (fs.readdirSync(copy, { recursive: true }) as string[]).find(each => name.test(each))!;
  fs.writeFileSync(path.join(copy, file), content);
  return copy;
}

const PROBLEMS: ReadonlyArray<readonly [what: string, app: () => string, expected: RegExp]> = [
  ['no assembly', () => path.join(folder, 'none'), /^There is no cloud assembly at .*none: run `npx cdk synth`/],
  ['a folder that is none', () => folder, /is not a cloud assembly, because it has no manifest\.json: run `npx cdk synth`/],
  ['the folder around one', () => { fs.cpSync(assemblyOf('projects'), path.join(folder, 'cdk.out'), { recursive: true }); return folder; },
    /is not a cloud assembly, because it has no manifest\.json: name the folder in it with --app .*cdk\.out\.$/m],
  ['a file', () => { fs.writeFileSync(path.join(folder, 'file'), '{}'); return path.join(folder, 'file'); }, /file is not a cloud assembly/],
  ['a manifest that is no JSON', () => changed('projects', /^manifest\.json$/, '{'), /manifest\.json cannot be read \(.*\): run `npx cdk synth` again/],
  ['a manifest that is null', () => changed('projects', /^manifest\.json$/, 'null'), /lists no artifacts/],
  ['a template that is no JSON', () => changed('projects', /template\.json$/, '{'), /template\.json cannot be read/],
  ['a template that is null', () => changed('projects', /template\.json$/, 'null'), /^There is no TokenEnricher in /],
  ['an artifact that is null', () => changed('projects', /^manifest\.json$/, '{"artifacts":{"a":null}}'), /^There is no TokenEnricher in /],
  ['a resource that is null', () => changed('projects', /template\.json$/, '{"Resources":{"A":null}}'), /^There is no TokenEnricher in /],
  ['rules that are no JSON', () => changed('projects', /ruleset\.json$/, '{'), /ruleset\.json cannot be read/],
  ['rules that are null', () => changed('projects', /ruleset\.json$/, 'null'), /was synthesized by another version of cdk-cognito-token-enricher \(its document has version undefined/],
  ['rules of another version', () => changed('projects', /ruleset\.json$/, '{"version":0}'), /\(its document has version 0, this command reads 1\)/],
  ['rules that are not complete', () => changed('projects', /ruleset\.json$/, '{"version":1}'), /^The rules of Projects\/TokenEnricher are not complete \(.*ruleset\.json\): run `npx cdk synth` again/],
  ['no enricher', () => assemblyOf('no-enricher'), /^There is no TokenEnricher in .*no-enricher: add one to the app/],
];

test.each(PROBLEMS)('%s', async (_, app, expected) => {
  const assembly = app();
  const results = await Promise.all(COMMANDS.map(command => run([...command, '--app', assembly], { cwd: folder })));
  for (const { code, stdout, stderr } of results) {
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain('This is a bug');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  }
});
