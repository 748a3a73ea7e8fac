import { ClaimRule, Condition, RuleMode, ScopeRule, Value } from '../../src';
import { LIMITS } from '../../src/ruleset/limits';
import { errorOf, TestApp } from '../support/app';
import { describeCheck } from '../support/checks';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const texts = (count: number) => numbers(count).map(index => `t${index}`);
const nested = (levels: number) => numbers(levels).reduce((list: unknown[]) => [list], []);
const X = Value.literal('x');
const chain = (transforms: number) => numbers(transforms).reduce((value: Value) => value.trim(), Value.email());

describeCheck('Limit', {
  invalid: [
    { name: 'one rule more', props: () => ({ claims: numbers(LIMITS.rules + 1).map(index => ClaimRule.set(`c${index}`, X)) }), says: ['2001 rules', 'at most 2000'] },
    { name: 'one scope more', props: () => ({ claims: numbers(LIMITS.changes - 4000 - 999).map(index => ClaimRule.set(`c${index}`, X)), scopes: [ScopeRule.addAll(Value.literal(texts(2000))), ScopeRule.addAll(Value.literal(texts(2000))), ScopeRule.addAll(Value.literal(texts(999)))] }), says: ['5001 claims and scopes', 'at most 5000'] },
    { name: 'one transform more', props: () => ({ claims: [ClaimRule.set('a', chain(LIMITS.nesting))] }), says: ['claims[0].value', 'more than 64'] },
    { name: 'one list around another more', props: () => ({ claims: [ClaimRule.set('a', Value.literal(nested(LIMITS.depth)))] }), says: ['claims[0].value[0]', 'at most 32 lists and maps'] },
    { name: 'one character of a pattern more', props: () => ({ claims: [ClaimRule.set('a', Value.email().extract('a'.repeat(LIMITS.pattern + 1)))] }), says: ['1001 characters'] },
    { name: 'one member of a constant more', props: () => ({ claims: [ClaimRule.set('a', Value.literal(texts(LIMITS.members + 1)))] }), says: ['claims[0].value', '2001 members', 'at most 2000', 'a table'] },
    { name: 'one member of a map more', props: () => ({ claims: [ClaimRule.set('a', Value.literal(Object.fromEntries(texts(LIMITS.members + 1).map(name => [name, 1]))))] }), says: ['2001 members'] },
    { name: 'one value more', props: () => ({ claims: [ClaimRule.set('a', Value.listOf(...texts(LIMITS.members + 1).map(text => Value.literal(text))))] }), says: ['2001 members'] },
    { name: 'one condition more', props: () => ({ claims: [ClaimRule.set('a', X, { when: Condition.inGroup(...texts(LIMITS.members + 1)) })] }), says: ['claims[0].when', '2001 members'] },
  ],
  valid: [
    { name: 'as many rules as there may be', props: () => ({ claims: numbers(LIMITS.rules).map(index => ClaimRule.set(`c${index}`, X)) }) },
    { name: 'as many changes as there may be', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(texts(2000))), ScopeRule.addAll(Value.literal(texts(2000))), ScopeRule.addAll(Value.literal(texts(1000)))] }) },
    { name: 'as many transforms as there may be', props: () => ({ claims: [ClaimRule.set('a', chain(LIMITS.nesting - 1), { authorization: false })] }) },
    { name: 'as many lists around another as there may be', props: () => ({ claims: [ClaimRule.set('a', Value.literal(nested(LIMITS.depth - 1)))] }) },
    { name: 'as many characters of a pattern as there may be', props: () => ({ claims: [ClaimRule.set('a', Value.email().extract('a'.repeat(LIMITS.pattern)), { authorization: false })] }) },
    { name: 'as many members as there may be', props: () => ({ claims: [ClaimRule.set('a', Value.literal(texts(LIMITS.members)))] }) },
  ],
});

describe('while a token is issued', () => {
  const size = () => new TestApp().enricher({ claims: [ClaimRule.set('size', Value.groups().size())] });
  // one step for the list, one for each of its members, and one for the size
  const groups = texts(LIMITS.work - 2);

  test('as many steps are taken as there may be', () => {
    expect(size().preview({ groups }).accessToken!.size).toBe(LIMITS.work - 2);
  });

  test('one step more is refused', () => {
    expect(size().preview({ groups: [...groups, 'one'] }).refusal).toMatchObject({ reason: 'WORK', rule: 'claims[0]' });
  });

  test('long texts take steps as well', () => {
    const when = Value.userAttribute('nickname').startsWith('x');
    const rules = (count: number) => new TestApp().enricher({ claims: numbers(count).map(index => ClaimRule.set(`c${index}`, X, { when, authorization: false })) });
    const userAttributes = { nickname: 'x'.repeat(100_000) };
    // 1,563 for the text of each
    expect(rules(600).preview({ userAttributes }).refusal).toBeUndefined();
    expect(rules(700).preview({ userAttributes }).refusal).toMatchObject({ reason: 'WORK' });
  });

  test('rules in shadow take no steps from others', () => {
    const shadow = Array.from({ length: 5 }, (_, index) => ClaimRule.set(`s${index}`, Value.groups().size(), { mode: RuleMode.SHADOW }));
    const enricher = new TestApp().enricher({ claims: [...shadow, ClaimRule.set('size', Value.groups().size())] });
    const { accessToken, trace } = enricher.preview({ groups });
    expect(accessToken!.size).toBe(LIMITS.work - 2);
    expect(trace.map(({ outcome }) => outcome)).toEqual(['APPLIED', ...Array.from({ length: 4 }, () => 'REFUSED'), 'APPLIED']);
  });

  test('more claims and scopes than Amazon Cognito takes are refused', () => {
    const app = new TestApp();
    const enricher = app.enricher({ scopes: [ScopeRule.addAll(app.source().attribute('scopes'))] });
    // beside the scope that was requested, two attributes, and what two tokens have by themselves
    const left = LIMITS.changes - 40 - 1 - 2;
    const scopesOf = (count: number) => ({ scopes: ['openid'], items: { profile: { scopes: texts(count) } } });
    expect(enricher.preview(scopesOf(left)).refusal).toBeUndefined();
    expect(enricher.preview(scopesOf(left + 1)).refusal).toMatchObject({ reason: 'CHANGES', rule: 'scopes[0]' });
  });
});

test('a value that nests without end is one problem, not a crash', () => {
  expect(errorOf(() => new TestApp().enricher({ claims: [ClaimRule.set('a', chain(1000))] }))).toContain('has 1 problem');
});
