import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf } from '../support/issuer';
import { run } from '../support/run';

async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run(['complete', '--', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').filter(line => line !== '');
}

const [BETA, PROD] = ['Beta/Auth/TokenEnricher', 'Prod/Auth/TokenEnricher'];

test.each<[readonly string[], readonly string[]]>([
  [[''], ['check', 'completion', 'contract', 'diff', 'explain', 'help', 'list', 'preview', 'serve', 'token']],
  [['l'], ['list']],
  [['--v'], ['--version']],
  [['completion', ''], ['bash', 'fish', 'zsh']],
  [['preview', '--a'], ['--acr', '--all', '--amr', '--app']],
  [['serve', '--issuer', ''], ['cognito', 'local']],
  // values that only the user knows, and paths of files
  [['preview', '--user', ''], []],
  [['list', '--app', ''], []],
  // the value of an option is no command
  [['preview', '--user', 'list', '--t'], ['--tables', '--trigger-source']],
  [['list', '--app', assemblyOf('stages'), ''], [BETA, PROD]],
  [['list', '--app', assemblyOf('stages'), BETA, 'P'], [PROD]],
  [['explain', '--app', assemblyOf('stages'), '--enricher', ''], [BETA, PROD]],
  [['explain', ''], []],
  [['list', '--app', 'none', ''], []],
  [['unknown', ''], ['check', 'completion', 'contract', 'diff', 'explain', 'help', 'list', 'preview', 'serve', 'token']],
])('%p', async (words, expected) => {
  expect(await complete(...words)).toEqual(expected);
});

/** Programs that load the script into a shell, and print what it completes for the words in their arguments. */
const SHELLS: { readonly [shell: string]: string } = {
  bash: `
    source <(token-enricher completion bash)
    COMP_WORDS=(token-enricher "$@")
    COMP_CWORD=$#
    _token_enricher
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: `
    compdef() { true }
    compadd() { print -l -- "\${(@P)2}" }
    source <(token-enricher completion zsh)
    words=(token-enricher "$@")
    CURRENT=$(($# + 1))
    _token_enricher`,
  fish: `
    token-enricher completion fish | source
    complete -C "token-enricher $argv"`,
};

describe.each(Object.entries(SHELLS))('%s', (shell, program) => {
  const isInstalled = (): boolean => {
    try {
      return execFileSync('sh', ['-c', `command -v ${shell}`]).length > 0;
    } catch {
      return false;
    }
  };

  (process.env.CI !== undefined || isInstalled() ? test : test.skip)('completes with the script', () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
    const command = path.join(folder, 'token-enricher');
    fs.writeFileSync(command, `#!/bin/sh\nexec ${process.env.TOKEN_ENRICHER_NODE24!} ${path.join(__dirname, '..', '..', 'bin', 'token-enricher.js')} "$@"\n`, { mode: 0o755 });
    const completed = (...words: readonly string[]): readonly string[] =>
      execFileSync(shell, ['-c', program, ...shell === 'fish' ? [] : [shell], ...words], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } }).trim().split('\n');
    expect(completed('ex')).toEqual(['explain']);
    expect(completed('list', '--app', assemblyOf('stages'), '')).toEqual([BETA, PROD]);
  });
});

test.each(['bash', 'zsh', 'fish'])('%s has a script', async shell => {
  const { code, stdout } = await run(['completion', shell]);
  expect(stdout).toContain(`# token-enricher: completion for ${shell}\n`);
  expect(code).toBe(0);
});
