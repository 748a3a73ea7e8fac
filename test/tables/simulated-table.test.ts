import type { QueryRead, TableRead } from '../../src/core/plan/reads';
import { readItem } from '../../src/tables/items';
import type { TableSchema } from '../../src/tables/keys';
import { SimulatedTable } from '../../src/tables/simulated-table';

const SCHEMA: TableSchema = {
  partition: { pk: 'S' },
  sort: { sk: 'S' },
  indexes: new Map([
    ['byOwner', { partition: { owner: 'S' }, sort: { rank: 'N' }, isGlobal: true }],
    ['byEmail', { partition: { email: 'S' }, sort: {}, isGlobal: true }],
    ['keysOnly', { partition: { owner: 'S' }, sort: {}, isGlobal: true, attributes: ['pk', 'sk', 'owner'] }],
    ['byRole', { partition: { pk: 'S' }, sort: { role: 'S' }, isGlobal: false, attributes: ['pk', 'sk', 'role'] }],
  ]),
};

const item = (given: unknown) => readItem(given, 'item', (...problem) => {
  throw new Error(problem.join(': '));
})!;

const ROWS = [
  { pk: 'ACME', sk: 'USER#jane', role: 'admin', owner: 'jane', rank: 10, email: 'jane@example.com', size: 3 },
  { pk: 'ACME', sk: 'USER#adam', role: 'viewer', owner: 'jane', rank: 9 },
  { pk: 'ACME', sk: 'TEAM#ops', role: 'none', owner: 'adam', rank: -1 },
  { pk: 'OTHER', sk: 'USER#jane', role: 'owner', owner: 'jane', rank: 9 },
  { pk: 'OTHER', sk: 'USER#\u{1f600}', role: 'smile' },
  { pk: 'OTHER', sk: 'USER#\uff01', role: 'mark' },
].map(item);

const base = { source: 'rows', attributes: ['role'], identity: '', isShadow: false, table: 'table', consistentRead: false };
const get = (key: TableRead['key']): TableRead => ({ ...base, kind: 'item', key });
const query = (key: TableRead['key'], more: Partial<QueryRead> = {}): QueryRead => ({ ...base, kind: 'query', key, ascending: true, limit: 100, countOnly: false, ...more });
const sort = (comparison: NonNullable<QueryRead['sort']>['comparison'], ...values: ReadonlyArray<string | number>): Partial<QueryRead> =>
  ({ sort: { attribute: 'sk', comparison, values } });
const ranked = (comparison: NonNullable<QueryRead['sort']>['comparison'], ...values: readonly number[]): Partial<QueryRead> =>
  ({ index: 'byOwner', sort: { attribute: 'rank', comparison, values } });

const answer = (read: TableRead, schema = SCHEMA) => {
  const { items, count, failure } = new SimulatedTable(schema, ROWS).read(read);
  return failure ?? (read.kind === 'query' && read.countOnly ? count : items.map(({ role }) => role?.S));
};

test.each<[string, TableRead, unknown]>([
  ['one item', get({ pk: 'ACME', sk: 'USER#jane' }), ['admin']],
  ['an item of another partition', get({ pk: 'OTHER', sk: 'USER#jane' }), ['owner']],
  ['no item', get({ pk: 'ACME', sk: 'USER#john' }), []],
  ['a partition, in the order of the sort key', query({ pk: 'ACME' }), ['none', 'viewer', 'admin']],
  ['a partition, in descending order', query({ pk: 'ACME' }, { ascending: false }), ['admin', 'viewer', 'none']],
  ['a partition, in the order of UTF-8 bytes', query({ pk: 'OTHER' }), ['owner', 'mark', 'smile']],
  ['one item more than the limit', query({ pk: 'ACME' }, { limit: 1 }), ['none', 'viewer']],
  ['a number of items', query({ pk: 'ACME' }, { countOnly: true }), 3],
  ['the existence of items', query({ pk: 'ACME' }, { countOnly: true, limit: 0 }), 1],
  ['equal to', query({ pk: 'ACME' }, sort('EQUAL', 'USER#jane')), ['admin']],
  ['begins with', query({ pk: 'ACME' }, sort('BEGINS_WITH', 'USER#')), ['viewer', 'admin']],
  ['between', query({ pk: 'ACME' }, sort('BETWEEN', 'TEAM#ops', 'USER#adam')), ['none', 'viewer']],
  ['less than', query({ pk: 'ACME' }, sort('LESS_THAN', 'USER#adam')), ['none']],
  ['at most', query({ pk: 'ACME' }, sort('AT_MOST', 'USER#adam')), ['none', 'viewer']],
  ['greater than', query({ pk: 'ACME' }, sort('GREATER_THAN', 'USER#adam')), ['admin']],
  ['at least', query({ pk: 'ACME' }, sort('AT_LEAST', 'USER#adam')), ['viewer', 'admin']],
  ['an index by numbers', query({ owner: 'adam' }, { index: 'byOwner' }), ['none']],
  ['an index above a number', query({ owner: 'jane' }, ranked('GREATER_THAN', 9.5)), ['admin']],
  ['an index up to a number', query({ owner: 'adam' }, ranked('AT_MOST', -1)), ['none']],
  ['attributes of the table through a local index', query({ pk: 'OTHER' }, { index: 'byRole', attributes: ['size'], countOnly: true }), 3],
  ['an index without most items', query({ email: 'jane@example.com' }, { index: 'byEmail' }), ['admin']],
])('%s', (_, read, found) => {
  expect(answer(read)).toEqual(found);
});

