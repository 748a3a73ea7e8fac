import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, OnError, OnLimit, ScopeRule, SortKeyCondition, TableSource, Value, type QuerySourceProps, type TokenEnricherProps } from '../../src';
import { FaultProxy } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let database: LocalDynamoDb;
let proxy: FaultProxy;
let host: LambdaHost | undefined;

const LARGE = 300_000;
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });

beforeAll(async () => {
  database = await LocalDynamoDb.start();
  await database.createTable('Members', {
    KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }, { AttributeName: 'org', KeyType: 'RANGE' }],
    AttributeDefinitions: [text('user'), text('org'), text('kind')],
    GlobalSecondaryIndexes: [{ IndexName: 'byKind', KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }, { AttributeName: 'org', KeyType: 'RANGE' }], Projection: { ProjectionType: 'ALL' } }],
  }, [
    ...['a1', 'a2', 'b1', 'c1'].map((org, index) => ({ user: 'sub-1', org, kind: 'team', role: `role-${org}`, level: index, secret: 'x', nested: { id: `id-${org}` } })),
    { user: 'sub-2', org: 'a1', kind: 'team', role: 'other' },
    ...Array.from({ length: 8 }, (_, index) => ({ user: 'sub-large', org: `o${index}`, role: `r${index}`, text: 'x'.repeat(LARGE) })),
  ]);
  await database.createTable('Years', {
    KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }, { AttributeName: 'year', KeyType: 'RANGE' }],
    AttributeDefinitions: [text('user'), { AttributeName: 'year', AttributeType: 'N' }],
  }, [2024, 2025, 2026, 2027].map(year => ({ user: 'sub-1', year, plan: `plan-${year}` })));
  proxy = await FaultProxy.start(database.endpoint);
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});
beforeEach(() => proxy.reset());
afterEach(() => host?.stop());

type Query = (more?: Partial<QuerySourceProps>, name?: string) => TableSource;

function start(props: (members: Query, years: Query) => Partial<TokenEnricherProps>): void {
  const app = new TestApp();
  const table = (id: string, sort: string, type: dynamodb.AttributeType) => new dynamodb.Table(app.stack, id, {
    tableName: id, partitionKey: { name: 'user', type: dynamodb.AttributeType.STRING }, sortKey: { name: sort, type },
  });
  const members = table('Members', 'org', dynamodb.AttributeType.STRING);
  members.addGlobalSecondaryIndex({ indexName: 'byKind', partitionKey: { name: 'kind', type: dynamodb.AttributeType.STRING }, sortKey: { name: 'org', type: dynamodb.AttributeType.STRING } });
  const years = table('Years', 'year', dynamodb.AttributeType.NUMBER);
  const query = (source: dynamodb.ITable, usual: string): Query => (more = {}, name = usual) =>
    TableSource.query(name, { table: source, key: { user: Value.sub() }, ...more });
  app.enricher(props(query(members, 'members'), query(years, 'years')));
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
}

