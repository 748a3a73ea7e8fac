import { Duration } from 'aws-cdk-lib';
import { ClaimRule, Condition, OnError, TableSource, Value, type QuerySourceProps, type TokenEnricherProps } from '../../src';
import { LIMITS } from '../../src/core/document/limits';
import { errorOf, TestApp } from '../support/app';
import { describeCheck } from '../support/checks';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const texts = (count: number) => numbers(count).map(index => `t${index}`);
const nested = (levels: number) => numbers(levels).reduce((list: unknown[]) => [list], []);
const X = Value.literal('x');
const chain = (transforms: number) => numbers(transforms).reduce((value: Value) => value.trim(), Value.email());

/** A constant with this many lists and strings in it. */
const large = (members: number) => Value.literal([...numbers(24).map(() => texts(1999)), texts(members - 24 * 2000 - 2)]);

const set = (value: Value) => ({ claims: [ClaimRule.set('a', value, { usedForAuthorization: false })] });
const setWhen = (condition: Condition) => ({ claims: [ClaimRule.set('a', X, { when: condition, usedForAuthorization: false })] });
const table = (count: number) => Object.fromEntries(texts(count).map(name => [name, 1]));
const literals = (count: number) => texts(count).map(text => Value.literal(text));
const VALUE = 'claims[0].value';
const WHEN = 'claims[0].when';

/** Every place that `LIMITS.members` applies to. */
const MEMBERS: ReadonlyArray<{ readonly name: string; readonly place: string; readonly props: (count: number) => Partial<TokenEnricherProps> }> = [
  { name: 'members of a list', place: VALUE, props: count => set(Value.literal(texts(count))) },
  { name: 'members of a map', place: VALUE, props: count => set(Value.literal(table(count))) },
  { name: 'values of a list', place: VALUE, props: count => set(Value.listOf(...literals(count))) },
  { name: 'values of a map', place: VALUE, props: count => set(Value.objectOf(Object.fromEntries(texts(count).map(name => [name, X])))) },
  { name: 'values to choose from', place: VALUE, props: count => set(Value.firstOf(...literals(count))) },
  { name: 'keys of a table', place: VALUE, props: count => set(Value.email().lookup(table(count))) },
  { name: 'keys of a table beside another value', place: VALUE, props: count => set(Value.email().lookup(table(count), X)) },
  { name: 'members to keep', place: VALUE, props: count => set(Value.groups().filterOneOf(texts(count))) },
  { name: 'providers of an attribute', place: VALUE, props: count => set(Value.federatedAttribute('email', texts(count))) },
  { name: 'providers of a list', place: VALUE, props: count => set(Value.idpList('custom:plan', texts(count))) },
  { name: 'providers of a condition', place: WHEN, props: count => setWhen(Condition.hasFederatedIdentity(...texts(count))) },
  { name: 'constants to compare with', place: WHEN, props: count => setWhen(Value.email().isOneOf(texts(count))) },
  { name: 'ids of app clients', place: WHEN, props: count => setWhen(Condition.clientId(...texts(count))) },
  { name: 'groups', place: WHEN, props: count => setWhen(Condition.inGroup(...texts(count))) },
  { name: 'scopes', place: WHEN, props: count => setWhen(Condition.hasScope(...texts(count))) },
  { name: 'conditions', place: WHEN, props: count => setWhen(Condition.any(...texts(count).map(group => Condition.inGroup(group)))) },
  { name: 'names to keep', place: 'claims[0].names', props: count => ({ claims: [ClaimRule.keepOnly(texts(count).map(name => `dev:${name}`))] }) },
  { name: 'names to copy', place: 'claims[0].names', props: count => ({ claims: [ClaimRule.copyAttributes(Array.from({ length: count }, () => 'locale'), { when: Condition.user(), usedForAuthorization: false })] }) },
];

