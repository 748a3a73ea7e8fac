import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { KeyServer, newKey, signed, signedWithPublicKey, tampered, unsigned } from './tokens';
import { configurationOf } from '../../examples/back-end/configuration';
import { createBackEnd } from '../../examples/back-end/server';
import { verifierOf, type Trust } from '../../examples/back-end/verify';

const POOL = 'us-east-1_Example01';
const CLIENT = '1example23456789';
const KINDS: ReadonlyArray<{ readonly kind: string; readonly from: Trust['from']; readonly issuer: string }> = [
  { kind: 'a user pool', from: { userPoolId: POOL }, issuer: `https://cognito-idp.us-east-1.amazonaws.com/${POOL}` },
  { kind: 'a local issuer', from: { issuer: `http://localhost:8080/${POOL}` }, issuer: `http://localhost:8080/${POOL}` },
];
const SCOPE = 'membership:USA.Premium';
const key = newKey();

/** Servers of the current test. */
const servers: Server[] = [];

async function listening(server: Server): Promise<Server> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async server => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }));
});

interface Reply {
  readonly status: number;
  readonly challenge: string | null;
  readonly headers: Headers;
  readonly body: unknown;
}

describe.each(KINDS)('behind $kind', ({ from, issuer }) => {
  let keys: KeyServer;
  let backEnd: Server;
  const log = jest.fn();

  beforeEach(async () => {
    keys = await KeyServer.start(key);
    backEnd = await start(SCOPE);
  });
  afterEach(async () => keys.stop());

  async function start(membershipScope: string): Promise<Server> {
    return listening(createBackEnd({ verify: verifierOf({ from, clientId: CLIENT, jwksUri: keys.uri }), membershipScope, log }));
  }

  async function get(url: string, authorization?: string, method = 'GET', server = backEnd): Promise<Reply> {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${url}`, { method, headers: authorization ? { authorization } : {} });
    const { status, headers } = response;
    return { status, challenge: headers.get('www-authenticate'), headers, body: await response.json() };
  }

  const now = (): number => Math.floor(Date.now() / 1000);
  const common = (): object => ({ sub: 'user', iss: issuer, iat: now(), exp: now() + 3600 });
  const idClaims = (claims: object = {}): object => ({ ...common(), token_use: 'id', aud: CLIENT, ...claims });
  const accessClaims = (claims: object = {}): object => ({ ...common(), token_use: 'access', client_id: CLIENT, ...claims });
  const projects = async (token: string): Promise<Reply> => get('/projects', `Bearer ${token}`);
  const membership = async (token: string): Promise<Reply> => get('/membership', `Bearer ${token}`);

  /** Expects the response to an untrusted token: header and body have the same error. */
  function expectInvalid({ status, challenge, body }: Reply, reason: RegExp): void {
    expect({ status, body }).toEqual({ status: 401, body: { error: 'invalid_token', reason: expect.stringMatching(reason) } });
    expect(challenge).toMatch(/^Bearer error="invalid_token", error_description="[\x20-\x21\x23-\x5b\x5d-\x7e]{10,200}"$/);
    expect(challenge).toMatch(reason);
  }

  describe('GET /projects', () => {
    test('returns the projects in the claim, a string or a list', async () => {
      const reply = await projects(signed(idClaims({ projects: 'PROJ-100,PROJ-200' }), key));
      expect(reply).toMatchObject({ status: 200, challenge: null, body: { projects: ['PROJ-100', 'PROJ-200'] } });
      expect(reply.headers.get('cache-control')).toBe('no-store');
      expect((await projects(signed(idClaims({ projects: ['PROJ-1'] }), key))).body).toEqual({ projects: ['PROJ-1'] });
      expect((await projects(signed(idClaims({ projects: '' }), key))).body).toEqual({ projects: [] });
    });

    test('accepts the scheme in any case, and query parameters', async () => {
      const reply = await get('/projects?page=1', `bearer  ${signed(idClaims({ projects: 'A' }), key)}`);
      expect(reply).toMatchObject({ status: 200, body: { projects: ['A'] } });
    });

    test('is forbidden without the claim, or if it has another type', async () => {
      expect(await projects(signed(idClaims(), key)))
        .toMatchObject({ status: 403, challenge: null, body: { error: 'forbidden', reason: 'the token has no claim projects' } });
      for (const claim of [null, 7, [7], { a: 'b' }]) {
        expect(await projects(signed(idClaims({ projects: claim }), key)))
          .toMatchObject({ status: 403, body: { error: 'forbidden', reason: 'the claim projects is not a list of strings' } });
      }
    });
  });

  describe('GET /membership', () => {
    test('lets members in', async () => {
      const token = signed(accessClaims({ 'scope': `openid ${SCOPE}`, 'demo:membershipLevel': 'Premium' }), key);
      expect(await membership(token)).toMatchObject({ status: 200, challenge: null, body: { level: 'Premium', scopes: ['openid', SCOPE] } });
    });

    const others = [undefined, '', 'openid profile', `${SCOPE}X`, SCOPE.toLowerCase()];

    test.each(others)('is forbidden with the scopes %p, and names the required one', async scope => {
      expect(await membership(signed(accessClaims({ scope }), key))).toMatchObject({
        status: 403,
        challenge: `Bearer error="insufficient_scope", error_description="the token has no scope ${SCOPE}", scope="${SCOPE}"`,
        body: { error: 'insufficient_scope', reason: `the token has no scope ${SCOPE}` },
      });
    });

    test('requires the configured scope', async () => {
      const other = await start('reports/read');
      const withScope = async (scope: string): Promise<Reply> => get('/membership', `Bearer ${signed(accessClaims({ scope }), key)}`, 'GET', other);
      expect((await withScope('openid reports/read')).status).toBe(200);
      expect((await withScope(SCOPE)).body).toEqual({ error: 'insufficient_scope', reason: 'the token has no scope reports/read' });
    });
  });

  describe('a token is invalid', () => {
    const good = { projects: 'PROJ-100', scope: SCOPE };

    test('for another client', async () => {
      expectInvalid(await projects(signed(idClaims({ ...good, aud: 'another' }), key)), /Client ID .*not allowed: another/);
      expectInvalid(await membership(signed(accessClaims({ ...good, client_id: 'another' }), key)), /Client ID not allowed: another/);
    });

    test('without a client', async () => {
      expectInvalid(await projects(signed(idClaims({ ...good, aud: undefined }), key)), /Missing Client ID/);
      // the audience of an access token is a resource, not a client
      expectInvalid(await membership(signed(accessClaims({ ...good, client_id: undefined, aud: CLIENT }), key)), /Missing Client ID/);
    });

    test('of another issuer', async () => {
      for (const iss of ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other0001', `${issuer}/`, undefined]) {
        expectInvalid(await projects(signed(idClaims({ ...good, iss }), key)), /issuer/i);
      }
    });

    test('once it is expired, or before it is valid', async () => {
      expectInvalid(await projects(signed(idClaims({ ...good, exp: now() - 5 }), key)), /Token expired at 2/);
      expectInvalid(await membership(signed(accessClaims({ ...good, exp: now() - 5 }), key)), /Token expired at 2/);
      expectInvalid(await projects(signed(idClaims({ ...good, nbf: now() + 60 }), key)), /can't be used before/);
    });

    test('of another type', async () => {
      expectInvalid(await projects(signed(accessClaims(good), key)), /Token use not allowed: access. Expected: id/);
      expectInvalid(await membership(signed(idClaims(good), key)), /Token use not allowed: id. Expected: access/);
      expectInvalid(await projects(signed(idClaims({ ...good, token_use: undefined }), key)), /Missing Token use/);
    });

    test('when it was modified', async () => {
      const token = signed(idClaims(good), key);
      expect((await projects(token)).status).toBe(200);
      expectInvalid(await projects(tampered(token, { projects: 'PROJ-900' })), /Invalid signature/);
      const [header, payload, signature] = token.split('.');
      expectInvalid(await projects(`${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`), /Invalid signature/);
    });

    test('when it was signed with another key', async () => {
      const stranger = newKey();
      expectInvalid(await projects(signed(idClaims(good), { ...stranger, kid: key.kid })), /Invalid signature/);
      expectInvalid(await projects(signed(idClaims(good), stranger)), /not found in the JWKS/);
    });

    test('with the algorithm none, or a symmetric one', async () => {
      expectInvalid(await projects(unsigned(idClaims(good), key)), /3 parts/);
      expectInvalid(await projects(unsigned(idClaims(good), key, 'c2lnbmF0dXJl')), /algorithm not allowed: none/);
      expectInvalid(await projects(signedWithPublicKey(idClaims(good), key)), /algorithm not allowed: HS256/);
    });

    test('when it is malformed', async () => {
      expectInvalid(await projects('nonsense'), /3 parts/);
      expectInvalid(await projects('bm9uc2Vuc2U.bm9uc2Vuc2U.bm9uc2Vuc2U'), /not a valid JSON object/);
    });

    test('and its content cannot break the header', async () => {
      const iss = `"\r\nset-cookie: a=b; \u{1f600}\\${'x'.repeat(5000)}`;
      const reply = await projects(signed(idClaims({ iss }), key));
      expectInvalid(reply, /issuer/i);
      expect(reply.headers.get('set-cookie')).toBeNull();
    });
  });

  const noTokens = [undefined, 'Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b'];

  test.each(noTokens)('without a bearer token (%p), the response contains only the scheme', async authorization => {
    for (const url of ['/projects', '/membership']) {
      expect(await get(url, authorization))
        .toMatchObject({ status: 401, challenge: 'Bearer', body: { error: 'token_missing', reason: 'the request has no bearer token' } });
    }
  });

  test('other paths and methods have different errors', async () => {
    expect(await get('/')).toMatchObject({ status: 404, body: { error: 'not_found' } });
    expect(await get('//projects')).toMatchObject({ status: 404 });
    const posted = await get('/projects', undefined, 'POST');
    expect(posted).toMatchObject({ status: 405, body: { error: 'method_not_allowed' } });
    expect(posted.headers.get('allow')).toBe('GET');
  });

  test('new keys work without a restart', async () => {
    expect((await projects(signed(idClaims({ projects: 'A' }), key))).status).toBe(200);
    const next = newKey();
    keys.keys = [key, next];
    expect(await projects(signed(idClaims({ projects: 'B' }), next))).toMatchObject({ status: 200, body: { projects: ['B'] } });
  });

  test('without a key set the response does not judge the token', async () => {
    keys.isFailing = true;
    const token = signed(idClaims({ projects: 'A' }), key);
    const reply = await projects(token);
    expect(reply).toMatchObject({ status: 503, challenge: null, body: { error: 'temporarily_unavailable' } });
    expect(reply.headers.get('retry-after')).toBe('10');
    expect(log).toHaveBeenCalledTimes(1);
    keys.isFailing = false;
    expect((await projects(token)).status).toBe(200);
  });
});

