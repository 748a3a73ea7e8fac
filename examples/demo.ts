import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { baseTokensOf, type Claims } from '../src/cognito/base-tokens';
import { issueTokens } from '../src/cognito/issue-tokens';
import { readEvent } from '../src/cognito/token-request';
import { stableStringify, type JsonMap } from '../src/ruleset/json';
import { deployedEnricher, type DeployedEnricher } from '../test/local/cloud-assembly';
import { LambdaHost } from '../test/local/lambda-host';
import { LocalDynamoDb } from '../test/local/local-dynamodb';

interface Case {
  readonly system: string;
  readonly name: string;
  readonly event: any;
  readonly tables: { readonly [table: string]: Array<Record<string, unknown>> };
  readonly expected: { readonly idToken: Claims; readonly accessToken: Claims };
}

/** What the rules did to the tokens of one case. */
interface CaseResult {
  readonly system: string;
  readonly name: string;
  readonly idToken: Claims;
  readonly accessToken: Claims;
}

/** The systems of the cases: the folder of the app, and the id of its stack. */
const SYSTEMS: { readonly [system: string]: { readonly folder: string; readonly stack: string } } = {
  S1: { folder: 'pet-preference', stack: 'PetPreference' },
  S2: { folder: 'membership', stack: 'Membership' },
  S3: { folder: 'projects', stack: 'Projects' },
};

async function main(): Promise<void> {
  const asJson = process.argv.includes('--json');
  const { cases } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'test', 'cases', 'examples.json'), 'utf8')) as { cases: Case[] };
  const results: CaseResult[] = [];
  const different: string[] = [];
  for (const [system, { folder, stack }] of Object.entries(SYSTEMS)) {
    const own = cases.filter(each => each.system === system);
    for (const [index, result] of (await runSystem(folder, stack, own, !asJson)).entries()) {
      results.push(result);
      const { idToken, accessToken } = result;
      if (stableStringify({ idToken, accessToken }) !== stableStringify(own[index].expected)) {
        different.push(`${system}, ${result.name}: expected ${stableStringify(own[index].expected)}, got ${stableStringify({ idToken, accessToken })}`);
      }
    }
  }
  if (asJson) {
    console.log(JSON.stringify({ cases: results }, null, 2));
  } else {
    console.log(different.length === 0 ? `All ${results.length} cases gave the tokens that they should.` : `${different.length} of ${results.length} cases differ.`);
  }
  different.forEach(line => console.error(line));
  process.exitCode = different.length === 0 ? 0 : 1;
}

/** Synthesizes the app of a system and sends the events of its cases through the function in the cloud assembly. */
async function runSystem(folder: string, stack: string, cases: readonly Case[], print: boolean): Promise<readonly CaseResult[]> {
  const assembly = fs.mkdtempSync(path.join(os.tmpdir(), `demo-${folder}-`));
  const dynamoDb = await LocalDynamoDb.start();
  try {
    synthesize(folder, assembly);
    const enricher = deployedEnricher(assembly, stack);
    await createTables(dynamoDb, enricher, cases);
    const host = new LambdaHost({ asset: enricher.asset, environment: { ...enricher.environment, AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint } });
    const results: CaseResult[] = [];
    for (const each of cases) {
      const { response, error } = await host.invoke(each.event);
      if (!response?.response) {
        throw new Error(`${each.system}, ${each.name}: ${error?.message ?? 'no response'}`);
      }
      results.push(compare(each, response.response as JsonMap, print));
    }
    await host.stop();
    return results;
  } finally {
    await dynamoDb.stop();
    fs.rmSync(assembly, { recursive: true });
  }
}

/** As the CDK command line does: the app is a program that writes its cloud assembly. */
function synthesize(folder: string, assembly: string): void {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(__dirname, '..', 'test', 'tsconfig.json'), path.join(__dirname, folder, 'app.ts'),
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

/** The tokens without and with the function. */
function compare({ system, name, event }: Case, response: JsonMap, print: boolean): CaseResult {
  const request = readEvent(event, Math.floor(Date.now() / 1000))!;
  const before = baseTokensOf(request);
  const after = issueTokens(before, response);
  if (print) {
    console.log(`${system}  ${name}  (${event.triggerSource}, version ${event.version})`);
    printToken('ID token', before.idToken ?? {}, after.idToken ?? {});
    printToken('access token', before.accessToken, after.accessToken);
    console.log();
  }
  return {
    system,
    name,
    idToken: changed(before.idToken ?? {}, after.idToken ?? {}),
    accessToken: { ...changed(before.accessToken, after.accessToken), ...(request.scopes && { scope: after.accessToken.scope }) },
  };
}

/** Claims that were added or have another value. */
function changed(before: Claims, after: Claims): Claims {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => stableStringify(before[name]) !== stableStringify(value)));
}

/** The claims of a token, with a mark beside what was taken out (-) and what was put in (+). */
function printToken(title: string, before: Claims, after: Claims): void {
  console.log(`  ${title}`);
  for (const name of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const [was, is] = [before, after].map(claims => name in claims ? JSON.stringify(claims[name]) : undefined);
    if (was === is) {
      console.log(`      ${name}: ${is}`);
    } else {
      [['-', was], ['+', is]].forEach(([mark, value]) => value !== undefined && console.log(`    ${mark} ${name}: ${value}`));
    }
  }
}

void main();
