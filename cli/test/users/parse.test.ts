import { problemsOf } from './problems';
import { parseUsersFile } from '../../src/users/parse';
import schema from '../../users.schema.json';

const USER = 'password, temporaryPassword, attributes, groups, identityProvider, pools, enabled';
const NAMES = '1 to 128 letters, digits, symbols and punctuation marks, without spaces';

function problems(text: string): readonly string[] {
  return problemsOf(() => parseUsersFile(text, 'f.json'));
}

/** A property of the user `jane`: an incorrect value, its problem, and the most similar correct value. */
const OF_A_USER: ReadonlyArray<readonly [wrong: string, problem: string, right: string]> = [
  ['"grups": []', `users.jane.grups is not known; allowed: ${USER}; did you mean 'groups'?`, '"groups": []'],
  ['"sub": ""', `users.jane.sub is not known; allowed: ${USER}`, '"attributes": {"sub": ""}'],
  ['"__proto__": {}', `users.jane.__proto__ is not known; allowed: ${USER}`, '"attributes": {"__proto__": ""}'],
  ['"constructor": {}', `users.jane.constructor is not known; allowed: ${USER}`, '"attributes": {"constructor": ""}'],
  ['"password": 12', 'users.jane.password is 12; allowed: a string', '"password": "12"'],
  ['"password": ""', 'users.jane.password is empty; leave it out, or write at least one character', '"password": "1"'],
  [`"password": "${'x'.repeat(257)}"`, 'users.jane.password has more than 256 characters; allowed: up to 256', `"password": "${'x'.repeat(256)}"`],
  ['"temporaryPassword": "yes"', 'users.jane.temporaryPassword is "yes"; allowed: true or false', '"temporaryPassword": false'],
  [
    '"temporaryPassword": true',
    'users.jane.temporaryPassword is true, but there is no password; add a password, or remove temporaryPassword',
    '"temporaryPassword": true, "password": "1"',
  ],
  ['"attributes": []', 'users.jane.attributes is an empty list; allowed: an object, as {...}', '"attributes": {}'],
  [
    '"attributes": {"email_verified": true}',
    'users.jane.attributes.email_verified is true; allowed: a string; Amazon Cognito stores every attribute as a string: write it in quotes, "true"',
    '"attributes": {"email_verified": "true"}',
  ],
  [
    '"attributes": {"custom:level": 3}',
    'users.jane.attributes.custom:level is 3; allowed: a string; Amazon Cognito stores every attribute as a string: write it in quotes, "3"',
    '"attributes": {"custom:level": "3"}',
  ],
  [
    '"attributes": {"email": null}',
    'users.jane.attributes.email is null; allowed: a string; leave the attribute out if the user has none',
    '"attributes": {}',
  ],
  ['"attributes": {"address": {}}', 'users.jane.attributes.address is an object; allowed: a string', '"attributes": {"address": "{}"}'],
  [
    `"attributes": {"custom:a b": "${'x'.repeat(2049)}"}`,
    "users.jane.attributes['custom:a b'] has more than 2048 characters; allowed: up to 2048",
    `"attributes": {"custom:a b": "${'x'.repeat(2048)}"}`,
  ],
  ['"groups": "admin"', 'users.jane.groups is "admin"; allowed: a list, as [...]', '"groups": ["admin"]'],
  ['"groups": ["a", 1]', 'users.jane.groups[1] is 1; allowed: a string', '"groups": ["a", "1"]'],
  ['"groups": ["a", "b", "a"]', 'users.jane.groups[2] repeats users.jane.groups[0]; remove one of them', '"groups": ["a", "b"]'],
  ['"groups": ["a b"]', `users.jane.groups[0] is "a b"; allowed: ${NAMES}`, '"groups": ["a-b"]'],
  ['"identityProvider": ""', 'users.jane.identityProvider is empty; leave it out, or write at least one character', '"identityProvider": "Corporate"'],
  ['"pools": []', 'users.jane.pools is an empty list; leave it out for all of them, or name at least one', '"pools": ["Shop/Pool"]'],
  ['"enabled": 0', 'users.jane.enabled is 0; allowed: true or false', '"enabled": false'],
];

test.each(OF_A_USER)('users.jane: %s', (wrong, problem, right) => {
  const text = (member: string): string => `{\n  "users": {\n    "jane": {\n      ${member}\n    }\n  }\n}\n`;
  expect(problems(text(wrong))).toEqual([`f.json:4: ${problem}`]);
  expect(problems(text(right))).toEqual([]);
});

