import { baseTokens, type BaseTokenParts } from '../../../src/core/cognito/base-tokens';
import { issueTokens } from '../../../src/core/cognito/issue-tokens';

const PARTS: BaseTokenParts = {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Pool',
  userName: 'jane',
  clientId: 'client1',
  userAttributes: { 'sub': 'sub-1', 'cognito:user_status': 'CONFIRMED', 'email': 'a@b.c', 'email_verified': 'true', 'phone_number': '+1', 'custom:plan': 'gold', 'updated_at': '1700000000' },
  groups: ['staff'],
  iamRoles: ['arn:aws:iam::123456789012:role/r'],
  preferredRole: 'arn:aws:iam::123456789012:role/r',
  scopes: ['openid'],
  now: 1_700_000_000,
};

describe('tokens without a trigger', () => {
  test('the ID token has the attributes of the user, with Cognito\'s types', () => {
    expect(baseTokens(PARTS).idToken).toMatchObject({
      'sub': 'sub-1',
      'aud': 'client1',
      'token_use': 'id',
      'iss': 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool',
      'cognito:username': 'jane',
      'cognito:groups': ['staff'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/r'],
      'cognito:preferred_role': 'arn:aws:iam::123456789012:role/r',
      'email': 'a@b.c',
      'email_verified': true,
      'custom:plan': 'gold',
      'updated_at': 1700000000,
      'auth_time': 1700000000,
      'exp': 1700003600,
    });
  });

  test('the access token has groups and scopes, and no attributes', () => {
    const { accessToken } = baseTokens(PARTS);
    expect(accessToken).toMatchObject({ sub: 'sub-1', client_id: 'client1', token_use: 'access', username: 'jane', scope: 'openid', version: 2 });
    expect(Object.keys(accessToken)).not.toEqual(expect.arrayContaining(['email']));
  });

  test.each<[string, string[], string[]]>([
    ['openid alone: all', ['openid'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    ['openid and email: the address alone', ['openid', 'email'], ['email', 'email_verified']],
    ['openid and phone: the number alone', ['openid', 'phone'], ['phone_number']],
    ['profile: all', ['openid', 'profile', 'email'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    ['a resource scope beside openid: all', ['openid', 'api/read'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    ['sign-in through the API: all', ['aws.cognito.signin.user.admin'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
  ])('attributes for %s', (_, scopes, attributes) => {
    const { idToken } = baseTokens({ ...PARTS, scopes });
    expect(Object.keys(idToken!).filter(name => name in PARTS.userAttributes && name !== 'sub').sort()).toEqual(attributes);
  });

  test('attributes that the client cannot read are missing', () => {
    const { idToken } = baseTokens({ ...PARTS, readAttributes: ['email'] });
    expect(idToken).toHaveProperty('email');
    expect(idToken).not.toHaveProperty(['custom:plan']);
  });

  test('there is no ID token without openid', () => {
    expect(baseTokens({ ...PARTS, scopes: ['profile'] }).idToken).toBeUndefined();
  });

  test('a machine gets only an access token, with the client as its subject', () => {
    const { idToken, accessToken } = baseTokens({ ...PARTS, triggerSource: 'TokenGeneration_ClientCredentials', scopes: ['api/read'] });
    expect(idToken).toBeUndefined();
    expect(accessToken).toMatchObject({ sub: 'client1', scope: 'api/read' });
    expect(accessToken).not.toHaveProperty('username');
  });

  test('a resource binding is the audience of the access token', () => {
    expect(baseTokens({ ...PARTS, resource: 'https://api.example.com' }).accessToken.aud).toBe('https://api.example.com');
  });
});

describe('the changes of a response', () => {
  const base = baseTokens(PARTS);
  const v1 = (details: any) => issueTokens(base, { claimsOverrideDetails: details });
  const v2 = (details: any) => issueTokens(base, { claimsAndScopeOverrideDetails: details });

  test('of V1 apply only to the ID token', () => {
    const { idToken, accessToken } = v1({ claimsToAddOrOverride: { a: 'x', email: 'y' }, claimsToSuppress: ['custom:plan'] });
    expect(idToken).toMatchObject({ a: 'x', email: 'y' });
    expect(idToken).not.toHaveProperty(['custom:plan']);
    expect(accessToken).toEqual(base.accessToken);
  });

  test('of V2 apply to the token that they are for', () => {
    const { idToken, accessToken } = v2({
      idTokenGeneration: { claimsToAddOrOverride: { a: 1 } },
      accessTokenGeneration: { claimsToAddOrOverride: { b: [true] } },
    });
    expect([idToken!.a, idToken!.b, accessToken.a, accessToken.b]).toEqual([1, undefined, undefined, [true]]);
  });

  test('suppressing takes precedence over setting', () => {
    expect(v2({ idTokenGeneration: { claimsToAddOrOverride: { a: 1 }, claimsToSuppress: ['a'] } }).idToken).not.toHaveProperty('a');
  });

  test('claims that Cognito reserves stay', () => {
    const { idToken } = v2({ idTokenGeneration: { claimsToAddOrOverride: { 'sub': 'x', 'cognito:username': 'x' }, claimsToSuppress: ['sub', 'iss'] } });
    expect(idToken).toMatchObject({ 'sub': 'sub-1', 'cognito:username': 'jane', 'iss': expect.anything() });
  });

  test('scopes are added at the end, once, and can be suppressed', () => {
    expect(v2({ accessTokenGeneration: { scopesToAdd: ['a', 'openid', 'b', 'a'], scopesToSuppress: ['b'] } }).accessToken.scope).toBe('openid a');
  });

  test('a group override replaces groups and roles in both tokens', () => {
    const { idToken, accessToken } = v2({ groupOverrideDetails: { groupsToOverride: ['new'] } });
    expect([idToken!['cognito:groups'], accessToken['cognito:groups']]).toEqual([['new'], ['new']]);
    expect(idToken).not.toHaveProperty(['cognito:roles']);
    expect(idToken).not.toHaveProperty(['cognito:preferred_role']);
  });

  test('an empty group override removes the groups, and without one they stay', () => {
    expect(v2({ groupOverrideDetails: {} }).idToken).not.toHaveProperty(['cognito:groups']);
    expect(v2({ groupOverrideDetails: null }).idToken!['cognito:groups']).toEqual(['staff']);
    expect(v1(null).idToken).toEqual(base.idToken);
  });

  test('suppressing the groups also removes the roles', () => {
    const { idToken, accessToken } = v2({ idTokenGeneration: { claimsToSuppress: ['cognito:groups'] } });
    ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'].forEach(name => expect(idToken).not.toHaveProperty([name]));
    expect(accessToken['cognito:groups']).toEqual(['staff']);
  });
});

test('the audience of an access token is the client or missing, and that of an ID token stays', () => {
  const base = baseTokens(PARTS);
  const audiences = (aud: string) => {
    const generation = { claimsToAddOrOverride: { aud } };
    const details = { idTokenGeneration: generation, accessTokenGeneration: generation };
    const { idToken, accessToken } = issueTokens(base, { claimsAndScopeOverrideDetails: details });
    return [idToken!.aud, accessToken.aud];
  };
  expect(audiences('client1')).toEqual(['client1', 'client1']);
  expect(audiences('another')).toEqual(['client1', undefined]);
});
