import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, Value } from '../src';
import { TestApp } from './support/app';
import { compile } from '../src/compiler/compile';

/** What the objects that authors hold in hands tell of themselves. */
test.each([
  [ClaimRule.set('a', Value.sub()), ['a']],
  [ClaimRule.suppress('a'), ['a']],
  [ClaimRule.copyAttributes(['email', 'locale']), ['email', 'locale']],
  [ClaimRule.keepOnly(['email']), ['email']],
  [ClaimRule.setAudience(), ['aud']],
])('a ClaimRule knows its claims', (rule, claims) => {
  expect(rule.claimNames).toEqual(claims);
});

test.each([
  [ScopeRule.add('a'), true],
  [ScopeRule.addAll(Value.groups()), true],
  [ScopeRule.suppress('a'), false],
  [ScopeRule.keepOnly(Value.groups()), false],
])('a ScopeRule knows whether it adds', (rule, adds) => {
  expect(rule.addsScopes).toBe(adds);
});

test('a GroupRule knows what it overrides', () => {
  expect(GroupRule.set({ groups: Value.groups(), preferredRole: undefined }).overridden).toEqual(['groups']);
});

test('a DenyRule knows its message', () => {
  expect(DenyRule.when(Condition.user(), 'No').message).toBe('No');
});

test('a condition is negated as by none', () => {
  const whenOf = (when: Condition) => compile({
    deny: [], claims: [], groups: [], sources: [], trustedAttributes: {}, scopes: [ScopeRule.add('a', { when })],
  }, new TestApp().stack).document.rules[0].when;
  const condition = Condition.inGroup('staff');
  expect(whenOf(condition.negate())).toEqual(whenOf(Condition.none(condition)));
});
