import * as fs from 'fs';
import * as path from 'path';
import type { Assembly } from '@jsii/spec';
import { loadAssemblyFromPath } from '@jsii/spec';
import { asCSharp7 } from './csharp-7';
import { Declarations } from './csharp-declarations';
import { isInstalled, pack, run } from './languages';
import { temporaryFolder } from '../packaged/packages';

/**
 * The generated C# and an app that uses it, compiled with Mono's compiler. Without NuGet, declarations of the CDK stand for the CDK: names are
 * tested, not behavior.
 */
const ROOT = path.join(__dirname, '..', '..');
const HERE = path.join(__dirname, 'csharp');
const read = (name: string): string => fs.readFileSync(path.join(HERE, name), 'utf8');

/** Types of the CDK that the app creates, or that their properties have. */
const APP_TYPES: ReadonlyArray<readonly string[]> = [
  ['aws-cdk-lib', 'Stack', 'StackProps', 'Stage', 'StageProps', 'Duration'],
  ['aws-cdk-lib.aws_cognito', 'UserPool', 'UserPoolProps', 'FeaturePlan', 'IUserPool'],
  ['aws-cdk-lib.aws_dynamodb', 'Attribute', 'AttributeType', 'Table', 'TableProps', 'TableOptions', 'SchemaOptions', 'ITable'],
];
/** Namespaces that an app imports, with all of their names. */
const IMPORTED = ['Amazon.CDK', 'Amazon.CDK.AWS.Cognito', 'Amazon.CDK.AWS.DynamoDB', 'Amazon.CDK.AWS.IAM', 'Amazon.CDK.AWS.Lambda', 'Constructs'];

const folder = temporaryFolder('csharp');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// types that are an intersection of others are in signatures that are not needed
const load = (packageFolder: string): Assembly => loadAssemblyFromPath(packageFolder, false, ['intersection-types']);
const own = load(ROOT);
const others = ['constructs', 'aws-cdk-lib'].map(name => load(path.join(ROOT, 'node_modules', name)));

const ENUMS = new Declarations([own, ...others], [], new Set()).enums;

/** Names that the signatures of the library refer to. */
function referenced(assembly: Assembly): readonly string[] {
  const names = new Set<string>();
  JSON.stringify(assembly.types, (_, value) => {
    if (typeof value === 'string' && /^(aws-cdk-lib|constructs)\.[\w.]+$/.test(value)) {
      names.add(value);
    }
    return value;
  });
  return [...names];
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
  const used = withBases([...referenced(own), ...APP_TYPES.flatMap(([namespace, ...names]) => names.map(name => `${namespace}.${name}`))]);
  compile('Declarations', [new Declarations(others, IMPORTED, used).text, read('Runtime.cs')]);

  pack('dotnet', folder, '--code-only');
  const sources = csharpIn(path.join(folder, 'dotnet'));
  // code of TypeScript, in documentation that nobody translated
  expect(sources.filter(source => /^ *\/\/\/ +claims: \[/m.test(source))).toEqual([]);
  expect(sources.filter(source => source.includes('new TokenEnricherProps {')).length).toBeGreaterThan(1);
  expect(sources.length).toBeGreaterThan(Object.keys(own.types!).length);
  // as in the generated project
  compile('Library', sources, '-r:Declarations.dll', '-warnaserror+:0108,0109', '-nowarn:0612,0618');

  const app = read('Workspaces.cs');
  const [imports] = app.split('namespace');
  const names = Object.values(own.types!).flatMap(type => [type.name, ...type.kind === 'interface' && type.datatype ? [`I${type.name}`] : []]);
  const everyName = `${imports}namespace Example { class Names { public readonly Type[] All = { ${names.map(name => `typeof(${name})`).join(', ')} }; } }`;
  compile('App', [app, everyName], '-r:Declarations.dll', '-r:Library.dll', '-warnaserror');
});
