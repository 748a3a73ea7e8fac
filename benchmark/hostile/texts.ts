import { onText, OTHER_TEXT, repeated, TEXT, type HostileCase, type TextOfSize } from './case';
import type { Written } from '../../test/support/expressions';

const without = (unit: string): TextOfSize => size => `${repeated(unit)(size - 1)}!`;
const deep = (opening: string, closing: string): TextOfSize => size => {
  const depth = Math.floor(size / (opening.length + closing.length));
  return opening.repeat(depth) + closing.repeat(depth);
};
/** A JSON array with as many elements as fit. */
const jsonList = (member: string): TextOfSize => size => `[${`${member},`.repeat(Math.max(0, Math.floor(size / (member.length + 1)) - 1))}${member}]`;
/** A JSON object with distinct names. */
const jsonMap: TextOfSize = size => `{${Array.from({ length: Math.floor(size / 14) }, (_, index) => `"n${index}":1`).join(',')}}`;
const prototypeKey: TextOfSize = size => `{"__proto__":"${repeated('x')(size)}"}`;
/** Nested templates with five templates each. */
const nestedTemplates = (depth: number): Written => depth === 0 ? TEXT : ['template', ...Array.from({ length: 5 }, () => nestedTemplates(depth - 1))];
const chain = (length: number, op: string, args: readonly unknown[]): Written =>
  length === 0 ? TEXT : [op, chain(length - 1, op, args), ...args];

/** Patterns that take exponential or quadratic time in a backtracking engine. */
const PATTERNS: ReadonlyArray<readonly [pattern: string, text: TextOfSize]> = [
  ['^(a+)+$', without('a')],
  ['(x+x+)+y', repeated('x')],
  ['(x+x+)+y', size => `${repeated('x')(size)}!y`],
  ['(a|aa)+$', without('a')],
  ['a.*b|a', repeated('a')],
  ['(?:a?){30}a{30}', repeated('a')],
  ['(?:.*,){9}P', repeated('1,')],
  ['[ab]*a[ab]{12}c', size => `${repeated('abaab')(size - 1)}c`],
];

