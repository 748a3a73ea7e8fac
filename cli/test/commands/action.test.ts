import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import { assemblyOf } from '../support/issuer';
import { run } from '../support/run';

const ACTION = parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'diff-action', 'action.yml'), 'utf8'));
const [STEP] = ACTION.runs.steps;

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'action-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs the step as GitHub does, in a repository with a contract that a pull request changes. */
async function runStep(change: (contract: any) => void, inputs: Record<string, string> = {}): Promise<{ code: number | null; summary: string }> {
  const contract = JSON.parse((await run(['contract', '--json', '--app', assemblyOf('projects')])).stdout);
  const git = (...parameters: readonly string[]): unknown => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...parameters], { cwd: folder });
  fs.writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(contract));
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'contract');
  change(contract);
  fs.writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(contract));
  // npx finds the command of the repository
  const bin = path.join(folder, 'node_modules', '.bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, 'npx'), `#!/bin/sh\nshift\nexec ${process.env.TOKEN_ENRICHER_NODE24} ${path.join(__dirname, '..', '..', 'bin', 'token-enricher.js')} "$@"\n`, { mode: 0o755 });
  const given: Record<string, string> = { 'contract': ACTION.inputs.contract.default, 'base': 'main', 'fail-on': ACTION.inputs['fail-on'].default, ...inputs };
  const env = Object.fromEntries(Object.entries(STEP.env as Record<string, string>).map(([name, value]) => [name, value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input) => given[input])]));
  const summary = path.join(folder, 'summary.md');
  // with `shell: bash`, GitHub sets these options
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', STEP.run], {
    cwd: folder, env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}`, GITHUB_STEP_SUMMARY: summary },
  });
  return { code: status, summary: fs.readFileSync(summary, 'utf8') };
}

test('the step passes for the same tokens', async () => {
  expect(await runStep(() => undefined)).toEqual({ code: 0, summary: '### Tokens of Projects/TokenEnricher: no difference\n' });
});

test('the step fails for a breaking change, with a table in the summary', async () => {
  const { code, summary } = await runStep(contract => void contract.tokens[0].claims.pop());
  expect([code, summary]).toEqual([4, expect.stringContaining('| breaking | ID token | claim userName | removed |')]);
  fs.rmSync(path.join(folder, '.git'), { recursive: true });
  expect((await runStep(contract => void contract.tokens[0].claims.pop(), { 'fail-on': 'less-secure' })).code).toBe(0);
});
