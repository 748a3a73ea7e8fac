import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { packThis } from '../packaged/packages';

/** A language in which apps use this library, from the package that is published for it. */
export interface Language {
  readonly name: string;
  /** Programs that it needs. */
  readonly tools: readonly string[];
  /** The tests of the app, in the test framework of the language. */
  readonly test: readonly string[];
  /** Synthesizes the app. */
  readonly synth: readonly string[];
  /** Makes the package of this library, and installs it with what else the apps need, in their common folder or in each. */
  install(workspace: string, apps: readonly string[], packages: string): void;
}

const ROOT = path.join(__dirname, '..', '..');
const OWN = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')).devDependencies;
const GO_MODULE = 'github.com/token-enricher/cdk-cognito-token-enricher-go/tokenenricher';

export const LANGUAGES: readonly Language[] = [
  {
    name: 'typescript',
    tools: ['npm'],
    install(workspace, apps, packages) {
      fs.writeFileSync(path.join(workspace, 'package.json'), JSON.stringify({ name: 'apps', private: true }));
      const others = ['aws-cdk-lib', 'constructs', 'typescript', 'tsx', 'jest', '@types/jest', '@types/node'];
      run(workspace, ['npm', 'install', '--no-audit', '--no-fund', packThis(packages).tarball, ...others.map(name => `${name}@${OWN[name]}`), 'ts-jest@29']);
      for (const app of apps) {
        fs.writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, jest: { preset: 'ts-jest' } }));
        fs.writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, target: 'es2022', module: 'commonjs', types: ['jest', 'node'] } }));
      }
    },
    test: ['npx', 'jest'],
    synth: ['npx', 'tsx', 'app.ts'],
  },
  {
    name: 'python',
    tools: ['python3'],
    install(workspace, apps, packages) {
      pack('python', packages);
      run(workspace, ['python3', '-m', 'venv', '.venv']);
      for (const app of apps) {
        run(app, [pythonProgram('pip'), 'install', '--quiet', '--find-links', path.join(packages, 'python'), '--requirement', 'requirements.txt']);
      }
      fs.writeFileSync(path.join(apps[0], 'samples.json'), JSON.stringify(translatedSamples('python')));
      fs.copyFileSync(path.join(__dirname, 'python', 'test_samples.py'), path.join(apps[0], 'test_samples.py'));
    },
    test: [pythonProgram('pytest')],
    synth: [pythonProgram('python'), 'app.py'],
  },
  {
    name: 'java',
    tools: ['java', 'mvn'],
    install(workspace, _, packages) {
      const repository = path.join(packages, 'maven');
      pack('java', packages, '--maven-local-repository', repository);
      // read by Maven in the folders below
      fs.mkdirSync(path.join(workspace, '.mvn'));
      fs.writeFileSync(path.join(workspace, '.mvn', 'maven.config'), `--quiet\n--batch-mode\n-Dmaven.repo.local=${repository}\n-Dpacked=${path.join(packages, 'java')}\n`);
    },
    test: ['mvn', 'test'],
    synth: ['mvn', 'compile', 'exec:java'],
  },
  {
    name: 'go',
    tools: ['go'],
    install(_, apps, packages) {
      // the packages of Go are published as source code
      pack('go', packages, '--code-only');
      apps.forEach(app => run(app, ['go', 'mod', 'edit', `-replace=${GO_MODULE}=${path.join(packages, 'go', 'tokenenricher')}`]));
    },
    test: ['go', 'test', './...'],
    synth: ['go', 'run', '.'],
  },
];

/** A program in the environment that all apps share. */
function pythonProgram(name: string): string {
  return path.join('..', '..', '.venv', 'bin', name);
}

/** Makes the package of a language, as a release does. */
export function pack(language: string, packages: string, ...options: readonly string[]): void {
  run(ROOT, ['npx', 'jsii-pacmak', '--targets', language, '--outdir', packages, ...options]);
}

/** The samples of README and docstrings in a language, by where they are. */
function translatedSamples(language: string): Readonly<Record<string, string>> {
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
