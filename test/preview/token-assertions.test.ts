import { DenialReason, ClaimRule, Condition, DenyRule, ScopeRule, TokenAssertions, TokenType, TriggerSource, Value, type PreviewProps } from '../../src';
import { errorOf, TestApp } from '../support/app';

function tokensOf(props: PreviewProps = {}): TokenAssertions {
  const app = new TestApp();
  const profile = app.source();
  return TokenAssertions.of(app.enricher({
    deny: [DenyRule.when(profile.attribute('blocked').isTrue(), 'blocked')],
    claims: [
      ClaimRule.set('plan', profile.attribute('plan'), { when: Condition.inGroup('staff') }),
      ClaimRule.set('limits', Value.literal({ items: [1, 2], name: 'x' }), { tokens: [TokenType.ACCESS] }),
      ClaimRule.suppress('email'),
    ],
    scopes: [ScopeRule.add('orders/read', { when: Condition.inGroup('staff') }), ScopeRule.suppress('phone')],
  }).preview({ userAttributes: { sub: 'jane', email: 'jane@example.com' }, ...props }));
}

const GOLD: PreviewProps = { groups: ['staff'], items: { profile: { plan: 'gold' } } };

test.each<[string, (tokens: TokenAssertions) => void, PreviewProps]>([
  ['a claim of both tokens', tokens => tokens.hasClaim('plan', 'gold'), GOLD],
  ['a claim of one token', tokens => tokens.hasClaim('limits', { name: 'x', items: [1, 2] }, TokenType.ACCESS), GOLD],
  ['no claim', tokens => tokens.hasNoClaim('email'), GOLD],
  ['no claim in one token', tokens => tokens.hasNoClaim('limits', TokenType.ID), GOLD],
  ['scopes in any order', tokens => tokens.hasScopes('orders/read', 'openid'), GOLD],
  ['a scope', tokens => tokens.hasScope('orders/read'), GOLD],
  ['no scope', tokens => tokens.hasNoScope('orders/read'), {}],
  ['a denial', tokens => tokens.isDenied(), { items: { profile: { blocked: true } } }],
  ['a denial with its reason', tokens => tokens.isDenied(DenialReason.DENIED), { items: { profile: { blocked: true } } }],
  ['no denial', tokens => tokens.isNotDenied(), GOLD],
  ['a read', tokens => tokens.hasRead('profile', { id: 'jane' }), {}],
])('%s holds', (_, assertion, props) => {
  assertion(tokensOf(props));
});

test.each<[string, (tokens: TokenAssertions) => void, string]>([
  ['an undefined value of a claim that is not there', tokens => tokens.hasClaim('none', undefined), "hasClaim('none') has no value to compare with: give one, or use hasNoClaim"],
  ['null', tokens => tokens.hasClaim('plan', null), "hasClaim('plan') has no value to compare with"],
  ['a member of every object', tokens => tokens.hasClaim('__proto__', {}), "the ID token has no claim '__proto__'"],
  ['another member of every object', tokens => tokens.hasClaim('constructor', 'x'), "the ID token has no claim 'constructor'"],
  ['a function', tokens => tokens.hasClaim('plan', () => 1), 'a function is no value of a claim: give a string, number, boolean, list or map'],
  ['a bigint', tokens => tokens.hasClaim('plan', 1n), 'a bigint is no value of a claim'],
  ['several scopes in a string', tokens => tokens.hasNoScope('openid orders/read'), "'openid orders/read' is no scope: give each scope as a string of its own, without spaces"],
  ['a list of scopes', tokens => tokens.hasNoScope(['openid'] as never), 'is no scope'],
  ['no scope', tokens => tokens.hasScope(undefined as never), 'is no scope'],
  ['an empty list as scope', tokens => tokens.hasScopes([] as never), 'is no scope'],
  ['no preview', () => TokenAssertions.of(undefined as never), 'TokenAssertions.of takes the result of TokenEnricher.preview(...)'],
  ['a misspelled source', tokens => tokens.hasRead('profle', { id: 'jane' }), "it was not read, did you mean 'profile'?"],
])('%s never holds', (_, assertion, message) => {
  expect(errorOf(() => assertion(tokensOf(GOLD)))).toContain(message);
});