async function claims(sub = 'sub-1'): Promise<any> {
  const { response, error } = await host!.invoke(userEvent({}, { userAttributes: { sub } }));
  return error ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

const roles = (source: TableSource, name = 'roles') => ClaimRule.set(name, source.items().mapEach(Value.element('role')));

test('the items of a user, in the order of the sort key, with only the attributes that rules use', async () => {
  start(members => ({ claims: [roles(members()), ClaimRule.set('ids', members().items().mapEach(Value.element('nested.id')))] }));
  expect(await claims()).toEqual({ roles: ['role-a1', 'role-a2', 'role-b1', 'role-c1'], ids: ['id-a1', 'id-a2', 'id-b1', 'id-c1'] });
  expect(proxy.requests).toEqual([{
    TableName: 'Members',
    KeyConditionExpression: '#0 = :0',
    ExpressionAttributeNames: { '#0': 'user', '#1': 'nested', '#2': 'role' },
    ExpressionAttributeValues: { ':0': { S: 'sub-1' } },
    Select: 'SPECIFIC_ATTRIBUTES',
    ProjectionExpression: '#0,#1,#2',
    ConsistentRead: false,
    ScanIndexForward: true,
    Limit: 101,
  }]);
});

test.each<[string, SortKeyCondition, readonly string[]]>([
  ['equal', SortKeyCondition.equalTo('org', Value.literal('a2')), ['role-a2']],
  ['begins with', SortKeyCondition.beginsWith('org', Value.literal('a')), ['role-a1', 'role-a2']],
  ['between', SortKeyCondition.between('org', Value.literal('a2'), Value.literal('b1')), ['role-a2', 'role-b1']],
  ['between, the wrong way round', SortKeyCondition.between('org', Value.literal('b1'), Value.literal('a2')), []],
  ['less', SortKeyCondition.lessThan('org', Value.literal('a2')), ['role-a1']],
  ['at most', SortKeyCondition.atMost('org', Value.literal('a2')), ['role-a1', 'role-a2']],
  ['greater', SortKeyCondition.greaterThan('org', Value.literal('b1')), ['role-c1']],
  ['at least', SortKeyCondition.atLeast('org', Value.literal('b1')), ['role-b1', 'role-c1']],
  ['an absent value', SortKeyCondition.equalTo('org', Value.userAttribute('nickname')), []],
])('a condition on the sort key: %s', async (_, sort, expected) => {
  start(members => ({ claims: [roles(members({ sort }))] }));
  expect(await claims()).toEqual({ roles: expected });
});

test('a sort key that is a number', async () => {
  start((_, years) => ({ claims: [ClaimRule.set('plans', years({ sort: SortKeyCondition.between('year', Value.literal(2025), Value.literal(2026)), ascending: false }).items().mapEach(Value.element('plan')))] }));
  expect(await claims()).toEqual({ plans: ['plan-2026', 'plan-2025'] });
});

test('an index', async () => {
  start(members => ({ claims: [roles(members({ indexName: 'byKind', key: { kind: Value.literal('team') }, sort: SortKeyCondition.equalTo('org', Value.literal('a1')) }))] }));
  expect((await claims()).roles.sort()).toEqual(['other', 'role-a1']);
  expect(proxy.requests[0]).toMatchObject({ IndexName: 'byKind' });
});

test('a query that is only counted reads no attribute', async () => {
  start(members => ({ claims: [ClaimRule.set('count', members().count())] }));
  expect(await claims()).toEqual({ count: 4 });
  expect(proxy.requests[0]).toMatchObject({ Select: 'COUNT' });
  expect(proxy.requests[0]).not.toHaveProperty('ProjectionExpression');
});

test('a query that is only tested for items reads one', async () => {
  const known = (members: Query) => Value.choose(members().exists(), Value.literal(true), Value.literal(false));
  start(members => ({ claims: [ClaimRule.set('known', known(members))] }));
  expect(await claims()).toEqual({ known: true });
  expect(await claims('nobody')).toEqual({ known: false });
  expect(proxy.requests[0]).toMatchObject({ Select: 'COUNT', Limit: 1 });
});

test('no items are an empty list', async () => {
  start(members => ({ claims: [roles(members()), ClaimRule.set('count', members().count())] }));
  expect(await claims('nobody')).toEqual({ roles: [], count: 0 });
});

describe('more items than the limit', () => {
  test('are cut if they do not decide about access', async () => {
    start(members => ({ claims: [roles(members({ limit: 3 })), ClaimRule.set('count', members({ limit: 3 }).count())] }));
    expect(await claims()).toEqual({ roles: ['role-a1', 'role-a2', 'role-b1'], count: 3 });
    expect(proxy.requests[0]).toMatchObject({ Limit: 4 });
  });

  test('deny the token if they decide about access', async () => {
    start(members => ({ scopes: [ScopeRule.addAll(members({ limit: 3 }).items().mapEach(Value.element('role')))] }));
    expect(await claims()).toMatchObject({ name: 'TokenDenied' });
    expect(JSON.parse(host!.log[0])).toMatchObject({ reason: 'READ', rules: { DENIED: ['scopes[0] (LIMIT members)'] } });
  });

  test.each<[OnError, number, unknown]>([
    [OnError.DENY, 3, { name: 'TokenDenied' }],
    [OnError.OMIT, 3, {}],
    [OnError.USE_STALE, 3, { name: 'TokenDenied' }],
    [OnError.USE_STALE, 4, { roles: ['role-a1', 'role-a2', 'role-b1', 'role-c1'] }],
  ])('fail like an unsuccessful read, if configured: %s, at most %i', async (onError, limit, expected) => {
    const maxStale = onError === OnError.USE_STALE ? { maxStale: Duration.minutes(5) } : {};
    start(members => ({ claims: [roles(members({ limit, onLimit: OnLimit.FAIL, onError, ...maxStale }))] }));
    // a stale result would have as many
    expect([await claims(), await claims()]).toMatchObject([expected, expected]);
  });

  test.each([OnError.OMIT, OnError.USE_STALE])('are not considered if the table fails: %s', async onError => {
    start(members => ({ claims: [roles(members({ onError, ...onError === OnError.USE_STALE && { maxStale: Duration.minutes(5) } }))] }));
    const before = await claims();
    proxy.faults = ['server error'];
    expect(await claims()).toEqual(onError === OnError.OMIT ? {} : before);
  });

  test('are cut the same way when they are used again', async () => {
    start(members => ({ claims: [roles(members({ limit: 3, cacheTtl: Duration.minutes(1) }))] }));
    expect([await claims(), await claims()]).toEqual([{ roles: ['role-a1', 'role-a2', 'role-b1'] }, { roles: ['role-a1', 'role-a2', 'role-b1'] }]);
    expect([await claims('nobody'), await claims('nobody')]).toEqual([{ roles: [] }, { roles: [] }]);
    expect(proxy.requests).toHaveLength(2);
  });

  test('all items up to the limit are read', async () => {
    start(members => ({ claims: [roles(members({ limit: 4, onLimit: OnLimit.FAIL }))] }));
    expect((await claims()).roles).toHaveLength(4);
  });

  test('are cut if configured', async () => {
    start(members => ({ claims: [ClaimRule.set('role', members({ limit: 1, onLimit: OnLimit.CUT }).items().first().property('role'), { usedForAuthorization: true })] }));
    expect(await claims()).toEqual({ role: 'role-a1' });
  });
});

test('pages are read one after the other, each with the remaining limit', async () => {
  start(members => ({ claims: [roles(members({ limit: 6 })), ClaimRule.set('length', members({ limit: 6 }).items().mapEach(Value.element('text').size()).sum())] }));
  const { roles: found, length } = await claims('sub-large');
  expect(found).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5']);
  expect(length).toBe(6 * LARGE);
  expect(proxy.requests.length).toBeGreaterThan(1);
  expect(proxy.requests.map(({ Limit }) => Limit)).toEqual([7, ...proxy.requests.slice(1).map(() => expect.any(Number))]);
  expect(proxy.requests[1]).toMatchObject({ ExclusiveStartKey: { user: { S: 'sub-large' }, org: { S: expect.stringMatching(/^o/) } } });
});

test('a response larger than the limit is rejected', async () => {
  start(members => ({ claims: [roles(members()), ClaimRule.set('texts', members().items().mapEach(Value.element('text').sha256()))] }));
  await database.put('Members', Array.from({ length: 8 }, (_, index) => ({ user: 'sub-large', org: `p${index}`, text: 'x'.repeat(LARGE) })));
  expect(await claims('sub-large')).toMatchObject({ name: 'TokenDenied' });
  expect(JSON.parse(host!.log[0])).toMatchObject({ reads: [{ source: 'members', outcome: 'TOO_LARGE' }] });
});

test('a fault of a later page is a fault of the query', async () => {
  start(members => ({ claims: [ClaimRule.set('texts', members({ limit: 6 }).items().mapEach(Value.element('text').size()))] }));
  proxy.faults = ['none', 'access denied'];
  expect(await claims('sub-large')).toMatchObject({ name: 'TokenDenied' });
});

test('keys of other sources can come from items', async () => {
  start((members, years) => ({
    claims: [ClaimRule.set('plans', years({ sort: SortKeyCondition.equalTo('year', members().count().orElse(Value.literal(0))) }).items().mapEach(Value.element('plan')), { when: Condition.all(members().exists()) })],
  }));
  expect(await claims()).toEqual({ plans: [] });
  expect(proxy.requests.map(({ TableName, ExpressionAttributeValues }) => [TableName, ExpressionAttributeValues])).toEqual([
    ['Members', { ':0': { S: 'sub-1' } }],
    ['Years', { ':0': { S: 'sub-1' }, ':1': { N: '4' } }],
  ]);
});