describeCheck('Limit', {
  invalid: [
    { name: 'one rule more', props: () => ({ claims: numbers(LIMITS.rules + 1).map(index => ClaimRule.set(`c${index}`, X)) }), says: ['2001 rules', 'at most 2000'] },
    { name: 'one transform more', props: () => ({ claims: [ClaimRule.set('a', chain(LIMITS.nesting))] }), says: ['claims[0].value', 'more than 64'] },
    { name: 'one list around another more', props: () => ({ claims: [ClaimRule.set('a', Value.literal(nested(LIMITS.depth)))] }), says: ['claims[0].value[0]', 'lists and maps nested at most 32 deep'] },
    { name: 'one member of all lists more', props: () => set(large(LIMITS.size + 1)), says: ['claims[0].value: Limit', 'more than 50000 entries', 'at most 50000', 'a table'] },
    {
      name: 'one value more in all rules',
      props: () => ({ claims: numbers(5).map(index => ClaimRule.set(`c${index}`, index < 4 ? large(LIMITS.size) : X)) }),
      says: ['claims[4].value: Limit', '200001 values, conditions and entries of constants, including those of the rules before', 'at most 200000 in all'],
    },
    { name: 'one character of a pattern more', props: () => ({ claims: [ClaimRule.set('a', Value.email().extract('a'.repeat(LIMITS.pattern + 1)))] }), says: ['1001 characters'] },
    ...MEMBERS.map(({ name, place, props }) => ({ name: `more ${name} than there may be`, props: () => props(LIMITS.members + 1), says: [`${place}: Limit`, '2001 entries', 'at most 2000', 'a table'] })),
  ],
  valid: [
    { name: 'as many rules as there may be', props: () => ({ claims: numbers(LIMITS.rules).map(index => ClaimRule.set(`c${index}`, X)) }) },
    { name: 'as many transforms as there may be', props: () => ({ claims: [ClaimRule.set('a', chain(LIMITS.nesting - 1), { usedForAuthorization: false })] }) },
    { name: 'as many lists around another as there may be', props: () => ({ claims: [ClaimRule.set('a', Value.literal(nested(LIMITS.depth - 1)))] }) },
    { name: 'as many members of all lists as there may be', props: () => set(large(LIMITS.size)) },
    { name: 'as many values in all rules as there may be', props: () => ({ claims: numbers(4).map(index => ClaimRule.set(`c${index}`, large(LIMITS.size))) }) },
    { name: 'as many characters of a pattern as there may be', props: () => ({ claims: [ClaimRule.set('a', Value.email().extract('a'.repeat(LIMITS.pattern)), { usedForAuthorization: false })] }) },
    ...MEMBERS.map(({ name, props }) => ({ name: `as many ${name} as there may be`, props: () => props(LIMITS.members) })),
  ],
});

const ofSource = (app: TestApp, options: Partial<QuerySourceProps>) => ({ sources: [TableSource.query('s', { table: app.table, key: { id: Value.sub() }, ...options })] });
const stale = { onError: OnError.USE_STALE };

describeCheck('Option', {
  invalid: [
    { name: 'one attempt more', props: app => ofSource(app, { maxAttempts: LIMITS.attempts + 1 }), says: ['sources[0].maxAttempts', '6', 'from 1 to 5'] },
    { name: 'no attempt', props: app => ofSource(app, { maxAttempts: 0 }), says: ['sources[0].maxAttempts'] },
    { name: 'one millisecond more', props: app => ofSource(app, { timeout: Duration.millis(LIMITS.readTime + 1) }), says: ['sources[0].timeout', '4001 milliseconds', '50 to 4000'] },
    { name: 'one millisecond less', props: app => ofSource(app, { timeout: Duration.millis(49) }), says: ['sources[0].timeout'] },
    { name: 'one item more', props: app => ofSource(app, { limit: LIMITS.queryItems + 1 }), says: ['sources[0].limit', '1001', 'from 1 to 1000'] },
    { name: 'one second more of old answers', props: app => ofSource(app, { ...stale, maxStale: Duration.seconds(86_401) }), says: ['sources[0].maxStale', '86401 seconds', '1 to 86400'] },
    { name: 'one second more of a cache', props: app => ofSource(app, { cacheTtl: Duration.seconds(86_401) }), says: ['sources[0].cacheTtl', '86401 seconds'] },
  ],
  valid: [
    { name: 'as much as there may be', props: app => ofSource(app, { ...stale, maxAttempts: LIMITS.attempts, timeout: Duration.millis(LIMITS.readTime), limit: LIMITS.queryItems, maxStale: Duration.days(1), cacheTtl: Duration.days(1) }) },
    { name: 'as little as there may be', props: app => ofSource(app, { ...stale, maxAttempts: 1, timeout: Duration.millis(50), limit: 1, maxStale: Duration.seconds(1), cacheTtl: Duration.seconds(1) }) },
  ],
});

test('an extremely nested value is one problem, not a crash', () => {
  expect(errorOf(() => new TestApp().enricher({ claims: [ClaimRule.set('a', chain(1000))] }))).toContain('has 1 problem');
});
