import { request } from 'node:http';
import type { LocalIssuer } from '../../src';
import { clientOf, decode, issuerFor } from '../support/issuer';
import { WebBrowser } from '../support/web-browser';

const user = { password: 'Passw0rd!' };
const USERS = { users: { jane: { ...user, groups: ['admins'], attributes: { email: 'jane@example.com' } }, john: user } };

let issuer: LocalIssuer;
beforeAll(async () => { issuer = await issuerFor('shop', { users: USERS }); });
afterAll(() => issuer.stop());

const authorizeUrl = (name: string, parameters: Readonly<Record<string, string>> = {}): string => {
  const { client } = clientOf(issuer, name);
  const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: client.callbackUrls[0], ...parameters });
  return `${issuer.url}/oauth2/authorize?${query.toString()}`;
};

interface Answer {
  readonly status: number;
  readonly body: Record<string, any>;
}

async function token(name: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const { client } = clientOf(issuer, name);
  const response = await fetch(`${issuer.url}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ client_id: client.id, ...client.secret !== undefined && { client_secret: client.secret }, ...parameters }),
  });
  return { status: response.status, body: await response.json() as Record<string, any> };
}

const exchange = (name: string, code: string): ReturnType<typeof token> =>
  token(name, { grant_type: 'authorization_code', code, redirect_uri: clientOf(issuer, name).client.callbackUrls[0] });
const refresh = (name: string, refreshToken: string): ReturnType<typeof token> => token(name, { grant_type: 'refresh_token', refresh_token: refreshToken });

async function refreshTokenBy(
  browser: WebBrowser, name: string, username: string, parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const callback = await browser.signIn(authorizeUrl(name, parameters), username, 'Passw0rd!');
  return (await exchange(name, callback.searchParams.get('code')!)).body.refresh_token;
}

test('refresh tokens outlive the browser session: another sign-in, another user, a sign-out', async () => {
  const browser = new WebBrowser();
  const first = await refreshTokenBy(browser, 'Web', 'jane');
  const second = await refreshTokenBy(browser, 'Web', 'jane');
  await refreshTokenBy(browser, 'Web', 'john', { prompt: 'login' });
  await browser.open(`${issuer.url}/logout?${new URLSearchParams({ client_id: clientOf(issuer, 'Web').client.id, logout_uri: 'http://localhost:3000/' }).toString()}`);
  expect((await Promise.all([first, second].map(each => refresh('Web', each)))).map(({ status }) => status)).toEqual([200, 200]);
});

test('a code that is exchanged several times at once returns the tokens of its user once, and never those of a machine', async () => {
  for (let round = 0; round < 5; round++) {
    const callback = await new WebBrowser().signIn(authorizeUrl('Web'), 'jane', 'Passw0rd!');
    const answers = await Promise.all(Array.from({ length: 3 }, () => exchange('Web', callback.searchParams.get('code')!)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    good.forEach(({ body }) => expect(decode(body.access_token)).toMatchObject({ username: 'jane' }));
    answers.filter(each => !good.includes(each)).forEach(({ body }) => expect(body).toMatchObject({ error: 'invalid_grant' }));
  }
});

test('with rotation, one of several simultaneous refreshes returns a new refresh token', async () => {
  const first = await refreshTokenBy(new WebBrowser(), 'Server', 'jane');
  const answers = await Promise.all(Array.from({ length: 3 }, () => refresh('Server', first)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
});

test('several sign-in pages can be open in one browser', async () => {
  const browser = new WebBrowser();
  const pages = [await browser.open(authorizeUrl('Web')), await browser.open(authorizeUrl('Server'))];
  for (const page of pages) {
    const { url } = await browser.submit(page, { username: 'jane', password: 'Passw0rd!' });
    expect(new URL(url).searchParams.get('code')).toEqual(expect.any(String));
  }
});

test('the callback has the format of Amazon Cognito', async () => {
  const callback = await new WebBrowser().signIn(authorizeUrl('Web', { state: 'x' }), 'jane', 'Passw0rd!');
  expect([...callback.searchParams.keys()].sort()).toEqual(['code', 'state']);
});

test('the sign-in page does not restrict where the callback can redirect to', async () => {
  const first = await fetch(authorizeUrl('Web'), { redirect: 'manual' });
  const cookie = first.headers.getSetCookie().map(each => each.split(';')[0]).join('; ');
  const page = await fetch(new URL(first.headers.get('location')!, issuer.url), { headers: { cookie } });
  expect(page.headers.get('content-security-policy')).not.toContain('form-action');
});

test.each<readonly [string, string, Readonly<Record<string, string>>, string]>([
  ['a scope of users', 'Machine', { grant_type: 'client_credentials', scope: 'openid' }, 'invalid_scope'],
  ['an unknown scope', 'Machine', { grant_type: 'client_credentials', scope: 'api/read x/y' }, 'invalid_scope'],
  ['a grant that it does not have', 'Web', { grant_type: 'client_credentials' }, 'unauthorized_client'],
  ['a wrong secret', 'Machine', { grant_type: 'client_credentials', client_secret: 'wrong' }, 'invalid_client'],
  ['a wrong code', 'Web', { grant_type: 'authorization_code', code: 'nothing', redirect_uri: 'http://localhost:3000/callback' }, 'invalid_grant'],
  ['an unknown grant', 'Web', { grant_type: 'password' }, 'unsupported_grant_type'],
  ['no grant', 'Web', {}, 'invalid_request'],
])('%s gets the error of Amazon Cognito', async (_, name, parameters, error) => {
  const { status, body } = await token(name, parameters);
  expect({ status, error: body.error }).toEqual({ status: 400, error });
  expect(body.error_description).not.toBe('grant request is invalid');
});

test('a client without token revocation revokes nothing', async () => {
  const { client } = clientOf(issuer, 'Machine');
  const response = await fetch(`${issuer.url}/oauth2/revoke`, {
    method: 'POST', body: new URLSearchParams({ client_id: client.id, client_secret: client.secret!, token: 'x' }),
  });
  expect(response.status).toBe(400);
});

test('userInfo accepts access tokens of a test', async () => {
  const { accessToken } = await issuer.tokens({ user: 'jane', client: 'Web' });
  const response = await fetch(`${issuer.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(response.status).toBe(200);
});

test('a test cannot get a token that Amazon Cognito would not issue', async () => {
  await expect(issuer.tokens({ client: 'Web' })).rejects.toThrow('Shop/UserPool/Web does not have the client credentials grant: name a user');
  await expect(issuer.tokens({ client: 'Web', user: 'jane', scopes: ['nope'] })).rejects.toThrow('Shop/UserPool/Web does not have the scope nope');
  await expect(issuer.tokens({ client: 'Web', user: 'nobody' })).rejects.toThrow(/There is no user nobody in Shop\/UserPool: .* has jane, john/);
});

test('roles follow groups that are edited in the viewer', async () => {
  const { pool, client } = clientOf(issuer, 'Web');
  const call = async (method: string, path: string, body: object): Promise<any> => (await fetch(`${issuer.viewer}/api/${path}`, {
    method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })).json();
  const groupsOf = async (): Promise<any> =>
    (await call('POST', 'issue', { pool: pool.id, client: client.id, username: 'jane' })).explanation.event.request.groupConfiguration;
  expect(await groupsOf()).toMatchObject({ groupsToOverride: ['admins'], preferredRole: 'arn:aws:iam::111122223333:role/admin' });
  await call('PUT', `users/${pool.id}/jane`, { attributes: { email: 'jane@example.com' }, groups: [] });
  expect(await groupsOf()).toEqual({ groupsToOverride: [], iamRolesToOverride: [], preferredRole: null });
});

describe('malformed requests', () => {
  test.each<readonly [string, string, unknown, number]>([
    ['POST', 'issue', null, 400], ['POST', 'issue', { pool: 'x', client: 'y', scopes: 'openid' }, 400], ['PUT', 'users/x/y', {}, 400],
    ['PUT', 'tables/x/items', [null], 400], ['PUT', 'tables/x/fault', { kind: 'BURN' }, 400], ['GET', '%', undefined, 400], ['GET', 'nothing', undefined, 404],
  ])('%s /api/%s with %j is rejected by the viewer', async (method, path, body, status) => {
    const response = await fetch(`${issuer.viewer}/api/${path}`, {
      method, ...body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });

  test.each(['//', '///', 'http://[', '/%', '/oauth2/authorize/%', '/login/..%2f', '*'])('%s causes no server error', async target => {
    for (const url of [issuer.url, issuer.viewer]) {
      const status = await new Promise<number>(resolve => request({ host: '127.0.0.1', port: new URL(url).port, path: target, headers: { host: `localhost:${new URL(url).port}` } }, response => {
        response.resume();
        resolve(response.statusCode!);
      }).end());
      expect(status).toBeLessThan(500);
    }
  });

  test('HEAD works like GET', async () => {
    const { pool } = clientOf(issuer, 'Web');
    const statuses = await Promise.all([issuer.url, pool.openidConfiguration, issuer.viewer].map(async url => (await fetch(url, { method: 'HEAD' })).status));
    expect(statuses).toEqual([200, 200, 200]);
  });
});

test('sandboxed frames have no origin', async () => {
  const others = await issuerFor('two-pools', { users: USERS });
  try {
    for (const origin of ['null', 'http://evil.example']) {
      const response = await fetch(`${others.url}/`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  } finally {
    await others.stop();
  }
});
