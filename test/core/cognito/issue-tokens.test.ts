import { baseTokens, baseTokensOf, issuerOf, type BaseTokenParts } from '../../../src/core/cognito/base-tokens';
import { issueTokens } from '../../../src/core/cognito/issue-tokens';
import { readEvent } from '../../../src/core/cognito/token-request';
import type { JsonMap } from '../../../src/core/document/json';

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

  test.each<[string, string[], string[], string?]>([
    ['openid alone: all', ['openid'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    ['openid and email: the address alone', ['openid', 'email'], ['email', 'email_verified']],
    ['openid and phone: the number alone', ['openid', 'phone'], ['phone_number']],
    ['profile: all', ['openid', 'profile', 'email'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    ['a resource scope beside openid: all', ['openid', 'api/read'], ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at']],
    [
      'sign-in through the API: all', ['aws.cognito.signin.user.admin'],
      ['custom:plan', 'email', 'email_verified', 'phone_number', 'updated_at'], 'TokenGeneration_Authentication',
    ],
  ])('attributes for %s', (_, scopes, attributes, triggerSource = PARTS.triggerSource) => {
    const { idToken } = baseTokens({ ...PARTS, scopes, triggerSource });
    expect(Object.keys(idToken!).filter(name => name in PARTS.userAttributes && name !== 'sub').sort()).toEqual(attributes);
  });

  test('attributes that the client cannot read are missing', () => {
    const { idToken } = baseTokens({ ...PARTS, readAttributes: ['email'] });
    expect(idToken).toHaveProperty('email');
    expect(idToken).not.toHaveProperty(['custom:plan']);
  });

  test('there is no ID token without openid', () => {
    expect(baseTokens({ ...PARTS, scopes: ['profile'] }).idToken).toBeUndefined();
    expect(baseTokens({ ...PARTS, scopes: ['aws.cognito.signin.user.admin'] }).idToken).toBeUndefined();
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

describe('each claim of the tokens', () => {
  const SESSION = { event_id: '00000000-0000-4000-8000-00000000e0e0', origin_jti: '00000000-0000-4000-8000-000000000002' };
  const ISSUED = { auth_time: 1_700_000_000, iat: 1_700_000_000, exp: 1_700_003_600, iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool' };
  const JTI = '00000000-0000-4000-8000-000000000001';
  const USER: Partial<BaseTokenParts> = { userAttributes: { sub: 'sub-1' }, groups: [], iamRoles: [], preferredRole: undefined };
  const ID = { ...ISSUED, ...SESSION, 'sub': 'sub-1', 'token_use': 'id', 'aud': 'client1', 'jti': JTI, 'cognito:username': 'jane' };
  const ACCESS = { ...ISSUED, ...SESSION, sub: 'sub-1', token_use: 'access', client_id: 'client1', version: 2, jti: JTI, username: 'jane', scope: 'openid' };

  test.each<[string, Partial<BaseTokenParts>, { readonly idToken?: object; readonly accessToken: object }]>([
    ['of a user without attributes', USER, { idToken: ID, accessToken: ACCESS }],
    ['whose scopes are unknown', { ...USER, scopes: undefined }, { idToken: ID, accessToken: { ...ACCESS, scope: undefined } }],
    ['without scopes', { ...USER, scopes: [], triggerSource: 'TokenGeneration_Authentication' }, { idToken: ID, accessToken: { ...ACCESS, scope: '' } }],
    ['with a session of its own', {
      ...USER,
      issuer: 'https://issuer.example',
      authTime: 1_600_000_000,
      lifetimes: { idToken: 60, accessToken: 120 },
      identifiers: { event_id: 'e', origin_jti: 'o', jti: { idToken: 'i', accessToken: 'a' } },
    }, {
      idToken: { ...ID, iss: 'https://issuer.example', auth_time: 1_600_000_000, exp: 1_700_000_060, event_id: 'e', origin_jti: 'o', jti: 'i' },
      accessToken: { ...ACCESS, iss: 'https://issuer.example', auth_time: 1_600_000_000, exp: 1_700_000_120, event_id: 'e', origin_jti: 'o', jti: 'a' },
    }],
    ['of a machine', { ...USER, triggerSource: 'TokenGeneration_ClientCredentials', scopes: ['api/read', 'api/write'] }, {
      accessToken: { ...ISSUED, sub: 'client1', token_use: 'access', client_id: 'client1', version: 2, jti: JTI, scope: 'api/read api/write' },
    }],
  ])('%s', (_, parts, expected) => {
    expect(baseTokens({ ...PARTS, ...parts })).toEqual(expected);
  });

  test('of an event with nothing but the user', () => {
    const { idToken, accessToken } = baseTokensOf(readEvent({ version: '2', request: { userAttributes: { sub: 'sub-1' } } }, 1_700_000_000)!);
    expect(accessToken).toEqual({ ...ACCESS, iss: 'https://cognito-idp..amazonaws.com/', client_id: '', username: '', scope: '' });
    expect(idToken).toEqual({ ...ID, 'iss': 'https://cognito-idp..amazonaws.com/', 'aud': '', 'cognito:username': '' });
  });

  test('of a user whose event has no scopes: all attributes', () => {
    const { idToken } = baseTokensOf(readEvent({ version: '1', request: { userAttributes: { sub: 'sub-1', email: 'a@b.c', identities: '[{"userId":"1"}]' } } }, 0)!);
    expect(idToken).toMatchObject({ email: 'a@b.c', identities: [{ userId: '1' }] });
  });

  test.each([
    ['email_verified', 'TRUE', true], ['phone_number_verified', 'false', false], ['email_verified', 'maybe', 'maybe'], ['updated_at', '5', 5], ['updated_at', 'now', 'now'],
    ['identities', 'none', 'none'], ['custom:n', '5', '5'], ['name', 'true', 'true'],
  ])('%s: %s has the type that Cognito gives it', (name, text, expected) => {
    expect(baseTokens({ ...PARTS, userAttributes: { sub: 's', [name]: text } }).idToken![name]).toBe(expected);
  });

  test('that an app client cannot read are left out, but not the identities', () => {
    const { idToken } = baseTokens({ ...PARTS, userAttributes: { sub: 's', email: 'a', name: 'b', identities: '[]' }, readAttributes: ['name'] });
    expect(idToken).toMatchObject({ name: 'b', identities: [] });
    expect(idToken).not.toHaveProperty('email');
  });
});

test.each([[undefined, ''], ['ORIGINAL', ''], ['UPDATED', 'issuer-']] as const)('the issuer of a pool whose configuration is %s', (type, prefix) => {
  expect(issuerOf('eu-west-1', 'eu-west-1_a', type)).toBe(`https://${prefix}cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a`);
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

  test('without claims, scopes or details change nothing', () => {
    const nulls = { idTokenGeneration: { claimsToAddOrOverride: null, claimsToSuppress: null } };
    const empty = [{}, null, { idTokenGeneration: null, accessTokenGeneration: {} }, nulls];
    [v1({}), issueTokens(base, {}), ...empty.map(v2)].forEach(tokens => expect(tokens).toEqual(base));
  });

  test('add scopes to a token whose scopes are unknown, and to one without scopes', () => {
    const added = (scopes: string[] | undefined) => issueTokens(baseTokens({ ...PARTS, scopes }), { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['a'] } } });
    expect([undefined, [], ['openid']].map(scopes => added(scopes).accessToken.scope)).toEqual(['a', 'a', 'openid a']);
    expect(added(['openid']).idToken).not.toHaveProperty('scope');
    const ofId = v2({ idTokenGeneration: { scopesToAdd: ['a'] } });
    expect([ofId.idToken!.scope, ofId.accessToken.scope]).toEqual([undefined, 'openid']);
  });

  test('suppress scopes of a token that has them, and leave one whose scopes are unknown without', () => {
    const suppressed = (scopes: string[] | undefined, override: unknown) =>
      issueTokens(baseTokens({ ...PARTS, scopes }), { claimsAndScopeOverrideDetails: { accessTokenGeneration: override } as JsonMap }).accessToken;
    expect(suppressed(['openid', 'a'], { scopesToSuppress: ['a'] }).scope).toBe('openid');
    expect(suppressed(['openid', 'a'], { claimsToAddOrOverride: { b: 1 } }).scope).toBe('openid a');
    [undefined, {}, { claimsToAddOrOverride: { b: 1 } }].forEach(override => expect(suppressed(undefined, override)).not.toHaveProperty('scope'));
  });

  test('of the groups can name roles, in the ID token alone', () => {
    const role = 'arn:aws:iam::123456789012:role/new';
    const { idToken, accessToken } = v2({ groupOverrideDetails: { groupsToOverride: ['new'], iamRolesToOverride: [role], preferredRole: role } });
    expect(idToken).toMatchObject({ 'cognito:groups': ['new'], 'cognito:roles': [role], 'cognito:preferred_role': role });
    expect(accessToken).toEqual({ ...base.accessToken, 'cognito:groups': ['new'] });
    expect(v2({ groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: '' } }).idToken).toEqual(
      Object.fromEntries(Object.entries(base.idToken!).filter(([name]) => !['cognito:groups', 'cognito:roles', 'cognito:preferred_role'].includes(name))),
    );
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
  const bound = baseTokens({ ...PARTS, resource: 'https://api.example.com' });
  const details = { accessTokenGeneration: { claimsToAddOrOverride: { aud: 'client1' } } };
  expect(issueTokens(bound, { claimsAndScopeOverrideDetails: details }).accessToken.aud).toBe('https://api.example.com');
});
