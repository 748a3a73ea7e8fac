import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { AwsRequest } from '../../lambda-src/aws/client';
import type { CallAws } from '../../lambda-src/aws/retry';
import { createCache } from '../../lambda-src/enricher/cache-engine';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { RequestEvaluation } from '../../lambda-src/enricher/request-evaluation';
import { loadRuleset } from '../../lambda-src/enricher/ruleset';
import { SourceReader } from '../../lambda-src/enricher/source-reader';
import { ClaimRule, TableSource, Value, type ItemSourceProps } from '../../src';
import { readEvent } from '../../src/core/cognito/token-request';
import type { RulesetDocument } from '../../src/core/document/document';
import { deployedDocument } from '../local/cloud-assembly';
import { TestApp } from '../support/app';
import { userEvent } from '../support/deploy';

const TAKES = 250;

/** One environment with concurrent invocations, as on Lambda Managed Instances, and the requests that it sends. */
class Environment {
  public readonly sent: string[] = [];
  private readonly document: RulesetDocument;
  private readonly reader: SourceReader;

  constructor(policy: Partial<ItemSourceProps> = {}) {
    const app = new TestApp();
    const table = new dynamodb.Table(app.stack, 'Users', { tableName: 'Users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const users = TableSource.item('users', { table, key: { id: Value.sub() }, timeout: Duration.seconds(2), ...policy });
    app.enricher({ claims: [ClaimRule.set('plan', users.attribute('plan'))] });
    this.document = deployedDocument(app.app.synth().directory, 'Stack');
    const call: CallAws = async ({ body }: AwsRequest, _, read) => {
      const { Key: key } = JSON.parse(body);
      this.sent.push(key.id.S);
      await new Promise(resolve => setTimeout(resolve, TAKES));
      return { value: read({ Item: { ...key, plan: { S: `plan of ${key.id.S}` } } }, '')!, bytes: 20, attempts: 1 };
    };
    this.reader = new SourceReader(this.document.sources, call);
  }

  public async plan(sub: string): Promise<unknown> {
    const request = readEvent(userEvent({}, { userAttributes: { sub } }), 0)!;
    const evaluation = new RequestEvaluation(loadRuleset(this.document), request, { slot: () => '', isClient: () => false });
    await this.reader.readAll(evaluation, Deadline.after(3000), []);
    return evaluation.conclude().decision.changes.tokens.ACCESS.set.plan;
  }
}

const after = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

describe('invocations of one environment', () => {
  test('share a read that has just started', async () => {
    const environment = new Environment();
    const [first, second] = [environment.plan('a'), after(30).then(() => environment.plan('a'))];
    expect([await first, await second]).toEqual(['plan of a', 'plan of a']);
    expect(environment.sent).toEqual(['a']);
  });

  test('do not share reads of another user', async () => {
    const environment = new Environment();
    expect(await Promise.all([environment.plan('a'), environment.plan('b')])).toEqual(['plan of a', 'plan of b']);
    expect(environment.sent.sort()).toEqual(['a', 'b']);
  });

  test('do not wait for a read that may never return', async () => {
    const environment = new Environment();
    await Promise.all([environment.plan('a'), after(150).then(() => environment.plan('a'))]);
    expect(environment.sent).toEqual(['a', 'a']);
  });

  test('do not share strongly consistent reads', async () => {
    const environment = new Environment({ consistentRead: true });
    await Promise.all([environment.plan('a'), after(30).then(() => environment.plan('a'))]);
    expect(environment.sent).toEqual(['a', 'a']);
  });

  test('do not reuse completed reads', async () => {
    const environment = new Environment();
    await environment.plan('a');
    await environment.plan('a');
    expect(environment.sent).toEqual(['a', 'a']);
  });
});

describe('the cache', () => {
  const kept = (cache: ReturnType<typeof createCache>, keys: readonly string[]): number => keys.filter(key => cache.get(key)).length;
  const keysOf = (count: number, length = 0) => Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, '-'));

  test.each<[string, number, number, number, number]>([
    ['are 10,000 at most', 12_000, 0, 100, 10_000],
    ['have 8 MB at most', 100, 0, 400_000, 19],
    ['count with their keys, which callers may make long', 10_000, 2000, 100, 1860],
  ])('%s', (_, count, keyLength, bytes, expected) => {
    const cache = createCache<{ bytes: number }>(entry => entry.bytes);
    const keys = keysOf(count, keyLength);
    keys.forEach(key => cache.set(key, { bytes }));
    expect(kept(cache, keys)).toBe(expected);
    // the oldest entries are removed
    expect(cache.get(keys[0])).toBeUndefined();
    expect(cache.get(keys[count - 1])).toBeDefined();
  });
});
