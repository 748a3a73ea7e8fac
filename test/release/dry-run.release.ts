import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { isInstalled, run } from '../bindings/languages';
import { temporaryFolder } from '../packaged/packages';

/**
 * A release without its publication: the tasks of the release workflow, in a copy of the repository. The packages of the other languages and the
 * demands of their registries are in `test/bindings`.
 */
const ROOT = path.join(__dirname, '..', '..');
const folder = temporaryFolder('release');
const copy = path.join(folder, 'copy');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: copy, encoding: 'utf8' });
const inCopy = (...names: readonly string[]): string => path.join(copy, ...names);
const read = (...names: readonly string[]): string => fs.readFileSync(inCopy(...names), 'utf8');
const projen = (task: string): string => run(copy, ['npx', 'projen', task], { CI: '1' });

/** The tasks that a task runs in turn. */
function spawnedBy(name: string): readonly string[] {
  const { tasks } = JSON.parse(read('.projen', 'tasks.json'));
  return tasks[name].steps.flatMap(({ spawn }: { readonly spawn?: string }) => spawn ?? []);
}

function inPackage(tarball: string, file: string): string {
  return execFileSync('tar', ['xzOf', tarball, `package/${file}`], { encoding: 'utf8' });
}

function packageIn(name: string): string {
  const [tarball, ...others] = fs.readdirSync(inCopy('dist', name));
  expect(others).toEqual([]);
  return inCopy('dist', name, tarball);
}

let builtByReader: readonly string[];

beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', ROOT, copy]);
  fs.symlinkSync(path.join(ROOT, 'node_modules'), inCopy('node_modules'));
  fs.appendFileSync(inCopy('.git', 'info', 'exclude'), '/node_modules\n');
  const expanded = (name: string): readonly string[] => spawnedBy(name).flatMap(task => ['build', 'post-compile'].includes(task) ? expanded(task) : task);
  const tasks = expanded('release');
  expect(tasks).toEqual(['bump', 'default', 'pre-compile', 'compile', 'docgen', 'compat', 'test', 'package', 'unbump']);
  // nothing is built yet, as in the clone of a reader
  const [, commands] = /^```sh\n([^]*?)^```$/m.exec(read('docs', 'languages.md'))!;
  run(copy, ['bash', '-euo', 'pipefail', '-c', commands]);
  builtByReader = fs.readdirSync(inCopy('dist', 'js'));
  fs.rmSync(inCopy('dist'), { recursive: true });
  // .ci/run has tested the same commit, and compared its generated files
  tasks.filter(task => !['default', 'docgen', 'test'].includes(task)).forEach(projen);
});

test('the commands of docs/languages.md build the package in a clone, and copy the apps', () => {
  expect(builtByReader).toEqual(['cdk-cognito-token-enricher@0.0.0.jsii.tgz']);
  expect(fs.readdirSync(path.join(folder, 'apps')).sort()).toEqual(['pet-preference', 'saas']);
});

test('the version follows from the commits, and the notes have the entry of the changelog and the commits', () => {
  const version = read('dist', 'version.txt');
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(read('dist', 'releasetag.txt')).toBe(`v${version}`);
  const notes = read('dist', 'changelog.md');
  // with a link to the changes since the release before, if there was one
  expect(notes).toMatch(new RegExp(`^## (\\[${version}\\]\\(.*\\)|${version}) \\(`, 'm'));
  const [, newest, entry] = read('CHANGELOG.md').split(/^## (.*)$/m);
  expect(notes.startsWith(`${entry.trim()}\n`)).toBe(newest === version);
  // the bound of GitHub
  expect(notes.length).toBeLessThan(125_000);
});

// CI has Go, which compiles it
(isInstalled('go') || process.env.CI !== undefined ? test : test.skip)('the workflows follow the rules of GitHub', () => {
  run(copy, ['go', 'run', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', '-shellcheck=', '-pyflakes=']);
});

test('the repository is as it was', () => expect(git('status', '--porcelain')).toBe(''));

test.each([['js', 'cdk-cognito-token-enricher'], ['command', 'token-enricher']])('npm would publish the package in dist/%s', (name, product) => {
  const tarball = packageIn(name);
  const version = read('dist', 'version.txt');
  expect(JSON.parse(inPackage(tarball, 'package.json'))).toMatchObject({ name: product, version, license: 'Apache-2.0', repository: { type: 'git' } });
  expect(inPackage(tarball, 'NOTICE')).toContain(`${product} contains code of these packages.`);
  expect(run(folder, ['npm', 'publish', '--dry-run', tarball])).toContain(`+ ${product}@${version}`);
});

test('the documentation is packed for readers without a network', () => {
  const files = execFileSync('tar', ['tzf', packageIn('docs')], { encoding: 'utf8' }).split('\n');
  expect(files).toEqual(expect.arrayContaining(['README.md', 'API.md', 'docs/guides/README.md', 'docs/images/overview.svg', 'examples/saas/README.md', 'integ/questions.ts']));
});

test('the command has the version of the library', () => {
  run(folder, ['tar', 'xzf', packageIn('command')]);
  const bundle = fs.readFileSync(path.join(folder, 'package', 'lib', 'main.mjs'), 'utf8');
  expect(bundle.includes(`"${read('dist', 'version.txt')}"`)).toBe(true);
});

test.each([['cdk-cognito-token-enricher', ['lru-cache', 're2js']], ['token-enricher', ['preact', 're2js']]])('the SBOM of %s has what it bundles', (product, bundled) => {
  const { bomFormat, metadata, components } = JSON.parse(read('dist', 'sbom', `${product}.cdx.json`));
  expect(bomFormat).toBe('CycloneDX');
  expect(metadata.component.purl).toBe(`pkg:npm/${product}@${read('dist', 'version.txt')}`);
  expect(components.map((each: any) => each.name)).toEqual(bundled);
  for (const each of components) {
    expect(each).toMatchObject({ purl: `pkg:npm/${each.name}@${each.version}`, licenses: [{ license: { id: expect.any(String) } }], hashes: [{ alg: 'SHA-512' }] });
  }
});

describe('the comparison of the API', () => {
  const original = path.join(folder, 'original');
  const script = [path.join(ROOT, 'node_modules', '.bin', 'tsx'), '--tsconfig', 'test/tsconfig.json', 'scripts/compat.ts'];
  const compat = (...args: readonly string[]) => () =>
    run(copy, [...script, ...args], { NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9', NPM_CONFIG_FETCH_RETRIES: '0' });

  beforeAll(() => {
    const assembly = JSON.parse(read('.jsii'));
    const { methods } = assembly.types['cdk-cognito-token-enricher.Value'];
    methods.push({ ...methods[0], name: 'ofEarlierRelease' });
    fs.mkdirSync(original);
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(original, 'node_modules'));
    fs.copyFileSync(inCopy('package.json'), path.join(original, 'package.json'));
    fs.writeFileSync(path.join(original, '.jsii'), JSON.stringify(assembly));
  });

  test('fails for a breaking change, also of an experimental API', () => {
    expect(compat(original)).toThrow('has been removed [removed:cdk-cognito-token-enricher.Value.ofEarlierRelease]');
  });

  test('passes for a breaking change that is declared', () => {
    fs.writeFileSync(inCopy('.compatignore'), 'removed:cdk-cognito-token-enricher.Value.ofEarlierRelease\n');
    expect(compat(original)).not.toThrow();
  });

  test('fails if the registry cannot be reached', () => expect(compat()).toThrow('is not known, because npm failed'));
});
