import { problemsOf } from './problems';
import { plainItem, toItem, type AttributeValue } from '../../src/users/items';
import { parseUsersFile } from '../../src/users/parse';

const VALUES: ReadonlyArray<readonly [plain: unknown, value: AttributeValue]> = [
  ['a', { S: 'a' }],
  ['', { S: '' }],
  [1, { N: '1' }],
  [-0.5, { N: '-0.5' }],
  [Number.MAX_SAFE_INTEGER, { N: '9007199254740991' }],
  [{ $number: '9007199254740993' }, { N: '9007199254740993' }],
  [{ $number: '0.12345678901234567890123456789012345678' }, { N: '0.12345678901234567890123456789012345678' }],
  [true, { BOOL: true }],
  [false, { BOOL: false }],
  [null, { NULL: true }],
  [[], { L: [] }],
  [['a', [1]], { L: [{ S: 'a' }, { L: [{ N: '1' }] }] }],
  [{}, { M: {} }],
  [{ a: { b: null } }, { M: { a: { M: { b: { NULL: true } } } } }],
  [{ $stringSet: ['a', 'b'] }, { SS: ['a', 'b'] }],
  [{ $numberSet: [1, 2.5, '9007199254740993'] }, { NS: ['1', '2.5', '9007199254740993'] }],
  [{ $binary: 'aGk=' }, { B: 'aGk=' }],
  [{ $binarySet: ['aGk='] }, { BS: ['aGk='] }],
  [{ $stringSet: ['a'], other: 1 }, { M: { $stringSet: { L: [{ S: 'a' }] }, other: { N: '1' } } }],
  [JSON.parse('{"__proto__": 1}'), { M: JSON.parse('{"__proto__": {"N": "1"}}') }],
];

test.each(VALUES)('%j is %j', (plain, value) => {
  expect(toItem({ a: plain })).toEqual({ a: value });
  expect(plainItem({ a: value })).toEqual({ a: plain });
  expect(JSON.stringify(plainItem(toItem({ a: plain })))).toBe(JSON.stringify({ a: plain }));
});

test('a number that can be represented is a number again, however it was written', () => {
  expect(plainItem({ a: { N: '1.50' }, b: { N: '1E2' }, c: { N: '9007199254740992' } })).toEqual({ a: 1.5, b: 100, c: { $number: '9007199254740992' } });
});

const NUMBER = 'allowed: a number of DynamoDB, with up to 38 digits, from 1E-130 to 9.99E+125';
const BASE64 = 'allowed: binary data in Base64, such as "aGVsbG8="';
const UNSAFE = 'is a number beyond 9007199254740991, and JavaScript does not keep all of its digits; write it as {"$number": "..."}, with its digits in quotes';
const AS_TEXT = 'write it as {"$number": "..."}, with its digits in quotes';
const AT_LEAST_ONE = 'allowed: a list of at least one element, because DynamoDB has no empty sets';

/** The value of `a` in the file, its problem, and the most similar correct value. */
const WRONG: ReadonlyArray<readonly [wrong: string, problem: string, right: string]> = [
  ['9007199254740992', `.a ${UNSAFE}`, '9007199254740991'],
  ['-9007199254740992', `.a ${UNSAFE}`, '-9007199254740991'],
  ['1e400', `.a is Infinity; ${NUMBER}`, '1e15'],
  ['0.12345678901234567', `.a has more digits than JavaScript keeps: it would become 0.12345678901234566; ${AS_TEXT}`, '0.1234567890123456'],
  ['1.00000000000000000001', `.a has more digits than JavaScript keeps: it would become 1; ${AS_TEXT}`, '1.00000000000000000000'],
  ['1e-400', `.a has more digits than JavaScript keeps: it would become 0; ${AS_TEXT}`, '10e-1'],
  ['1e-131', `.a is 1e-131; ${NUMBER}`, '1e-130'],
  ['{"$number": "1e126"}', `.a.$number is "1e126"; ${NUMBER}`, '{"$number": "1e125"}'],
  [`{"$number": "${'1'.repeat(39)}"}`, `.a.$number is "${'1'.repeat(39)}"; ${NUMBER}`.replace(`"${'1'.repeat(39)}"`, 'a string of 39 characters'), `{"$number": "${'1'.repeat(38)}0"}`],
  ['{"$number": "one"}', `.a.$number is "one"; ${NUMBER}`, '{"$number": "1"}'],
  ['{"$number": null}', `.a.$number is null; ${NUMBER}`, '{"$number": 1}'],
  ['{"$stringSte": ["a"]}', ".a.$stringSte is not a type; allowed: $stringSet, $numberSet, $binarySet, $binary, $number; did you mean '$stringSet'?", '{"$stringSet": ["a"]}'],
  ['[{"$constructor": 1}]', '.a[0].$constructor is not a type; allowed: $stringSet, $numberSet, $binarySet, $binary, $number', '[{"constructor": 1}]'],
  ['{"$stringSet": []}', `.a.$stringSet is an empty list; ${AT_LEAST_ONE}`, '{"$stringSet": [""]}'],
  ['{"$stringSet": "a"}', `.a.$stringSet is "a"; ${AT_LEAST_ONE}`, '{"$stringSet": ["a"]}'],
  ['{"$stringSet": ["a", 1]}', '.a.$stringSet[1] is 1; allowed in a set of strings: strings', '{"$stringSet": ["a", "1"]}'],
  ['{"$stringSet": ["a", "a"]}', '.a.$stringSet[1] is "a" again; the elements of a set are unique: remove it', '{"$stringSet": ["a", "A"]}'],
  ['{"$numberSet": [true]}', `.a.$numberSet[0] is true; ${NUMBER}`, '{"$numberSet": [1]}'],
  ['{"$numberSet": [9007199254740993]}', '.a.$numberSet[0] is a number beyond 9007199254740991, and JavaScript does not keep all of its digits; write its digits in quotes', '{"$numberSet": ["9007199254740993"]}'],
  ['{"S": "x"}', ' is DynamoDB JSON; allowed: plain values, as in {"id": "1", "active": true}', '{"T": "x"}'],
  ['{"$binary": "a"}', `.a.$binary is "a"; ${BASE64}`, '{"$binary": "aGk="}'],
  ['{"$binarySet": [1]}', `.a.$binarySet[0] is 1; ${BASE64}`, '{"$binarySet": ["aGk="]}'],
];

test.each(WRONG)('%s', (wrong, problem, right) => {
  const problems = (value: string): readonly string[] => problemsOf(() => parseUsersFile(`{"items": {"T": [\n{"a": ${value}}]}}`, 'f.json'));
  expect(problems(wrong)).toEqual([`f.json:2: items.T[0]${problem}`]);
  expect(problems(right)).toEqual([]);
});

test('a single item reports all its problems', () => {
  expect(problemsOf(() => toItem({ a: 2 ** 53, b: { c: undefined, d: Number.NaN } }, ['items', 0]))).toEqual([
    `items[0].a ${UNSAFE}`,
    'items[0].b.c is undefined; allowed: strings, numbers, true, false, null, lists and objects',
    `items[0].b.d is NaN; ${NUMBER}`,
  ]);
});
