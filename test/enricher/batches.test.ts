import { callAws, CallFailed, type CallAws } from '../../lambda-src/aws/retry';
import { Batches } from '../../lambda-src/enricher/batches';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { DynamoDb, type ReadResult } from '../../lambda-src/enricher/dynamodb';
import { groupsOf } from '../../lambda-src/enricher/shared-read';
import { LIMITS } from '../../src/core/document/limits';
import type { ItemRead, Read } from '../../src/core/plan/reads';

const effort = () => ({ deadline: Deadline.after(2000), maxAttempts: 2 });
const elementRead = (element: number, more: Partial<ItemRead> = {}): ItemRead => ({
  kind: 'item', source: 'roles', table: 'Roles', key: { org: 'acme', role: `r${element}` }, attributes: ['name', 'role'], consistentRead: true, identity: `${element}`, isShadow: false, element, ...more,
});
const READS = [0, 1, 2].map(element => elementRead(element));
const key = (element: number) => ({ org: { S: 'acme' }, role: { S: `r${element}` } });
const item = (element: number) => ({ ...key(element), name: { S: `name ${element}` } });

/** The result of reads with these responses, and the keys of each request. The server returns none after the last one. */
async function read(responses: readonly unknown[], reads: readonly ItemRead[] = READS) {
  const requests: any[] = [];
  const call: CallAws = async ({ body, ...request }, _, readResponse) => {
    const value = readResponse(responses[requests.length], '');
    requests.push({ ...request, body: JSON.parse(body) });
    if (!value) {
      throw new CallFailed('MALFORMED', 1);
    }
    return { value, bytes: 30, attempts: 1 };
  };
  const results = await new DynamoDb(call).getItems(reads, effort()).catch(({ reason, attempts }: CallFailed) => `${reason} after ${attempts}`);
  return { requests, results, keys: requests.map(({ body }) => body.RequestItems.Roles.Keys) };
}

const found = (results: string | readonly ReadResult[]) => typeof results === 'string' ? results : results.map(({ reading }) => reading.items.map(({ name }) => name.S).join());

test('one request asks for all keys, and the results are in the order of the reads', async () => {
  const { requests, results } = await read([{ Responses: { Roles: [item(2), item(0)] }, UnprocessedKeys: {}, ConsumedCapacity: [] }]);
  expect(requests).toEqual([{
    service: 'dynamodb',
    target: 'DynamoDB_20120810.BatchGetItem',
    contentType: 'application/x-amz-json-1.0',
    maxBytes: LIMITS.readBytes,
    body: {
      RequestItems: {
        Roles: {
          Keys: [key(0), key(1), key(2)],
          ProjectionExpression: '#0,#1,#2',
          ExpressionAttributeNames: { '#0': 'org', '#1': 'role', '#2': 'name' },
          ConsistentRead: true,
        },
      },
    },
  }]);
  expect(results).toEqual([
    { reading: { items: [item(0)], count: 1 }, attempts: 1, bytes: 10 },
    { reading: { items: [], count: 0 }, attempts: 1, bytes: 10 },
    { reading: { items: [item(2)], count: 1 }, attempts: 1, bytes: 10 },
  ]);
});

test('keys that were not processed are requested again', async () => {
  const unprocessed = (...elements: number[]) => ({ Roles: { Keys: elements.map(key), ProjectionExpression: '#0', ConsistentRead: true } });
  const { results, keys, requests } = await read([
    { Responses: { Roles: [item(1)] }, UnprocessedKeys: unprocessed(2, 0) },
    { Responses: { Roles: [item(0)] }, UnprocessedKeys: unprocessed(2) },
    { Responses: { Roles: [] }, UnprocessedKeys: {} },
  ]);
  expect(keys).toEqual([[key(0), key(1), key(2)], [key(2), key(0)], [key(2)]]);
  expect(requests.map(({ maxBytes }) => maxBytes)).toEqual([LIMITS.readBytes, LIMITS.readBytes - 30, LIMITS.readBytes - 60]);
  expect(found(results)).toEqual(['name 0', 'name 1', '']);
});

test('the batch fails if no key was processed, or if no time is left', async () => {
  const all = { Responses: {}, UnprocessedKeys: { Roles: { Keys: [0, 1, 2].map(key) } } };
  expect((await read([all])).results).toBe('THROTTLED after 1');
  const some = { Responses: { Roles: [item(0)] }, UnprocessedKeys: { Roles: { Keys: [key(1), key(2)] } } };
  const call: CallAws = async (_request, _effort, readResponse) => ({ value: readResponse(some, '')!, bytes: 30, attempts: 1 });
  await expect(new DynamoDb(call).getItems(READS, { deadline: Deadline.after(0), maxAttempts: 2 })).rejects.toMatchObject({ reason: 'THROTTLED' });
});

