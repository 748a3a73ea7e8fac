import * as fc from 'fast-check';
import { contains } from '../../src/core/operators/comparisons';
import { evaluate, SOURCES } from '../support/evaluate';
import { parse, type Written } from '../support/expressions';

const attribute = (name: string): Written => ['attribute', 's', { constant: [name] }];
const LIST = attribute('list');
const ELEMENT: Written = ['element'];
const TOO_LARGE = { outcome: 'FAILED', reason: 'SIZE' };

/** The result for a string, and for a list with this string. */
const resultOf = (of: Written, text: string) =>
  evaluate(parse(of), { rawItems: { s: { text: { S: text }, list: { L: [{ S: text }] } } } }, { sources: SOURCES });

test.each<[string, Written, number]>([
  ['a string in a list', ['size', ['mapEach', LIST, ELEMENT]], 999_999],
  ['a list in a list', ['size', ['mapEach', LIST, ['listOf', ELEMENT]]], 999_998],
  ['a map in a list', ['size', ['mapEach', LIST, ['objectOf', { constant: ['name'] }, false, ELEMENT]]], 999_994],
  ['a joined list', ['size', ['join', LIST, '']], 1_000_000],
  ['a string with another', ['size', ['template', attribute('text'), ['literal', 'x']]], 999_999],
  ['JSON', ['size', ['toJson', attribute('text')]], 999_998],
  ['a replacement', ['size', ['replace', ['template', attribute('text'), ['literal', 'x']], 'x', 'yz']], 999_998],
])('exactly up to the size limit: %s', (_, of, length) => {
  const resultFor = (count: number) => resultOf(of, 'a'.repeat(count));
  expect(resultFor(length)).toHaveProperty('value');
  expect(resultFor(length + 1)).toEqual(TOO_LARGE);
});

test.each<[string, unknown]>([
  ['aaaa', { value: 1_000_000 }],
  ['baaa', { value: 750_001 }],
  ['aaaab', { outcome: 'FAILED', reason: 'SIZE' }],
  ['baaaa', { outcome: 'FAILED', reason: 'SIZE' }],
])('replacements may be as long as the size limit, with what is around them: %s', (text, expected) => {
  expect(resultOf(['size', ['replacePattern', attribute('text'), 'a', 'x'.repeat(250_000)]], text)).toEqual(expected);
});

test.each<[number, unknown]>([[40, { value: 40 }], [3000, TOO_LARGE]])('a pattern that scans to the end for each of %d matches', (length, expected) => {
  expect(resultOf(['size', ['replacePattern', attribute('text'), 'a.*b|a', 'x']], 'a'.repeat(length))).toEqual(expected);
});

test('the search in long strings equals that of JavaScript', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 300 }), fc.nat(200), fc.nat(100), (text, start, length) => {
    const part = text.slice(start, start + length) || 'a';
    return contains(text, part) === text.includes(part) && contains(text, `${part}b`) === text.includes(`${part}b`);
  }));
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 65, maxLength: 80 }), fc.nat(9), (text, times) =>
    contains(text.repeat(times), text.slice(1) + text[0]) === text.repeat(times).includes(text.slice(1) + text[0])));
});
