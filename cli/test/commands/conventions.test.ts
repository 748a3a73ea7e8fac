import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf } from '../support/issuer';
import { run } from '../support/run';

test.each(['serve', 'token', 'preview', 'list', 'explain', 'completion'])('%s has examples and the exit codes in its help', async name => {
  const { code, stdout } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(stdout.match(new RegExp(`^  .*token-enricher ${name}`, 'gm'))!.length).toBeGreaterThanOrEqual(2);
  expect(stdout).toContain('Exit codes: 0 success; 1 ');
});

test.each<[string, readonly string[], number, RegExp]>([
  ['a command that is misspelled', ['lst'], 2, /unknown command 'lst'\n\(Did you mean list\?\)/],
  ['an option that is misspelled', ['list', '--jsn'], 2, /unknown option '--jsn'\n\(Did you mean --json\?\)\nRun token-enricher list --help/],
  ['no command', [], 2, /^Usage: token-enricher/],
  ['an enricher that is misspelled', ['list', 'TokenEnrichr', '--app', assemblyOf('projects')], 1, /did you mean 'TokenEnricher'\? It has Projects\/TokenEnricher\.$/m],
  ['an enricher that two have', ['explain', '{"rules":{},"reads":[]}', '--enricher', 'TokenEnricher', '--app', assemblyOf('stages')], 1,
    /^'TokenEnricher' names Beta\/Auth\/TokenEnricher and Prod\/Auth\/TokenEnricher: give more of the path\.$/m],
  ['a client that two have', ['preview', '--client', 'Web', '--app', assemblyOf('stages'), '--users', 'none.json'], 1,
    /^'Web' names Beta\/Auth\/UserPool\/Web and Prod\/Auth\/UserPool\/Web: give more of the path\.$/m],
])('%s', async (_, parameters, code, expected) => {
  const ran = await run(parameters);
  expect(ran.stderr).toMatch(expected);
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
});

test.each(['--help', '--version'])('%s has exit code 0', async option => {
  expect((await run([option])).code).toBe(0);
});

/** Runs the command on a terminal. */
function onTerminal(env: NodeJS.ProcessEnv): string {
  const command = [process.env.TOKEN_ENRICHER_NODE24!, path.join(__dirname, '..', '..', 'bin', 'token-enricher.js'), 'list', '--app', assemblyOf('two-pools')].join(' ');
  return execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env: { ...process.env, TERM: 'xterm-256color', ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
}

const ESCAPE = '\u001b[';

test('colors are for terminals only, and never with NO_COLOR', async () => {
  expect((await run(['list', '--app', assemblyOf('two-pools')], { env: { NO_COLOR: undefined, FORCE_COLOR: undefined } })).stdout).not.toContain(ESCAPE);
  // Node.js takes most CI systems for terminals without colors
  const terminal = { CI: undefined, FORCE_COLOR: undefined };
  expect(onTerminal({ ...terminal, NO_COLOR: undefined })).toContain(ESCAPE);
  expect(onTerminal({ ...terminal, NO_COLOR: '1' })).not.toContain(ESCAPE);
});

test('a reader of the output that ends first is no error', () => {
  const command = [process.env.TOKEN_ENRICHER_NODE24!, path.join(__dirname, '..', '..', 'bin', 'token-enricher.js'), 'list', '--json', '--app', assemblyOf('shop')].join(' ');
  // the reader has ended before the command writes
  const script = `( ${command}; echo "exit code $?" >&2 ) 2> "$0" | true; cat "$0"`;
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  expect(execFileSync('bash', ['-c', script, path.join(folder, 'errors')], { encoding: 'utf8' })).toBe('exit code 0\n');
});
