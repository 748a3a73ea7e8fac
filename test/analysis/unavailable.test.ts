import { withoutSource } from '../../src/analysis/unavailable';
import type { Expression, Rule, RulesetDocument, Source } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const item = (name: string): Written => ['attribute', name, { constant: ['a'] }];
const [A, SUB, IN] = [item('s'), ['sub'], ['inGroup', ['literal', 'g']]];
const text = (constant: string): Written => ['literal', constant];
const instead = (...values: readonly Written[]): Written => ['firstOf', true, ...values];
const is = (value: Written, constant: string): Written => ['isEqualTo', value, text(constant)];

/** The keys of the sources. The source `s` cannot be read. */
const KEYS: { readonly [name: string]: Written } = { s: SUB, other: SUB, byIt: A, byThat: item('byIt'), byFallback: instead(A, text('x')) };
const sources = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, { key: { id: parse(key) } } as unknown as Source])) as RulesetDocument['sources'];
const outcome = (rule: { readonly [member: string]: string | Expression }) => withoutSource(rule as unknown as Rule, 's', { sources });
const denial = (when: Written) => outcome({ kind: 'deny', when: parse(when) });
const claim = (value: Written, when?: Written) => outcome({ kind: 'setClaim', value: parse(value), ...when && { when: parse(when) } });

describe.each<['APPLIES' | 'LAPSES' | 'NOTHING', readonly Written[], readonly Written[]]>([
  ['APPLIES', [
    is(A, 'x'), ['isPresent', A], ['isTrue', A], ['exists', 's'], ['isEqualToValue', SUB, A], ['none', ['exists', 's']], ['all', IN, is(A, 'x')], ['any', IN, is(A, 'x')], ['any', ['user'], is(A, 'x')],
    is(['firstOf', A, text('y')], 'y'), is(['upper', A], 'x'), is(['assumeTrusted', 'reason', A], 'x'), is(['first', ['filter', ['groups'], ['isEqualTo', ['element'], A]]], 'x'),
    is(['choose', IN, A, text('y')], 'x'), is(['choose', IN, A], 'x'), is(['choose', is(A, 'x'), text('y'), text('z')], 'y'), is(['lookup', { constant: ['k'] }, A, text('y')], 'y'), is(['lookup', { constant: ['k'] }, SUB, A], 'y'),
    ['isPresent', item('byIt')], ['isPresent', item('byThat')], ['hasMember', ['items', 's'], SUB], ['hasMember', ['listOf', A, SUB], text('x')], ['isAtLeast', ['count', 's'], ['literal', 1]],
    // the fallback is what the condition is about
    is(instead(A, text('y')), 'y'), ['none', is(instead(A, text('y')), 'z')], is(instead(A, ['firstOf', A, text('y')]), 'y'), is(instead(A, A), 'x'), is(instead(['firstOf', A, text('y')], text('z')), 'z'), is(instead(['template', A, SUB], text('z')), 'z'),
  ], [A, ['upper', A], ['lookup', { constant: ['k'] }, A, text('y')], ['choose', IN, A], ['mapEach', ['groups'], A], ['property', { constant: ['a'] }, A], ['firstOf', SUB, A], ['firstOf', A, SUB], instead(A, item('byIt')), ['template', text('x'), A]]],
  ['LAPSES', [
    is(instead(A, text('y')), 'z'), is(instead(A, SUB), 'x'), ['none', is(instead(A, text('y')), 'y')], ['all', IN, is(instead(A, text('y')), 'z')], ['any', IN, is(instead(A, text('y')), 'z')],
    is(instead(A, text('y')), 'z'), is(['choose', is(instead(A, text('y')), 'z'), SUB, SUB], 'x'),
    is(instead(item('byIt'), text('y')), 'z'), is(['firstOf', instead(A, text('y')), SUB], 'z'), is(instead(['upper', A], text('y')), 'z'), ['matches', 'y', instead(A, text('y'))], is(instead(['choose', IN, A, text('y')], text('z')), 'z'), is(instead(['upper', instead(A, text('y'))], text('z')), 'z'),
  ], [instead(A, text('y')), instead(A, SUB), ['choose', is(instead(A, text('y')), 'z'), SUB, text('x')], ['upper', instead(A, SUB)]]],
  ['NOTHING', [
    IN, ['user'], ['all'], is(SUB, 'x'), ['exists', 'other'], is(item('other'), 'x'), ['all', IN, ['user']], ['none', IN], is(item('byFallback'), 'x'), is(['listOf', SUB], 'x'),
    is(['firstOf', text('y'), A], 'y'), is(['choose', IN, SUB, text('y')], 'x'), ['isPresent', ['listOf', A]],
  ], [SUB, ['listOf', A], ['listOf', SUB, A], text('y'), item('other'), ['listOf', SUB], ['firstOf', text('y'), A], ['choose', IN, SUB], ['isPresent', A]]],
])('%s', (expected, conditions, values) => {
  test.each(conditions.map(each => [each]))('a denial if %j', condition => {
    expect(denial(condition)).toBe(expected);
  });

  test.each(values.map(each => [each]))('the value %j', value => {
    expect(claim(value)).toBe(expected);
  });
});

test('a condition and a value count together', () => {
  expect(claim(SUB, is(A, 'x'))).toBe('APPLIES');
  expect(claim(instead(A, SUB), is(A, 'x'))).toBe('APPLIES');
  expect(claim(instead(A, SUB), IN)).toBe('LAPSES');
  expect(claim(A, is(instead(A, text('y')), 'z'))).toBe('APPLIES');
  expect(claim(SUB, IN)).toBe('NOTHING');
  expect(claim(SUB, is(instead(A, text('y')), 'z'))).toBe('LAPSES');
});
