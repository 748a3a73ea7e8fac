import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const read = (...names: readonly string[]): string => fs.readFileSync(path.join(ROOT, ...names), 'utf8');

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: ReadonlyArray<{ readonly uses?: string; readonly run?: string }>;
  /** The workflow that a job without steps calls. */
  readonly uses?: string;
  readonly needs?: readonly string[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FILES = fs.readdirSync(path.join(ROOT, '.github', 'workflows')).sort();
const WORKFLOWS = FILES.map(file => [file, parse(read('.github', 'workflows', file)) as Workflow] as const);
const JOBS = WORKFLOWS.flatMap(([file, { jobs }]) => Object.entries(jobs).filter(([, { uses }]) => uses === undefined).map(([name, job]) => [`${file} ${name}`, job] as const));
const PUBLICATIONS = JOBS.filter(([name]) => name.startsWith('release.yml release_'));

test('every workflow and its jobs are known', () => {
  expect(FILES).toEqual(['build.yml', 'checks.yml', 'pull-request-lint.yml', 'release.yml', 'upgrade-main.yml']);
  expect(PUBLICATIONS.map(([name]) => name.replace('release.yml release_', '')).sort()).toEqual(['command', 'github', 'golang', 'maven', 'npm', 'nuget', 'pypi']);
});

test('all checks run for each pull request, and before a release is built', () => {
  const { checks, release } = Object.fromEntries(WORKFLOWS.map(([file, workflow]) => [file.replace('.yml', ''), workflow]));
  expect(Object.keys(checks.on)).toEqual(expect.arrayContaining(['pull_request', 'workflow_call']));
  expect(checks.jobs.checks.steps.map(({ run }) => run)).toContain('bash .ci/run');
  expect(release.jobs.checks).toEqual({ uses: './.github/workflows/checks.yml', permissions: { contents: 'read' } });
  expect(release.jobs.release.needs).toEqual(['checks']);
});

test('library and command are tested before anything is packed', () => {
  const { steps } = JSON.parse(read('.projen', 'tasks.json')).tasks.build as { readonly steps: ReadonlyArray<{ readonly spawn?: string; readonly exec?: string }> };
  expect(steps.slice(-3).map(({ spawn, exec }) => spawn ?? exec)).toEqual(['test', expect.stringContaining('npm test --workspace cli'), 'package']);
});

test.each(JOBS)('%s runs actions at a commit that cannot change', (_, { steps }) => {
  const uses = steps.flatMap(step => step.uses ?? []);
  expect(uses.filter(each => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(each))).toEqual([]);
  expect(steps.length).toBeGreaterThan(0);
});

test('jobs have only the permissions to write that they need', () => {
  expect(JOBS.filter(([, { permissions }]) => permissions === undefined || typeof permissions !== 'object').map(([name]) => name)).toEqual([]);
  const writes = JOBS.map(([name, { permissions = {} }]) => [name, Object.keys(permissions).filter(key => permissions[key] !== 'read').sort()] as const);
  expect(Object.fromEntries(writes.filter(([, keys]) => keys.length > 0))).toEqual({
    'pull-request-lint.yml validate': ['pull-requests'],
    'release.yml release_command': ['id-token'],
    'release.yml release_github': ['attestations', 'contents', 'id-token'],
    'release.yml release_maven': ['attestations', 'id-token'],
    'release.yml release_npm': ['id-token'],
    'release.yml release_nuget': ['id-token'],
    'release.yml release_pypi': ['id-token'],
  });
});

test('only a person starts a release, and reviewers of the environment allow it', () => {
  const [, release] = WORKFLOWS.find(([file]) => file === 'release.yml')!;
  expect(Object.keys(release.on)).toEqual(['workflow_dispatch']);
  expect(PUBLICATIONS.map(([, { environment }]) => environment)).toEqual(PUBLICATIONS.map(() => 'release'));
});

test('the program that publishes has a fixed version', () => {
  const commands = PUBLICATIONS.flatMap(([, { steps }]) => steps.flatMap(({ run }) => run?.includes('publib') ? [run] : []));
  expect(commands.length).toBe(PUBLICATIONS.length - 1);
  expect(commands.filter(command => !/publib@\d+\.\d+\.\d+/.test(command))).toEqual([]);
});

test('each secret is documented, and none is a token of npm, PyPI or NuGet', () => {
  const used = new Set(FILES.flatMap(file => [...read('.github', 'workflows', file).matchAll(/secrets(?:\.|\[["'])(\w+)/g)].map(([, name]) => name)));
  // GitHub makes it for each run
  used.delete('GITHUB_TOKEN');
  const documented = [...read('docs', 'releasing.md').matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect([...used].sort()).toEqual(documented.sort());
  expect(documented.filter(name => /NPM|PYPI|TWINE|NUGET_(?!USERNAME)/.test(name))).toEqual([]);
});

test.each(['.', 'cli'])('upgrades of %s wait until a version is a week old', folder => {
  const { upgrade } = JSON.parse(read(folder, '.projen', 'tasks.json')).tasks;
  expect(upgrade.steps[0].execArgs).toContain('--cooldown=7');
  expect(upgrade.env.NPM_CONFIG_BEFORE).toContain(String(7 * 24 * 60 * 60 * 1000));
});
