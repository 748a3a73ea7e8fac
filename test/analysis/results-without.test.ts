import { isNothingWithout, resultFor, resultWithout } from '../../src/analysis/results-without';
import type { Expression } from '../../src/core/document/document';
import { Failure } from '../../src/core/operators/result';
import { parse, type Written } from '../support/expressions';

const text = (constant: unknown): Written => ['literal', constant];
const list = (...constants: readonly unknown[]): Written => ['literal', { constant: constants }];
const [MAIL, A, SCOPES, HAS] = [['verifiedEmail'], ['attribute', 's', { constant: ['a'] }], ['scopes'], ['hasScope', ['literal', 'x']]];
const LEFT_OUT = ['verifiedEmail', 'scopes', 'hasScope', 'count', 'exists', 'items'];
const isLeftOut = ({ op }: Expression): boolean => LEFT_OUT.includes(op);
const is = (value: Written, constant: unknown): Written => ['isEqualTo', value, text(constant)];

describe.each<[boolean | undefined, readonly Written[]]>([
  [true, [
    is(['firstOf', MAIL, text('x')], 'x'), is(['choose', HAS, text('a'), text('b')], 'b'), ['isAtMost', ['count', 's'], text(0)], is(['size', SCOPES], 0), ['isLessThan', ['size', ['filter', SCOPES, is(['element'], 'x')]], text(1)],
    ['none', HAS], ['any', is(A, 'x'), ['none', HAS]], ['none', ['exists', 's'], is(MAIL, 'x')], is(['firstOf', ['upper', MAIL], ['lower', text('X')]], 'x'), is(['lookup', { constant: ['k'] }, ['firstOf', MAIL, text('k')], text('x')], 'x'), ['isOneOf', ['firstOf', MAIL, text('b')], text('a'), text('b')],
  ]],
  [false, [
    HAS, ['exists', 's'], is(MAIL, 'x'), ['isPresent', MAIL], is(['upper', ['before', '@', MAIL]], 'x'), ['isEqualToValue', MAIL, A], ['isEqualToValue', A, MAIL], is(['choose', HAS, text('a')], 'a'), is(['first', SCOPES], 'x'), ['all', is(A, 'x'), HAS], ['any', HAS, is(MAIL, 'x')],
    ['hasMember', ['mapEach', SCOPES, ['upper', ['element']]], text('x')], is(['lookup', { constant: ['k'] }, MAIL, text('x'), text('y')], 'y'), is(['firstOf', MAIL, ['first', list()]], 'x'), ['isOneOf', MAIL, text('a'), text('b')], ['endsWith', 'x', ['assumeTrusted', 'reason', MAIL]],
  ]],
  [undefined, [
    is(A, 'x'), ['inGroup', text('g')], ['user'], is(['firstOf', MAIL, A], 'x'), is(['firstOf', A, text('x')], 'x'), is(['choose', is(A, 'x'), text('a'), text('a')], 'a'), is(['choose', HAS, text('a'), A], 'a'), ['all', is(A, 'x'), ['none', HAS]], ['any', is(A, 'x'), HAS], ['none', is(A, 'x'), HAS],
    ['hasMember', ['listOf', MAIL, A], text('x')], ['isAtMost', ['firstOf', MAIL, text('x')], text(1)], ['hasMember', ['mapEach', list('a'), ['element']], text('a')], is(['slot', 'S', 'string'], 'x'), ['isPresent', ['sha256', text('x')]], ['isTrue', ['firstOf', MAIL, text('x')]],
  ]],
])('%s without what is left out', (expected, conditions) => {
  test.each(conditions.map(each => [each]))('%j', condition => {
    expect(resultWithout(parse(condition), isLeftOut)).toBe(expected);
  });
});

test.each<[boolean, Written]>([
  [true, MAIL], [true, SCOPES], [true, ['groups']], [true, ['iamRoles']], [true, ['items', 's']], [true, ['upper', MAIL]], [true, ['flatten', ['listOf', SCOPES]]], [true, ['choose', HAS, text('x')]], [true, list()], [true, ['choose', ['inGroup', text('g')], text('x')]],
  [false, A], [false, text('x')], [false, ['firstOf', MAIL, text('x')]], [false, ['listOf', A]], [false, ['count', 's']], [false, ['listOf', text('x'), MAIL]], [false, text(false)],
])('%s: nothing is left of %j', (expected, value) => {
  expect(isNothingWithout(parse(value), ({ op }) => [...LEFT_OUT, 'groups', 'iamRoles', 'inGroup'].includes(op))).toBe(expected);
});

test('the result for constants is that of the function, unless it needs the event or an engine', () => {
  expect(resultFor(parse(['upper', MAIL]), ['a'])).toEqual({ result: 'A' });
  expect(resultFor(parse(['upper', MAIL]), [1])).toEqual({ result: new Failure('TYPE') });
  expect(resultFor(parse(['sha256', MAIL]), ['a'])).toBeUndefined();
  expect(resultFor(parse(SCOPES), [])).toBeUndefined();
});
