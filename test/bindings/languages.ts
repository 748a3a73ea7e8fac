import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** A language in which apps use this library, from the package that is published for it. */
export interface Language {
  /** Its heading in docs/languages.md, which has the commands. */
  readonly heading: string;
  /** The folder of its app, in that of an example. */
  readonly folder: string;
  /** Programs that it needs. */
  readonly tools: readonly string[];
  /** CI does not have its programs. */
  readonly isOptional?: boolean;
  readonly env?: (packages: string) => NodeJS.ProcessEnv;
  /** Makes the package of this library. */
  pack(packages: string): void;
  /** Tests the demands of its registry. */
  accepted?(packages: string): void;
  /** Adds files to the app `saas`. */
  prepare?(app: string, packages: string): Promise<void>;
}

const ROOT = path.join(__dirname, '..', '..');

/** The commands of a language in docs/languages.md, by block. The last block is that of the app `saas`, and others are for all apps. */
export function commandsOf({ heading }: Language): readonly string[] {
  const page = fs.readFileSync(path.join(ROOT, 'docs', 'languages.md'), 'utf8');
  const section = page.split(/^### /m).find(each => each.startsWith(`${heading}\n`))!;
  return [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, commands]) => commands);
}

/** Runs commands as a reader does. */
export function runCommands(commands: string, folder: string, packages: string, { env }: Language): void {
  run(folder, ['bash', '-euo', 'pipefail', '-c', commands], { REPOSITORY: ROOT, DIST: packages, ...env?.(packages) });
}

/** Makes the package of a language, as a release does. */
export function pack(language: string, packages: string, ...options: readonly string[]): void {
  run(ROOT, ['npx', 'jsii-pacmak', '--targets', language, '--outdir', packages, ...options]);
}

/** The samples of README and docstrings in a language, by where they are. */
export function translatedSamples(language: string): Readonly<Record<string, string>> {
  const { snippets } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii.tabl.json'), 'utf8')) as { readonly snippets: Readonly<Record<string, Snippet>> };
  return Object.fromEntries(Object.values(snippets).map(({ location: { api, field }, translations }) =>
    [`${api.fqn ?? 'README'}${field?.line === undefined ? '' : ` ${field.line}`}`, translations[language].source]));
}

interface Snippet {
  readonly location: { readonly api: { readonly fqn?: string }; readonly field?: { readonly line?: number } };
  readonly translations: Readonly<Record<string, { readonly source: string }>>;
}

/** Runs a program, and returns what it printed. What a failed program printed is in the error. */
export function run(folder: string, command: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const [program, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) {
    throw new Error(`${command.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout}\n${stderr}`);
  }
  return stdout;
}

export function isInstalled(tool: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
