import {
  ClaimRule, Condition, DenyRule, GroupRule, OnError, RuleMode, ScopeRule, Subject, TokenType, TriggerSource, Value,
  type TableSource, type TokenEnricherProps,
} from '../src';
import { TestApp } from './support/app';
import { run, SUB, type RequestParts } from './support/evaluate';
import { compileAndCheck } from '../src/checks/compile-and-check';
import { buildEvent } from '../src/core/cognito/token-request';

type Sources = (name: string, onError?: OnError, key?: { [attribute: string]: Value }) => TableSource;
type Rules = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups' | 'deny'>;

/** Evaluates rules for one request. Returns the reason of a denial. */
function enrich(rules: (source: Sources) => Rules, { v1, ...parts }: RequestParts & { v1?: true } = {}): any {
  const app = new TestApp();
  const { document, problems } = compileAndCheck({
    deny: [],
    claims: [],
    scopes: [],
    groups: [],
    sources: [],
    trustedAttributes: {},
    ...rules((name, onError = OnError.OMIT, key) => app.source(name, { onError, ...(key && { key }) })),
  }, app.stack);
  expect(problems).toEqual([]);
  const event = v1 && buildEvent('V1_0', {
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'p',
    userName: 'jane',
    clientId: 'c',
    groups: [],
    iamRoles: [],
    scopes: [],
    userAttributes: { sub: SUB, nickname: 'original' },
  });
  const { decision, response } = run(document, { ...parts, ...(event && { event }) });
  return decision.denial?.reason ?? { ...response, trace: decision.trace, version: document.triggerVersion };
}

const BOTH = { subjects: [Subject.USER, Subject.MACHINE] };
const ACCESS = { ...BOTH, tokens: [TokenType.ACCESS] };
const MACHINE = { triggerSource: TriggerSource.CLIENT_CREDENTIALS.value };
const accessOf = (result: any) => result.claimsAndScopeOverrideDetails?.accessTokenGeneration ?? {};

describe('a failed part of a list', () => {
  const listed = (source: Sources) => Value.listOf(Value.literal('x'), source('o').attribute('role')).join(',');
  const failing = { failingSources: ['o'] };

  test('makes a DenyRule on a string of the list deny', () => {
    expect(enrich(source => ({ deny: [DenyRule.when(listed(source).contains('blocked'), 'No')] }), failing)).toBe('DENY_UNKNOWN');
  });

  test('makes a restricting rule apply', () => {
    expect(accessOf(enrich(source => ({ scopes: [ScopeRule.suppress('openid', { when: listed(source).contains('blocked') })] }), failing)))
      .toEqual({ scopesToSuppress: ['openid'] });
  });

  test('prevents a granting rule from applying, even with a negated condition', () => {
    expect(accessOf(enrich(source => ({ scopes: [ScopeRule.add('orders/write', { when: Condition.none(listed(source).contains('blocked')) })] }), failing))).toEqual({});
  });

  test('is left out of a claim', () => {
    expect(accessOf(enrich(source => ({ claims: [ClaimRule.set('roles', listed(source))] }), failing))).toEqual({ claimsToAddOrOverride: { roles: 'x' } });
  });

  test('makes a key fail, so that no other item is read', () => {
    const result = enrich(source => ({ claims: [ClaimRule.set('a', source('s', OnError.OMIT, { id: listed(source) }).attribute('a'))] }), { ...failing, items: { s: { a: 1 } } });
    expect(result.trace).toEqual([{ rule: 'claims[0]', outcome: 'FAILED', reason: 'READ s' }]);
  });
});

