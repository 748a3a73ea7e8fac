import { isGrant, negativeConditionsIn } from '../../src/analysis/negative-conditions';
import type { Expression, RulesetDocument } from '../../src/core/document/document';
import { ANYTHING } from '../../src/core/operators/inference';
import { parse, type Written } from '../support/expressions';

type Decision = Parameters<typeof isGrant>[0];
const [X, Y, IN, USER, SUB] = [['literal', 'x'], ['literal', 'y'], ['inGroup', ['literal', 'g']], ['user'], ['sub']];
const list = (...constants: string[]): Written => ['literal', { constant: constants }];
const decision = (kind: string, members: { readonly [name: string]: Expression | string } = {}, expression?: Expression) =>
  ({ path: '', decides: '', expression, rule: { kind, subjects: ['USER'], ...members } }) as unknown as Decision;
const groups = (members: { readonly [name: string]: Written }) =>
  isGrant(decision('setGroups', Object.fromEntries(Object.entries(members).map(([name, value]) => [name, parse(value)]))));

test('rules that grant', () => {
  expect(['addScope', 'setClaim', 'suppressScope', 'keepScopes', 'suppressClaim', 'keepClaims', 'deny'].filter(kind => isGrant(decision(kind)))).toEqual(['addScope', 'setClaim']);
});

test.each<[boolean, { readonly [name: string]: Written }]>([
  [false, { groups: list() }], [false, { groups: ['listOf'] }], [false, { groups: ['groups'] }], [false, { groups: ['filterPrefix', 'a', ['groups']], iamRoles: ['sort', ['iamRoles']] }],
  [false, { groups: ['firstOf', ['groups'], list()] }], [false, { groups: ['choose', IN, ['groups'], ['listOf']] }], [false, { groups: ['groups'], preferredRole: ['preferredRole'] }], [false, { iamRoles: ['iamRoles'] }],
  [true, { groups: list('a') }], [true, { groups: X }], [true, { groups: ['listOf', X] }], [true, { groups: ['iamRoles'] }], [true, { iamRoles: ['groups'] }], [true, { groups: ['withPrefix', 'a', ['groups']] }],
  [true, { groups: ['firstOf', ['groups'], list('a')] }], [true, { groups: ['firstOf', list('a'), ['groups']] }], [true, { groups: ['choose', IN, ['groups'], list('a')] }], [true, { groups: ['scopes'] }],
  [true, { groups: ['groups'], preferredRole: X }], [true, { groups: ['groups'], iamRoles: list('a') }], [true, { groups: list('a'), iamRoles: ['iamRoles'] }], [false, { groups: ['choose', ['isPresent', list('a')], ['groups']] }],
])('grants: %s, for groups and roles %j', (grants, members) => {
  expect(groups(members)).toBe(grants);
});

const sources = { s: { key: { id: parse(['choose', ['none', IN], SUB]) } }, byS: { key: { id: parse(['attribute', 's', { constant: ['a'] }]) } } };
const documentOf = (...rules: readonly object[]) => ({ rules, sources }) as unknown as RulesetDocument;
const conditions = (value: Written, when?: Written, ...denials: readonly object[]) => {
  const expression = parse(value);
  const found = negativeConditionsIn(decision('addScope', { ...when && { when: parse(when) } }, expression), documentOf(...denials));
  return found.map(({ condition, required, element }) =>
    `${condition.op}${element === ANYTHING ? '' : ' of elements'} with ${required.map(each => `${each.result ? '' : 'not '}${each.condition.op}`).join(', ')}`);
};

test.each<[Written, readonly string[]]>([
  [IN, []], [['none', IN], ['inGroup with ']], [['all', USER, ['none', IN, USER]], ['inGroup with ', 'user with ']], [['none', ['none', IN]], []],
  [['choose', IN, X], []], [['choose', IN, X, Y], ['inGroup with not inGroup']], [['choose', ['none', IN], X], ['inGroup with none']], [['choose', USER, ['choose', IN, X, Y]], ['inGroup with user, not inGroup']],
  [['firstOf', ['choose', IN, X], Y], ['inGroup with not inGroup']], [['firstOf', ['choose', IN, X], X], []], [['choose', IN, X, X], []], [['choose', IN, list('a', 'b'), list('a')], []], [['choose', IN, list('a'), list('a', 'b')], ['inGroup with not inGroup']], [['isEqualTo', ['choose', IN, X, X], X], ['inGroup with not inGroup']], [['firstOf', X, ['choose', IN, X]], []], [['firstOf', ['choose', USER, X], ['choose', IN, X], Y], ['user with not user', 'inGroup with not user, not inGroup']],
  [['firstOf', ['choose', IN, X, Y], X], ['inGroup with not inGroup']], [['firstOf', ['lookup', { constant: ['a'] }, SUB, X], X], []],
  [['filter', ['groups'], IN], []], [['filter', ['groups'], ['none', ['isEqualTo', ['element'], X]]], ['isEqualTo of elements with none']], [['mapEach', ['groups'], ['choose', IN, X, Y]], ['inGroup of elements with not inGroup']],
  [['upper', ['choose', IN, X, Y]], ['inGroup with not inGroup']], [['isEqualTo', ['choose', IN, X, Y], X], ['inGroup with not inGroup']],
  [['attribute', 's', { constant: ['a'] }], ['inGroup with none']], [['attribute', 'byS', { constant: ['a'] }], ['inGroup with none']], [['attribute', 'unknown', { constant: ['a'] }], []],
])('%j', (value, found) => {
  expect(conditions(value)).toEqual(found);
});

test('the condition of the rule, and denials for all of its subjects, are required', () => {
  const denial = (members: object) => ({ kind: 'deny', mode: 'ENFORCE', subjects: ['USER', 'MACHINE'], when: parse(USER), ...members });
  expect(conditions(['none', IN], USER)).toEqual(['inGroup with user']);
  expect(conditions(['none', IN], ['machine'], denial({}), { ...denial({}), kind: 'suppressScope' }, denial({ mode: 'SHADOW' }), denial({ subjects: ['MACHINE'] }))).toEqual(['inGroup with not user, machine']);
});
