import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, DenyRule, OnError, RuleMode, ScopeRule, TableSource, Value, type ItemSourceProps, type TokenEnricherProps } from '../../src';
import { FaultProxy, type Fault } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let database: LocalDynamoDb;
let proxy: FaultProxy;
let host: LambdaHost | undefined;

beforeAll(async () => {
  database = await LocalDynamoDb.start();
  await database.createTable('Users', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  }, [{ id: 'sub-1', plan: 'gold', level: 1 }]);
  proxy = await FaultProxy.start(database.endpoint);
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});
beforeEach(async () => {
  proxy.reset();
  await database.put('Users', [{ id: 'sub-1', plan: 'gold', level: 1 }]);
});
afterEach(() => host?.stop());

type Users = (policy?: Partial<ItemSourceProps>, name?: string) => TableSource;

function start(props: (users: Users) => Partial<TokenEnricherProps>, environment: Record<string, string> = {}): void {
  const app = new TestApp();
  const table = new dynamodb.Table(app.stack, 'Users', { tableName: 'Users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  app.enricher(props((policy = {}, name = 'users') => TableSource.item(name, { table, key: { id: Value.sub() }, ...policy })));
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, ...environment } });
}

async function claims(sub = 'sub-1'): Promise<any> {
  const { response, error } = await host!.invoke(userEvent({}, { userAttributes: { sub } }));
  return error?.name ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

/** Their `milliseconds` are without the start of the process. */
const lines = () => host!.log.map(line => JSON.parse(line));
const plan = (source: TableSource, name = 'plan') => ClaimRule.set(name, source.attribute('plan'));
const OMIT = { onError: OnError.OMIT };
const STALE = { onError: OnError.USE_STALE, maxStale: Duration.minutes(5) };

describe('attempts', () => {
  test.each<[Fault, number]>([['throttled', 1], ['throttled', 3], ['server error', 4], ['hang', 3]])('%s: at most %i', async (fault, maxAttempts) => {
    start(users => ({ claims: [plan(users({ ...OMIT, maxAttempts }))] }));
    proxy.faults = [fault];
    const result = await claims();
    expect(result).toEqual({});
    expect(proxy.requests).toHaveLength(maxAttempts);
    expect(lines()[0].milliseconds).toBeLessThan(2600);
    expect(lines()[0].reads).toEqual([expect.objectContaining({ attempts: maxAttempts })]);
  });

  test('each has its share of the time', async () => {
    start(users => ({ claims: [plan(users({ timeout: Duration.millis(1500), maxAttempts: 3 }))] }));
    proxy.faults = ['hang', 'hang', 'none'];
    const result = await claims();
    expect(result).toEqual({ plan: 'gold' });
    expect(lines()[0].milliseconds).toBeGreaterThan(900);
  });

  test('many failures of an environment exhaust its retry budget', async () => {
    start(users => ({ claims: [plan(users({ ...OMIT, maxAttempts: 5 }))] }));
    proxy.faults = ['server error'];
    for (let index = 0; index < 6; index++) {
      expect(await claims()).toEqual({});
    }
    expect(proxy.requests).toHaveLength(6 + 10);
    expect(lines().at(-1).reads).toEqual([expect.objectContaining({ outcome: 'QUOTA', attempts: 1 })]);
    proxy.faults = ['none'];
    expect(await claims()).toEqual({ plan: 'gold' });
  });
});

describe('timeouts', () => {
  test.each([OnError.DENY, OnError.OMIT])('end a read, with %s', async onError => {
    start(users => ({ claims: [plan(users({ onError, timeout: Duration.millis(200) }))] }));
    proxy.faults = ['hang'];
    const result = await claims();
    expect(result).toEqual(onError === OnError.OMIT ? {} : 'TokenDenied');
    expect(lines()[0].milliseconds).toBeLessThan(800);
  });

  test('two sources with the same read share it and keep their policies', async () => {
    start(users => ({ claims: [plan(users({ ...OMIT, timeout: Duration.millis(150), maxAttempts: 1 }, 'impatient'), 'impatient'), plan(users({ timeout: Duration.seconds(3), maxAttempts: 3 }, 'patient'), 'patient')] }));
    proxy.faults = ['hang', 'none'];
    expect(await claims()).toEqual({ patient: 'gold' });
    expect(proxy.requests).toHaveLength(2);
  });
});

describe('a source with the same read as the source of its key', () => {
  const chained = (users: Users, first: Partial<ItemSourceProps>, second: Partial<ItemSourceProps>) => {
    const former = users(first, 'former');
    const latter = users({ key: { id: Value.firstOf(former.attribute('alias'), Value.sub()) }, ...second }, 'latter');
    return { claims: [plan(former, 'former'), plan(latter, 'latter'), ClaimRule.set('alias', latter.attribute('alias'))] };
  };
  const SHORT = { ...OMIT, timeout: Duration.millis(150), maxAttempts: 1 };
  const LONG = { timeout: Duration.seconds(2), maxAttempts: 2 };

  test.each<[string, object, object]>([['as patient', SHORT, SHORT], ['more patient', SHORT, LONG], ['less patient', LONG, SHORT]])('uses its result: %s', async (_, first, second) => {
    start(users => chained(users, first, second));
    expect(await claims()).toEqual({ former: 'gold', latter: 'gold' });
    expect(proxy.requests).toHaveLength(1);
  });

  test.each<[string, object, object, Fault[], string | object, number]>([
    ['more time', SHORT, LONG, ['hang', 'none'], { latter: 'gold' }, 2],
    ['more attempts', SHORT, { ...SHORT, maxAttempts: 2 }, ['server error', 'none'], { latter: 'gold' }, 2],
    ['no more than that', SHORT, SHORT, ['hang', 'none'], {}, 1],
    ['more, and the policy to deny', SHORT, LONG, ['server error'], 'TokenDenied', 3],
  ])('reads again if that has failed and it has %s', async (_, first, second, faults, expected, requests) => {
    start(users => chained(users, first, second));
    proxy.faults = faults;
    expect(await claims()).toEqual(expected);
    expect(proxy.requests).toHaveLength(requests);
  });
});

describe('cached results', () => {
  test('are used until they expire, even if there is no item', async () => {
    start(users => ({ claims: [plan(users({ cacheTtl: Duration.seconds(1) }))] }));
    expect([await claims(), await claims()]).toEqual([{ plan: 'gold' }, { plan: 'gold' }]);
    expect([await claims('nobody'), await claims('nobody')]).toEqual([{}, {}]);
    expect(proxy.requests).toHaveLength(2);
    expect(lines()[1]).toMatchObject({ reads: [{ source: 'users', outcome: 'FOUND', from: 'CACHE', attempts: 0 }], CachedReads: 1 });
    await database.put('Users', [{ id: 'sub-1', plan: 'silver' }]);
    expect(await claims()).toEqual({ plan: 'gold' });
    await new Promise(resolve => setTimeout(resolve, 1100));
    expect(await claims()).toEqual({ plan: 'silver' });
  });

  test('are not used for a source without a cache', async () => {
    start(users => ({ claims: [plan(users({ cacheTtl: Duration.minutes(1) }, 'cached'), 'cached'), plan(users({}, 'fresh'), 'fresh')] }));
    await claims();
    await database.put('Users', [{ id: 'sub-1', plan: 'silver' }]);
    expect(await claims()).toEqual({ cached: 'gold', fresh: 'silver' });
  });

  test('have all requested attributes', async () => {
    start(users => ({
      claims: [plan(users({ cacheTtl: Duration.minutes(1) }, 'one')), ClaimRule.set('level', users({ cacheTtl: Duration.minutes(1) }, 'two').attribute('level'), { when: Value.userAttribute('nickname').isPresent() })],
    }));
    expect(await claims()).toEqual({ plan: 'gold' });
    const { response } = await host!.invoke(userEvent({}, { userAttributes: { sub: 'sub-1', nickname: 'jo' } }));
    expect(response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride).toEqual({ plan: 'gold', level: 1 });
  });

  test('allow dependent sources to be read', async () => {
    start(users => {
      const first = users({ cacheTtl: Duration.minutes(1) }, 'first');
      const second = users({ key: { id: first.attribute('plan') } }, 'second');
      return { claims: [ClaimRule.set('plan', Value.choose(second.exists(), Value.literal('known'), Value.literal('unknown')))] };
    });
    expect([await claims(), await claims()]).toEqual([{ plan: 'unknown' }, { plan: 'unknown' }]);
    expect(proxy.requests).toHaveLength(3);
  });
});

describe('stale results', () => {
  test.each<Fault>(['hang', 'reset', 'throttled', 'access denied', 'malformed'])('are used when the table fails: %s', async fault => {
    start(users => ({ claims: [plan(users({ ...STALE, timeout: Duration.millis(300) }))] }));
    expect([await claims(), await claims('nobody')]).toEqual([{ plan: 'gold' }, {}]);
    await database.put('Users', [{ id: 'sub-1', plan: 'silver' }]);
    expect(await claims()).toEqual({ plan: 'silver' });
    proxy.faults = [fault];
    expect([await claims(), await claims('nobody')]).toEqual([{ plan: 'silver' }, {}]);
    expect(lines().at(-1)).toMatchObject({ reads: [{ from: 'STALE' }], StaleReads: 1, FailedReads: 1 });
    // there is no stale result for this user
    expect(await claims('sub-3')).toBe('TokenDenied');
  });

  test('belong to the source, whatever attributes others have requested since, and whichever source read them', async () => {
    start(users => {
      const first = users({}, 'first');
      const again = users({ ...STALE, key: { id: first.attribute('self') } }, 'again');
      const when = Value.userAttribute('nickname').isPresent();
      const level = ClaimRule.set('level', users({ ...STALE }, 'other').attribute('level'), { when });
      return { claims: [ClaimRule.set('plan', again.attribute('plan'), { when: Condition.none(when) }), level] };
    });
    await database.put('Users', [{ id: 'sub-1', plan: 'gold', level: 1, self: 'sub-1' }]);
    const withLevel = async () => (await host!.invoke(userEvent({}, { userAttributes: { sub: 'sub-1', nickname: 'jo' } }))).error?.name ?? 'issued';
    expect([await claims(), await withLevel()]).toEqual([{ plan: 'gold' }, 'issued']);
    // the first source is read, its item is requested once more, and nothing else
    proxy.faults = ['none', 'server error'];
    proxy.requests.length = 0;
    expect(await claims()).toEqual({ plan: 'gold' });
  });

  test('expire', async () => {
    start(users => ({ claims: [plan(users({ onError: OnError.USE_STALE, maxStale: Duration.seconds(1) }))] }));
    expect(await claims()).toEqual({ plan: 'gold' });
    proxy.faults = ['server error'];
    expect(await claims()).toEqual({ plan: 'gold' });
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(await claims()).toBe('TokenDenied');
  });
});

describe('a disabled source', () => {
  test('is not read, and its values have failed', async () => {
    const blocked = DenyRule.when(Value.sub().isEqualTo('blocked'), 'Blocked');
    start(users => ({ claims: [plan(users()), ClaimRule.set('mail', Value.literal('x'))], deny: [blocked] }), { TE_DISABLED_SOURCES: 'users, other' });
    expect([await claims(), await claims('blocked'), await claims()]).toEqual([{ mail: 'x' }, 'TokenDenied', { mail: 'x' }]);
    expect(proxy.requests).toEqual([]);
    expect(lines()[0]).toMatchObject({ rules: { FAILED: ['claims[0] (OMITTED users)'] } });
    expect(lines().map(({ disabledSources, ignoredSources }) => [disabledSources, ignoredSources])).toEqual(lines().map(() => [['users'], ['other']]));
    expect(lines()).toHaveLength(3);
  });

  test.each<[string, (users: Users) => Partial<TokenEnricherProps>]>([
    ['a scope', users => ({ scopes: [ScopeRule.addAll(Value.listOf(users().attribute('plan')))] })],
    ['the key of what a claim with authorization reads', users => ({ claims: [ClaimRule.set('a', users({ key: { id: users().attribute('plan') } }, 'next').attribute('plan'), { usedForAuthorization: true })] })],
  ])('is read anyway if it decides about access: %s', async (_, props) => {
    start(props, { TE_DISABLED_SOURCES: 'users' });
    await claims();
    expect(proxy.requests.length).toBeGreaterThan(0);
    expect(lines()[0]).toMatchObject({ ignoredSources: ['users'] });
  });

  test('shadow rules alone do not count as access decisions', async () => {
    start(users => ({ claims: [plan(users())], scopes: [ScopeRule.addAll(Value.listOf(users().attribute('plan')), { mode: RuleMode.SHADOW })] }), { TE_DISABLED_SOURCES: 'users' });
    expect(await claims()).toEqual({});
  });
});