describe('a key', () => {
  const chained = (first: 'pk' | 'sk') => (source: Sources): Rules => ({
    claims: [ClaimRule.set('a', source('c', OnError.OMIT, {
      [first]: source('allowed', OnError.OMIT).attribute('x'),
      [first === 'pk' ? 'sk' : 'pk']: source('denied', OnError.DENY).attribute('x'),
    }).attribute('a').orElse(Value.literal('fallback')))],
  });

  test.each(['pk', 'sk'] as const)('with a failed part under DENY denies, whatever failed before it (%s)', first => {
    expect(enrich(chained(first), { failingSources: ['allowed', 'denied'] })).toBe('READ');
  });

  test.each(['pk', 'sk'] as const)('with an absent part reads no item, whatever the other part is (%s)', first => {
    const result = enrich(source => ({
      claims: [ClaimRule.set('a', source('c', OnError.DENY, {
        [first]: Value.userAttribute('custom:plan'),
        [first === 'pk' ? 'sk' : 'pk']: source('denied', OnError.DENY).attribute('x'),
      }).attribute('a').orElse(Value.literal('none')))],
    }), { failingSources: ['denied'] });
    expect(accessOf(result)).toEqual({ claimsToAddOrOverride: { a: 'none' } });
  });
});

describe('an event of V1', () => {
  test('does not restore a default in place of an exception that it cannot carry', () => {
    expect(enrich(() => ({ claims: [ClaimRule.set('nickname', Value.literal('all')), ClaimRule.set('nickname', Value.literal(['limited']), { when: Condition.user() })] }), { v1: true }).claimsOverrideDetails)
      .toEqual({ claimsToSuppress: ['nickname'] });
  });

  test('does not read for rules that it cannot carry', () => {
    const result = enrich(source => ({
      claims: [ClaimRule.set('a', source('s', OnError.DENY).attribute('a'), { tokens: [TokenType.ACCESS] })],
      scopes: [ScopeRule.addAll(source('t', OnError.DENY).attribute('a'))],
    }), { v1: true, failingSources: ['s', 't'] });
    expect(result.trace.map(({ outcome }: any) => outcome)).toEqual(['NOT_CARRIED', 'NOT_CARRIED']);
  });

  test('denies for an authorization rule that it cannot carry', () => {
    expect(enrich(() => ({ claims: [ClaimRule.set('a', Value.literal('x'), { tokens: [TokenType.ACCESS], usedForAuthorization: true })] }), { v1: true })).toBe('VERSION');
  });
});

test('a machine token does not read for claims that machines do not have', () => {
  const failed = (source: Sources) => source('s', OnError.DENY).attribute('a');
  const { claimsAndScopeOverrideDetails, trace } = enrich(source => ({
    claims: [
      ClaimRule.set('id', failed(source), { ...BOTH, tokens: [TokenType.ID] }),
      ClaimRule.keepOnly(['email'], { ...BOTH, when: source('s', OnError.DENY).exists() }),
      ClaimRule.set('app', Value.clientId(), ACCESS),
    ],
    groups: [GroupRule.set({ groups: failed(source), iamRoles: Value.iamRoles(), ...BOTH })],
  }), { ...MACHINE, event: undefined, failingSources: ['s'] });
  expect(claimsAndScopeOverrideDetails).toEqual({ accessTokenGeneration: { claimsToAddOrOverride: { app: 'client1' } } });
  expect(trace.map(({ outcome }: any) => outcome)).toEqual(['OTHER_SUBJECT', 'OTHER_SUBJECT', 'APPLIED', 'OTHER_SUBJECT']);
});

describe.each([RuleMode.SHADOW, RuleMode.DISABLED])('a rule under %s', mode => {
  test('never makes another rule of its claim deny', () => {
    const rules = (source: Sources): Rules => ({
      claims: [ClaimRule.set('role', source('s').attribute('a')), ClaimRule.set('role', Value.literal('x'), { usedForAuthorization: true, mode })],
    });
    expect(accessOf(enrich(rules, { failingSources: ['s'] }))).toEqual({});
  });

  test('does not raise the version or affect other rules', () => {
    const { version } = enrich(() => ({
      claims: [ClaimRule.set('nickname', Value.literal(5), { mode }), ClaimRule.suppress('nickname', { when: Condition.inGroup('x') })],
    }));
    expect(version).toBe('V1_0');
  });
});

