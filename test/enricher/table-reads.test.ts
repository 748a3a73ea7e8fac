import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, OnError, RuleMode, TableSource, Value, ItemAttributeType, type TokenEnricherProps } from '../../src';
import { FAULTS, FaultProxy } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let database: LocalDynamoDb;
let proxy: FaultProxy;
let host: LambdaHost | undefined;

const HASH = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }] };

beforeAll(async () => {
  database = await LocalDynamoDb.start();
  await database.createTable('Users', HASH, [
    { id: 'sub-1', plan: 'gold', level: 3, tags: ['a', ''], secret: 's', address: { city: 'Paris' }, tenant: 't1', account: 12345, name: 'Jane', self: 'sub-1' },
  ]);
  await database.createTable('Tenants', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'year', KeyType: 'RANGE' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'year', AttributeType: 'N' }],
  }, [{ id: 't1', year: 2030, name: 'ACME' }]);
  proxy = await FaultProxy.start(database.endpoint);
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});
beforeEach(() => proxy.reset());
afterEach(() => host?.stop());

/** Sources of the two tables for the rules of a function. */
type Users = (name?: string, more?: { onError?: OnError; consistentRead?: boolean }) => TableSource;

function start(props: (users: Users, app: TestApp) => Partial<TokenEnricherProps>): void {
  const app = new TestApp();
  const table = new dynamodb.Table(app.stack, 'Users', { tableName: 'Users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  new dynamodb.Table(app.stack, 'Slow', { tableName: 'Slow', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  app.enricher(props((name = 'user1', more = {}) => TableSource.item(name, { table, key: { id: Value.sub() }, ...more }), app));
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
}

const tableOf = (app: TestApp, id = 'Users') => app.stack.node.findChild(id) as dynamodb.Table;

async function claims(event = userEvent()): Promise<any> {
  const { response, error } = await host!.invoke(event);
  return error ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

test('an item provides its attributes, with their types', async () => {
  start(users => ({
    claims: ['plan', 'level', 'tags', 'address.city'].map(path => ClaimRule.set(path, users().attribute(path)))
      .concat(ClaimRule.set('account', users().attribute('account', { valueType: ItemAttributeType.STRING })), ClaimRule.set('none', users().attribute('none'))),
  }));
  expect(await claims()).toEqual({ 'plan': 'gold', 'level': 3, 'tags': ['a'], 'address.city': 'Paris', 'account': '12345' });
});

test('only the key and the attributes that rules use are requested', async () => {
  start(users => ({ claims: [ClaimRule.set('city', users().attribute('address.city')), ClaimRule.set('name', users().attribute('name'))] }));
  await claims();
  expect(proxy.requests).toEqual([{
    TableName: 'Users',
    Key: { id: { S: 'sub-1' } },
    ProjectionExpression: '#0,#1,#2',
    ExpressionAttributeNames: { '#0': 'id', '#1': 'address', '#2': 'name' },
    ConsistentRead: false,
  }]);
});

test('a user without an item gets no claims from it', async () => {
  start(users => ({ claims: [ClaimRule.set('plan', users().attribute('plan')), ClaimRule.set('known', Value.choose(users().exists(), Value.literal(true), Value.literal(false)))] }));
  expect(await claims(userEvent({}, { userAttributes: { sub: 'sub-2' } }))).toEqual({ known: false });
});

test('equal reads are made once, and different ones in parallel', async () => {
  start(users => ({
    claims: [ClaimRule.set('a', users('one').attribute('plan')), ClaimRule.set('b', users('two').attribute('level')), ClaimRule.set('c', users('three', { consistentRead: true }).attribute('name'))],
  }));
  expect(await claims()).toEqual({ a: 'gold', b: 3, c: 'Jane' });
  expect(proxy.requests.map(({ ConsistentRead, ExpressionAttributeNames }) => [ConsistentRead, Object.values(ExpressionAttributeNames).sort()]))
    .toEqual(expect.arrayContaining([[false, ['id', 'level', 'plan']], [true, ['id', 'name']]]));
  expect(proxy.requests).toHaveLength(2);
});

test('an item that was read at another level is not read again', async () => {
  start((users, app) => {
    const same = TableSource.item('same', { table: tableOf(app), key: { id: users().attribute('self') } });
    const wider = TableSource.item('wider', { table: tableOf(app), key: { id: users().attribute('self') }, consistentRead: true });
    return { claims: [ClaimRule.set('a', users().attribute('plan')), ClaimRule.set('b', same.attribute('plan')), ClaimRule.set('c', wider.attribute('level'))] };
  });
  expect(await claims()).toEqual({ a: 'gold', b: 'gold', c: 3 });
  expect(proxy.requests.map(({ ConsistentRead }) => ConsistentRead)).toEqual([false, true]);
});

test('a source whose key depends on another source is read after it', async () => {
  start((users, app) => {
    const tenants = new dynamodb.Table(app.stack, 'Tenants', {
      tableName: 'Tenants',
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'year', type: dynamodb.AttributeType.NUMBER },
    });
    const tenant = TableSource.item('tenant', { table: tenants, key: { id: users().attribute('tenant'), year: Value.literal(2030) } });
    return { claims: [ClaimRule.set('tenant', tenant.attribute('name'))] };
  });
  expect(await claims()).toEqual({ tenant: 'ACME' });
  expect(proxy.requests.map(({ TableName }) => TableName)).toEqual(['Users', 'Tenants']);
});

test('a key with an absent part causes no read', async () => {
  start((_, app) => ({ claims: [ClaimRule.set('a', app.source('s', { key: { id: Value.userAttribute('nickname') } }).attribute('a'))] }));
  expect(await claims()).toEqual({});
  expect(proxy.requests).toEqual([]);
});

test('sources that no rule needs for this token are not read', async () => {
  start(users => ({ claims: [ClaimRule.set('a', users().attribute('plan'), { when: Value.email().endsWith('@other.org') })] }));
  expect(await claims()).toEqual({});
  expect(proxy.requests).toEqual([]);
});

describe.each(FAULTS)('a table that fails: %s', fault => {
  const isOfConnection = ['reset', 'cut'].includes(fault);
  const isRetried = isOfConnection || ['hang', 'stalled body', 'slow drip', 'server error', 'throttled'].includes(fault);

  test.each([OnError.DENY, OnError.OMIT])('permanently, with %s', async onError => {
    start(users => ({ claims: [ClaimRule.set('plan', users('user1', { onError }).attribute('plan')), ClaimRule.set('mail', Value.email())] }));
    proxy.faults = [fault];
    const answer = await claims();
    expect(JSON.parse(host!.log[0]).milliseconds).toBeLessThan(4500);
    expect(answer).toEqual(onError === OnError.OMIT
      ? { mail: 'jane@example.com' }
      : { name: 'TokenDenied', message: 'The sign-in could not be completed. Please try again later. Reference: local-1' });
    // an open connection that fails does not count as an attempt
    expect(proxy.requests).toHaveLength(isOfConnection ? 3 : isRetried ? 2 : 1);
  });

  test('once', async () => {
    start(users => ({ claims: [ClaimRule.set('plan', users().attribute('plan'))] }));
    proxy.faults = [fault, 'none'];
    expect(await claims()).toEqual(isRetried ? { plan: 'gold' } : expect.objectContaining({ name: 'TokenDenied' }));
  });
});

test('connections that broke while the function was suspended cost one attempt, whatever their number', async () => {
  start((users, app) => ({
    claims: [
      ClaimRule.set('plan', users().attribute('plan')),
      ...['one', 'two', 'three'].map(name => ClaimRule.set(name, TableSource.item(name, { table: tableOf(app), key: { id: Value.literal(name) } }).attribute('a'), { when: Condition.inGroup('staff') })),
    ],
  }));
  expect(await claims()).toEqual({ plan: 'gold' });
  proxy.forgetConnections();
  proxy.requests.length = 0;
  expect(await claims(userEvent({}, { groupConfiguration: {} }))).toEqual({ plan: 'gold' });
  expect(proxy.requests).toHaveLength(2);
});

describe('a table that only shadow rules read', () => {
  const slow = (app: TestApp) => TableSource.item('slow', { table: tableOf(app, 'Slow'), key: { id: Value.sub() } });
  const watching = (users: Users, app: TestApp): Partial<TokenEnricherProps> => {
    const chained = TableSource.item('next', { table: tableOf(app), key: { id: users().attribute('self') }, consistentRead: true });
    return { claims: [ClaimRule.set('plan', chained.attribute('plan')), ClaimRule.set('watched', slow(app).attribute('a'), { mode: RuleMode.SHADOW })] };
  };

  test('denies no token when it hangs, and delays it by at most a second', async () => {
    start(watching);
    proxy.tables.set('Slow', 'hang');
    expect(await claims()).toEqual({ plan: 'gold' });
    expect(JSON.parse(host!.log[0]).milliseconds).toBeLessThan(1500);
    expect(JSON.parse(host!.log[0])).toMatchObject({ shadowRules: { DENIED: ['claims[1] (READ slow)'] }, Denied: 0, Issued: 1 });
  });

  test('provides the hypothetical results of its rules when it responds', async () => {
    start(watching);
    await database.createTable('Slow', HASH, [{ id: 'sub-1', a: 'x' }]);
    expect(await claims()).toEqual({ plan: 'gold' });
    expect(JSON.parse(host!.log[0])).toMatchObject({ shadowRules: { APPLIED: ['claims[1]'] } });
  });
});

test('a table that rejects connections', async () => {
  start(users => ({ claims: [ClaimRule.set('plan', users().attribute('plan'))] }));
  await host!.stop();
  const closed = await FaultProxy.start(database.endpoint);
  const { endpoint } = closed;
  await closed.stop();
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: endpoint } });
  expect(await claims()).toMatchObject({ name: 'TokenDenied' });
});

