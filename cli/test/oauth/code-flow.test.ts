import * as oidc from 'openid-client';
import type { LocalIssuer } from '../../src';
import { clientOf, decode, issuerFor } from '../support/issuer';
import { WebBrowser } from '../support/web-browser';

const USERS = {
  users: {
    jane: { password: 'Passw0rd!', attributes: { 'email': 'jane@example.com', 'email_verified': 'true', 'custom:tenant': 'acme' }, groups: ['admins'] },
    john: { password: 'Passw0rd!', attributes: { email: 'john@example.com' } },
    mallory: { password: 'Passw0rd!', attributes: { email: 'mallory@example.com' }, groups: ['suspended'] },
  },
};

let issuer: LocalIssuer;
beforeAll(async () => { issuer = await issuerFor('shop', { users: USERS }); });
afterAll(() => issuer.stop());

async function configurationOf(name: string): Promise<oidc.Configuration> {
  const { pool, client } = clientOf(issuer, name);
  return oidc.discovery(new URL(pool.issuer), client.id, client.secret, undefined, { execute: [oidc.allowInsecureRequests] });
}

/** A complete sign-in by code with PKCE, with a third-party client library. */
async function signIn(
  name: string, username: string, browser = new WebBrowser(), parameters: Record<string, string> = {},
): ReturnType<typeof oidc.authorizationCodeGrant> {
  const configuration = await configurationOf(name);
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: clientOf(issuer, name).client.callbackUrls[0],
    scope: 'openid email api/read',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  });
  const callback = await browser.signIn(url.href, username, 'Passw0rd!');
  return oidc.authorizationCodeGrant(configuration, callback, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
}

test('a public client signs in by code with PKCE', async () => {
  const tokens = await signIn('Web', 'jane');
  expect(tokens.claims()).toMatchObject({ 'cognito:username': 'jane', 'tenant': 'acme', 'app': 'web', 'token_use': 'id' });
  expect(decode(tokens.access_token)).toMatchObject({ token_use: 'access', scope: 'openid email api/read shop/admin', tenant: 'acme' });
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, refresh_token: expect.any(String) });
  const { iat, exp } = tokens.claims()!;
  expect(exp - iat).toBe(1200);
});

test('a confidential client signs in, and its refresh token is rotated at each use', async () => {
  const configuration = await configurationOf('Server');
  const tokens = await signIn('Server', 'jane@example.com');
  const refreshed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token!);
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  expect(refreshed.refresh_token).toEqual(expect.any(String));
  await expect(oidc.refreshTokenGrant(configuration, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  await oidc.refreshTokenGrant(configuration, refreshed.refresh_token!);
});

test('a refresh sends the refresh event to the function, keeps the session, and returns no new refresh token', async () => {
  const tokens = await signIn('Web', 'jane');
  const refreshed = await oidc.refreshTokenGrant(await configurationOf('Web'), tokens.refresh_token!);
  expect(refreshed.refresh_token).toBeUndefined();
  expect(refreshed.claims()).not.toHaveProperty('email');
  const [before, after] = [tokens, refreshed].map(each => decode(each.access_token));
  expect(after).toMatchObject({ origin_jti: before.origin_jti, event_id: before.event_id, auth_time: before.auth_time, sub: before.sub });
  expect(after.jti).not.toBe(before.jti);
});

test('a machine gets its own token, with the metadata from the client', async () => {
  const tokens = await oidc.clientCredentialsGrant(await configurationOf('Machine'), { aws_client_metadata: JSON.stringify({ partner: 'initech' }) });
  const { client } = clientOf(issuer, 'Machine');
  expect(decode(tokens.access_token)).toMatchObject({ sub: client.id, client_id: client.id, scope: 'api/read api/write', kind: 'service', partner: 'initech' });
  expect(tokens).not.toHaveProperty('id_token');
  expect(tokens).not.toHaveProperty('refresh_token');
});

test('userInfo returns the attributes that the scopes of the access token allow', async () => {
  const tokens = await signIn('Web', 'jane');
  const { sub } = tokens.claims()!;
  expect(await oidc.fetchUserInfo(await configurationOf('Web'), tokens.access_token, sub)).toEqual({
    sub, email: 'jane@example.com', email_verified: 'true', username: 'jane',
  });
});

test('a second sign-in of the same browser shows no prompt, until it is signed out', async () => {
  const browser = new WebBrowser();
  await signIn('Web', 'jane', browser);
  const again = await signIn('Web', 'nobody', browser);
  expect(again.claims()).toMatchObject({ 'cognito:username': 'jane' });
  const configuration = await configurationOf('Web');
  const end = oidc.buildEndSessionUrl(configuration, { logout_uri: 'http://localhost:3000/', client_id: clientOf(issuer, 'Web').client.id });
  expect(await browser.open(end.href)).toEqual({ url: 'http://localhost:3000/' });
  await expect(signIn('Web', 'nobody', browser)).rejects.toThrow('Incorrect username or password.');
});

test('prompt=login lets another user sign in', async () => {
  const browser = new WebBrowser();
  await signIn('Web', 'jane', browser);
  const other = await signIn('Web', 'john', browser, { prompt: 'login' });
  expect(other.claims()).toMatchObject({ 'cognito:username': 'john' });
});

test('a denial is shown as in managed login, on the page and to the client', async () => {
  await expect(signIn('Web', 'mallory')).rejects.toThrow('PreTokenGeneration failed with error Your account is suspended.');
});

test('a revoked refresh token returns no more tokens, and userInfo no attributes', async () => {
  const configuration = await configurationOf('Web');
  const tokens = await signIn('Web', 'jane');
  await oidc.tokenRevocation(configuration, tokens.refresh_token!);
  await expect(oidc.refreshTokenGrant(configuration, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(oidc.fetchUserInfo(configuration, tokens.access_token, oidc.skipSubjectCheck)).rejects.toThrow();
});
