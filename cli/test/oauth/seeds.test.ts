import { execFileSync } from 'node:child_process';
import type { LocalIssuer } from '../../src';
import { clientOf, decode, issuerFor } from '../support/issuer';
import { WebBrowser } from '../support/web-browser';

const USERS = {
  users: {
    jane: { password: 'Passw0rd!', attributes: { 'email': 'test-user@amazon.com', 'email_verified': 'true', 'custom:membership': 'Premium', 'custom:location': 'USA' } },
    john: { password: 'Passw0rd!', attributes: { 'email': 'test-user@example.com', 'custom:membership': 'Premium' } },
    engineer1: { password: 'Passw0rd!', attributes: { email: 'engineer@example.com' } },
    newcomer: { password: 'Passw0rd!', attributes: { email: 'newcomer@example.com' } },
  },
  items: { UserInfoTable: [{ userName: 'engineer1', projects: 'PROJ-100,PROJ-200' }, { userName: 'someone-else', projects: 'PROJ-900' }] },
};

let issuer: LocalIssuer;
beforeAll(async () => { issuer = await issuerFor('seeds', { users: USERS }); });
afterAll(() => issuer.stop());

async function json(url: string, init?: RequestInit): Promise<Record<string, any>> {
  return await (await fetch(url, init)).json() as Record<string, any>;
}

/** Opens the sign-in URL from the article, and returns the code. */
async function codeFrom(path: string, username: string, scope: string): Promise<string> {
  const { client } = clientOf(issuer, path);
  const callback = await new WebBrowser().signIn(
    `${issuer.url}/login?response_type=code&scope=${scope}&client_id=${client.id}&redirect_uri=http://localhost:3000/callback`, username, 'Passw0rd!');
  expect(`${callback.origin}${callback.pathname}`).toBe('http://localhost:3000/callback');
  return callback.searchParams.get('code')!;
}

describe('S1, with the requests from the article', () => {
  function exchange(code: string): Record<string, any> {
    const { client } = clientOf(issuer, 'PetPreference/UserPool/WebClient');
    const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
    const answer = execFileSync('curl', ['-sS', '--compressed', '-X', 'POST',
      `${issuer.url}/oauth2/token?grant_type=authorization_code&code=${code}&redirect_uri=http://localhost:3000/callback&client_id=${client.id}&scope=openid%20email`,
      '-H', 'Accept-Encoding: gzip, deflate', '-H', `Authorization: Basic ${basic}`, '-H', 'Content-Type: application/x-www-form-urlencoded'], { encoding: 'utf8' });
    return JSON.parse(answer);
  }

  test.each([['jane', 'dogs'], ['john', 'cats']])('%s prefers %s', async (username, preference) => {
    const answer = exchange(await codeFrom('PetPreference/UserPool/WebClient', username, 'openid%20email'));
    expect(answer).toEqual({ id_token: expect.any(String), access_token: expect.any(String), refresh_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' });
    const { client } = clientOf(issuer, 'PetPreference/UserPool/WebClient');
    const claims = decode(answer.id_token);
    expect(claims).toMatchObject({ pet_preference: preference, token_use: 'id', aud: client.id, email: USERS.users[username as 'jane'].attributes.email });
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(['at_hash', 'sub', 'aud', 'token_use', 'auth_time', 'iss', 'pet_preference', 'cognito:username', 'exp', 'iat', 'email']));
    expect(decode(answer.access_token)).not.toHaveProperty('pet_preference');
  });

  test('a code can be exchanged once', async () => {
    const code = await codeFrom('PetPreference/UserPool/WebClient', 'jane', 'openid%20email');
    exchange(code);
    expect(exchange(code)).toMatchObject({ error: 'invalid_grant' });
  });

  test('discovery and key set are published', async () => {
    const { pool } = clientOf(issuer, 'PetPreference/UserPool/WebClient');
    const discovery = await json(`${pool.issuer}/.well-known/openid-configuration`);
    expect(discovery).toMatchObject({ issuer: pool.issuer, token_endpoint: `${issuer.url}/oauth2/token` });
    const { keys } = await json(discovery.jwks_uri);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toEqual({ alg: 'RS256', e: 'AQAB', kid: expect.any(String), kty: 'RSA', n: expect.any(String), use: 'sig' });
    const { idToken, accessToken } = await issuer.tokens({ user: 'jane', client: 'PetPreference/UserPool/WebClient' });
    const [first, second] = [idToken!, accessToken].map(token => JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString('utf8')));
    expect(first).toEqual({ kid: keys[0].kid, alg: 'RS256' });
    expect(second).toEqual({ kid: keys[1].kid, alg: 'RS256' });
  });
});

async function publicExchange(path: string, username: string, scope: string): Promise<Record<string, any>> {
  const code = await codeFrom(path, username, scope);
  const { client } = clientOf(issuer, path);
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: client.id, redirect_uri: 'http://localhost:3000/callback' });
  return json(`${issuer.url}/oauth2/token`, { method: 'POST', body });
}

describe('S2', () => {
  const client = 'Membership/UserPool/WebClient';

  test('claim and scope are in the access token', async () => {
    const { access_token: accessToken } = await publicExchange(client, 'jane', 'openid%20profile%20email');
    expect(decode(accessToken)).toMatchObject({ 'demo:membershipLevel': 'Premium', 'scope': 'openid profile email membership:USA.Premium' });
  });

  test('also after a refresh', async () => {
    const { refresh_token: refreshToken } = await publicExchange(client, 'jane', 'openid%20profile%20email');
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientOf(issuer, client).client.id });
    const { access_token: accessToken } = await json(`${issuer.url}/oauth2/token`, { method: 'POST', body });
    expect(decode(accessToken)).toMatchObject({ 'demo:membershipLevel': 'Premium', 'scope': 'openid profile email membership:USA.Premium' });
  });

  test('without a location the scope is missing', async () => {
    const { access_token: accessToken } = await publicExchange(client, 'john', 'openid%20profile%20email');
    expect(decode(accessToken)).toMatchObject({ 'demo:membershipLevel': 'Premium', 'scope': 'openid profile email' });
  });
});

describe('S3', () => {
  const client = 'Projects/UserPool/WebClient';

  test('the claim comes from the table', async () => {
    const { id_token: idToken } = await publicExchange(client, 'engineer1', 'openid%20email');
    expect(decode(idToken)).toMatchObject({ userName: 'engineer1', projects: 'PROJ-100,PROJ-200' });
  });

  test('a user without an item has only the name', async () => {
    const { id_token: idToken } = await publicExchange(client, 'newcomer', 'openid%20email');
    expect(decode(idToken)).toMatchObject({ userName: 'newcomer' });
    expect(decode(idToken)).not.toHaveProperty('projects');
  });
});