test('all reads together have one deadline', async () => {
  start((users, app) => {
    const chained = Array.from({ length: 6 }, (_, index) => index).reduce<TableSource>((last, index) =>
      TableSource.item(`level${index}`, { table: app.table, key: { id: last.attribute('tenant') }, onError: OnError.OMIT }), users('user1', { onError: OnError.OMIT }));
    return {
      claims: [ClaimRule.set('a', chained.attribute('a')), ...Array.from({ length: 5 }, (_, index) =>
        ClaimRule.set(`b${index}`, TableSource.item(`other${index}`, { table: app.table, key: { id: Value.template(`${index}{{user.sub}}`) }, onError: OnError.OMIT }).attribute('a')))],
    };
  });
  proxy.faults = ['hang'];
  expect(await claims()).toEqual({});
  expect(JSON.parse(host!.log[0]).milliseconds).toBeLessThan(4500);
});

test('a shorter timeout of the function is respected', async () => {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', app.source('s', { onError: OnError.OMIT }).attribute('a'))] });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint, LOCAL_TIMEOUT: '900' } });
  proxy.faults = ['hang'];
  expect(await claims()).toEqual({});
  // without the start of the process; the timeout of the source is 2 seconds
  expect(JSON.parse(host.log[0]).milliseconds).toBeLessThan(1800);
});
