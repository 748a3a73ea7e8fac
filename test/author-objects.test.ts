import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, TableSource, Value } from '../src';
import { errorOf, TestApp } from './support/app';
import { compile } from '../src/compiler/compile';

/** Public properties of author objects. */
test.each([
  [ClaimRule.set('a', Value.sub()), ['a']],
  [ClaimRule.suppress('a'), ['a']],
  [ClaimRule.copyAttributes(['email', 'locale']), ['email', 'locale']],
  [ClaimRule.keepOnly(['email']), ['email']],
  [ClaimRule.addAudience(), ['aud']],
])('a ClaimRule exposes its claim names', (rule, claims) => {
  expect(rule.claimNames).toEqual(claims);
});

test.each([
  [ScopeRule.add('a'), true],
  [ScopeRule.addAll(Value.groups()), true],
  [ScopeRule.addValue(Value.clientId()), true],
  [ScopeRule.suppress('a'), false],
  [ScopeRule.keepOnly(Value.groups()), false],
])('a ScopeRule exposes whether it adds scopes', (rule, adds) => {
  expect(rule.addsScopes).toBe(adds);
});

test('a GroupRule exposes its overridden properties', () => {
  expect(GroupRule.set({ groups: Value.groups(), preferredRole: undefined }).overridden).toEqual(['groups']);
});

test('a DenyRule exposes its message', () => {
  expect(DenyRule.when(Condition.user(), 'No').message).toBe('No');
});

/** The condition in the compiled document. */
function conditionOf(when: Condition) {
  return compile({
    deny: [], claims: [], groups: [], sources: [], trustedAttributes: {}, scopes: [ScopeRule.add('a', { when })],
  }, new TestApp().stack).document.rules[0].when;
}

test('negate() equals Condition.none()', () => {
  const condition = Condition.inGroup('staff');
  expect(conditionOf(condition.negate())).toEqual(conditionOf(Condition.none(condition)));
});

describe('a comparison with a constant, and its variant with a value', () => {
  const profile = TableSource.item('profile', { table: Table.fromTableName(new Stack(), 'Profiles', 'profiles'), key: { id: Value.sub() } });
  const level = profile.attribute('level');
  const three = Value.literal(3);
  const four = Value.listOf(three, Value.literal(1)).sum();

  test.each<[string, Condition, Condition]>([
    ['isAtLeast', level.isAtLeast(3), level.isAtLeastValue(three)],
    ['isAtMost', level.isAtMost(3), level.isAtMostValue(three)],
    ['isGreaterThan', level.isGreaterThan(3), level.isGreaterThanValue(three)],
    ['isLessThan', level.isLessThan(3), level.isLessThanValue(three)],
    ['hasMember', Value.groups().hasMember('a'), Value.groups().hasMemberValue(Value.literal('a'))],
  ])('%s compiles to the same condition', (_, one, other) => expect(conditionOf(one)).toEqual(conditionOf(other)));

  test.each<[string, Condition, boolean]>([
    ['isAtLeastValue', level.isAtLeastValue(four), true],
    ['isAtMostValue', level.isAtMostValue(four), true],
    ['isGreaterThanValue', level.isGreaterThanValue(four), false],
    ['isLessThanValue', level.isLessThanValue(four), false],
    ['isEqualToValue', level.isEqualToValue(four), true],
    ['hasMemberValue', Value.listOf(level).hasMemberValue(four), true],
  ])('%s accepts a value that is known when a token is issued', (_, when, holds) => {
    const { accessToken } = new TestApp().enricher({ scopes: [ScopeRule.add('a/b', { when })] }).preview({ items: { profile: { level: 4 } } });
    expect(accessToken!.scope.split(' ').includes('a/b')).toBe(holds);
  });

  test.each<[string, (value: any) => Condition]>([
    ['isAtLeast', value => level.isAtLeast(value)],
    ['isAtMost', value => level.isAtMost(value)],
    ['isGreaterThan', value => level.isGreaterThan(value)],
    ['isLessThan', value => level.isLessThan(value)],
    ['isEqualTo', value => level.isEqualTo(value)],
    ['hasMember', value => Value.groups().hasMember(value)],
  ])('%s suggests its variant if it gets a Value', (name, compare) => {
    expect(errorOf(() => new TestApp().enricher({ scopes: [ScopeRule.add('a/b', { when: compare(four) })] }))).toContain(`use ${name}Value(...), which takes a Value`);
  });
});

test('addValue adds one scope, whatever the value contains', () => {
  const scopes = [ScopeRule.addValue(Value.userAttribute('custom:plan'))];
  const scopesFor = (plan: string) => new TestApp().enricher({ scopes, trustedAttributes: { 'custom:plan': 'test' } })
    .preview({ userAttributes: { 'custom:plan': plan }, scopes: [] }).accessToken!.scope;
  expect(scopesFor('gold')).toBe('gold');
  expect(scopesFor('gold admin')).toBe('');
});

/** JavaScript accepts a string in place of a list. Without an error, only the first constant would count. */
test.each<[string, Condition]>([
  ['isOneOf', Value.email().isOneOf('a' as any)],
  ['filterOneOf', Value.groups().filterOneOf('a' as any).isPresent()],
])('%s takes a list', (name, when) => {
  const message = errorOf(() => new TestApp().enricher({ scopes: [ScopeRule.add('a/b', { when })] }));
  expect(message).toMatch(new RegExp(`scopes\\[0\\]\\.when.*${name}\\(constants\\): Option\n +given: +'a'\n +allowed: a list`));
  expect(message).toContain('has 1 problem:');
});