test.each<[string, unknown, unknown]>([
  ['without anything', {}, ['', '', '']],
  ['that names the table by its ARN', { Responses: { 'arn:aws:dynamodb:us-east-1:111122223333:table/Roles': [item(1)] } }, ['', 'name 1', '']],
  ['with the item of another key', { Responses: { Roles: [item(3)] } }, 'MALFORMED after 1'],
  ['with an item twice', { Responses: { Roles: [item(0), item(0)] } }, 'MALFORMED after 1'],
  ['with an item without its key', { Responses: { Roles: [{ name: { S: 'x' } }] } }, 'MALFORMED after 1'],
  ['with items of two tables', { Responses: { Roles: [item(0)], Others: [item(1)] } }, 'MALFORMED after 1'],
  ['with a map of items', { Responses: { Roles: { Items: [] } } }, 'MALFORMED after 1'],
  ['with a list of tables', { Responses: [[item(0)]] }, 'MALFORMED after 1'],
  ['with an item that was not processed', { Responses: { Roles: [item(0)] }, UnprocessedKeys: { Roles: { Keys: [key(0)] } } }, 'MALFORMED after 1'],
  ['with another key that was not processed', { Responses: { Roles: [] }, UnprocessedKeys: { Roles: { Keys: [key(7)] } } }, 'MALFORMED after 1'],
  ['with keys that are no list', { Responses: { Roles: [] }, UnprocessedKeys: { Roles: { Keys: key(0) } } }, 'MALFORMED after 1'],
  ['with null in place of keys', { Responses: { Roles: [] }, UnprocessedKeys: { Roles: null } }, 'MALFORMED after 1'],
  ['of another operation', { Item: item(0) }, 'MALFORMED after 1'],
  ['that is null', null, 'MALFORMED after 1'],
])('a response %s', async (_, response, expected) => {
  expect(found((await read([response])).results)).toEqual(expected);
});

describe('reads that begin together', () => {
  const table = (fails = false) => {
    const calls: string[] = [];
    const result = (element?: number): ReadResult => ({ reading: { items: [], count: element ?? -1 }, attempts: 1, bytes: 1 });
    const made = {
      read: async (each: Read) => { calls.push(`one ${each.identity}`); return result(); },
      getItems: async (reads: readonly ItemRead[]) => {
        calls.push(`batch ${reads.map(({ identity }) => identity).join()}`);
        return fails ? Promise.reject(new CallFailed('SERVER', 2)) : reads.map(({ element }) => result(element));
      },
    } as unknown as DynamoDb;
    return { calls, batches: new Batches(callAws, made) };
  };

  test('are one request for each list', async () => {
    const { calls, batches } = table();
    const reads: readonly Read[] = [
      ...READS, elementRead(0, { source: 'others', identity: 'o' }), elementRead(1, { isShadow: true, identity: 's' }), { ...elementRead(0), element: undefined, identity: 'item' },
    ];
    const results = reads.map(each => batches.read(each, effort()));
    batches.send();
    expect((await Promise.all(results)).map(({ reading }) => reading.count)).toEqual([0, 1, 2, 0, 1, -1]);
    expect(calls).toEqual(['one item', 'batch 0,1,2', 'batch o', 'batch s']);
  });

  test('fail together', async () => {
    const { batches } = table(true);
    const results = Promise.allSettled(READS.map(each => batches.read(each, effort())));
    batches.send();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('are not joined by later ones', async () => {
    const { calls, batches } = table();
    batches.send();
    await batches.read(READS[0], effort());
    expect(calls).toEqual(['one 0']);
  });
});

test('a read of a list is no group with reads of other sources, which may have more time', () => {
  const other = elementRead(0, { source: 'others' });
  const single: Read = { ...elementRead(0), source: 'item', element: undefined };
  const same: Read = { ...single, source: 'same' };
  expect(groupsOf([READS[0], single, other, same])).toEqual([[READS[0]], [single, same], [other]]);
});

test('each kind of read calls its own operation', async () => {
  const calls: Array<string | undefined> = [];
  const call: CallAws = async ({ target, path }) => {
    calls.push(target?.replace(/.*\./, '') ?? path);
    throw new CallFailed('MALFORMED', 1);
  };
  const base = { source: 'a', attributes: [], identity: '', isShadow: false };
  const ofTable = { ...base, table: 'Roles', key: { org: 'acme' }, consistentRead: false };
  const batches = new Batches(call);
  const reads: readonly Read[] = [
    { kind: 'function', ...base, function: 'arn:aws:lambda:us-east-1:111122223333:function:f', input: {} },
    { kind: 'item', ...ofTable },
    { kind: 'query', ...ofTable, ascending: true, limit: 1, countOnly: false },
    elementRead(0),
    elementRead(1),
  ];
  const results = reads.map(each => batches.read(each, effort()).catch(({ reason }: CallFailed) => reason));
  batches.send();
  results.push(batches.read(elementRead(2), effort()).catch(({ reason }: CallFailed) => reason));
  expect(await Promise.all(results)).toEqual(Array(6).fill('MALFORMED'));
  expect(calls).toEqual([expect.stringMatching(/^\/2015-03-31\/functions\/.*\/invocations$/), 'GetItem', 'Query', 'BatchGetItem', 'BatchGetItem']);
});
