import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { lambdaNode } from '../../test/local/lambda-node';
import { LocalDynamoDb } from '../../test/local/local-dynamodb';
import { quantile } from '../statistics';

/**
 * Compares the time and CPU that clients need to read an item from a local DynamoDB over TLS. Each variant runs in a separate process, in random
 * order. Times to the first item are medians minus that of bare Node.js, and ratios to the request signed by hand.
 */
const STARTS = Number(process.argv[2] ?? 40);
/**
 * Number of processes that continue to read, and number of reads before and during the measurement. One start measures nothing: it shows that the
 * benchmark works.
 */
const PROCESSES = Math.min(5, STARTS);
const CALLS = STARTS === 1 ? 100 : 2000;
const BARE = 'bare Node.js';
const HAND = 'signed by hand, node:https';
const VARIANTS: ReadonlyArray<{ readonly name: string; readonly file: string; readonly external?: true }> = [
  { name: BARE, file: 'bare' },
  { name: HAND, file: 'hand-signed' },
  { name: 'own client, node:tls', file: 'own' },
  { name: 'aws4, node:https', file: 'aws4' },
  { name: '@smithy/signature-v4, node:https', file: 'smithy' },
  { name: 'AWS SDK, bundled', file: 'sdk' },
  { name: 'document client of the AWS SDK, bundled', file: 'document-client' },
  { name: 'document client of the AWS SDK, from node_modules', file: 'document-client', external: true },
];

// inside the repository, so that packages that are not bundled are found in its node_modules
const BUILT = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'clients');

async function main(): Promise<void> {
  // the local DynamoDB has a self-signed certificate
  Object.assign(process.env, { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' });
  const dynamoDb = await LocalDynamoDb.start(true);
  await dynamoDb.createTable('Users', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  }, [{ id: 'a', text: 'x'.repeat(600) }]);
  const bundles = new Map(VARIANTS.map(({ name, file, external }) => {
    const outfile = path.join(BUILT, `${file}${external ? '-external' : ''}.js`);
    buildSync({ entryPoints: [path.join(__dirname, `${file}.ts`)], outfile, bundle: true, platform: 'node', target: 'node22', packages: external ? 'external' : 'bundle' });
    return [name, outfile];
  }));

  const times = new Map(VARIANTS.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= STARTS; round++) {
    for (const name of [...bundles.keys()].sort(() => Math.random() - 0.5)) {
      const { milliseconds } = await start(bundles.get(name)!, dynamoDb.endpoint);
      // the first round only fills the disk caches
      if (round > 0) {
        times.get(name)!.push(milliseconds);
      }
    }
  }
  const cpu = new Map(VARIANTS.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < PROCESSES; round++) {
    for (const [name, bundle] of bundles) {
      cpu.get(name)!.push(Number((await start(bundle, dynamoDb.endpoint, CALLS)).output));
    }
  }
  await dynamoDb.stop();
  print(times, cpu, bundles);
}

/** Runs one process, and measures it from start to end. */
function start(bundle: string, endpoint: string, calls = 0): Promise<{ readonly milliseconds: number; readonly output: string }> {
  const env = { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const body = JSON.stringify({ TableName: 'Users', Key: { id: { S: 'a' } } });
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(lambdaNode(24), [path.join(__dirname, 'client-process.js'), bundle, body, String(calls)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', text => { output += text; });
    child.on('exit', code => code === 0
      ? resolve({ milliseconds: Number(process.hrtime.bigint() - started) / 1e6, output })
      : reject(new Error(`${bundle} failed`)));
  });
}

function print(times: ReadonlyMap<string, number[]>, cpu: ReadonlyMap<string, number[]>, bundles: ReadonlyMap<string, string>): void {
  const bare = quantile(times.get(BARE)!, 0.5);
  const limit = quantile(times.get(HAND)!, 0.5) - bare;
  console.log(`Node.js 24, ${STARTS} starts of each; bare Node.js takes ${bare.toFixed(1)} ms`);
  console.log('ms over bare | quartiles | ratio | CPU microseconds of a later read | bundle KB | client');
  for (const [name, own] of times) {
    const [low, median, high] = [0.25, 0.5, 0.75].map(each => quantile(own, each) - bare);
    const size = fs.statSync(bundles.get(name)!).size / 1024;
    const later = quantile(cpu.get(name)!, 0.5).toFixed(0);
    console.log(`${median.toFixed(1).padStart(12)} | ${low.toFixed(1)}..${high.toFixed(1)} | ${(median / limit).toFixed(2)} | ${later} | ${size.toFixed(1)} | ${name}`);
  }
}

void main();
