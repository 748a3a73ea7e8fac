import { withoutCase } from '../../benchmark/hostile/cases';
import { LIMITS } from '../../src/core/document/limits';
import type { AttributeValue, Item } from '../../src/core/operators/operator';
import { evaluate, SOURCES, type RequestParts } from '../support/evaluate';
import { parse, type Written } from '../support/expressions';

/**
 * Input that takes seconds or gigabytes with a naive algorithm: a value in an attribute must not make sign-ins fail. Without the
 * limits, each test exceeds the time, throws, or produces a value that no token can contain.
 */
const CPU_MILLISECONDS = 5000;

const attribute = (name: string): Written => ['attribute', 's', { constant: [name] }];
const LIST = attribute('list');
const OTHER = attribute('other');
const ELEMENT: Written = ['element'];
const FAILED: AttributeValue = { N: '9007199254740993' };

function listOf(length: number, member: (index: number) => AttributeValue): AttributeValue {
  return { L: Array.from({ length }, (_, index) => member(index)) };
}

function timed(of: Written, item: Item, parts: RequestParts = {}): unknown {
  const started = process.cpuUsage();
  const result = evaluate(parse(of), { rawItems: { s: item }, ...parts }, { sources: SOURCES });
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(CPU_MILLISECONDS);
  return result;
}

describe('lists with many elements to compare', () => {
  const map = (index: number): AttributeValue => ({ M: { name: { S: `m${index}` }, rank: { N: String(index) } } });
  const failedMap = (index: number): AttributeValue => ({ M: { name: { S: `m${index}` }, rank: FAILED } });

  test('maps in a list of maps', () => {
    const list = listOf(20_000, map);
    expect(timed(['size', ['filter', LIST, ['hasMember', OTHER, ELEMENT]]], { list, other: list })).toEqual({ value: 20_000 });
  });

  test('maps with failed parts in a list of such maps', () => {
    const list = listOf(20_000, failedMap);
    expect(timed(['filter', LIST, ['hasMember', OTHER, ELEMENT]], { list, other: list })).toEqual({ outcome: 'FAILED', reason: 'CONVERSION' });
  });

  test('maps with failed parts, made unique', () => {
    expect(timed(['size', ['unique', LIST]], { list: listOf(40_000, () => ({ M: { rank: FAILED } })) })).toEqual({ value: 40_000 });
  });

  test('lists compared with a long list', () => {
    const items = { list: listOf(20_000, index => listOf(1, () => ({ N: String(index) }))), other: listOf(20_000, () => ({ S: 'a' })) };
    expect(timed(['size', ['filter', LIST, ['isEqualToValue', ELEMENT, OTHER]]], items)).toEqual({ value: 0 });
  });
});

describe('a list for each element of another list', () => {
  const texts = listOf(20_000, index => ({ S: `m${index}` }));

  test('another list, mapped', () => {
    const mapped: Written = ['size', ['mapEach', OTHER, ['upper', ELEMENT]]];
    expect(timed(['size', ['unique', ['mapEach', LIST, mapped]]], { list: texts, other: texts })).toEqual({ value: 1 });
  });

  test('another list, filtered', () => {
    const filtered: Written = ['filter', OTHER, ['startsWith', ELEMENT, ['literal', 'x']]];
    expect(timed(['mapEach', LIST, ['first', filtered]], { list: texts, other: texts })).toEqual({ value: [] });
  });

  test('each of its lists, in another list', () => {
    const lists = listOf(20_000, index => listOf(1, () => ({ S: `M${index}` })));
    const kept: Written = ['size', ['filter', ELEMENT, ['hasMember', ['upper', OTHER], ELEMENT]]];
    expect(timed(['sum', ['mapEach', LIST, kept]], { list: lists, other: texts })).toEqual({ value: 20_000 });
  });

  test('an inner list uses the current elements', () => {
    const lists = { L: [{ L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'c' }] }] };
    const inner: Written = ['join', ['mapEach', ELEMENT, ['template', ELEMENT, ['join', ['mapEach', OTHER, ['upper', ELEMENT]], '']]], ' '];
    expect(timed(['mapEach', LIST, inner], { list: lists, other: { L: [{ S: 'x' }, { S: 'y' }] } })).toEqual({ value: ['aXY bXY', 'cXY'] });
  });
});

describe('as many constants as a rule can have, for each of many elements', () => {
  const WORK = { outcome: 'DENIED', reason: 'WORK' };
  const constants = Array.from({ length: LIMITS.members }, (_, index) => `m-${index}`);
  const literals: readonly Written[] = constants.map(constant => ['literal', constant]);
  const texts = listOf(60_000, index => ({ S: `m-${index}` }));
  const maps = listOf(30_000, index => ({ M: { [`m-${index % 3000}`]: { N: '1' } } }));
  const size = (of: Written): Written => ['size', of];

  test.each<[string, Written, unknown]>([
    ['one of the constants', size(['filter', LIST, ['isOneOf', ELEMENT, ...literals]]), { value: 2000 }],
    ['one of a list', size(['filter', LIST, ['hasMember', ['literal', { constant: constants }], ELEMENT]]), { value: 2000 }],
    ['elements of a list that are one of the constants', size(['filterOneOf', LIST, ...literals]), { value: 2000 }],
    ['elements of each list that are one of the constants', size(['unique', ['mapEach', LIST, ['first', ['filterOneOf', ['listOf', ELEMENT], ...literals]]]]), { value: 2000 }],
    ['a table', size(['lookup', LIST, { constant: constants }, ...literals]), { value: 2000 }],
    ['names of properties', size(['filter', ['pickProperties', { constant: constants }, OTHER], ['isAtLeast', ['size', ELEMENT], ['literal', 1]]]), { value: 20_000 }],
    ['names of properties of each element', size(['filter', OTHER, ['isAtLeast', ['size', ['pickProperties', { constant: constants }, ELEMENT]], ['literal', 1]]]), { value: 20_000 }],
    ['conditions that do not depend on the element', size(['filter', LIST, ['any', ['isTrue', ['literal', false]], ['isEqualTo', ELEMENT, ['literal', 'x']], ...constants.map(constant => ['inGroup', ['literal', constant]])]]), WORK],
    ['values that do not depend on the element', size(['filter', LIST, ['isPresent', ['objectOf', false, { constant: ['e', ...constants] }, ELEMENT, ...literals]]]), WORK],
  ])('%s', (_, of, gives) => {
    expect(timed(of, { list: texts, other: maps })).toEqual(gives);
  });

  test('a long string that almost contains each element', () => {
    const list = listOf(10_000, index => ({ S: `${'ab'.repeat(10)}${index}` }));
    const text = { S: 'ab'.repeat(100_000) };
    expect(timed(size(['filter', LIST, ['contains', attribute('text'), ELEMENT]]), { list, text })).toEqual(WORK);
    expect(timed(size(['filter', LIST, ['contains', attribute('text'), ELEMENT]]), { list: listOf(200, () => ({ S: 'baba' })), text })).toEqual({ value: 200 });
  });
});

