import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ts from 'typescript';
import { ClaimRule, TokenEnricher, Value, type TokenPreview } from '../../src';

const fromHere = createRequire(__filename);
const ROOT = path.join(__dirname, '..', '..');
/** Imports and resources that samples take for granted. */
export const FIXTURE = fs.readFileSync(path.join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');

/** A sample of code, with the place where readers see it. */
export interface Sample {
  readonly place: string;
  readonly code: string;
  /** The sample is a whole app, with its imports. */
  readonly isWhole?: boolean;
}

/** A fenced block of a page: its language and words after it, and its text. */
export interface Block {
  readonly place: string;
  readonly info: string;
  readonly text: string;
}

export const GUIDES = fs.readdirSync(path.join(ROOT, 'docs', 'guides')).filter(name => name.endsWith('.md') && name !== 'README.md').map(name => `docs/guides/${name}`);

export function blocksOf(page: string): readonly Block[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```([a-z][\w ]*)\n([^]*?)^```$/gm)]
    .map(({ 1: info, 2: content, index }) => ({ place: `${page}:${text.slice(0, index).split('\n').length}`, info, text: content }));
}

/** The samples of a page in TypeScript. */
export function samplesOf(page: string): readonly Sample[] {
  return blocksOf(page).filter(({ info }) => info === 'ts' || info === 'ts nofixture')
    .map(({ place, info, text }) => ({ place, code: text, isWhole: info === 'ts nofixture' }));
}

/** The samples in docstrings of the library. */
export function docstringSamples(): readonly Sample[] {
  const files = (fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })).filter(name => name.endsWith('.ts')).sort();
  return files.flatMap(name => {
    const text = fs.readFileSync(path.join(ROOT, 'src', name), 'utf8');
    return [...text.matchAll(/^ *\* @example\n([^]*?)(?=^ *\* @|^ *\*\/)/gm)]
      .map(({ 1: code, index }) => ({ place: `src/${name}:${text.slice(0, index).split('\n').length}`, code: code.replace(/^ *\* ?/gm, '') }));
  });
}

/** Runs a sample in a stack as readers would, and synthesizes the app. Returns the preview that the sample makes, if any. */
export function run({ code }: Sample): TokenPreview | undefined {
  const source = FIXTURE
    .replace('class Fixture', 'export class Fixture')
    // the resources that readers have already
    .replace('super(scope, id);', 'super(scope, id);\n    const { userPool, webClient, table, tenants, permissionsOfUser } = given(this);')
    .replace('/// here', `${code.replace(/^declare const (\w+): [\w.[\]]+;$/gm, 'const $1 = given(this).$1;')}\nshow(typeof preview === 'undefined' ? undefined : preview);`);
  let shown: TokenPreview | undefined;
  const { Fixture } = load<{ readonly Fixture: new (scope: App, id: string) => Stack }>(
    source, memoized(stack => givenIn(stack, code)), preview => { shown = preview; });
  const app = new App();
  new Fixture(app, 'Sample');
  app.synth();
  return shown;
}

interface WholeApp {
  readonly app: App;
  readonly enricher: TokenEnricher;
  readonly webClient: cognito.UserPoolClient;
}

/** Runs a whole app, and synthesizes it. */
export function runApp({ code }: Sample): WholeApp {
  const whole = load<WholeApp>(`${code}\nexport { app, enricher, webClient };`);
  whole.app.synth();
  return whole;
}

function load<T>(source: string, given?: (stack: Stack) => unknown, show?: (preview?: TokenPreview) => void): T {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported = {} as T;
  const execute = new Function('exports', 'require', 'given', 'show', outputText);
  execute(exported, (name: string) => fromHere(name === 'cdk-cognito-token-enricher' ? '../../src' : name), given, show);
  return exported;
}

/** The resources that samples take for granted, in the stack of the sample. */
function givenIn(stack: Stack, code: string) {
  const custom = [...new Set([...code.matchAll(/custom:(\w+)/g)].map(([, name]) => name))];
  const userPool = new cognito.UserPool(stack, 'UserPool', {
    customAttributes: Object.fromEntries(custom.map(name => [name, new cognito.StringAttribute()])),
    featurePlan: cognito.FeaturePlan.ESSENTIALS,
  });
  if (code.includes("'Corporate'")) {
    new cognito.CfnUserPoolIdentityProvider(stack, 'Corporate', {
      userPoolId: userPool.userPoolId, providerName: 'Corporate', providerType: 'OIDC', providerDetails: {}, attributeMapping: { 'custom:groups': 'groups' },
    });
  }
  const partitionKey = (name: string): dynamodb.TableOptions => ({ partitionKey: { name, type: dynamodb.AttributeType.STRING } });
  const keys = /\bkeys?(?::| =) { (\w+):/.exec(code);
  const sortKey = /\bsk:|'sk'/.test(code) ? { sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING } } : {};
  return {
    userPool,
    get webClient() { return userPool.addClient('Given', { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }) }); },
    get table() { return new dynamodb.Table(stack, 'Table', { ...partitionKey(keys?.[1] ?? 'id'), ...sortKey }); },
    get tenants() { return new dynamodb.Table(stack, 'Tenants', partitionKey('id')); },
    get permissionsOfUser() { return lambda.Function.fromFunctionArn(stack, 'Permissions', 'arn:aws:lambda:us-east-1:111122223333:function:permissions'); },
    get onCall() { return new sns.Topic(stack, 'OnCall'); },
    hundredLabels: Array.from({ length: 100 }, () => 'a long label '.repeat(12)),
    get enricher() { return new TokenEnricher(stack, 'Given', { userPool, claims: [ClaimRule.set('greeting', Value.literal('Hello'))] }); },
  };
}

/** Each given resource exists once, and only if the sample uses it. */
function memoized<T extends object>(create: (stack: Stack) => T): (stack: Stack) => T {
  let given: T | undefined;
  return stack => given ??= create(stack);
}
