import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { LocalIssuer } from '../../src';
import { assemblyOf, clientOf, decode, issuerFor } from '../support/issuer';
import { start, until } from '../support/run';
import { WebBrowser } from '../support/web-browser';

const USERS = { users: { jane: { password: 'Passw0rd!', attributes: { email: 'jane@example.com' } } } };
const CALLBACK = 'http://localhost:3000/callback';
const VERIFIER = 'a'.repeat(64);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let issuer: LocalIssuer;
beforeAll(async () => { issuer = await issuerFor('shop', { users: USERS }); });
afterAll(() => issuer.stop());

function authorizeUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code', client_id: clientOf(issuer, 'Web').client.id, redirect_uri: CALLBACK, scope: 'openid', state: 'some-state', ...parameters,
  });
  return `${issuer.url}/oauth2/authorize?${query.toString()}`;
}

async function codeFor(parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const callback = await new WebBrowser().signIn(authorizeUrl(parameters), 'jane', 'Passw0rd!');
  expect(callback.searchParams.get('state')).toBe('some-state');
  return callback.searchParams.get('code')!;
}

async function exchange(
  parameters: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: any }> {
  const response = await fetch(`${issuer.url}/oauth2/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id: clientOf(issuer, 'Web').client.id, redirect_uri: CALLBACK, ...parameters }),
  });
  return { status: response.status, body: await response.json() };
}

describe('redirect URIs must match exactly', () => {
  test.each([
    `${CALLBACK}/`, `${CALLBACK}?x=1`, 'http://localhost:3000/Callback', 'http://localhost:3001/callback', 'http://localhost:3000/callback/../callback',
    'http://localhost:3000@evil.example/callback', 'http://127.0.0.1:3000/callback', 'https://localhost:3000/callback', '', 'javascript:alert(1)',
  ])('%s', async redirectUri => {
    const { page, status } = await new WebBrowser().open(authorizeUrl({ redirect_uri: redirectUri }));
    expect(status).toBe(400);
    expect(page).toContain('redirect_mismatch');
  });

  test('a code is only valid with the redirect URI of its request', async () => {
    expect((await exchange({ code: await codeFor(), redirect_uri: 'http://localhost:3000/other' })).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('PKCE', () => {
  test.each([
    ['no verifier', {}], ['another verifier', { code_verifier: 'b'.repeat(64) }],
  ])('%s returns no tokens', async (_, parameters) => {
    const code = await codeFor({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
    expect((await exchange({ code, ...parameters })).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('the verifier of the challenge returns tokens', async () => {
    const code = await codeFor({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
    expect(await exchange({ code, code_verifier: VERIFIER })).toMatchObject({ status: 200 });
  });
});

describe('codes and clients', () => {
  test('a code is valid once, and its reuse ends the tokens issued from it', async () => {
    const code = await codeFor();
    const { body: { refresh_token: refreshToken } } = await exchange({ code });
    expect((await exchange({ code })).body).toMatchObject({ error: 'invalid_grant' });
    expect((await exchange({ grant_type: 'refresh_token', refresh_token: refreshToken })).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('a code is valid only for its client', async () => {
    const { client } = clientOf(issuer, 'Server');
    const { body } = await exchange({ code: await codeFor(), client_id: client.id, client_secret: client.secret! });
    expect(body).toMatchObject({ error: 'invalid_grant' });
  });

  test.each(['wrong', ''])('the secret must match, and %p does not', async secret => {
    const { client } = clientOf(issuer, 'Machine');
    const basic = Buffer.from(`${client.id}:${secret}`).toString('base64');
    const { status, body } = await exchange({ grant_type: 'client_credentials', client_id: client.id }, { authorization: `Basic ${basic}` });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toHaveProperty('access_token');
  });

  test('the implicit grant is rejected with an explanation', async () => {
    const { page, status } = await new WebBrowser().open(authorizeUrl({ response_type: 'token' }));
    expect(status).toBe(400);
    expect(page).toContain('The implicit grant (response_type=token) is not available here');
  });

  test('a scope that the client does not have returns invalid_scope', async () => {
    const { url } = await new WebBrowser().open(authorizeUrl({ scope: 'openid api/delete' }));
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ error: 'invalid_scope', state: 'some-state' });
  });

  test('an unknown client ID lists the clients', async () => {
    const { page, status } = await new WebBrowser().open(authorizeUrl({ client_id: 'nobody' }));
    expect(status).toBe(400);
    expect(page).toContain(clientOf(issuer, 'Web').client.id);
    expect((await exchange({ client_id: 'nobody' })).body).toMatchObject({ error: 'invalid_client' });
  });
});

describe('the sign-in page', () => {
  const fields = { username: 'jane', password: 'Passw0rd!' };

  test('rejects a form from another page', async () => {
    const browser = new WebBrowser();
    const page = await browser.open(authorizeUrl());
    const { status } = await browser.submit({ ...page, page: page.page!.replace(/value="[^"]*"/, 'value="guessed"') }, fields);
    expect(status).toBe(403);
  });

  test('rejects a form from another browser', async () => {
    const page = await new WebBrowser().open(authorizeUrl());
    const { status } = await new WebBrowser().submit(page, fields);
    expect(status).toBe(403);
  });

  test('shows the same error for a wrong password and an unknown user', async () => {
    const messages = await Promise.all([['jane', 'wrong'], ['nobody', 'Passw0rd!'], ['jane', '']].map(async ([username, password]) => {
      const browser = new WebBrowser();
      return (await browser.submit(await browser.open(authorizeUrl()), { username, password })).page!.match(/role="alert">([^<]*)/)![1];
    }));
    expect(new Set(messages)).toEqual(new Set(['Incorrect username or password.']));
  });

  test('shows the input as text', async () => {
    const browser = new WebBrowser();
    const { page } = await browser.submit(await browser.open(authorizeUrl()), { username: '"><script>alert(1)</script>', password: 'x' });
    expect(page).not.toContain('<script>');
  });

  test('cannot be framed, and its cookies are only for itself', async () => {
    const first = await fetch(authorizeUrl(), { redirect: 'manual' });
    const cookies = first.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    cookies.forEach(cookie => expect(cookie).toMatch(/httponly/i));
    cookies.forEach(cookie => expect(cookie).toMatch(/samesite=lax/i));
    const page = await fetch(new URL(first.headers.get('location')!, issuer.url), { headers: { cookie: cookies.map(each => each.split(';')[0]).join('; ') } });
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors \'none\'');
  });
});

describe('other origins', () => {
  /** The origin whose pages may read a response. */
  async function readerOf(url: string, origin: string): Promise<string | null> {
    const response = await fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    return response.headers.get('access-control-allow-origin');
  }

  test.each(['/oauth2/token', '/', '/oauth2/userInfo'])('%s is not readable by a page of another origin', async place => {
    expect(await readerOf(`${issuer.url}${place}`, 'http://evil.example')).toBeNull();
  });

  test('pages of callback URLs can read responses', async () => {
    expect(await readerOf(`${issuer.url}/oauth2/token`, 'http://localhost:3000')).toBe('http://localhost:3000');
  });

  test('pages of an origin of --allow-origin can read responses, and those of other origins cannot', async () => {
    const own = 'https://app.example';
    const folder = mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
    const { child, stdout } = start(['serve', '--app', assemblyOf('shop'), '--port', '0', '--viewer-port', '0', '--allow-origin', own, '--json'], { cwd: folder });
    const ended = new Promise(resolve => child.once('exit', resolve));
    try {
      const { issuer: url } = await until(() => stdout().includes('\n') ? JSON.parse(stdout()) as { readonly issuer: string } : undefined);
      expect(await readerOf(`${url}/oauth2/token`, own)).toBe(own);
      for (const other of ['https://other.example', 'http://app.example', 'https://app.example:8443', 'https://app.example.evil.example']) {
        expect([other, await readerOf(`${url}/oauth2/token`, other)]).toEqual([other, null]);
      }
    } finally {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
    expect(await readerOf(`${issuer.url}/oauth2/token`, own)).toBeNull();
  });

  test.each(['issuer', 'viewer'] as const)('the %s responds to no other host name', async server => {
    const url = new URL(server === 'issuer' ? issuer.url : issuer.viewer);
    const status = await new Promise(resolve => request({ host: '127.0.0.1', port: url.port, path: '/', headers: { host: `evil.example:${url.port}` } }, response => {
      response.resume();
      resolve(response.statusCode);
    }).end());
    expect(status).toBe(403);
  });

  test('the viewer rejects requests from other pages', async () => {
    const attempts: Array<Record<string, string>> = [{ 'origin': 'http://evil.example', 'content-type': 'application/json' }, { 'content-type': 'text/plain' }];
    const body = JSON.stringify({ pool: issuer.pools[0].id, client: clientOf(issuer, 'Web').client.id, username: 'jane' });
    const statuses = await Promise.all(attempts.map(async headers => (await fetch(`${issuer.viewer}/api/issue`, { method: 'POST', headers, body })).status));
    expect(statuses).toEqual([403, 415]);
  });

  test('both listen only on the loopback interface', async () => {
    const { networkInterfaces } = await import('node:os');
    const others = Object.values(networkInterfaces()).flat().filter(each => each && !each.internal && each.family === 'IPv4').map(each => each!.address);
    for (const address of others) {
      await expect(fetch(`http://${address}:${new URL(issuer.url).port}/`)).rejects.toThrow();
    }
  });
});

test('keys are new at every start, and earlier tokens are invalid', async () => {
  const other = await issuerFor('shop', { users: USERS });
  try {
    const { accessToken } = await other.tokens({ user: 'jane', client: 'Web' });
    const response = await fetch(`${issuer.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(response.status).toBe(401);
    const [first, second] = await Promise.all([issuer, other].map(async ({ pools: [{ jwksUri }] }) => (await fetch(jwksUri)).json() as Promise<any>));
    expect(first.keys.map((key: any) => key.kid)).not.toEqual(second.keys.map((key: any) => key.kid));
  } finally {
    await other.stop();
  }
});

test('a refresh token is not an access token, and the access token of a machine has no user', async () => {
  const { client } = clientOf(issuer, 'Machine');
  const { body } = await exchange({ grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret! });
  expect(decode(body.access_token).sub).toBe(client.id);
  const response = await fetch(`${issuer.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${body.access_token}` } });
  expect(response.status).toBe(401);
});
