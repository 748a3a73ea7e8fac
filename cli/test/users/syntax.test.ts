import { problemsOf } from './problems';
import { parseUsersFile } from '../../src/users/parse';
import { SourceText } from '../../src/users/source-text';

const VALUES = 'a string in double quotes, a number, true, false, null, {...} or [...]';

/** A string with syntax errors, and the most similar correct one. */
const CASES: ReadonlyArray<readonly [name: string, text: string, problems: readonly string[], right: string]> = [
  ['a comma behind the last member', '{"users": {},}', ["f.json:1:13: found a comma before '}'; JSON does not allow one there: remove it"], '{"users": {}}'],
  ['a comma behind the last element', '{"items": {"T": [{},\n]}}', ["f.json:1:20: found a comma before ']'; JSON does not allow one there: remove it"], '{"items": {"T": [{}\n]}}'],
  ['no comma', '{"users": {}\n"items": {}}', ["f.json:2:1: found '\"items\"'; expected a comma before it"], '{"users": {},\n"items": {}}'],
  ['no colon', '{"users" {}}', ["f.json:1:10: found '{'; expected ':' after the name"], '{"users": {}}'],
  ['no value', '{"users":}', [`f.json:1:10: found '}'; expected ${VALUES}`], '{"users":{}}'],
  ['no name', '{"users": {}, {}}', ["f.json:1:15: found '{'; expected a name in double quotes"], '{"users": {}, "items": {}}'],
  ['single quotes', "{'users': {}}", [`f.json:1:2: found 'users'; expected ${VALUES}; names are in double quotes, too`], '{"users": {}}'],
  ['no quotes', '{users: {}}', [`f.json:1:2: found 'users'; expected ${VALUES}; names are in double quotes, too`], '{"users": {}}'],
  ['a word that JSON does not know', '{"items": {"T": [{"a": True}]}}', [`f.json:1:24: found 'True'; expected ${VALUES}; names are in double quotes, too`], '{"items": {"T": [{"a": true}]}}'],
  ['a space of another kind', '{"users":\u00a0{}}', [`f.json:1:10: found '\\u00a0'; expected ${VALUES}; names are in double quotes, too`], '{"users": {}}'],
  ['a string without end', '{"users": {"jane\n: {}}}', ["f.json:1:12: the string does not end in this line; expected '\"' at its end (a line break in a string is written \\n)"], '{"users": {"jane"\n: {}}}'],
  ['an unknown escape', '{"values": {"a": "C:\\x"}}', ['f.json:1:18: the string has an unknown escape; allowed: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000; a backslash itself is written \\\\'], '{"values": {"a": "C:\\\\x"}}'],
  ['an incomplete \\u', '{"values": {"a": "\\u12"}}', ['f.json:1:18: the string has an incomplete \\u; expected four hexadecimal digits after it, as in \\u00e9'], '{"values": {"a": "\\u0012"}}'],
  ['a tab in a string', '{"values": {"a": "\t"}}', ['f.json:1:18: the string has a control character; expected an escape instead, such as \\t for a tab'], '{"values": {"a": "\\t"}}'],
  ['a number with a zero before it', '{"items": {"T": [{"a": 01}]}}', ['f.json:1:24: found a number that starts with a zero; remove the zero, or write the number in double quotes'], '{"items": {"T": [{"a": 1}]}}'],
  ['half a number', '{"items": {"T": [{"a": 1.}]}}', ["f.json:1:24: found '1.', a number that is not complete; expected a digit after it"], '{"items": {"T": [{"a": 1.0}]}}'],
  ['an object that is not closed', '{\n"users": {\n', ["f.json:3:1: found the end of the file; expected '}' for the '{' of line 2"], '{\n"users": {\n}}'],
  ['a list that is not closed', '{"items": {"T": [', ["f.json:1:18: found the end of the file; expected ']' for the '[' of line 1"], '{"items": {"T": []}}'],
  ['the other bracket', '{"items": {"T": [{}}}}', ["f.json:1:20: found '}'; expected ']' for the '[' of line 1"], '{"items": {"T": [{}]}}'],
  ['two objects', '{}\n{}', ["f.json:2:1: found '{'; expected the end of the file, because its content ends before that"], '{}\n'],
  ['a comment', '// users\n{}', ['f.json:1:1: found a comment; JSON does not allow comments: remove it'], '\n{}'],
  ['a comment that does not end', '{} /*', ['f.json:1:4: found a comment; JSON does not allow comments: remove it'], '{} '],
  ['nothing', '', ['f.json:1:1: the file is empty; expected an object, such as {"users": {}}'], '{}'],
  ['a byte order mark alone', '\uFEFF\r\n', ['f.json:1:1: the file is empty; expected an object, such as {"users": {}}'], '\uFEFF{}\r\n'],
  [
    'several problems: one a line, as far as they say something',
    '{"users": {"jane": {},\n "joe": {,},\n "jim": {},}}\n',
    ["f.json:2:10: found ','; expected a name in double quotes"],
    '{"users": {"jane": {},\n "joe": {},\n "jim": {}}}\n',
  ],
  [
    'two lines with a problem each',
    '{"users": {"jane": {}, // the first\r\n "jim": {},}\r\n}\r\n',
    ['f.json:1:24: found a comment; JSON does not allow comments: remove it', "f.json:2:11: found a comma before '}'; JSON does not allow one there: remove it"],
    '{"users": {"jane": {},\r\n "jim": {}}\r\n}\r\n',
  ],
];

test.each(CASES)('%s', (_, wrong, problems, right) => {
  expect(problemsOf(() => parseUsersFile(wrong, 'f.json'))).toEqual(problems);
  expect(problemsOf(() => parseUsersFile(right, 'f.json'))).toEqual([]);
});

test('too deep nesting is reported, not parsed', () => {
  const nested = (levels: number): string => `{"items":\r\n{"T": [{"a": ${'['.repeat(levels)}${']'.repeat(levels)}}]}}`;
  expect(problemsOf(() => parseUsersFile(nested(60), 'f.json'))).toEqual([]);
  const problem = 'the file is nested more than 64 levels deep; allowed: up to 64 levels, because an item of DynamoDB has 32 at most';
  expect(problemsOf(() => parseUsersFile(nested(61), 'f.json'))).toEqual([`f.json:2: ${problem}`]);
  expect(problemsOf(() => parseUsersFile('['.repeat(500_000), 'f.json'))).toEqual([`f.json:1: ${problem}`]);
  expect(problemsOf(() => parseUsersFile(JSON.stringify({ values: { brackets: '['.repeat(100) } }), 'f.json'))).toEqual([]);
});

test('accepts exactly what JSON.parse accepts', () => {
  const valid = '{"users": {"jane": {"attributes": {"email": "j\\u00e9\\n@x"}, "enabled": true}},\n "items": {"T": [{"n": -1.5e3, "z": null}]}}';
  const parts = ['', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', '\t', '0', '-', '.', 'e', 'null', '//', '/*', "'", '\u00a0', '\u2028', '\f', '\\u', '\u0001'];
  for (let at = 0; at <= valid.length; at++) {
    for (const part of parts) {
      const text = valid.slice(0, at) + part + valid.slice(at + (part === '' ? 1 : 0));
      const { root, syntaxErrors } = new SourceText(text, 'f.json');
      expect({ text, valid: root !== undefined && syntaxErrors.length === 0 }).toEqual({ text, valid: isJson(text) });
    }
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
