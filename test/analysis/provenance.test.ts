import { SOURCE_FACETS } from '../../src/analysis/facets/sources';
import { contributionsTo, contributionsToSource, lowest, type ProvenanceContext } from '../../src/analysis/provenance';
import { parse, type Written } from '../support/expressions';

const keys: { readonly [name: string]: Written } = {
  plain: ['sub'],
  s: ['sub'],
  mail: ['email'],
  first: ['untrustedClientMetadata', 't'],
  second: ['listOf', ['attribute', 'first', { constant: ['a'] }], ['email']],
  third: ['template', ['count', 'second'], ['attribute', 'mail', { constant: ['a'] }]],
  client: ['clientId'],
  loop: ['attribute', 'back', { constant: ['a'] }],
  back: ['attribute', 'loop', { constant: ['a'] }],
};
const context: ProvenanceContext = {
  sources: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { key: { id: parse(key) }, userWritable: name === 's' ? ['nick', 'profile.role', 'not a path['] : undefined }])),
  trustedAttributes: { 'custom:paid': 'set by billing' },
};

/** Each contribution: level, kind, attribute, and the sources whose keys it goes through. */
const told = (value: Written, more: Partial<ProvenanceContext> = {}): readonly string[] => contributionsTo(parse(value), { ...context, ...more })
  .filter(({ expression }) => expression.op !== 'literal')
  .map(({ level, control, attribute, sources }) => [level, control, ...attribute === undefined ? [] : [attribute], ...sources.map(name => `<${name}>`)].join(' '));

/** Who controls each source, the attribute that it shows, and whether Cognito always sends it: a copy of the table. */
type Row = readonly [args: readonly unknown[], told: readonly string[], shows?: string, isAlwaysSent?: true];
const SOURCES: { readonly [name in keyof typeof SOURCE_FACETS]: Row } = {
  literal: [['x'], []],
  slot: [[0], ['OPERATOR level']],
  userAttribute: [['name'], ['COGNITO attribute name'], 'name'],
  federatedAttribute: [['name', 'Okta'], ['COGNITO attribute name'], 'name'],
  idpList: [['custom:g'], ['COGNITO attribute custom:g'], 'custom:g'],
  sub: [[], ['COGNITO level']],
  email: [[], ['COGNITO attribute email'], 'email'],
  verifiedEmail: [[], ['OPERATOR verified', 'COGNITO verified email_verified'], 'email'],
  verifiedPhoneNumber: [[], ['OPERATOR verified', 'COGNITO verified phone_number_verified'], 'phone_number'],
  username: [[], ['COGNITO username'], undefined, true],
  groups: [[], ['OPERATOR level']],
  iamRoles: [[], ['OPERATOR level']],
  preferredRole: [[], ['OPERATOR level']],
  identityProvider: [[], ['COGNITO linkedProvider']],
  scopes: [[], ['CALLER scopes']],
  clientId: [[], ['COGNITO client'], undefined, true],
  untrustedClientMetadata: [['k'], ['USER metadata']],
  triggerSource: [[], ['CALLER level'], undefined, true],
  userPoolId: [[], ['COGNITO level'], undefined, true],
  region: [[], ['COGNITO level'], undefined, true],
  now: [[], ['COGNITO level']],
  attribute: [['plain', { constant: ['a'] }], ['OPERATOR level']],
  items: [['plain'], ['OPERATOR level']],
  count: [['plain'], ['OPERATOR level']],
  element: [[], []],
};

test.each(Object.entries(SOURCES))('%s', (op, [args, contributions, shows, isAlwaysSent = false]) => {
  const facet = SOURCE_FACETS[op as keyof typeof SOURCE_FACETS];
  expect(told([op, ...args])).toEqual(contributions);
  expect(facet.shows?.(args as string[])).toBe(shows);
  expect(facet.isAlwaysSent).toBe(isAlwaysSent);
});

test('the table is complete', () => {
  expect(Object.keys(SOURCES).sort()).toEqual(Object.keys(SOURCE_FACETS).sort());
});

const attribute = (source: string, ...path: string[]): Written => ['attribute', source, { constant: path }];
const [USER_TABLE, TABLE, SENT] = [['USER table'], ['OPERATOR level'], 'USER metadata'];
const META = ['untrustedClientMetadata', 'k'];
const CUT = ['filterOneOf', ['split', ' ', META], ['literal', 'a'], ['slot', 0]];

