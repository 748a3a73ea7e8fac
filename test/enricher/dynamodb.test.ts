import { CallFailed, type CallAws } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { DynamoDb, type ReadResult } from '../../lambda-src/enricher/dynamodb';
import { LIMITS } from '../../src/core/document/limits';
import type { ItemRead, QueryRead, TableRead } from '../../src/core/plan/reads';

const QUERY: QueryRead = {
  kind: 'query',
  source: 'q',
  table: 'Members',
  key: { user: 'jane' },
  attributes: ['role'],
  consistentRead: false,
  identity: 'q',
  isShadow: false,
  ascending: true,
  limit: 10,
  countOnly: false,
};
const item = (org: string, user: unknown = { S: 'jane' }) => ({ user, org: { S: org } });
const goingOn = (org: string) => ({ Items: [], Count: 0, LastEvaluatedKey: item(org) });
const LAST = { Items: [item('z')], Count: 1 };

/** The result of a query with these pages. The server returns none after the last one. */
async function read(pages: readonly unknown[], more: Partial<QueryRead> = {}): Promise<unknown> {
  const starts: unknown[] = [];
  const call: CallAws = async ({ body }, _, readResponse) => {
    const value = readResponse(pages[starts.length], '');
    starts.push(JSON.parse(body).ExclusiveStartKey);
    if (!value) {
      throw new CallFailed('MALFORMED', 1);
    }
    return { value, bytes: 10, attempts: 1 };
  };
  return new DynamoDb(call).read({ ...QUERY, ...more }, { deadline: Deadline.after(1000), maxAttempts: 1 })
    .then(({ reading }) => ({ count: reading.count, starts }), ({ reason }: CallFailed) => reason);
}

test.each<[string, readonly unknown[], unknown]>([
  ['one page', [{ Items: [item('a'), item('b')], Count: 2, ScannedCount: 2 }], { count: 2, starts: [undefined] }],
  ['pages', [{ Items: [item('a')], Count: 1, LastEvaluatedKey: item('a') }, { Items: [item('b')], Count: 1 }], { count: 2, starts: [undefined, item('a')] }],
  ['a page without items between', [
    { Items: [], Count: 0, LastEvaluatedKey: item('a') }, { Items: [item('b')], Count: 1, LastEvaluatedKey: null },
  ], { count: 1, starts: [undefined, item('a')] }],
  ['none', [{ Items: [], Count: 0 }], { count: 0, starts: [undefined] }],
  ['an item of somebody else', [{ Items: [item('a'), item('b', { S: 'john' })], Count: 2 }], 'MALFORMED'],
  ['an item of nobody', [{ Items: [{ org: { S: 'a' } }], Count: 1 }], 'MALFORMED'],
  ['a key of another type', [{ Items: [item('a', { N: '1' })], Count: 1 }], 'MALFORMED'],
  ['another count', [{ Items: [item('a')], Count: 2 }], 'MALFORMED'],
  ['no count', [{ Items: [item('a')] }], 'MALFORMED'],
  ['the answer of another operation', [{ Item: item('a') }], 'MALFORMED'],
  ['a list', [[item('a')]], 'MALFORMED'],
  ['null', [null], 'MALFORMED'],
  ['another member', [{ Items: [], Count: 0, Item: item('a') }], 'MALFORMED'],
  ['going on with somebody else', [{ Items: [], Count: 0, LastEvaluatedKey: item('a', { S: 'john' }) }, LAST], 'MALFORMED'],
  ['going on with no key', [{ Items: [], Count: 0, LastEvaluatedKey: 'a' }, LAST], 'MALFORMED'],
  ['going on where it was', [...['a', 'a'].map(goingOn), LAST], 'MALFORMED'],
  ['going round in a circle', [...['a', 'b', 'a'].map(goingOn), LAST], 'MALFORMED'],
])('a query with the response %s', async (_, pages, expected) => {
  expect(await read(pages)).toEqual(expected);
});

test('a number in the format of DynamoDB equals the requested number', async () => {
  const large = { Items: [item('a', { N: '1000000000000000000000' })], Count: 1 };
  expect(await read([large], { key: { user: 1e21 } })).toMatchObject({ count: 1 });
  expect(await read([large], { key: { user: 1e20 } })).toBe('MALFORMED');
});

test('for a count, no items are returned', async () => {
  expect(await read([{ Count: 4 }], { countOnly: true })).toMatchObject({ count: 4 });
});

