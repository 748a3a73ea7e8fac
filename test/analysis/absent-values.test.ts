import { absencesOf, comparedIn, knownWithout } from '../../src/analysis/absent-values';
import type { Expression, SubjectName } from '../../src/core/document/document';
import { ANYTHING } from '../../src/core/operators/inference';
import { parse } from '../support/expressions';

/** Equal expressions are one object, as after compilation. */
const of = (op: string, args: readonly unknown[], ...operands: readonly Expression[]) => ({ op, args, of: operands }) as unknown as Expression;
const [N, M, SUB, X] = [parse(['userAttribute', 'name']), parse(['userAttribute', 'nickname']), parse(['sub']), parse(['literal', 'x'])];
const IN = parse(['inGroup', ['literal', 'g']]);
const A = parse(['attribute', 's', { constant: ['a'] }]);
const UPPER = of('upper', [], N);
const BEFORE = of('before', ['_'], X);

/** Each absent part: the operator of a value, or the name of a source. */
const missing = (value: Expression, ...subjects: readonly SubjectName[]) => absencesOf(value, subjects, ANYTHING)
  .map(each => `${typeof each.missing === 'string' ? `<${each.missing}>` : each.missing.op}${each.onMachines ? ' on machines' : ''}`);

test.each<[string, Expression, readonly string[]]>([
  ['an attribute of an item', A, ['<s>']],
  ['an attribute of a user', N, ['userAttribute']],
  ['a constant', X, []],
  ['the id of a user', SUB, []],
  ['the username, which Cognito always sends', parse(['username']), []],
  ['a transform of an attribute', UPPER, ['userAttribute']],
  ['a transform of an item', of('upper', [], A), ['<s>']],
  ['a transform that comes to nothing', BEFORE, ['before']],
  ['a transform that comes to nothing, of an attribute', of('before', ['_'], N), ['before', 'userAttribute']],
  ['one of two attributes', of('firstOf', [], N, M), []],
  ['one of two transforms of an attribute', of('firstOf', [], UPPER, of('lower', [], N)), ['userAttribute']],
  ['one of three values, two of the same attribute', of('firstOf', [], UPPER, M, N), []],
  ['a choice between transforms of an attribute', of('choose', [], IN, UPPER, N), ['userAttribute']],
  ['a choice between two attributes', of('choose', [], IN, N, M), []],
  ['a choice by an attribute', of('choose', [], of('isPresent', [], M), N), ['userAttribute']],
  ['a text of two values', of('template', [], N, A), ['userAttribute', '<s>']],
  ['a lookup', of('lookup', [['k']], N, X), ['lookup', 'userAttribute']],
  ['a list of attributes', of('listOf', [], N, M), []],
  ['a trusted attribute', of('assumeTrusted', ['reason'], N), ['userAttribute']],
  ['transforms of the elements of a list', of('mapEach', [], of('split', [','], N), X), ['userAttribute']],
  ['the first element of a list', of('first', [], of('split', [','], N)), ['first', 'userAttribute']],
])('%s', (_, value, parts) => {
  expect(missing(value, 'USER')).toEqual(parts);
});

test('machine tokens have no user', () => {
  expect(missing(SUB, 'USER', 'MACHINE')).toEqual(['sub on machines']);
  expect(missing(SUB, 'MACHINE')).toEqual(['sub on machines']);
  expect(missing(N, 'USER', 'MACHINE')).toEqual(['userAttribute']);
  expect(missing(of('upper', [], SUB), 'USER', 'MACHINE')).toEqual(['sub on machines']);
});

describe('conditions while something is absent', () => {
  const result = (condition: Expression, absent: Expression | string, onMachines = false) => knownWithout({ missing: absent, onMachines })(condition);
  const is = (...operands: readonly Expression[]) => of('isEqualTo', [], ...operands);

  test('comparisons with it are false', () => {
    expect([is(N, X), is(X, N), is(UPPER, X), is(of('firstOf', [], N, UPPER), X), of('isPresent', [], N), of('isOneOf', [], N, X, X)].map(each => result(each, N))).toEqual([false, false, false, false, false, false]);
    expect(result(is(A, X), 's')).toBe(false);
  });

  test('others are not known', () => {
    expect([is(M, X), is(of('firstOf', [], N, M), X), of('isOneOf', [], M, X, N), IN, is(parse(['userAttribute', 'name']), X)].map(each => result(each, N))).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(result(is(A, X), 'other')).toBe(undefined);
  });

  test('an item that is absent does not exist', () => {
    const exists = parse(['exists', 's']);
    expect([result(exists, 's'), result(exists, 'other'), result(exists, N)]).toEqual([false, undefined, undefined]);
  });

  test('a value that only machines do not have is absent for machines', () => {
    const [user, machine] = [parse(['user']), parse(['machine'])];
    expect([result(user, SUB, true), result(machine, SUB, true), result(user, N), result(machine, N)]).toEqual([false, true, undefined, undefined]);
  });

  test('with several constants, only the value counts', () => {
    expect(comparedIn(is(N, X))).toEqual([N, X]);
    expect(comparedIn(of('isOneOf', [], N, X, M))).toEqual([N]);
    expect(comparedIn(of('isPresent', [], N))).toEqual([N]);
    expect(comparedIn({ op: 'user' })).toEqual([]);
  });
});