/** The complete file. */
const OF_THE_FILE: ReadonlyArray<readonly [wrong: string, problem: string, right: string]> = [
  ['[]', 'f.json:1: the file is an empty list; allowed: an object, as {...}', '{}'],
  ['null', 'f.json:1: the file is null; allowed: an object, as {...}', '{}'],
  ['\uFEFF\r\n{"user": {}}', "f.json:2: user is not known; allowed: $schema, users, items, answers, values; did you mean 'users'?", '\uFEFF\r\n{"users": {}}'],
  ['{"$schema": 1}', 'f.json:1: $schema is 1; allowed: a string', '{"$schema": "./node_modules/token-enricher/users.schema.json"}'],
  ['{"users":\r\n{"a b": {}}}', `f.json:2: users has the name "a b"; allowed: ${NAMES}`, '{"users":\r\n{"jürgen.o\'neill+1@example.com": {}}}'],
  ['{"users":\r{"": {}}}', `f.json:2: users has the name ""; allowed: ${NAMES}`, '{"users":\r{"constructor": {}}}'],
  [`{"users": {"${'x'.repeat(129)}": {}}}`, `f.json:1: users has the name a string of 129 characters; allowed: ${NAMES}`, `{"users": {"${'x'.repeat(128)}": {}}}`],
  ['{"users": {"a@b.c": []}}', "f.json:1: users['a@b.c'] is an empty list; allowed: an object, as {...}", '{"users": {"a@b.c": {}}}'],
  ['{"users": {"a\\u001b": {}}}', `f.json:1: users has the name "a\\u001b"; allowed: ${NAMES}`, '{"users": {"a": {}}}'],
  ['{"values": {"Shop/Url\\u2028": 1}}', 'f.json:1: values[\'Shop/Url\\u2028\'] is 1; allowed: a string; write it in quotes, "1"', '{"values": {"Shop/Url": "1"}}'],
  ['{"values": {"a/b~c": {}}}', 'f.json:1: values[\'a/b~c\'] is an object; allowed: a string', '{"values": {"a/b~c": "{}"}}'],
  ['{"items": {"T": 1}}', 'f.json:1: items.T is 1; allowed: a list, as [...]', '{"items": {"T": []}}'],
  ['{"answers": {"F": {}}}', 'f.json:1: answers.F is an object; allowed: a list, as [...]', '{"answers": {"F": []}}'],
  ['{"answers": {"F": [null]}}', 'f.json:1: answers.F[0] is null; allowed: an object, as {...}', '{"answers": {"F": [{"answer": null}]}}'],
  ['{"answers": {"F": [{"answer": [1]}]}}', 'f.json:1: answers.F[0].answer is a list; allowed: an object, as {...}, or null', '{"answers": {"F": [{"answer": {"a": [1]}}]}}'],
  ['{"answers": {"F": [{"error": 1}]}}', 'f.json:1: answers.F[0].error is 1; allowed: a string', '{"answers": {"F": [{"error": ""}]}}'],
  ['{"answers": {"F": [{"input": 1, "error": ""}]}}', 'f.json:1: answers.F[0].input is 1; allowed: an object, as {...}', '{"answers": {"F": [{"input": {}, "error": ""}]}}'],
  ['{"answers": {"F": [{"input": {}}]}}', 'f.json:1: answers.F[0] has neither an answer nor an error; add one of them', '{"answers": {"F": [{"input": {}, "answer": {}}]}}'],
  ['{"answers": {"F": [{"answer": {},\n"error": ""}]}}', 'f.json:1: answers.F[0] has both an answer and an error; keep one of them', '{"answers": {"F": [{"answer": {}},\n{"error": ""}]}}'],
  ['{"answers": {"F": [{"answer": null,\n"awnser": {}}]}}', "f.json:2: answers.F[0].awnser is not known; allowed: input, answer, error; did you mean 'answer'?", '{"answers": {"F": [{"answer": null}]}}'],
  [
    '{"answers": {"F": [{"answer": {"id":\n12345678901234567890}}]}}',
    'f.json:1: answers.F[0].answer.id has more digits than JavaScript keeps: it would become 12345678901234567000; write its digits in quotes, or fewer digits',
    '{"answers": {"F": [{"answer": {"id":\n"12345678901234567890"}}]}}',
  ],
  ['{"answers": {"F": [{"answer": {"a": 1e999}}]}}', 'f.json:1: answers.F[0].answer.a has more digits than JavaScript keeps: it would become Infinity; write its digits in quotes, or fewer digits', '{"answers": {"F": [{"answer": {"a": 1e99}}]}}'],
  ['{"values": 1}', 'f.json:1: values is 1; allowed: an object, as {...}', '{"values": {}}'],
  ['{"items": {"Shop/T": {}}}', 'f.json:1: items.Shop/T is an object; allowed: a list, as [...]', '{"items": {"Shop/T": []}}'],
  ['{"items": {"T": [{}, []]}}', 'f.json:1: items.T[1] is an empty list; allowed: an object, as {...}', '{"items": {"T": [{}, {}]}}'],
  ['{"users": {"jane": {}},\n"users": {}}', 'f.json:2: users is written twice, first in line 1; keep one of them', '{"users": {"jane": {}}}'],
  ['{"items": {"T": [{"a": 1,\n\n"\\u0061": 2}]}}', 'f.json:3: items.T[0].a is written twice, first in line 1; keep one of them', '{"items": {"T": [{"a": 1, "A": 2}]}}'],
  ['{"users": {"__proto__": {},\n"__proto__": {}}}', 'f.json:2: users.__proto__ is written twice, first in line 1; keep one of them', '{"users": {"__proto__": {}}}'],
];

