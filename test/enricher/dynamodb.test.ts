import { CallFailed, type CallAws } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';
import { DynamoDb } from '../../lambda-src/enricher/dynamodb';
import type { QueryRead } from '../../lambda-src/enricher/sources';

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
    const value = readResponse(pages[starts.length]);
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
