import { lowestVersion, undeclaredNeed, versionNeeds } from '../../src/analysis/version';
import type { TriggerVersionName } from '../../src/core/cognito/trigger';
import type { Rule } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const SOURCES: { readonly [name: string]: Written } = { s: ['sub'], byScope: ['first', ['scopes']], byByScope: ['attribute', 'byScope', { constant: ['a'] }], unread: ['first', ['scopes']] };
const sources = Object.fromEntries(Object.entries(SOURCES).map(([name, key]) => [name, { kind: 'item' as const, key: { id: parse(key) } }]));
const paths = new Map(Object.keys(SOURCES).map(name => [name, `sources.${name}`]));
const rule = (kind: Rule['kind'], members: { readonly [member: string]: unknown } = {}) => ({
  id: 'r', kind, subjects: ['USER'], mode: 'ENFORCE', tokens: ['ID'], claim: 'a', ...members, ...'value' in members && { value: parse(members.value as Written) }, ...'when' in members && { when: parse(members.when as Written) },
}) as unknown as Rule;
const needsOf = (...rules: readonly Rule[]) => versionNeeds({ rules, sources }, paths);
const claim = (value: Written, more: object = {}) => rule('setClaim', { value, ...more });
const item = (name: string, ...types: unknown[]): Written => ['attribute', name, { constant: ['a'] }, ...types];
const [TEXT, HAS_SCOPE] = [['literal', 'x'], ['hasScope', ['literal', 'a']]];

test.each<[string, Rule, readonly string[]]>([
  ['a string in the ID token', claim(TEXT), []],
  ['a rule for machines', rule('deny', { subjects: ['MACHINE'], when: ['machine'] }), ['V3_0 r.subjects: it applies to machine tokens']],
  ['a claim in the access token', claim(TEXT, { tokens: ['ACCESS'] }), ['V2_0 r.tokens: it changes the access token']],
  ['a claim taken out of the access token', rule('suppressClaim', { tokens: ['ID', 'ACCESS'] }), ['V2_0 r.tokens: it changes the access token']],
  ['a claim taken out of the ID token', rule('suppressClaim'), []],
  ['a rule for machines, too, in both tokens', claim(TEXT, { subjects: ['USER', 'MACHINE'], tokens: ['ID', 'ACCESS'] }), ['V3_0 r.subjects: it applies to machine tokens', 'V2_0 r.tokens: it changes the access token']],
  ['added scopes', rule('addScope', { value: TEXT }), ['V2_0 r: it changes scopes']],
  ['suppressed scopes', rule('suppressScope'), ['V2_0 r: it changes scopes']],
  ['kept scopes', rule('keepScopes', { value: ['literal', { constant: ['a'] }] }), ['V2_0 r: it changes scopes']],
  ['a condition that reads scopes', claim(TEXT, { when: ['all', ['user'], HAS_SCOPE] }), ['V2_0 r.when: it reads scopes']],
  ['a value that reads scopes', claim(['first', ['scopes']]), ['V2_0 r.value: it reads scopes']],
  ['a denial by a group', rule('deny', { when: ['inGroup', TEXT] }), []],
  ['a number', claim(['now']), ['V2_0 r.value: its value can be a number']],
  ['a value of several types', claim(['firstOf', ['now'], ['literal', true], TEXT]), ['V2_0 r.value: its value can be a number or a boolean (undeclared)']],
  ['a key that reads scopes', claim(['asString', item('byScope')]), ['V2_0 sources.byScope.key.id: it reads scopes']],
  ['a key of a key', claim(['asString', item('byByScope')]), ['V2_0 sources.byScope.key.id: it reads scopes']],
  ['a rule that is not enforced', claim(['now'], { mode: 'SHADOW' }), []],
  ['a source that nobody knows', claim(['asString', item('unknown')]), []],
])('%s', (_, given, needs) => {
  expect(needsOf(given).map(({ version, path, reason, isUndeclared }) => `${version} ${path}: ${reason}${isUndeclared ? ' (undeclared)' : ''}`)).toEqual(needs);
});

test.each<[Written, string, string]>([
  [['now'], 'a number', 'convert it to a string with asString()'],
  [['literal', true], 'a boolean', 'convert it to a string with asString()'],
  [['groups'], 'a list', "convert it to a string with join(',') or toJson()"],
  [['objectOf', { constant: ['a'] }, TEXT], 'a map', 'convert it to a string with toJson()'],
  [item('s'), 'any type', "if it is a string, read it with attribute(..., { valueType: ItemAttributeType.STRING }) and not in a template; or convert it to a string with asString() or join(',') or toJson()"],
])('%j can be made a string', (value, type, fix) => {
  const [need] = needsOf(claim(value));
  expect(need.reason).toContain(type);
  expect(need.fix).toBe(fix);
});

test('the lowest version that meets all needs', () => {
  const need = (version: TriggerVersionName, isUndeclared?: true) => ({ version, path: version, reason: '', fix: '', ...isUndeclared && { isUndeclared } });
  expect([[], ['V2_0'], ['V2_0', 'V3_0', 'V2_0'], ['V1_0']].map(each => lowestVersion(each.map(version => need(version as TriggerVersionName))))).toEqual(['V1_0', 'V2_0', 'V3_0', 'V1_0']);
  expect(undeclaredNeed([])).toBe(undefined);
  expect(undeclaredNeed([need('V1_0'), need('V2_0', true), need('V3_0', true)])?.version).toBe('V2_0');
  expect(undeclaredNeed([need('V2_0', true), need('V2_0')])).toBe(undefined);
  expect(undeclaredNeed([need('V1_0')])).toBe(undefined);
});