describe('a request', () => {
  const ITEM: ItemRead = {
    kind: 'item', source: 's', table: 'Users', key: { id: 'jane', year: 2026 }, attributes: ['role', 'id', 'a.b'], consistentRead: true, identity: 's', isShadow: false,
  };

  /** The requests of a read whose pages these are, and its result. */
  async function requestsOf(given: TableRead, pages: readonly unknown[]) {
    const requests: Array<{ readonly target?: string; readonly maxBytes: number; readonly body: any }> = [];
    const call: CallAws = async ({ body, ...request }, _, readResponse) => ({
      value: readResponse(pages[requests.push({ ...request, body: JSON.parse(body) }) - 1], '')!, bytes: 1000, attempts: 2,
    });
    const result: ReadResult = await new DynamoDb(call).read(given, { deadline: Deadline.after(1000), maxAttempts: 1 });
    return { requests, result };
  }

  test('for an item', async () => {
    const found = { id: { S: 'jane' }, year: { N: '2026' } };
    expect(await requestsOf(ITEM, [{ Item: found, ConsumedCapacity: {} }])).toEqual({
      requests: [{
        service: 'dynamodb',
        target: 'DynamoDB_20120810.GetItem',
        contentType: 'application/x-amz-json-1.0',
        maxBytes: LIMITS.readBytes,
        body: {
          TableName: 'Users',
          Key: { id: { S: 'jane' }, year: { N: '2026' } },
          ProjectionExpression: '#0,#1,#2,#3',
          ExpressionAttributeNames: { '#0': 'id', '#1': 'year', '#2': 'role', '#3': 'a.b' },
          ConsistentRead: true,
        },
      }],
      result: { reading: { items: [found], count: 1 }, attempts: 2, bytes: 1000 },
    });
  });

  test.each<[string, unknown, object | undefined]>([
    ['no item', {}, { items: [], count: 0 }],
    ['the item of another key', { Item: { id: { S: 'john' }, year: { N: '2026' } } }, undefined],
    ['an item without a part of the key', { Item: { id: { S: 'jane' } } }, undefined],
    ['a key that is inherited', { Item: Object.create({ id: { S: 'jane' }, year: { N: '2026' } }) }, undefined],
    ['a number as a string', { Item: { id: { S: 'jane' }, year: { S: '2026' } } }, undefined],
    ['an attribute of two types', { Item: { id: { S: 'jane' }, year: { N: '2026' }, a: { S: 'a', N: '1' } } }, undefined],
    ['an attribute of no type', { Item: { id: { S: 'jane' }, year: { N: '2026' }, a: {} } }, undefined],
    ['an attribute that is a string', { Item: { id: { S: 'jane' }, year: { N: '2026' }, a: 'S' } }, undefined],
    ['an item that is null', { Item: null }, undefined],
    ['a response that is null', null, undefined],
    ['another member', { Item: undefined, Items: [] }, undefined],
  ])('for an item, with the response of %s', async (_, response, expected) => {
    const call: CallAws = async (_request, _effort, readResponse) => {
      const value = readResponse(response, '');
      return value ? { value, bytes: 1, attempts: 1 } : Promise.reject(new CallFailed('MALFORMED', 1));
    };
    const reading = new DynamoDb(call).read(ITEM, { deadline: Deadline.after(1000), maxAttempts: 1 }).then(result => result.reading, () => undefined);
    expect(await reading).toEqual(expected);
  });

  test('for items, page by page, up to one more than the limit', async () => {
    const { requests, result } = await requestsOf({ ...QUERY, limit: 2 }, [
      { Items: [item('a')], Count: 1, ScannedCount: 1, ConsumedCapacity: {}, LastEvaluatedKey: item('a') },
      { Items: [item('b')], Count: 1, LastEvaluatedKey: item('b') },
      { Items: [item('c')], Count: 1, LastEvaluatedKey: item('c') },
    ]);
    const body = {
      TableName: 'Members',
      KeyConditionExpression: '#0 = :0',
      ExpressionAttributeValues: { ':0': { S: 'jane' } },
      Select: 'SPECIFIC_ATTRIBUTES',
      ProjectionExpression: '#0,#1',
      ExpressionAttributeNames: { '#0': 'user', '#1': 'role' },
      ConsistentRead: false,
      ScanIndexForward: true,
    };
    const request = { service: 'dynamodb', target: 'DynamoDB_20120810.Query', contentType: 'application/x-amz-json-1.0' };
    expect(requests).toEqual([
      { ...request, maxBytes: LIMITS.readBytes, body: { ...body, Limit: 3 } },
      { ...request, maxBytes: LIMITS.readBytes - 1000, body: { ...body, Limit: 2, ExclusiveStartKey: item('a') } },
      { ...request, maxBytes: LIMITS.readBytes - 2000, body: { ...body, Limit: 1, ExclusiveStartKey: item('b') } },
    ]);
    expect(result).toEqual({ reading: { items: [item('a'), item('b'), item('c')], count: 3 }, attempts: 6, bytes: 3000 });
  });

  test('for items of an index, in another order', async () => {
    const { requests: [{ body }] } = await requestsOf({ ...QUERY, index: 'byKind', ascending: false, consistentRead: true }, [{ Items: [], Count: 0 }]);
    expect(body).toMatchObject({ IndexName: 'byKind', ScanIndexForward: false, ConsistentRead: true });
  });

  test('for the number of items names no attributes but the key', async () => {
    const { requests: [{ body }] } = await requestsOf({ ...QUERY, countOnly: true }, [{ Count: 0 }]);
    expect(body).toMatchObject({ Select: 'COUNT', ExpressionAttributeNames: { '#0': 'user' } });
    expect(body).not.toHaveProperty('ProjectionExpression');
  });

  test.each<[NonNullable<QueryRead['sort']>['comparison'], ReadonlyArray<string | number>, string]>([
    ['EQUAL', ['a'], '#1 = :1'],
    ['BEGINS_WITH', ['a'], 'begins_with(#1, :1)'],
    ['BETWEEN', [1, 2], '#1 BETWEEN :1 AND :2'],
    ['LESS_THAN', [1], '#1 < :1'],
    ['AT_MOST', [1], '#1 <= :1'],
    ['GREATER_THAN', [1], '#1 > :1'],
    ['AT_LEAST', [1], '#1 >= :1'],
  ])('for a sort key that is %s', async (comparison, values, condition) => {
    const { requests: [{ body }] } = await requestsOf({ ...QUERY, sort: { attribute: 'org', comparison, values } }, [{ Items: [], Count: 0 }]);
    expect(body).toMatchObject({
      KeyConditionExpression: `#0 = :0 AND ${condition}`,
      ExpressionAttributeValues: { ':0': { S: 'jane' }, ...Object.fromEntries(values.map((value, index) => [`:${index + 1}`, typeof value === 'number' ? { N: `${value}` } : { S: value }])) },
      ExpressionAttributeNames: { '#0': 'user', '#1': 'org', '#2': 'role' },
      ProjectionExpression: '#0,#1,#2',
    });
  });
});