test.each<[Written, readonly string[]]>([
  [['inGroup', ['literal', 'x']], ['OPERATOR level']], [['hasScope', ['literal', 'x']], ['CALLER scopes']], [['client', { constant: ['x'] }], ['COGNITO client']], [['user'], []], [['exists', 's'], TABLE],
  [['hasFederatedIdentity', { constant: [] }], ['COGNITO linkedProvider']],
  [['assumeTrusted', 'reason', META], ['OPERATOR level']], [['userAttribute', 'custom:paid'], ['OPERATOR attribute']], [['userAttribute', 'toString'], ['COGNITO attribute toString']],
  [['choose', ['isPresent', META], ['sub'], ['email']], ['COGNITO level', 'COGNITO attribute email', SENT].sort()],
  [attribute('s', 'nick'), USER_TABLE], [attribute('s', 'nick', 'x'), USER_TABLE], [attribute('s', 'profile'), USER_TABLE], [attribute('s', 'profile', 'role'), USER_TABLE], [attribute('s', 'not a path['), USER_TABLE],
  [attribute('s', 'profile', 'nick'), TABLE], [attribute('s', 'role'), TABLE],
  [['mapEach', ['items', 's'], ['element', { constant: ['nick'] }]], USER_TABLE], [['mapEach', ['items', 's'], ['element', { constant: ['role'] }]], TABLE], [['toJson', ['items', 's']], USER_TABLE], [['size', ['items', 's']], TABLE],
  [['listOf', ['size', ['items', 's']], ['mapEach', ['items', 'client'], ['element', { constant: ['nick'] }]]], ['COGNITO client <client>', 'OPERATOR level', 'OPERATOR level']],
  [attribute('mail', 'a'), ['COGNITO attribute email <mail>', 'OPERATOR level']],
  [attribute('second', 'a'), ['COGNITO attribute email <second>', 'OPERATOR level', 'OPERATOR level <second>', 'USER metadata <second> <first>']],
  [attribute('third', 'a'), [
    'COGNITO attribute email <third> <mail>', 'COGNITO attribute email <third> <second>', 'OPERATOR level', 'OPERATOR level <third>', 'OPERATOR level <third>', 'OPERATOR level <third> <second>',
    'USER metadata <third> <second> <first>',
  ]],
  [attribute('loop', 'a'), ['OPERATOR level', 'OPERATOR level <loop>']],
  [attribute('unknown', 'a'), TABLE],
])('%j', (value, contributions) => {
  expect([...told(value)].sort()).toEqual(contributions);
});

test('the id of the app client binds keys of machines alone', () => {
  const clientKey = (...subjects: Array<'USER' | 'MACHINE'>) => contributionsToSource('client', { ...context, subjects }).map(({ control }) => control);
  expect([clientKey('MACHINE'), clientKey('USER'), clientKey('USER', 'MACHINE')]).toEqual([['level'], ['level', 'client'], ['level', 'client']]);
  expect(contributionsToSource('client', context)).toHaveLength(2);
});

describe('a list of scopes that callers request, cut to constants', () => {
  test.each<[Written]>([
    [CUT], [['listOf', CUT]], [['firstOf', ['literal', 'x'], CUT]], [['choose', ['user'], CUT, CUT]], [['flatten', ['listOf', CUT]]], [['withPrefix', 'x/', CUT]], [['limit', 1, CUT]],
    [['filterOneOf', CUT, ['literal', 'a']]], [['filterPrefix', 'a', CUT]],
  ])('%j is as the operator grants', value => {
    expect(told(value, { requestsScopes: true })).not.toContain(SENT);
    expect(told(value)).toContain(SENT);
  });

  test.each<[Written]>([
    [META], [['split', ' ', META]], [['filterOneOf', ['split', ' ', META], ['first', ['groups']]]], [['filterPrefix', 'a', ['split', ' ', META]]], [['filterOneOf', ['split', ' ', META], ['literal', 'a'], META]], [['filterOneOf', ['split', ' ', META], META]],
    [['choose', ['hasMember', CUT, ['literal', 'a']], ['literal', 'b']]], [['lookup', { constant: ['a'] }, ['first', CUT], ['literal', 'b']]], [['template', CUT, ['literal', 'b']]],
    [['filter', ['groups'], ['hasMember', CUT, ['element']]]], [['mapEach', ['groups'], ['first', CUT]]], [['filterOneOf', ['groups'], ['first', CUT]]], [['listOf', CUT, META]], [['property', { constant: [0] }, CUT]],
    [['attribute', 'byScope', { constant: ['a'] }]],
  ])('%j is the choice of the caller', value => {
    const sources = { ...context.sources, byScope: { key: { id: parse(CUT) } } };
    expect(told(value, { requestsScopes: true, sources }).join()).toContain(SENT);
  });
});

test('the provenance of a combined value is the lowest level of its parts', () => {
  const of = (...values: readonly Written[]) => lowest(values.flatMap(value => contributionsTo(parse(value), context)));
  expect(of()).toEqual({ level: 'COGNITO' });
  expect(of(['sub'])).toEqual({ level: 'COGNITO' });
  expect(of(['sub'], ['groups'], ['sub'])).toEqual({ level: 'OPERATOR' });
  expect(of(['groups'], ['scopes'])).toEqual({ level: 'CALLER' });
  expect(of(META, ['scopes'])).toEqual({ level: 'USER' });
  expect(of(['userAttribute', 'name'], ['email'], ['userAttribute', 'name'], ['clientId'])).toEqual({ level: 'COGNITO', attributes: ['email', 'name'], client: true });
});