test('a server error is logged, but not sent to the client', async () => {
  const log = jest.fn();
  const mistake = new Error('secret');
  const server = await listening(createBackEnd({ verify: async () => Promise.reject(mistake), membershipScope: SCOPE, log }));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/projects`, { headers: { authorization: 'Bearer a.b.c' } });
  expect([response.status, await response.json()]).toEqual([500, { error: 'server_error', reason: 'the request failed' }]);
  expect(log.mock.calls).toEqual([[mistake]]);
});

describe('the configuration', () => {
  test('is for a user pool or a local issuer', () => {
    expect(configurationOf({ USER_POOL_ID: POOL, CLIENT_ID: CLIENT }))
      .toEqual({ trust: { from: { userPoolId: POOL }, clientId: CLIENT }, membershipScope: SCOPE, port: 3001 });
    const [issuer, jwksUri] = ['http://localhost:8080/a', 'http://localhost/keys'];
    expect(configurationOf({ ISSUER: issuer, CLIENT_ID: CLIENT, JWKS_URI: jwksUri, MEMBERSHIP_SCOPE: 'a/b', PORT: '80' }))
      .toEqual({ trust: { from: { issuer }, clientId: CLIENT, jwksUri }, membershipScope: 'a/b', port: 80 });
  });

  test.each([
    [{ USER_POOL_ID: POOL }, 'CLIENT_ID is missing'],
    [{ CLIENT_ID: CLIENT }, 'one of them'],
    [{ CLIENT_ID: CLIENT, USER_POOL_ID: POOL, ISSUER: 'http://localhost:8080/a' }, 'one of them'],
    [{ CLIENT_ID: CLIENT, USER_POOL_ID: POOL, PORT: 'http' }, 'PORT is no port: http'],
    [{ CLIENT_ID: CLIENT, USER_POOL_ID: POOL, PORT: '70000' }, 'PORT is no port: 70000'],
  ])('%p is rejected', (environment, message) => {
    expect(() => configurationOf(environment)).toThrow(message);
  });
});

describe('main.ts', () => {
  const MAIN = path.join(__dirname, '..', '..', 'examples', 'back-end', 'main.ts');
  // in one process: the command of tsx would pass signals on
  const run = (environment: { readonly [name: string]: string }) =>
    spawn(process.execPath, ['--import', 'tsx', MAIN], { cwd: __dirname, env: { PATH: process.env.PATH, ...environment } });

  test('serves tokens of an issuer whose key set is at its URL', async () => {
    const keys = await KeyServer.start(key);
    const { issuer } = keys;
    const child = run({ ISSUER: issuer, CLIENT_ID: CLIENT, PORT: '0' });
    try {
      const [line] = await once(readline.createInterface({ input: child.stdout }), 'line') as [string];
      const token = signed({ iss: issuer, aud: CLIENT, token_use: 'id', exp: Date.now() / 1000 + 60, projects: 'PROJ-100' }, key);
      const response = await fetch(`${/http:\/\/localhost:\d+/.exec(line)![0]}/projects`, { headers: { authorization: `Bearer ${token}` } });
      expect([response.status, await response.json()]).toEqual([200, { projects: ['PROJ-100'] }]);
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      await keys.stop();
    }
  });

  test('does not start without a configuration, and reports why', async () => {
    const child = run({ USER_POOL_ID: POOL });
    const [[line], [code]] = await Promise.all([once(readline.createInterface({ input: child.stderr }), 'line'), once(child, 'exit')]);
    expect([line, code]).toEqual(['CLIENT_ID is missing: the id of the app client whose tokens are accepted.', 1]);
  });
});
