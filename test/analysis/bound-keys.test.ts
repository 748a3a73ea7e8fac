import { isBoundKey } from '../../src/analysis/provenance';
import type { SubjectName } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const USER: readonly SubjectName[] = ['USER'];
const MACHINE: readonly SubjectName[] = ['MACHINE'];
const [SUB, CLIENT, EMAIL] = [['sub'], ['clientId'], ['email']];
const [CODE, SLOT] = [['urlEncode', EMAIL], ['slot', '#']];
const text = (...parts: Array<string | Written>): Written => ['template', ...parts.map(part => typeof part === 'string' ? ['literal', part] : part)];
const joined = (separator: string, ...parts: readonly Written[]): Written => ['join', separator, ['listOf', ...parts]];

describe.each<[string, readonly SubjectName[], readonly Written[], boolean]>([
  ['binds a user', USER, [
    SUB, ['lower', SUB], ['withPrefix', 'x', SUB], ['withSuffix', 'x', SUB],
    text(SUB), text('a', SUB), text(SUB, '#', CODE), text(CODE, '#', SUB), text(SUB, '-', '#', CODE), text(SUB, SLOT, '#', CODE), text(SUB, '#', CODE, 'x'), text('-', CODE, '#', SUB),
    text(CODE, '/', SUB, '/', CODE), text(SUB, '#', ['lower', SUB]),
    joined('#', SUB, CODE), joined('-', SUB, ['literal', '#'], CODE), joined('-', SUB), joined('-', SUB, ['literal', 'x']), joined('-', ['literal', 'x'], SUB),
  ], true],
  ['does not bind a user', USER, [
    EMAIL, CLIENT, ['upper', SUB], ['lower', EMAIL], ['sha256', SUB],
    text('a'), text(SUB, EMAIL), text(SUB, '#', EMAIL), text('#', EMAIL), text(SUB, '-', CODE), text(SUB, 'a1._~%', CODE), text(SUB, CODE), text(CODE, SUB), text(SUB, SLOT, CODE), text(CODE, '#', CODE),
    text(CODE, '#', SUB, CODE), text(CODE, SUB, '#', CODE), text(SUB, '#', CODE, CODE),
    joined('-', SUB, CODE), joined('', SUB, CODE), joined('#', SUB, EMAIL), joined('#', ['literal', 'x']), joined('#'), ['join', '#', ['split', ',', SUB]], ['join', '#', ['groups']],
  ], false],
  ['binds a machine', MACHINE, [SUB, CLIENT, ['lower', CLIENT], text(CLIENT, '#', CODE)], true],
  ['does not bind users or machines', ['USER', 'MACHINE'], [CLIENT, text(CLIENT, '#', CODE)], false],
])('a key that %s', (_, subjects, keys, isBound) => {
  test.each(keys.map(key => [key]))('%j', key => {
    expect(isBoundKey({ key: { id: parse(key) } }, subjects)).toBe(isBound);
  });
});

test('one part is enough, and a sort key condition binds if it is EQUAL', () => {
  const key = { id: parse(EMAIL) };
  const sort = (comparison: 'EQUAL' | 'BEGINS_WITH') => ({ attribute: 'b', comparison, values: [parse(SUB)] });
  expect(isBoundKey({ key: { ...key, b: parse(SUB) } }, USER)).toBe(true);
  expect(isBoundKey({ key, sort: sort('EQUAL') }, USER)).toBe(true);
  expect(isBoundKey({ key, sort: sort('BEGINS_WITH') }, USER)).toBe(false);
});
