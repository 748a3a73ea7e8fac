import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Case } from './cases';
import { baseTokensOf, type BaseTokens } from '../../src/core/cognito/base-tokens';
import { issueTokens } from '../../src/core/cognito/issue-tokens';
import { readEvent } from '../../src/core/cognito/token-request';
import type { RulesetDocument } from '../../src/core/document/document';
import type { JsonMap } from '../../src/core/document/json';
import { deployedDocument, deployedEnricher, type DeployedEnricher } from '../../test/local/cloud-assembly';
import { LambdaHost } from '../../test/local/lambda-host';
import { lambdaNode, type LambdaNode } from '../../test/local/lambda-node';
import { LocalDynamoDb } from '../../test/local/local-dynamodb';

/** An example app: the name of its cases, its folder, and the id of its stack. */
export interface Example {
  readonly system: string;
  readonly folder: string;
  readonly stack: string;
}

export const EXAMPLES: readonly Example[] = [
  { system: 'S1', folder: 'pet-preference', stack: 'PetPreference' },
  { system: 'S2', folder: 'membership', stack: 'Membership' },
  { system: 'S3', folder: 'projects', stack: 'Projects' },
];

/** The function that was run: the asset that a deployment would upload, and the Node.js that ran it. */
export interface FunctionFacts {
  readonly hash: string;
  readonly files: number;
  readonly bytes: number;
  readonly nodeVersion: string;
  readonly triggerVersion: string;
}

/** The tokens of one case without and with the function. */
export interface CaseRun {
  readonly given: Case;
  readonly before: BaseTokens;
  readonly after: BaseTokens;
}

export interface ExampleRun {
  readonly example: Example;
  readonly function: FunctionFacts;
  readonly document: RulesetDocument;
  readonly cases: readonly CaseRun[];
}

/** Runtimes of templates, and the Node.js that stands in for them. */
const RUNTIMES: { readonly [runtime: string]: LambdaNode } = { 'nodejs22.x': 22, 'nodejs24.x': 24 };

/** Synthesizes an example app and sends the events of its cases through the function in the cloud assembly. */
export async function runExample(example: Example, cases: readonly Case[]): Promise<ExampleRun> {
  const assembly = fs.mkdtempSync(path.join(os.tmpdir(), `demo-${example.folder}-`));
  const dynamoDb = await LocalDynamoDb.start();
  try {
    synthesize(example.folder, assembly);
    const enricher = deployedEnricher(assembly, example.stack);
    await createTables(dynamoDb, enricher, cases);
    const document = deployedDocument(assembly, example.stack);
    const node = nodeOf(enricher);
    return {
      example,
      function: { ...assetFacts(enricher.asset), nodeVersion: versionOf(node), triggerVersion: document.triggerVersion },
      document,
      cases: await runCases(enricher, node, dynamoDb, cases),
    };
  } finally {
    await dynamoDb.stop();
    fs.rmSync(assembly, { recursive: true });
  }
}

/** Runs the app as the CDK CLI does: it is a program that writes its cloud assembly. */
function synthesize(folder: string, assembly: string): void {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'),
    '--tsconfig', path.join(__dirname, '..', '..', 'test', 'tsconfig.json'),
    path.join(__dirname, '..', folder, 'app.ts'),
  ], { env: { ...process.env, CDK_OUTDIR: assembly }, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The tables of the template, with the items of the cases. */
async function createTables(dynamoDb: LocalDynamoDb, { resources }: DeployedEnricher, cases: readonly Case[]): Promise<void> {
  for (const { Type, Properties: { TableName, KeySchema, AttributeDefinitions } } of Object.values(resources)) {
    if (Type === 'AWS::DynamoDB::Table') {
      await dynamoDb.createTable(TableName, { KeySchema, AttributeDefinitions }, cases.flatMap(({ tables }) => tables[TableName] ?? []));
    }
  }
}

/** The Node.js of the runtime that the template names. */
function nodeOf({ resources }: DeployedEnricher): LambdaNode {
  const runtime = String(Object.values(resources).find(({ Metadata }) => Metadata?.['token-enricher'])?.Properties.Runtime);
  const node = RUNTIMES[runtime];
  if (node === undefined) {
    throw new Error(`the template names the runtime ${runtime}, and there is a Node.js for ${Object.keys(RUNTIMES).join(' and ')} here`);
  }
  return node;
}

function versionOf(node: LambdaNode): string {
  return execFileSync(lambdaNode(node), ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
}

function assetFacts(asset: string): Pick<FunctionFacts, 'hash' | 'files' | 'bytes'> {
  const sizes = fs.readdirSync(asset).map(file => fs.statSync(path.join(asset, file)).size);
  return { hash: path.basename(asset).replace('asset.', ''), files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function runCases(enricher: DeployedEnricher, node: LambdaNode, dynamoDb: LocalDynamoDb, cases: readonly Case[]): Promise<readonly CaseRun[]> {
  const environment = { ...enricher.environment, AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint };
  const host = new LambdaHost({ asset: enricher.asset, environment, node });
  try {
    const runs: CaseRun[] = [];
    for (const each of cases) {
      runs.push(await runCase(each, host));
    }
    return runs;
  } finally {
    await host.stop();
  }
}

async function runCase(given: Case, host: LambdaHost): Promise<CaseRun> {
  const { response, error } = await host.invoke(given.event);
  const request = readEvent(given.event, Math.floor(Date.now() / 1000));
  if (!response?.response || !request) {
    throw new Error(`${given.system}, ${given.name}: ${error?.message ?? 'no response'}`);
  }
  const before = baseTokensOf(request);
  return { given, before, after: issueTokens(before, response.response as JsonMap) };
}