describe('values that would exhaust the memory', () => {
  const TOO_LARGE = { outcome: 'FAILED', reason: 'SIZE' };
  const texts = listOf(20_000, index => ({ S: `m${index}` }));
  const text = { S: 'a'.repeat(200_000) };

  test.each<[string, Written]>([
    ['a long string in every member', ['mapEach', LIST, ['template', attribute('text'), ELEMENT]]],
    ['a long list in every member', ['mapEach', LIST, ['objectOf', { constant: ['all'] }, true, OTHER]]],
    ['a long list for every member', ['flatten', ['lookup', LIST, { constant: ['a'] }, ['literal', 'a'], OTHER]]],
    ['a long string for every member', ['lookup', LIST, { constant: ['a'] }, ['literal', 'a'], ['upper', attribute('text')]]],
    ['every member replaced by much more', ['replace', LIST, 'm', 'm'.repeat(100_000)]],
    ['a long separator', ['join', LIST, ' '.repeat(100_000)]],
    ['a string many times', ['template', ...Array.from({ length: 32 }, () => attribute('text'))]],
    ['empty strings in every map', ['toJson', { constant: Array.from({ length: LIMITS.members }, (_, index) => [`name-${index}`]) }, ['mapEach', LIST, ['objectOf', { constant: ['a'] }, false, ELEMENT]]]],
    ['quotes in quotes', ['toJson', ['toJson', ['toJson', ['replace', attribute('text'), 'a', '"']]]]],
  ])('%s', (_, of) => {
    expect(timed(of, { list: texts, other: texts, text })).toEqual(TOO_LARGE);
  });

  test('up to the size limit', () => {
    expect(timed(['size', ['join', ['mapEach', LIST, ['withPrefix', ELEMENT, 'x'.repeat(40)]], ',']], { list: texts })).toEqual({ value: 928_889 });
  });
});

describe('long strings', () => {
  test.each([
    ['not there', false],
    ['at the end', true],
  ])('a long string in another, with many partial matches: %s', (_, value) => {
    const part = `${'a'.repeat(100_000)}b${'a'.repeat(100_000)}`;
    const found: Written = ['choose', ['contains', attribute('text'), attribute('other')], ['literal', true], ['literal', false]];
    const text = value ? `${'a'.repeat(190_000)}${part}` : 'a'.repeat(390_000);
    expect(timed(found, { text: { S: text }, other: { S: part } })).toEqual({ value });
  });

  test('a pattern that scans to the end for each match', () => {
    const text = { S: 'a'.repeat(400_000) };
    expect(timed(['replacePattern', attribute('text'), 'a.*b|a', 'x'], { text })).toEqual({ outcome: 'FAILED', reason: 'SIZE' });
  });

  test('a pattern that scans to the end of each element', () => {
    const list = listOf(400, () => ({ S: 'a'.repeat(1000) }));
    expect(timed(['size', ['replacePattern', LIST, 'a.*b|a', 'x']], { list })).toEqual({ outcome: 'FAILED', reason: 'SIZE' });
  });

  test('in a short string, a pattern may scan to the end for each match', () => {
    expect(timed(['replacePattern', attribute('text'), 'a.*b|a', 'x'], { text: { S: 'a'.repeat(40) } })).toEqual({ value: 'x'.repeat(40) });
  });

  test('a pattern of many words', () => {
    const words = Array.from({ length: 100 }, (_, index) => `${String.fromCharCode(0x100 + index)}z`);
    const text = words.at(-1)!.repeat(500);
    expect(timed(['replacePattern', attribute('text'), words.join('|'), 'x'], { text: { S: text } })).toEqual({ value: 'x'.repeat(500) });
  });

  test('a pattern with a match at every character', () => {
    expect(timed(['size', ['replacePattern', attribute('text'), '[^0-9]', 'xy']], { text: { S: 'a'.repeat(400_000) } })).toEqual({ value: 800_000 });
  });
});

test('a deeply nested attribute that is not a string', () => {
  const attributes = `{"sub":"a","custom:a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  const event: unknown = JSON.parse(`{"version":"3","triggerSource":"","request":{"userAttributes":${attributes}},"response":{}}`);
  expect(timed(['firstOf', ['userAttribute', 'custom:a'], ['sub']], {}, { event })).toEqual({ value: 'a' });
});

test('every operator with operands is in the benchmark', () => {
  expect(withoutCase()).toEqual([]);
});