test.each<[string, TableRead, string]>([
  ['a number for a string', get({ pk: 5, sk: 'x' }), 'the value of pk: it is a number, and the type of the attribute is S'],
  ['a string for a number', query({ owner: 'jane' }, { index: 'byOwner', sort: { attribute: 'rank', comparison: 'EQUAL', values: ['9'] } }), 'rank: it is a string, and the type of the attribute is N'],
  ['an empty key', get({ pk: 'ACME', sk: '' }), 'sk: it is empty'],
  ['a partition key of 2,049 bytes', query({ pk: 'é'.repeat(1025) }), 'pk: it has more than 2048 bytes'],
  ['a sort key of 1,025 bytes', get({ pk: 'ACME', sk: 'x'.repeat(1025) }), 'sk: it has more than 1024 bytes'],
  ['an item without its sort key', get({ pk: 'ACME' }), 'the key pk: the key of the table is pk and sk'],
  ['an item by another attribute', get({ pk: 'ACME', role: 'admin' }), 'the key pk and role: the key of the table is pk and sk'],
  ['a query by another attribute', query({ owner: 'jane' }), 'the key owner: the partition key is pk'],
  ['a query of a whole key', query({ pk: 'ACME', sk: 'USER#jane' }), 'the key pk and sk: the partition key is pk'],
  ['an index that does not exist', query({ owner: 'jane' }, { index: 'byOwners' }), 'the table has no index byOwners'],
  ['a condition on another attribute', query({ owner: 'jane' }, { index: 'byOwner', sort: { attribute: 'sk', comparison: 'EQUAL', values: ['x'] } }), 'sk is not a sort key'],
  ['attributes that a global index does not have', query({ owner: 'jane' }, { index: 'keysOnly' }), 'the index keysOnly does not have role'],
  ['a number that DynamoDB does not have', query({ owner: 'jane' }, ranked('LESS_THAN', 1e126)), 'rank: DynamoDB has no such number'],
])('DynamoDB rejects %s', (_, read, says) => {
  expect(answer(read)).toContain(says);
});

test('an answer has the attributes that rules use, and the key', () => {
  expect(new SimulatedTable(SCHEMA, ROWS).read(get({ pk: 'ACME', sk: 'USER#jane' })).items).toEqual([{ pk: { S: 'ACME' }, sk: { S: 'USER#jane' }, role: { S: 'admin' } }]);
});

test('an answer that is too large fails', () => {
  const large = Array.from({ length: 11 }, (_, index) => item({ pk: 'ACME', sk: `USER#${index}`, role: 'x'.repeat(390_000) }));
  const table = new SimulatedTable(SCHEMA, large);
  expect(table.read(query({ pk: 'ACME' }, { limit: 9 })).failure).toBeUndefined();
  expect(table.read(query({ pk: 'ACME' })).failure).toBe('the answer has more than 4000000 bytes');
  expect(table.read(query({ pk: 'ACME' }, { attributes: [] })).failure).toBeUndefined();
});

test.each<[string, QueryRead, boolean]>([
  ['items with the same sort key of an index', query({ owner: 'jane' }, { index: 'byOwner' }), true],
  ['items with different sort keys', query({ pk: 'ACME' }), false],
  ['one item', query({ owner: 'adam' }, { index: 'byOwner' }), false],
  ['items of an index that is not known', query({ owner: 'jane' }, { index: 'unknown' }), true],
])('the order is undefined, or not: %s', (_, read, isUndefined) => {
  expect(new SimulatedTable({ ...SCHEMA, isInferred: true }, ROWS).read(read).isOrderUndefined ?? false).toBe(isUndefined);
});

test('numbers are compared with all of their digits', () => {
  const schema: TableSchema = { partition: { id: 'S' }, sort: { at: 'N' }, indexes: new Map() };
  const numbers = ['9007199254740993', '-12345678901234567890123456789012345678', '1E-130', '9007199254740992', '9.99E+125', '0', '-1E-130', '1.50'];
  const table = new SimulatedTable(schema, numbers.map(at => ({ id: { S: 'a' }, at: { N: at } })));
  const found = (more: Partial<QueryRead>) => table.read(query({ id: 'a' }, { attributes: ['at'], ...more })).items.map(({ at }) => at.N);
  expect(found({})).toEqual(['-12345678901234567890123456789012345678', '-1E-130', '0', '1E-130', '1.50', '9007199254740992', '9007199254740993', '9.99E+125']);
  expect(found({ sort: { attribute: 'at', comparison: 'EQUAL', values: [9007199254740992] } })).toEqual(['9007199254740992']);
  expect(found({ sort: { attribute: 'at', comparison: 'EQUAL', values: [1.5] } })).toEqual(['1.50']);
});
