import * as fs from 'fs';
import * as path from 'path';
import { run } from './languages';

// The demands of each registry on a package, as far as they are visible in it. `test/release` has those of npm.

const REPOSITORY = 'https://github.com/token-enricher/cdk-cognito-token-enricher.git';

/** As publib uploads it: with twine, which also renders the description. */
export function acceptedByPyPi(packages: string): void {
  const folder = path.join(packages, 'python');
  const files = fs.readdirSync(folder);
  expect(files.map(file => path.extname(file)).sort()).toEqual(['.gz', '.whl']);
  run(packages, ['python3', '-m', 'venv', 'twine']);
  run(packages, ['twine/bin/pip', 'install', '--quiet', 'twine<6.2.0']);
  run(folder, ['../twine/bin/twine', 'check', '--strict', ...files]);
  const inWheel = run(folder, ['python3', '-m', 'zipfile', '--list', files.find(file => file.endsWith('.whl'))!]);
  expect(inWheel).toMatch(/dist-info\/LICENSE /);
  expect(inWheel).toMatch(/dist-info\/NOTICE /);
}

/** @see https://central.sonatype.org/publish/requirements/ Signatures are added by publib, with the key of the release. */
export function acceptedByMavenCentral(packages: string): void {
  const folder = path.join(packages, 'java', 'io', 'github', 'token-enricher', 'cdk-cognito-token-enricher');
  const [version] = fs.readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name);
  const files = fs.readdirSync(path.join(folder, version));
  const artifact = `cdk-cognito-token-enricher-${version}`;
  expect(files).toEqual(expect.arrayContaining(['.pom', '.jar', '-sources.jar', '-javadoc.jar'].flatMap(end => ['', '.md5', '.sha1'].map(hash => `${artifact}${end}${hash}`))));
  expect(version).not.toMatch(/-SNAPSHOT$/);
  const pom = fs.readFileSync(path.join(folder, version, `${artifact}.pom`), 'utf8');
  expect(pom).toContain('<groupId>io.github.token-enricher</groupId>');
  expect(pom).toContain(`<scm>\n    <connection>scm:git:${REPOSITORY}</connection>\n    <url>${REPOSITORY}</url>`);
  expect(pom).toMatch(/<licenses>\s*<license>\s*<name>Apache License 2\.0<\/name>\s*<url>https:/);
  expect(pom).toMatch(/<developers>\s*<developer>\s*<organization>TokenEnricher contributors</);
  for (const element of ['name', 'description', 'url']) {
    expect(pom).toMatch(new RegExp(`^  <${element}>[^<]+</${element}>$`, 'm'));
  }
}

/** publib copies the folder to the repository of Go packages, and tags it with the folder and the version. */
export function acceptedAsGoModule(packages: string): void {
  const repository = path.join(packages, 'go');
  expect(fs.readdirSync(repository)).toEqual(['tokenenricher']);
  const folder = path.join(repository, 'tokenenricher');
  expect(fs.readFileSync(path.join(folder, 'go.mod'), 'utf8')).toMatch(/^module github\.com\/token-enricher\/cdk-cognito-token-enricher-go\/tokenenricher$/m);
  const version = fs.readFileSync(path.join(folder, 'version'), 'utf8').trim();
  expect(fs.readdirSync(path.join(folder, 'jsii'))).toContain(`cdk-cognito-token-enricher-${version}.tgz`);
  expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'README.md']));
  // from 2.0.0 on, Go demands the major version in the path, which jsii adds
  expect(version).toMatch(/^[01]\./);
}

/** The project from which the SDK of .NET makes the package. @see https://learn.microsoft.com/en-us/nuget/create-packages/package-authoring-best-practices */
export function acceptedByNuGet(packages: string): void {
  const folder = path.join(packages, 'dotnet', 'CdkCognitoTokenEnricher');
  const project = fs.readFileSync(path.join(folder, 'CdkCognitoTokenEnricher.csproj'), 'utf8');
  expect(project).toContain('<PackageId>CdkCognitoTokenEnricher</PackageId>');
  expect(project).toContain('<PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>');
  expect(project).toContain('<Authors>TokenEnricher contributors</Authors>');
  expect(project).toContain(`<RepositoryUrl>${REPOSITORY}</RepositoryUrl>`);
  expect(project).toMatch(/<Description>[^<]{20,4000}<\/Description>/);
  const [, embedded] = /<EmbeddedResource Include="([^"]+)"/.exec(project)!;
  expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining([embedded, 'LICENSE', 'NOTICE']));
}
