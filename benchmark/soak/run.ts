import { execFile, fork } from 'child_process';
import { once } from 'events';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { promisify } from 'util';
import { Duration } from 'aws-cdk-lib';
import { ClaimRule, OnError, TableSource, Value } from '../../src';
import { deployedEnricher } from '../../test/local/cloud-assembly';
import { lambdaNode } from '../../test/local/lambda-node';
import { TestApp } from '../../test/support/app';

/**
 * Runs one environment of the function for hundreds of thousands of tokens, with cached responses and a table that fails periodically. Fails
 * if memory grows, or if a response is older than declared.
 */
const INVOCATIONS = Number(process.argv.slice(2).find(argument => /^[0-9]+$/.test(argument)) ?? 250_000);
/** Number of users, more than the cache can hold. */
const USERS = 60_000;
const TTL = 2;
const MAX_STALE = 6;
/** Milliseconds of a period, and those of it in which the table fails. */
const [PERIOD, FAILING] = [5000, 1500];
const ITEM_BYTES = 600;
/** Tolerance in milliseconds for the duration of an invocation. */
const TOLERANCE = 250;

interface Soaked {
  readonly invocations: number;
  readonly denied: number;
  readonly wrong: number;
  readonly slowest: number;
  readonly ages: { readonly cached: number; readonly stale: number };
  /** Resident memory in megabytes, over time. */
  readonly rss: readonly number[];
}

function asset(): ReturnType<typeof deployedEnricher> {
  const app = new TestApp();
  const source = (name: string, policy: object): TableSource =>
    TableSource.item(name, { table: app.table, key: { id: Value.sub() }, timeout: Duration.millis(500), ...policy });
  const cached = source('cached', { cacheTtl: Duration.seconds(TTL), onError: OnError.OMIT });
  const stale = source('stale', { cacheTtl: Duration.seconds(TTL), onError: OnError.USE_STALE, maxStale: Duration.seconds(MAX_STALE) });
  app.enricher({
    claims: [
      ClaimRule.set('cached', cached.attribute('at')),
      ClaimRule.set('stale', stale.attribute('at')),
      ClaimRule.set('user', stale.attribute('user')),
      ClaimRule.set('length', stale.attribute('text').size()),
    ],
  });
  return deployedEnricher(app.app.synth().directory, 'Stack');
}

async function main(): Promise<void> {
  const table = fork(path.join(__dirname, 'table-process.js'), [String(PERIOD), String(FAILING), String(ITEM_BYTES)], { execPath: lambdaNode(24) });
  try {
    const [port] = await once(table, 'message') as [number];
    const { asset: folder, environment } = asset();
    const entry = pathToFileURL(path.join(folder, 'index.mjs')).href;
    // the heap that V8 can have in a function with 256 MB
    const options = ['--expose-gc', '--max-old-space-size=96', path.join(__dirname, 'soak-process.mjs'), entry, String(INVOCATIONS), String(USERS)];
    const credentials = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const env = { ...credentials, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`, ...environment };
    const { stdout } = await promisify(execFile)(lambdaNode(24), options, { env });
    report(JSON.parse(stdout) as Soaked);
  } finally {
    table.kill();
  }
}

function report(soaked: Soaked): void {
  const { invocations, denied, wrong, slowest, ages, rss } = soaked;
  const half = rss.slice(Math.floor(rss.length / 2));
  console.log(`${invocations} tokens, ${denied} denied, ${wrong} with data of another user, the slowest after ${slowest} ms`);
  console.log(`oldest response: ${ages.cached} ms of ${TTL * 1000} (cacheTtl), ${ages.stale} ms of ${MAX_STALE * 1000} while the table fails (maxStale)`);
  console.log(`resident memory in MB, over time: ${rss.join(' ')}`);
  const mistakes = [
    ...wrong > 0 ? ['data of another user'] : [],
    ...ages.cached > TTL * 1000 + TOLERANCE || ages.stale > MAX_STALE * 1000 + TOLERANCE ? ['a response that is too old'] : [],
    ...ages.stale < TTL * 1000 || denied > invocations / 2 ? ['a run without significance'] : [],
    ...Math.max(...half) > Math.min(...half) * 1.15 ? ['growing memory'] : [],
    ...slowest > 4500 ? ['an invocation that is too slow'] : [],
  ];
  if (mistakes.length > 0) {
    throw new Error(mistakes.join(', '));
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
