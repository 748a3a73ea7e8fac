import * as fs from 'fs';
import * as path from 'path';
import type { Assembly } from '@jsii/spec';
import { loadAssemblyFromPath } from '@jsii/spec';
import { asCSharp7 } from './csharp-7';
import { Declarations } from './csharp-declarations';
import { isInstalled, pack, run } from './languages';
import { acceptedByNuGet } from './registries';
import { temporaryFolder } from '../packaged/packages';

/**
 * The generated C# and an app that uses it, compiled with Mono's compiler. Without NuGet, declarations of the CDK stand for the CDK: names are
 * tested, not behavior.
 */
const ROOT = path.join(__dirname, '..', '..');
const HERE = path.join(__dirname, 'csharp');
const read = (name: string): string => fs.readFileSync(path.join(HERE, name), 'utf8');

const EXAMPLES = path.join(ROOT, 'examples');
const APPS = ['pet-preference', 'saas'];

/** Namespaces that a new project of .NET imports by default. */
const OF_NEW_PROJECT = ['System', 'System.Collections.Generic', 'System.IO', 'System.Linq', 'System.Net.Http', 'System.Threading', 'System.Threading.Tasks'];
/** Namespaces of the CDK whose names can be in the code beside those of the library. */
const OF_CDK = ['Amazon.CDK', 'Amazon.CDK.AWS.Cognito', 'Amazon.CDK.AWS.DynamoDB', 'Amazon.CDK.AWS.IAM', 'Amazon.CDK.AWS.Lambda', 'Constructs'];
const OF_APPS = ['Amazon.CDK.AWS.Apigatewayv2', 'Amazon.CDK.AwsApigatewayv2Authorizers', 'Amazon.CDK.AwsApigatewayv2Integrations'];

const folder = temporaryFolder('csharp');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// types that are an intersection of others are in signatures that are not needed
const load = (packageFolder: string): Assembly => loadAssemblyFromPath(packageFolder, false, ['intersection-types']);
const own = load(ROOT);
const others = ['constructs', 'aws-cdk-lib'].map(name => load(path.join(ROOT, 'node_modules', name)));

const ENUMS = new Declarations([own, ...others], [], new Set()).enums;

/** Names that the signatures of types refer to. */
function referencedBy(types: unknown): readonly string[] {
  const names = new Set<string>();
  JSON.stringify(types, (_, value) => {
    if (typeof value === 'string' && /^(aws-cdk-lib|constructs)\.[\w.]+$/.test(value)) {
      names.add(value);
    }
    return value;
  });
  return [...names];
}

/** Types of the CDK that the code of apps names, and those that these return. */
function typesIn(code: string): readonly string[] {
  const words = new Set(code.match(/\w+/g));
  const modules = ['aws_apigatewayv2', 'aws_apigatewayv2_authorizers', 'aws_apigatewayv2_integrations', 'aws_cognito', 'aws_dynamodb', 'aws_lambda'];
  const prefixes = ['aws-cdk-lib.', ...modules.map(name => `aws-cdk-lib.${name}.`)];
  const types = Object.values(others[1].types!)
    .filter(({ fqn }) => prefixes.some(prefix => fqn.startsWith(prefix) && words.has(fqn.slice(prefix.length))));
  return [...types.map(({ fqn }) => fqn), ...referencedBy(types)];
}

/** The base classes and interfaces of types are declared too. */
function withBases(fqns: readonly string[]): ReadonlySet<string> {
  const all = new Set(fqns);
  for (const fqn of all) {
    const type = others.map(({ types = {} }) => types[fqn]).find(each => each !== undefined);
    const { base, interfaces = [] } = (type ?? {}) as { readonly base?: string; readonly interfaces?: readonly string[] };
    [...base === undefined ? [] : [base], ...interfaces].forEach(each => all.add(each));
  }
  return all;
}

function csharpIn(sources: string): readonly string[] {
  const names = fs.readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.cs'));
  // others connect packages when they run
  return names.filter(name => !/AssemblyInfo|Internal/.test(name)).map(name => fs.readFileSync(path.join(sources, name), 'utf8'));
}

/** Mono's compiler, which Debian has, knows C# 7. Proxies of interfaces and nullable references are newer, and no names depend on them. */
function compile(library: string, sources: readonly string[], ...options: readonly string[]): void {
  const files = sources.map((source, index) => {
    const file = path.join(folder, `${library}${index}.cs`);
    fs.writeFileSync(file, asCSharp7(source, ENUMS));
    return file;
  });
  fs.writeFileSync(path.join(folder, 'options'), ['-target:library', `-out:${path.join(folder, library)}.dll`, ...options, ...files].join('\n'));
  run(folder, ['mcs', '@options']);
}

const missing = isInstalled('mcs') ? '' : ' (needs mcs)';
const inCase = missing === '' || process.env.CI !== undefined ? test : test.skip;

inCase(`the C# of the library and of an app compile, without a warning${missing}`, () => {
  expect(missing).toBe('');
  const apps = APPS.map(name => csharpIn(path.join(EXAMPLES, name, 'csharp')));
  const used = withBases([...referencedBy(own.types), ...typesIn(apps.flat().join('\n'))]);
  compile('Declarations', [new Declarations(others, [...OF_CDK, ...OF_APPS], used).text, read('Runtime.cs'), read('Xunit.cs')]);

  pack('dotnet', folder, '--code-only');
  acceptedByNuGet(folder);
  const sources = csharpIn(path.join(folder, 'dotnet'));
  // code of TypeScript, in documentation that nobody translated
  expect(sources.filter(source => /^ *\/\/\/ +claims: \[/m.test(source))).toEqual([]);
  expect(sources.filter(source => source.includes('new TokenEnricherProps {')).length).toBeGreaterThan(1);
  expect(sources.length).toBeGreaterThan(Object.keys(own.types!).length);
  // as in the generated project
  compile('Library', sources, '-r:Declarations.dll', '-warnaserror+:0108,0109', '-nowarn:0612,0618');

  apps.forEach((app, index) => compile(`App${index}`, app, '-r:Declarations.dll', '-r:Library.dll', '-warnaserror'));
  const imports = [...OF_NEW_PROJECT, ...OF_CDK, 'CdkCognitoTokenEnricher'].map(name => `using ${name};`).join('\n');
  const names = Object.values(own.types!).flatMap(type => [type.name, ...type.kind === 'interface' && type.datatype ? [`I${type.name}`] : []]);
  const everyName = `${imports}\nnamespace Example { class Names { public readonly Type[] All = { ${names.map(name => `typeof(${name})`).join(', ')} }; } }`;
  compile('Names', [everyName], '-r:Declarations.dll', '-r:Library.dll', '-warnaserror');
});
