import { isAttributeClaim, isClaimName, maySet, mayBeComplex, STANDARD_ATTRIBUTES, treatmentOf } from '../../../src/core/cognito/claims';
import { isCognitoScope, isResourceScope, hasSlash, isScope } from '../../../src/core/cognito/scopes';

/** The claims that the documentation of the trigger excludes, for either token, and those of token exchange. */
const EXCLUDED = [
  'acr', 'act', 'amr', 'at_hash', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti',
  'sub', 'token_use', 'username', 'version', 'aud', 'scope', 'cognito:roles', 'cognito:preferred_role', 'cognito:username', 'cognito:',
];
const STANDARD = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

test.each(EXCLUDED)('%s can be neither set nor suppressed', claim => {
  expect(treatmentOf(claim)).toEqual({ set: false, suppress: false, why: expect.stringMatching(/\S/) });
});

test.each(['cognito:groups', 'dev:x', 'dev:custom:x'])('%s can only be suppressed', claim => {
  expect(treatmentOf(claim)).toEqual({ set: false, suppress: true, why: expect.stringMatching(/\S/) });
});

test.each([...STANDARD, 'custom:x', 'role', 'Sub', 'cognito', 'cognitogroups', 'device', 'dev', 'x:cognito:y', ''])('%j can be set and suppressed', claim => {
  expect(treatmentOf(claim)).toEqual({ set: true, suppress: true });
});

test.each([
  ['aud', 'ACCESS', 'client1', 'client1', true],
  ['aud', 'ACCESS', 'client2', 'client1', false],
  ['aud', 'ACCESS', undefined, undefined, false],
  ['aud', 'ACCESS', 'client1', undefined, false],
  ['aud', 'ID', 'client1', 'client1', false],
  ['client_id', 'ACCESS', 'client1', 'client1', false],
  ['sub', 'ID', 'client1', 'client1', false],
  ['role', 'ACCESS', 'a', 'client1', true],
  ['role', 'ID', undefined, 'client1', true],
] as const)('a rule may set %s of the %s token to %j for the client %j: %s', (claim, token, value, clientId, expected) => {
  expect(maySet(claim, token, value, clientId)).toBe(expected);
});

test('the standard attributes are those of OpenID Connect', () => {
  expect([...STANDARD_ATTRIBUTES].sort()).toEqual([...STANDARD].sort());
  expect([...STANDARD, 'custom:a', 'dev:a'].filter(name => !isAttributeClaim(name))).toEqual([]);
  expect(['sub', 'identities', 'cognito:groups', 'custom', 'x:custom:a'].filter(isAttributeClaim)).toEqual([]);
});

test('four attributes cannot be lists or maps in an ID token', () => {
  expect(STANDARD.filter(name => !mayBeComplex(name, 'ID'))).toEqual(['address', 'email_verified', 'phone_number_verified', 'updated_at']);
  expect(STANDARD.filter(name => !mayBeComplex(name, 'ACCESS'))).toEqual([]);
});

test.each([
  ['a', true], [' ', true], ['a/b', true], ['\u00a0', true], ['😀', true], ['', false], ['a\u001f', false], ['\u007fa', false], ['\u009f', false], ['\udfff', false],
])('%j is a name of a claim: %s', (name, expected) => {
  expect(isClaimName(name)).toBe(expected);
});

test.each([
  ['openid', { cognito: false, resource: false, slash: false }],
  ['api/read', { cognito: false, resource: true, slash: true }],
  ['https://api.example.com/read', { cognito: false, resource: true, slash: true }],
  ['aws.cognito.signin.user.admin', { cognito: true, resource: false, slash: false }],
  ['aws.cognito/dcr/register', { cognito: true, resource: false, slash: true }],
  ['aws.cognito', { cognito: true, resource: false, slash: false }],
  ['aws.cognito-like/read', { cognito: false, resource: true, slash: true }],
  ['aws.cognitox', { cognito: false, resource: false, slash: false }],
  ['my.aws.cognito/read', { cognito: false, resource: true, slash: true }],
])('the scope %s', (scope, expected) => {
  expect({ cognito: isCognitoScope(scope), resource: isResourceScope(scope), slash: hasSlash(scope) }).toEqual(expected);
});

test('scopes have 1 to 256 characters', () => {
  expect(['', 'a', 'a'.repeat(256), 'a'.repeat(257), 'a b', 'a\n'].map(isScope)).toEqual([false, true, true, false, false, false]);
});