test.each<[string, (tokens: TokenAssertions) => void, PreviewProps, readonly string[]]>([
  ['another value', tokens => tokens.hasClaim('plan', 'free'), GOLD, [
    "the ID token has the claim 'plan'\n  expected: \"free\"\n  actual:   \"gold\"", '  claims[0]: set plan = profile.plan when inGroup("staff"): APPLIED',
    'read of profile with {"id":"jane"}: FOUND [{"plan":"gold"}]',
  ]],
  ['an absent claim', tokens => tokens.hasClaim('plan', 'gold'), { groups: ['staff'] }, [
    "the ID token has no claim 'plan'", 'actual:   nothing', 'ABSENT, profile.plan is absent', 'read of profile with {"id":"jane"}: NOTHING',
  ]],
  ['a misspelled claim', tokens => tokens.hasClaim('plann', 'gold'), GOLD, ["the ID token has no claim 'plann', did you mean 'plan'?"]],
  ['an order of a list', tokens => tokens.hasClaim('limits', { name: 'x', items: [2, 1] }, TokenType.ACCESS), GOLD, ['expected: {"name":"x","items":[2,1]}']],
  ['a type', tokens => tokens.hasClaim('plan', 1), { groups: ['staff'], items: { profile: { plan: '1' } } }, ['expected: 1\n  actual:   "1"']],
  ['a claim that should not be there', tokens => tokens.hasNoClaim('plan', TokenType.ACCESS), GOLD, ["the access token has the claim 'plan'\n  expected: no such claim\n  actual:   \"gold\""]],
  ['a token that the request does not give', tokens => tokens.hasNoClaim('plan', TokenType.ID), { scopes: ['orders/read'] }, ['the request gives no ID token']],
  ['a denied token', tokens => tokens.hasClaim('plan', 'gold'), { items: { profile: { blocked: 'yes' } } }, [
    'the token is denied with DENY_UNKNOWN by deny[0]', 'deny[0]: deny: blocked when profile.blocked.isTrue(): DENIED, profile.blocked is a string, not a boolean',
  ]],
  ['more scopes', tokens => tokens.hasScopes('openid'), GOLD, ['the access token has other scopes\n  expected: openid\n  actual:   openid orders/read', 'scopes[0]: add scope']],
  ['a missing scope', tokens => tokens.hasScope('orders/reed'), GOLD, ["the scope 'orders/reed', did you mean 'orders/read'?"]],
  ['a scope that should not be there', tokens => tokens.hasNoScope('orders/read'), GOLD, ["the access token has the scope 'orders/read'"]],
  ['a token that is not denied', tokens => tokens.isDenied(), GOLD, ['the token is not denied\n  expected: denied']],
  ['a denial with another reason', tokens => tokens.isDenied(DenialReason.READ), { items: { profile: { blocked: true } } }, ['the token is denied with DENIED\n  expected: denied with READ']],
  ['a denial', tokens => tokens.isNotDenied(), { failingSources: ['profile'] }, ['the token is denied with READ by deny[0]', 'read of profile with {"id":"jane"}: FAILED, the source is one of failingSources']],
  ['another key', tokens => tokens.hasRead('profile', { id: 'john' }), {}, ["the source 'profile' was not read with this key\n  expected: {\"id\":\"john\"}\n  actual:   {\"id\":\"jane\"}"]],
  ['a source that was not read', tokens => tokens.hasRead('profile', { id: 'x' }), { triggerSource: TriggerSource.CLIENT_CREDENTIALS, userAttributes: {} }, ['actual:   it was not read']],
])('%s fails', (_, assertion, props, says) => {
  const message = errorOf(() => assertion(tokensOf(props)));
  says.forEach(each => expect(message).toContain(each));
});

test('an error shows the rules that could change the claim, and no other', () => {
  const rulesIn = (message: string): readonly string[] => [...message.matchAll(/^ {2}((?:deny|claims|scopes)\[\d\]): /gm)].map(([, rule]) => rule);
  expect(rulesIn(errorOf(() => tokensOf(GOLD).hasClaim('email', 'x')))).toEqual(['claims[2]']);
  expect(rulesIn(errorOf(() => tokensOf().hasClaim('plan', 'x')))).toEqual(['claims[0]']);
  expect(rulesIn(errorOf(() => tokensOf(GOLD).hasScopes('b', 'a')))).toEqual(['scopes[0]', 'scopes[1]']);
  expect(errorOf(() => tokensOf(GOLD).hasScopes('b', 'a'))).toContain('expected: a b\n  actual:   openid orders/read');
  expect(errorOf(() => tokensOf({ scopes: ['z/z', 'openid'] }).hasScopes('a'))).toContain('actual:   openid z/z');
  const kept = TokenAssertions.of(new TestApp().enricher({ claims: [ClaimRule.keepOnly(['name'])] }).preview({ userAttributes: { email: 'jane@example.com' } }));
  expect(rulesIn(errorOf(() => kept.hasClaim('email', 'x')))).toEqual(['claims[0]']);
});
