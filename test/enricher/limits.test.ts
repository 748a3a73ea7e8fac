import { ClaimRule, RuleMode, ScopeRule, Value } from '../../src';
import { LIMITS } from '../../src/core/document/limits';
import { TestApp } from '../support/app';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const texts = (count: number) => numbers(count).map(index => `t${index}`);
const X = Value.literal('x');

describe('while a token is issued', () => {
  const size = () => new TestApp().enricher({ claims: [ClaimRule.set('size', Value.groups().size())] });
  // one step for the list, one for each element, and one for the size
  const groups = texts(LIMITS.work - 2);

  test('the maximum number of steps is allowed', () => {
    expect(size().preview({ groups }).accessToken!.size).toBe(LIMITS.work - 2);
  });

  test('one more step denies the token', () => {
    expect(size().preview({ groups: [...groups, 'one'] }).denial).toMatchObject({ reason: 'WORK', rule: 'claims[0]' });
  });

  test('long strings take more steps', () => {
    const when = Value.userAttribute('nickname').startsWith('x');
    const rules = (count: number) => new TestApp().enricher({ claims: numbers(count).map(index => ClaimRule.set(`c${index}`, X, { when, usedForAuthorization: false })) });
    const userAttributes = { nickname: 'x'.repeat(100_000) };
    // 1,563 for the string of each rule
    expect(rules(600).preview({ userAttributes }).denial).toBeUndefined();
    expect(rules(700).preview({ userAttributes }).denial).toMatchObject({ reason: 'WORK' });
  });

  test('shadow rules do not use the steps of others', () => {
    const shadow = Array.from({ length: 5 }, (_, index) => ClaimRule.set(`s${index}`, Value.groups().size(), { mode: RuleMode.SHADOW }));
    const enricher = new TestApp().enricher({ claims: [...shadow, ClaimRule.set('size', Value.groups().size())] });
    const { accessToken, trace } = enricher.preview({ groups });
    expect(accessToken!.size).toBe(LIMITS.work - 2);
    expect(trace.map(({ outcome }) => outcome)).toEqual(['APPLIED', ...Array.from({ length: 4 }, () => 'DENIED'), 'APPLIED']);
  });

  test('more claims and scopes than Amazon Cognito accepts deny the token', () => {
    const app = new TestApp();
    const enricher = app.enricher({ scopes: [ScopeRule.addAll(app.source().attribute('scopes'))] });
    // in addition to the requested scope, two attributes, and the claims that two tokens always have
    const left = LIMITS.changes - 40 - 1 - 2;
    const scopesOf = (count: number) => ({ scopes: ['openid'], items: { profile: { scopes: texts(count) } } });
    expect(enricher.preview(scopesOf(left)).denial).toBeUndefined();
    expect(enricher.preview(scopesOf(left + 1)).denial).toMatchObject({ reason: 'CHANGES', rule: 'scopes[0]' });
  });
});