test.each(OF_THE_FILE)('%s', (wrong, problem, right) => {
  expect(problems(wrong)).toEqual([problem]);
  expect(problems(right)).toEqual([]);
});

test('reports every problem, from top to bottom', () => {
  const text = '{\n"values": {"a": true},\n"users": {"jane": {"enabled": 1,\n"enabled": 2}},\n"items": {"T": [{"a": {"$set": []}},\n1]}}';
  expect(problems(text)).toEqual([
    'f.json:2: values.a is true; allowed: a string; write it in quotes, "true"',
    'f.json:4: users.jane.enabled is written twice, first in line 3; keep one of them',
    'f.json:4: users.jane.enabled is 2; allowed: true or false',
    'f.json:5: items.T[0].a.$set is not a type; allowed: $stringSet, $numberSet, $binarySet, $binary, $number',
    'f.json:6: items.T[1] is 1; allowed: an object, as {...}',
  ]);
});

test('names of Object.prototype are ordinary names', () => {
  const { users, items, values } = parseUsersFile('{"users": {"__proto__": {"enabled": false}, "constructor": {}}, "items": {"__proto__": [{"__proto__": 1}]}}', 'f.json');
  expect(Object.keys(users)).toEqual(['__proto__', 'constructor']);
  expect(Object.entries(users)[0][1].enabled).toBe(false);
  expect(Object.keys(Object.entries(items)[0][1][0])).toEqual(['__proto__']);
  expect([users.toString, values.constructor, ({} as Record<string, unknown>).enabled]).toEqual([undefined, undefined, undefined]);
});

test('omitted properties are empty', () => {
  const { users, items, answers, values } = parseUsersFile('{}', 'f.json');
  expect([users, items, answers, values].map(each => Object.keys(each))).toEqual([[], [], [], []]);
});

test('reads the file', () => {
  const jane = { password: 'x', attributes: { email: 'jane@example.com' }, groups: ['admin'], pools: ['Shop/Pool'] };
  const content = {
    users: { jane },
    items: { T: [{ id: 'jane', n: [1, null, { a: true }] }] },
    answers: { F: [{ input: { sub: 'jane' }, answer: { n: [1, null, { a: true }] } }, { error: 'x' }] },
    values: { 'Shop/Url': 'https://a.example' },
  };
  expect(JSON.parse(JSON.stringify(parseUsersFile(JSON.stringify(content), 'f.json')))).toEqual(content);
});

test('a large file with many problems does not take minutes', () => {
  const items = Array.from({ length: 50_000 }, (_, id) => `{"id": ${id}.10000000000000000001}`);
  expect(problems(`{"items": {"T": [\n${items.join(',\n')}]}}`)).toHaveLength(50_000);
}, 10_000);

test('the schema describes every property for editors, and allows no others', () => {
  const { users, items, answers, values } = schema.properties;
  const { user, answer, item } = schema.$defs;
  const described = [
    schema, user, answer, item, items.additionalProperties, answers.additionalProperties, values.additionalProperties,
    ...Object.values(schema.properties), ...Object.values(user.properties), ...Object.values(answer.properties),
  ];
  expect(described.filter(({ description }) => !description)).toEqual([]);
  expect([schema, user, answer].map(({ additionalProperties }) => additionalProperties)).toEqual([false, false, false]);
  expect(schema.description).toMatch(/passwords in it are for this machine only/);
  const optional = Object.values({ ...user.properties, users, items, answers, input: answer.properties.input, values });
  expect(optional.filter(({ description }) => !/Default: /.test(description))).toEqual([]);
});
