import { readItem, toPlain } from '../../src/tables/items';
import { checkKeys, type TableSchema } from '../../src/tables/keys';

const problemsOf = (given: unknown): readonly string[] => {
  const problems: string[] = [];
  const item = readItem(given, 'item', (path, value, allowed) => problems.push(`${path} is ${value}; allowed: ${allowed}`));
  expect(item === undefined).toBe(problems.length > 0);
  return problems;
};

const read = (given: unknown) => readItem(given, 'item', (...problem) => {
  throw new Error(problem.join(': '));
});

test.each<[string, object, object]>([
  ['plain values', { s: 'a', n: 1.5, b: true, z: null, l: ['a', 1], m: { x: '' } },
    { s: { S: 'a' }, n: { N: '1.5' }, b: { BOOL: true }, z: { NULL: true }, l: { L: [{ S: 'a' }, { N: '1' }] }, m: { M: { x: { S: '' } } } }],
  ['no attributes', {}, {}],
  ['maps whose only property looks like a type, deeper in plain values', { name: 'a', limits: [{ N: '5' }] }, { name: { S: 'a' }, limits: { L: [{ M: { N: { S: '5' } } }] } }],
  ['a name like that of an inherited member', { constructor: 'a', ['__proto__']: 'b' }, { constructor: { S: 'a' }, ['__proto__']: { S: 'b' } }],
])('%s become DynamoDB JSON', (_, plain, json) => {
  expect(read(plain)).toEqual(json);
});

test('DynamoDB JSON stays as it is', () => {
  const json = {
    s: { S: '' },
    n: { N: '12345678901234567890123456789012345678' },
    b: { B: 'aGVsbG8=' },
    t: { BOOL: false },
    z: { NULL: true },
    ss: { SS: ['a', 'b'] },
    ns: { NS: ['1', '2.5'] },
    bs: { BS: ['aGVsbG8='] },
    l: { L: [{ S: 'a' }, { L: [] }] },
    m: { M: { deep: { N: '1' } } },
  };
  expect(read(json)).toEqual(json);
  expect(toPlain(read(json)!)).toEqual({
    s: '', n: '12345678901234567890123456789012345678', b: 'aGVsbG8=', t: false, z: null, ss: ['a', 'b'], ns: [1, 2.5], bs: ['aGVsbG8='], l: ['a', []], m: { deep: 1 },
  });
});

test.each<[string, unknown, readonly string[]]>([
  ['a string', 'x', ["item is 'x'; allowed: a map of attributes"]],
  ['a list', [], ['item is []']],
  ['an attribute in DynamoDB JSON among plain values', { pk: 'a', role: { S: 'admin' } }, ['item.role is {"S":"admin"}; allowed: plain values only, or DynamoDB JSON for all attributes']],
  ['several mistakes', { at: [new Date()], level: NaN, more: () => 1 }, ['item.at[0] is an object of Date', 'item.level is NaN', 'item.more is a function']],
  ['a number whose digits are lost', { id: 2 ** 60 }, ['item.id is 1152921504606847000; allowed: a number of DynamoDB whose digits JavaScript keeps']],
  ['a number that DynamoDB does not have', { id: 1e126 }, ['item.id is 1e+126']],
  ['a number that is no string', { n: { N: 5 } }, ['item.n.N is 5; allowed: a number of DynamoDB in a string']],
  ['an empty set', { ss: { SS: [] } }, ['item.ss.SS is []; allowed: a list of at least one element']],
  ['the same element twice', { ns: { NS: ['1', '1'] } }, ['item.ns.NS is ["1","1"]']],
  ['a deep value that is plain', { l: { L: ['a'] }, m: { M: { x: 1 } } }, ["item.l.L[0] is 'a'; allowed: DynamoDB JSON", 'item.m.M.x is 1']],
  ['NULL that is false', { z: { NULL: false } }, ['item.z.NULL is false; allowed: true']],
  ['binary data that is no Base64', { b: { B: 'a b' } }, ["item.b.B is 'a b'; allowed: binary data in Base64"]],
  ['more than 400 KB', { text: 'é'.repeat(205_000) }, ['item is more than 409600 bytes']],
])('fails for %s', (_, given, says) => {
  const problems = problemsOf(given);
  expect(problems).toHaveLength(says.length);
  says.forEach((text, index) => expect(problems[index]).toContain(text));
});

const nested = (levels: number): unknown => levels === 0 ? 'x' : [nested(levels - 1)];

test('lists and maps have at most 32 levels', () => {
  expect(problemsOf({ deep: nested(32) })).toEqual([]);
  expect(problemsOf({ deep: nested(33) })).toEqual([expect.stringContaining('at most 32 levels')]);
});

test('a value that contains itself is too large', () => {
  const loop: Record<string, unknown> = {};
  loop.loop = loop;
  expect(problemsOf(loop)).toEqual([expect.stringContaining('more than 409600 bytes')]);
});

describe('keys', () => {
  const schema: TableSchema = { partition: { pk: 'S' }, sort: { sk: 'N' }, indexes: new Map([['byOwner', { partition: { owner: 'S' }, sort: {}, isGlobal: true }]]) };
  const problemsIn = (items: readonly object[], given = schema): readonly string[] => {
    const problems: string[] = [];
    checkKeys(new Map(items.map((item, index) => [`items[${index}]`, read(item)!])), given, (...problem) => problems.push(problem.join('; ')));
    return problems;
  };

  test.each<[string, readonly object[], readonly string[]]>([
    ['valid items', [{ pk: 'a', sk: 1 }, { pk: 'a', sk: 2, owner: 'jane' }], []],
    ['an item without its sort key', [{ pk: 'a' }], ['items[0].sk; nothing; a number, as it is part of the key of the table']],
    ['a key of another type', [{ pk: 1, sk: 1 }], ["items[0].pk; '1'; a string that is not empty, as it is part of the key of the table"]],
    ['an empty key', [{ pk: '', sk: 1 }], ["items[0].pk; ''"]],
    ['a key of an index of another type', [{ pk: 'a', sk: 1, owner: true }], ['items[0].owner; true; a string that is not empty, as it is part of the key of an index']],
    ['the same key twice', [{ pk: 'a', sk: 1 }, { pk: 'b', sk: 1 }, { sk: 1, pk: 'a' }], ['items[2]; the same key as items[0]']],
    ['the same number in another notation', [{ pk: { S: 'a' }, sk: { N: '1' } }, { pk: { S: 'a' }, sk: { N: '1.0' } }], ['items[1]; the same key as items[0]']],
  ])('%s', (_, items, says) => {
    const problems = problemsIn(items);
    expect(problems).toHaveLength(says.length);
    says.forEach((text, index) => expect(problems[index]).toContain(text));
  });

  test('of a table whose sort key is not known may be the same', () => {
    const partial: TableSchema = { partition: { pk: undefined }, sort: {}, indexes: new Map(), isPartial: true };
    expect(problemsIn([{ pk: 'a', x: 1 }, { pk: 'a', x: 2 }], partial)).toEqual([]);
    expect(problemsIn([{ pk: true }], partial)).toEqual([expect.stringContaining('a string that is not empty, a number, or binary data')]);
  });
});
