import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, OnError, TableSource, Value, type ItemForEachSourceProps } from '../../src';
import { FaultProxy } from '../local/fault-proxy';
import type { LambdaHost } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

let database: LocalDynamoDb;
let proxy: FaultProxy;
let host: LambdaHost | undefined;

beforeAll(async () => {
  database = await LocalDynamoDb.start();
  const schema = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }] };
  const items = Array.from({ length: 110 }, (_, index) => ({ id: `role-${index}`, name: `Role ${index}`, secret: 'x' }));
  await database.createTable('Roles', schema, items);
  proxy = await FaultProxy.start(database.endpoint);
});
afterEach(async () => {
  await host?.stop();
  proxy.reset();
});
afterAll(async () => {
  await proxy.stop();
  await database.stop();
});

/** Starts a function that puts the names of the user's roles into tokens. */
function start(policy: Partial<ItemForEachSourceProps> = {}, also: (table: dynamodb.Table) => ClaimRule[] = () => []): void {
  const app = new TestApp();
  const table = new dynamodb.Table(app.stack, 'Roles', { tableName: 'Roles', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const roles = TableSource.itemForEach('roles', { table, keys: { id: Value.groups() }, ...policy });
  app.enricher({ claims: [ClaimRule.set('roles', roles.items().mapEach(Value.element('name'))), ...also(table)] });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint } });
}

async function claimsOf(...groups: string[]): Promise<any> {
  const { response, error } = await host!.invoke(userEvent({}, { groupConfiguration: { groupsToOverride: groups } }));
  return error?.name ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration?.claimsToAddOrOverride ?? {};
}

/** The keys of the requests since the last call. */
const keys = (): readonly unknown[] => proxy.requests.splice(0)
  .map(({ RequestItems, Key }) => RequestItems ? RequestItems.Roles.Keys.map(({ id }: any) => id.S) : Key.id.S);

test('a list is one request', async () => {
  start();
  expect(await claimsOf('role-3', 'missing', 'role-1', 'role-3')).toEqual({ roles: ['Role 3', 'Role 1'] });
  expect(keys()).toEqual([['role-3', 'missing', 'role-1']]);
  expect(await claimsOf()).toEqual({ roles: [] });
  expect(keys()).toEqual([]);
  const [line] = host!.log.map(each => JSON.parse(each));
  expect(line.reads.map(({ source, element, outcome }: any) => [source, element, outcome])).toEqual([['roles', 0, 'FOUND'], ['roles', 1, 'NOTHING'], ['roles', 2, 'FOUND']]);
});

test('a list has up to a hundred keys', async () => {
  start({ limit: 100 });
  const groups = Array.from({ length: 101 }, (_, index) => `role-${index}`);
  expect((await claimsOf(...groups)).roles).toEqual(groups.slice(0, 100).map((_, index) => `Role ${index}`));
  expect(keys()).toEqual([groups.slice(0, 100)]);
});

test('items are cached one by one', async () => {
  start({ cacheTtl: Duration.minutes(5) });
  expect(await claimsOf('role-1', 'missing')).toEqual({ roles: ['Role 1'] });
  expect(await claimsOf('role-2', 'missing', 'role-1')).toEqual({ roles: ['Role 2', 'Role 1'] });
  expect(await claimsOf('role-1', 'role-2')).toEqual({ roles: ['Role 1', 'Role 2'] });
  expect(keys()).toEqual([['role-1', 'missing'], ['role-2']]);
});

test('stale items are used if there is one for each element', async () => {
  start({ onError: OnError.USE_STALE, maxStale: Duration.minutes(5) });
  await claimsOf('role-1', 'role-2');
  await claimsOf('role-2', 'missing');
  proxy.faults = ['access denied'];
  expect(await claimsOf('missing', 'role-1')).toEqual({ roles: ['Role 1'] });
  expect(await claimsOf('role-1', 'role-3')).toBe('TokenDenied');
});

test('an item that another source reads is not in the list', async () => {
  start({}, table => [ClaimRule.set('one', TableSource.item('one', { table, key: { id: Value.literal('role-2') } }).attribute('name'))]);
  expect(await claimsOf('role-1', 'role-2')).toEqual({ roles: ['Role 1', 'Role 2'], one: 'Role 2' });
  expect([...keys()].sort()).toEqual([['role-1'], 'role-2']);
});

test('the keys can come out of another source', async () => {
  start({}, table => {
    const first = TableSource.item('first', { table, key: { id: Value.literal('role-5') } });
    const next = TableSource.itemForEach('next', { table, keys: { id: Value.listOf(first.attribute('id'), Value.literal('role-6')) } });
    return [ClaimRule.set('next', next.items().mapEach(Value.element('name')))];
  });
  expect((await claimsOf()).next).toEqual(['Role 5', 'Role 6']);
  // the first read does not include the attribute that the list needs
  expect(keys()).toEqual(['role-5', ['role-5', 'role-6']]);
});
