import { base64Length, jwtLength } from '../../../src/core/cognito/issue-tokens';
import { denialMessage, toResponse, type Changes } from '../../../src/core/cognito/response';
import type { Subject } from '../../../src/core/cognito/token-request';
import { carriesScopes, carriesToken, carriesValue, isAtLeast, versionOf } from '../../../src/core/cognito/trigger';

const NOTHING = { set: {}, suppress: new Set<string>() };
const NO_CHANGES: Changes = { tokens: { ID: NOTHING, ACCESS: NOTHING }, scopesToAdd: [], scopesToSuppress: [] };
const CHANGES: Changes = {
  tokens: { ID: { set: { a: 'x' }, suppress: new Set(['b']) }, ACCESS: { set: { c: [1] }, suppress: new Set(['d', 'e']) } },
  scopesToAdd: ['api/read'],
  scopesToSuppress: ['openid'],
  groups: { groups: ['staff'], iamRoles: ['r1', 'r2'], preferredRole: 'r1' },
};
const ID_TOKEN = { claimsToAddOrOverride: { a: 'x' }, claimsToSuppress: ['b'] };
const ACCESS_TOKEN = { claimsToAddOrOverride: { c: [1] }, claimsToSuppress: ['d', 'e'], scopesToAdd: ['api/read'], scopesToSuppress: ['openid'] };
const GROUPS = { groupsToOverride: ['staff'], iamRolesToOverride: ['r1', 'r2'], preferredRole: 'r1' };

test.each<[string, number, Subject, Changes, object]>([
  ['everything, in V1', 1, 'USER', CHANGES, { claimsOverrideDetails: { ...ID_TOKEN, groupOverrideDetails: GROUPS } }],
  ['everything, in V2', 2, 'USER', CHANGES, { claimsAndScopeOverrideDetails: { idTokenGeneration: ID_TOKEN, accessTokenGeneration: ACCESS_TOKEN, groupOverrideDetails: GROUPS } }],
  ['everything, in V3', 3, 'USER', CHANGES, { claimsAndScopeOverrideDetails: { idTokenGeneration: ID_TOKEN, accessTokenGeneration: ACCESS_TOKEN, groupOverrideDetails: GROUPS } }],
  ['everything, for a machine', 3, 'MACHINE', CHANGES, { claimsAndScopeOverrideDetails: { accessTokenGeneration: ACCESS_TOKEN } }],
  ['nothing, in V1', 1, 'USER', NO_CHANGES, { claimsOverrideDetails: {} }],
  ['nothing, in V2', 2, 'USER', NO_CHANGES, { claimsAndScopeOverrideDetails: {} }],
  ['only a suppressed claim', 2, 'USER', { ...NO_CHANGES, tokens: { ID: { set: {}, suppress: new Set(['b']) }, ACCESS: NOTHING } }, { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToSuppress: ['b'] } } }],
  ['only a scope', 2, 'USER', { ...NO_CHANGES, scopesToAdd: ['a'] }, { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['a'] } } }],
  ['only a suppressed scope', 2, 'USER', { ...NO_CHANGES, scopesToSuppress: ['a'] }, { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['a'] } } }],
  ['groups without a preferred role', 2, 'USER', { ...NO_CHANGES, groups: { groups: [], iamRoles: [] } }, { claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] } } }],
])('a response with %s', (_, version, subject, changes, expected) => {
  expect(toResponse(version, subject, changes)).toEqual(expected);
});

test('V1 carries strings in the ID token, and no scopes', () => {
  expect([1, 2, 3].map(carriesScopes)).toEqual([false, true, true]);
  expect([1, 2, 3].map(version => carriesToken(version, 'ID'))).toEqual([true, true, true]);
  expect([1, 2, 3].map(version => carriesToken(version, 'ACCESS'))).toEqual([false, true, true]);
  expect(['a', 1, true, ['a'], {}].map(value => [carriesValue(1, value), carriesValue(2, value)])).toEqual([[true, true], ...Array(4).fill([false, true])]);
  expect([1, 2, 3].map(version => versionOf(version as 1 | 2 | 3))).toEqual(['V1_0', 'V2_0', 'V3_0']);
  const names = ['V1_0', 'V2_0', 'V3_0'] as const;
  expect(names.map(version => names.filter(least => isAtLeast(version, least)).length)).toEqual([1, 2, 3]);
});

test('the length of a token is that of its three parts in base64url', () => {
  expect([0, 1, 2, 3, 4, 256].map(base64Length)).toEqual([0, 2, 3, 4, 6, 342]);
  const encoded = (bytes: number): string => Buffer.alloc(bytes, 'x').toString('base64url');
  const header = Buffer.from(JSON.stringify({ kid: 'k'.repeat(44), alg: 'RS256' })).toString('base64url');
  expect([0, 1, 100, 1234].map(jwtLength)).toEqual([0, 1, 100, 1234].map(payload => `${header}.${encoded(payload)}.${encoded(256)}`.length));
});

test.each([
  ['DENIED', 'Closed', 'Closed'],
  ['DENIED', undefined, 'The sign-in could not be completed. Please try again later. Reference: r1'],
  ['READ', 'secret', 'The sign-in could not be completed. Please try again later. Reference: r1'],
  ['DEPLOYING', 'secret', 'The sign-in is being updated. Please try again in a minute. Reference: r1'],
])('the message of a denial: %s %s', (reason, message, expected) => {
  expect(denialMessage(reason, 'r1', message)).toBe(expected);
});
