import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, TableSource, Value } from '../../src';
import { deployedEnricher } from '../local/cloud-assembly';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let database: LocalDynamoDb;
beforeAll(async () => {
  database = await LocalDynamoDb.start();
  const schema = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }] };
  await database.createTable('Users', schema, [{ id: 'sub-1', plan: 'gold' }]);
});
afterAll(() => database.stop());

/** Rules as most people have them. */
const SYSTEMS: ReadonlyArray<[string, (users: TableSource) => ClaimRule[]]> = [
  ['of the event alone', () => [ClaimRule.set('mail', Value.email().lower()), ClaimRule.set('staff', Value.literal(true), { when: Condition.inGroup('staff') })]],
  ['of a table', users => [ClaimRule.set('plan', users.attribute('plan')), ClaimRule.set('groups', Value.groups().join(','))]],
];

function appOf(rules: (users: TableSource) => ClaimRule[]): TestApp {
  const app = new TestApp();
  const table = new dynamodb.Table(app.stack, 'Users', { tableName: 'Users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  app.enricher({ claims: rules(TableSource.item('users', { table, key: { id: Value.sub() } })) });
  return app;
}

interface Counted {
  readonly text: string;
  readonly isCompiledAtOnce: boolean;
  readonly calls: number;
}

/** Functions of a deployed file, and how often each was called up to the end of a process that has issued one token, as V8 counted. */
async function counted(app: TestApp): Promise<readonly Counted[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counted-'));
  const host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: database.endpoint, NODE_V8_COVERAGE: folder } });
  expect((await host.invoke(userEvent())).error).toBeUndefined();
  await host.stop();
  const reports = fs.readdirSync(folder).map(name => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
  fs.rmSync(folder, { recursive: true });
  expect(reports).toHaveLength(1);
  const { url, functions } = reports[0].result.find((script: { url: string }) => script.url.endsWith('/index.mjs'));
  const code = fs.readFileSync(new URL(url), 'utf8');
  return functions.map(({ ranges: [{ startOffset, endOffset, count }] }: any) => ({
    text: code.slice(startOffset, endOffset), isCompiledAtOnce: code[startOffset - 1] === '(', calls: count,
  }));
}

const bytesOf = (functions: readonly Counted[]) => functions.reduce((sum, { text }) => sum + text.length, 0);

describe.each(SYSTEMS)('V8 compiles with a file what a start calls of it: rules %s', (_, rules) => {
  test('functions are compiled at once, but for what few starts call', async () => {
    const functions = (await counted(appOf(rules))).filter(({ text }) => /^(async )?function/.test(text));
    const atOnce = functions.filter(({ isCompiledAtOnce }) => isCompiledAtOnce);
    expect(atOnce.length).toBeGreaterThan(100);
    expect(bytesOf(atOnce.filter(({ calls }) => calls === 0))).toBeLessThan(bytesOf(atOnce) / 10);
    const later = functions.filter(({ isCompiledAtOnce }) => !isCompiledAtOnce);
    expect(later.length).toBeGreaterThan(5);
    expect(later.filter(({ calls }) => calls > 0)).toEqual([]);
  });

  test('what is left of classes and arrows could not be otherwise', () => {
    const code = fs.readFileSync(path.join(deployedEnricher(appOf(rules).app.synth().directory, 'Stack').asset, 'index.mjs'), 'utf8');
    expect(code).not.toMatch(/\bclass\b(?! extends)/);
    // they have the `this` of what is around them
    expect(code.match(/=>\{?.{40}/g)!.filter(arrow => !arrow.includes('this'))).toEqual([]);
  });
});

// V8 takes a function that becomes a member for one that stays: it is an old object at once, and keeps what it refers to until those are collected
test.each(SYSTEMS)('no function becomes a member of an object at every event: rules %s', (_, rules) => {
  const { asset } = deployedEnricher(appOf(rules).app.synth().directory, 'Stack');
  for (const file of fs.readdirSync(asset).filter(name => /^(index\.mjs|enricher\.js)$/.test(name))) {
    expect(fs.readFileSync(path.join(asset, file), 'utf8').match(/(\.[\w$]+|\])=(\((async )?function|(async )?([\w$]+|\([^()]*\))=>).{40}/g)).toBeNull();
  }
});
