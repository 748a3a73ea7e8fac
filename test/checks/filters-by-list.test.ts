import { ClaimRule, Condition, DenyRule, OnError, ScopeRule, Value } from '../../src';
import { PoolApp, type Rules } from '../support/pool-app';

type Make = (app: PoolApp) => Value;

/** The lists of which elements are kept. */
const LISTS: Readonly<Record<string, Make>> = {
  'groups': () => Value.groups(),
  'constants': () => Value.literal(['api/read', 'api/write']),
  'an attribute of an item': app => source(app).attribute('permissions'),
  'an attribute that users write': () => Value.userAttribute('custom:role').split(','),
  'what the caller sends': () => Value.untrustedClientMetadata('scopes').split(' '),
  'a list with a fallback': app => source(app).attribute('permissions').orElse(Value.literal(['api/read'])),
};

/** The other lists, which decide which elements are kept. */
const OTHERS: Readonly<Record<string, Make>> = {
  'constants': () => Value.literal(['api/read']),
  'groups': () => Value.groups(),
  'scopes': () => Value.scopes(),
  'an attribute of an item': app => source(app).attribute('blocked'),
  'an attribute of an item, with a fallback': app => source(app).attribute('blocked').orElse(Value.listOf()),
  'a fallback while the table cannot be read': app => source(app).attribute('blocked').orElse(Value.listOf(), { whenUnavailable: true }),
  'a list of an attribute': app => Value.listOf(source(app).attribute('blocked')),
  'an attribute that users write': () => Value.userAttribute('custom:role').split(','),
  'a verified address': () => Value.listOf(Value.verifiedEmail()),
  'what the caller sends': () => Value.untrustedClientMetadata('without').split(' '),
  'an item that the caller chooses': app => app.source('chosen', { key: { id: Value.untrustedClientMetadata('tenant') } }).attribute('blocked'),
  'a choice by a scope': () => Value.choose(Condition.hasScope('openid'), Value.literal(['api/write']), Value.listOf()),
  'a choice without a scope': () => Value.choose(Condition.none(Condition.hasScope('openid')), Value.literal(['api/write'])),
  'a list by an app client': () => Value.clientId().lookup({ a: ['api/read'] }, Value.listOf()),
};

const RULES: Readonly<Record<string, (value: Value) => Rules>> = {
  'scopes that are added': value => ({ scopes: [ScopeRule.addAll(value)] }),
  'scopes that are kept': value => ({ scopes: [ScopeRule.keepOnly(value)] }),
  'scopes without an element': value => ({ scopes: [ScopeRule.add('api/x', { when: Condition.none(value.hasMember('api/read')) })] }),
  'a claim that decides': value => ({ claims: [ClaimRule.set('roles', value, { usedForAuthorization: true })] }),
  'a denial': value => ({ deny: [DenyRule.when(value.hasMember('api/write'), 'No')] }),
  'a denial without elements': value => ({ deny: [DenyRule.when(value.size().isLessThan(1), 'No')] }),
};

const sources = new WeakMap<PoolApp, ReturnType<PoolApp['source']>>();

function source(app: PoolApp): ReturnType<PoolApp['source']> {
  const known = sources.get(app) ?? app.source('account', { onError: OnError.OMIT });
  sources.set(app, known);
  return known;
}

/** All that synthesis says of the rules. Messages name the operators as they are written. */
function findings(rules: (app: PoolApp) => Rules): readonly string[] {
  const app = new PoolApp();
  const report = app.report(rules(app));
  return report === '' ? app.warnings().filter(text => text.includes('cdk-cognito-token-enricher')) : [report];
}

const FORMS = {
  'that are in another list': [
    (list: Value, other: Value) => list.filterOneOfValue(other),
    (list: Value, other: Value) => list.filter(other.hasMemberValue(Value.element())),
  ],
  'that are not in another list': [
    (list: Value, other: Value) => list.filterNoneOfValue(other),
    (list: Value, other: Value) => list.filter(Condition.none(other.hasMemberValue(Value.element()))),
  ],
} as const;

/** Each rule with each other list. The lists of which elements are kept take turns, as synthesis takes time. */
const CASES = Object.entries(RULES).flatMap(([rule, ruleOf], row) => Object.entries(OTHERS).map(([name, other], column) => {
  const lists = Object.entries(LISTS);
  const [list, listOf] = lists[(row + column) % lists.length];
  return { name: `${rule}: ${list}, ${name}`, ruleOf, listOf, other };
}));

describe.each(Object.entries(FORMS))('elements %s are judged as those of a filter', (_, [short, long]) => {
  test.each(CASES)('$name', ({ ruleOf, listOf, other }) => {
    expect(findings(app => ruleOf(short(listOf(app), other(app))))).toEqual(findings(app => ruleOf(long(listOf(app), other(app)))));
  });
});

const GRANTS = 'AbsenceGrants';

test.each<[string, Make, boolean]>([
  ['an attribute of an item', OTHERS['an attribute of an item'], true],
  ['an item that the user may not have', app => app.source().attribute('blocked'), true],
  ['a fallback', OTHERS['an attribute of an item, with a fallback'], false],
  ['a list that is never absent', OTHERS['a list of an attribute'], false],
  ['constants', OTHERS.constants, false],
])('what is left out by %s: grants by absence: %3$s', (_, other, grants) => {
  const told = findings(app => ({ scopes: [ScopeRule.addAll(Value.literal(['api/read', 'api/write']).filterNoneOfValue(other(app)))] }));
  expect(told.some(text => text.includes(GRANTS))).toBe(grants);
});

test('elements that are in another list are not granted by its absence', () => {
  expect(findings(app => ({ scopes: [ScopeRule.addAll(Value.literal(['api/read']).filterOneOfValue(source(app).attribute('may')))] })).some(text => text.includes(GRANTS))).toBe(false);
});

test('an element of the list around is never absent', () => {
  const of = (path: string | undefined) => findings(app => ({
    scopes: [ScopeRule.addAll(source(app).attribute('rows').mapEach(Value.literal(['api/read']).filterNoneOfValue(Value.element(path))).flatten())],
  })).some(text => text.includes(GRANTS));
  expect([of(undefined), of('blocked')]).toEqual([false, true]);
});

test('another list that the caller leaves out', () => {
  const [sent] = findings(() => ({ scopes: [ScopeRule.addAll(Value.literal(['api/read']).filterNoneOfValue(Value.untrustedClientMetadata('without').split(' ')))] }));
  expect(sent).toContain("untrustedClientMetadata('without')");
  const [unsaid] = findings(() => ({ scopes: [ScopeRule.addAll(Value.literal(['openid', 'email']).filterNoneOfValue(Value.scopes().filterPrefix('api/')))] }));
  expect(unsaid).toContain('the rule also grants if scopes()');
});