test('a key with scopes requires an event version with scopes', () => {
  const { version } = enrich(source => ({
    claims: [ClaimRule.set('a', source('s', OnError.DENY, { id: Value.scopes().join(' ') }).attribute('a').asString().orElse(Value.literal('x')), { tokens: [TokenType.ID] })],
  }), { items: { s: { a: 'b' } } });
  expect(version).toBe('V2_0');
});

test('a true DenyRule stops all reads, and the other rules are not evaluated', () => {
  const app = new TestApp();
  const enricher = app.enricher({
    deny: [DenyRule.when(Condition.user(), 'Closed')],
    claims: [ClaimRule.set('a', app.source('s', { onError: OnError.DENY }).attribute('a'))],
  });
  const { denial, trace } = enricher.preview({ failingSources: ['s'] });
  expect(denial).toMatchObject({ reason: 'DENIED', message: 'Closed' });
  expect(trace[1]).toMatchObject({ rule: 'claims[0]', outcome: 'NOT_EVALUATED', shadow: false });
});

test('a claim that one token cannot carry is reported, although the other one carries it', () => {
  const rules = (source: Sources): Rules => ({ claims: [ClaimRule.set('address', source('s').attribute('a'))] });
  const { trace } = enrich(rules, { items: { s: { a: { city: 'Paris' } } } });
  expect(trace).toEqual([{ rule: 'claims[0]', outcome: 'DROPPED' }]);
});

describe('an event with an unexpected shape', () => {
  const event = (request: object, more: object = {}) => ({
    version: '2', triggerSource: 'TokenGeneration_HostedAuth', callerContext: { clientId: 'c' }, request: { userAttributes: { sub: SUB }, ...request }, ...more,
  });

  test('scopes that are not a list have failed: a rule that restricts them denies, and a condition on them is unknown', () => {
    const scopes = { event: event({ scopes: 'openid a/b' }) };
    expect(enrich(() => ({ scopes: [ScopeRule.keepOnly(Value.literal([]))] }), scopes)).toBe('UNCERTAIN');
    expect(enrich(() => ({ deny: [DenyRule.when(Condition.hasScope('a/b'), 'No')] }), scopes)).toBe('DENY_UNKNOWN');
  });

  test('an attribute that is not a string is suppressed like others', () => {
    const result = enrich(() => ({ claims: [ClaimRule.keepOnly(['email'])] }), { event: event({ userAttributes: { sub: SUB, nickname: '', name: null, email: 'a' } }) });
    expect(result.claimsOverrideDetails ?? result.claimsAndScopeOverrideDetails.idTokenGeneration).toEqual({ claimsToSuppress: ['nickname', 'name'] });
  });

  test('a user with an empty sub is not a machine', () => {
    expect(() => enrich(() => ({}), { event: event({ userAttributes: { sub: '' } }, { version: '3' }) })).toThrow('the event was denied');
  });
});

test('element-independent operands are evaluated once per list', () => {
  const rules = (source: Sources): Rules => ({
    claims: [ClaimRule.set('none', source('s').attribute('a').filter(Condition.none(source('s').attribute('b').hasMember('zz'))))],
  });
  let reads = 0;
  const list = (count: number) => ({ L: Array.from({ length: count }, (_, index) => ({ S: `m${index}` })) });
  const item = { a: list(1000), get b() { reads++; return list(1000); } };
  expect(accessOf(enrich(rules, { rawItems: { s: item } })).claimsToAddOrOverride.none).toHaveLength(1000);
  expect(reads).toBe(1);
});

test('a claim can have the name of an inherited property', () => {
  const rules = (): Rules => ({ claims: ['__proto__', 'constructor', 'a'].map(name => ClaimRule.set(name, Value.literal(name))) });
  expect(Object.entries(accessOf(enrich(rules)).claimsToAddOrOverride)).toEqual([['__proto__', '__proto__'], ['constructor', 'constructor'], ['a', 'a']]);
});