export const TEXT_CASES: readonly HostileCase[] = [
  ...['upper', 'lower', 'trim', 'urlEncode', 'sha256', 'toNumber', 'toBoolean', 'asString', 'toEpochSeconds', 'parseJson', 'toJson', 'size']
    .map(op => onText(op, [op, TEXT])),
  onText('lower, alternating letters', ['lower', TEXT], repeated('Aa')),
  onText('trim of spaces', ['trim', TEXT], repeated(' ')),
  onText('trim of inner spaces', ['trim', TEXT], size => `a${repeated(' ')(size - 2)}a`),
  onText('urlEncode of non-ASCII characters', ['urlEncode', TEXT], repeated('\u20ac')),
  onText('urlEncode of unpaired surrogates', ['urlEncode', TEXT], repeated('\ud83d')),
  onText('urlDecode of encoded characters', ['urlDecode', TEXT], size => repeated('%C3%BC')(size - size % 6)),
  onText('urlDecode of plus signs', ['urlDecode', TEXT], repeated('+')),
  onText('before', ['before', TEXT, 'aab'], repeated('a')),
  onText('after', ['after', TEXT, 'a'.repeat(500) + 'b'], repeated('a')),
  onText('between', ['between', TEXT, 'a', 'b'], repeated('a')),
  onText('split', ['split', TEXT, ','], repeated('a,')),
  onText('split at every character', ['split', TEXT, 'a'], repeated('a')),
  onText('substring', ['substring', TEXT, -10], repeated('\ud83d\ude00')),
  onText('replace', ['replace', TEXT, 'a', ''], repeated('ab')),
  onText('replace that multiplies', ['replace', TEXT, 'a', 'a'.repeat(1000)], repeated('a')),
  onText('replace that multiplies, chained', chain(3, 'replace', ['a', 'a'.repeat(10)]), repeated('a')),
  onText('withPrefix', chain(20, 'withPrefix', ['prefix'])),
  onText('withSuffix', chain(20, 'withSuffix', ['suffix'])),
  onText('withoutPrefix', ['withoutPrefix', TEXT, 'aB']),
  onText('toNumber of digits', ['toNumber', TEXT], repeated('1')),
  onText('toNumber of zeros', ['toNumber', TEXT], size => `1${repeated('0')(size - 2)}1`),
  onText('toEpochSeconds of a long fraction', ['toEpochSeconds', TEXT], size => `2026-11-20T10:00:00.${repeated('1')(size)}`),
  onText('parseJson of a deep list', ['parseJson', TEXT], deep('[', ']')),
  onText('parseJson of a deep map', ['parseJson', TEXT], size => `${deep('{"a":', '')(size)}1${'}'.repeat(Math.floor(size / 5))}`),
  onText('parseJson of unclosed brackets', ['parseJson', TEXT], repeated('[')),
  onText('parseJson of quotes', ['parseJson', TEXT], repeated('"')),
  onText('parseJson of escapes', ['parseJson', TEXT], size => `"${repeated('\\"')(size - (size % 2))}"`),
  onText('parseJson of numbers', ['parseJson', TEXT], jsonList('1')),
  onText('parseJson of numbers that are not exact doubles', ['parseJson', TEXT], jsonList('9007199254740993')),
  onText('parseJson of numbers with many zeros', ['parseJson', TEXT], jsonList(`1${'0'.repeat(397)}1`)),
  onText('parseJson of a map', ['parseJson', TEXT], jsonMap),
  onText('parseJson of prototype keys', ['parseJson', TEXT], jsonList('{"__proto__":{"x":1},"constructor":1}')),
  onText('parseJson of prototype keys, property', ['property', ['parseJson', TEXT], { constant: ['toString'] }], prototypeKey),
  onText('parseJson of equal elements, unique', ['unique', ['parseJson', TEXT]], jsonList('{"a":1e999}')),
  onText('toJson of quotes', chain(8, 'toJson', []), repeated('"')),
  onText('toJson of parseJson', ['toJson', ['parseJson', TEXT]], jsonList('{"b":[1,"x"],"a":{}}')),
  onText('template', ['template', ...Array.from({ length: 32 }, () => TEXT)]),
  onText('template in template', nestedTemplates(4)),
  onText('firstOf', ['firstOf', ['toNumber', TEXT], TEXT]),
  onText('choose', ['choose', ['startsWith', TEXT, ['literal', 'a']], TEXT]),
  onText('listOf and join', ['join', ['listOf', TEXT, TEXT, TEXT], ',']),
  onText('objectOf', ['objectOf', { constant: ['a', 'b'] }, false, TEXT, TEXT]),
  onText('toRfc3339', ['toRfc3339', ['toNumber', TEXT]], repeated('1')),
  onText('round', ['round', ['toNumber', TEXT]], repeated('1')),
  onText('formatDate', ['formatDate', ['toNumber', TEXT], 'yyyy-MM-dd'], repeated('1')),
  onText('parseDate', ['parseDate', TEXT, 'yyyyMMdd'], repeated('1')),
  onText('assumeTrusted', ['assumeTrusted', TEXT, 'reason']),
  onText('isPresent', ['isPresent', TEXT]),
  onText('isTrue', ['isTrue', TEXT]),
  onText('isEqualTo', ['isEqualTo', TEXT, ['literal', 'a']]),
  onText('isOneOf', ['isOneOf', TEXT, ['literal', 'a'], ['literal', 'b']]),
  onText('isEqualToValue', ['isEqualToValue', TEXT, OTHER_TEXT], repeated('a'), repeated('a')),
  ...['isAtLeast', 'isAtMost', 'isGreaterThan', 'isLessThan'].map(op => onText(op, [op, TEXT, OTHER_TEXT], repeated('a'), repeated('a'))),
  onText('startsWith', ['startsWith', TEXT, OTHER_TEXT], repeated('a'), size => `${repeated('a')(size / 2)}b`),
  onText('endsWith', ['endsWith', TEXT, OTHER_TEXT], repeated('a'), size => `b${repeated('a')(size / 2)}`),
  onText('contains, different at the start', ['contains', TEXT, OTHER_TEXT], repeated('a'), size => `b${repeated('a')(size / 2)}`),
  onText('contains, different in the middle', ['contains', TEXT, OTHER_TEXT], repeated('a'), size => {
    const half = repeated('a')(size / 4);
    return `${half}b${half}`;
  }),
  onText('contains, different at the end', ['contains', TEXT, OTHER_TEXT], repeated('a'), size => `${repeated('a')(size / 2)}b`),
  ...PATTERNS.flatMap(([pattern, text], index) => [
    onText(`matches ${pattern} (${index})`, ['matches', TEXT, pattern], text),
    onText(`containsMatch ${pattern} (${index})`, ['containsMatch', TEXT, pattern], text),
    onText(`extract ${pattern} (${index})`, ['extract', TEXT, pattern], text),
    onText(`replacePattern ${pattern} (${index})`, ['replacePattern', TEXT, pattern, 'x'], text),
  ]),
  onText('replacePattern of every character', ['replacePattern', TEXT, '[^0-9]', '-']),
  onText('replacePattern of nothing', ['replacePattern', TEXT, '', '-']),
  onText('replacePattern that multiplies', ['replacePattern', TEXT, 'a', 'a'.repeat(1000)], repeated('a')),
  onText('lookup', ['lookup', TEXT, { constant: ['a', '__proto__'] }, ['literal', 'x'], ['literal', 'y'], TEXT]),
];
