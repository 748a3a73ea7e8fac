import { readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf, clientOf, decode, issuerFor } from '../support/issuer';
import { childrenOf, run, start, until } from '../support/run';
import { WebBrowser } from '../support/web-browser';

test('values that are known only at deployment have placeholders, which the users file replaces', async () => {
  const { code, stdout } = await run(['token', '--app', assemblyOf('unknown-values'), '--users', 'none.json', '--client', 'Web', '--user', 'jane']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const users = { users: { jane: { attributes: { sub: 'sub-of-jane' } } } };
  const issuer = await issuerFor('unknown-values', { users });
  try {
    expect(clientOf(issuer, 'Web').client.callbackUrls).toEqual(['http://localhost:3000']);
    const state = await (await fetch(`${issuer.viewer}/api/state`)).json() as { notices: string[] };
    expect(state.notices).toEqual([
      expect.stringContaining('OtherApp-Table'),
      expect.stringMatching(/^Only a deployment knows Unknown\/CallbackUrl: .* stands in for it\. Set it in .*: "values": \{ "Unknown\/CallbackUrl": "\.\.\." \}\.$/),
      expect.stringContaining('Unknown/LogoutUrls'),
      'The table local-otherapp-table is not in the app: here it has the keys that the rules name, as strings.',
    ]);
    const { accessToken } = await issuer.tokens({ user: 'jane' });
    expect(decode(accessToken)).toMatchObject({ stage: 'dev' });
  } finally {
    await issuer.stop();
  }
  const values = {
    'Unknown/LogoutUrls': 'https://app.example/, https://app.example/bye',
    'Unknown/CallbackUrl': 'https://app.example/callback',
    'OtherApp-Table': 'accounts',
    'Unknown/Stage': 'prod',
  };
  const set = await issuerFor('unknown-values', { users: { ...users, values, items: { accounts: [{ id: 'sub-of-jane', plan: 'gold' }] } } });
  try {
    expect(clientOf(set, 'Web').client.callbackUrls).toEqual(['https://app.example/callback']);
    const logout = new URLSearchParams({ client_id: clientOf(set, 'Web').client.id, logout_uri: 'https://app.example/bye' });
    expect((await fetch(`${set.url}/logout?${logout.toString()}`, { redirect: 'manual' })).headers.get('location')).toBe('https://app.example/bye');
    const { accessToken } = await set.tokens({ user: 'jane' });
    expect(decode(accessToken)).toMatchObject({ stage: 'prod', plan: 'gold' });
  } finally {
    await set.stop();
  }
});

describe('several pools and enrichers of one app', () => {
  const users = { users: { jane: { password: 'Passw0rd!' } } };

  test('each pool calls its own function, on one port', async () => {
    const issuer = await issuerFor('two-pools', { users });
    try {
      const teams = await Promise.all(issuer.pools.map(async ({ path, clients: [{ path: client }] }) => {
        const { idToken } = await issuer.tokens({ user: 'jane', client });
        return [path, decode(idToken!).team];
      }));
      expect(Object.fromEntries(teams)).toEqual({ 'Two/First/UserPool': 'First', 'Two/Nested/Second/UserPool': 'Second', 'eu-west-1_AbCdEf123': 'imported' });
      const issuers = await Promise.all(issuer.pools.map(async ({ openidConfiguration }) =>
        ((await (await fetch(openidConfiguration)).json()) as { issuer: string }).issuer));
      expect(issuers).toEqual(issuer.pools.map(pool => pool.issuer));
    } finally {
      await issuer.stop();
    }
  });

  test('browser sessions of pools are separate, and a custom scheme of an app works as a callback', async () => {
    const issuer = await issuerFor('two-pools', { users });
    try {
      const browser = new WebBrowser();
      const url = (name: string): string => {
        const { client } = clientOf(issuer, name);
        return `${issuer.url}/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: client.callbackUrls[0] }).toString()}`;
      };
      await browser.signIn(url('First/UserPool/Web'), 'jane', 'Passw0rd!');
      await expect(browser.signIn(url('Second/UserPool/Web'), 'jane', 'wrong')).rejects.toThrow('Incorrect username or password.');
      const { protocol, searchParams } = await browser.signIn(url('ImportedClient'), 'jane', 'Passw0rd!');
      expect([protocol, searchParams.get('code')]).toEqual(['myapp:', expect.any(String)]);
    } finally {
      await issuer.stop();
    }
  });

  test('each function runs on the Node.js of its runtime, or a message is printed', async () => {
    const served = start(['serve', '--app', assemblyOf('two-pools'), '--users', 'none.json', '--port', '0', '--viewer-port', '0'], { cwd: tmpdir() });
    try {
      await until(() => served.stdout().includes('Ready in') ? true : undefined);
      const binaries = childrenOf(served.child.pid!).map(pid => readlinkSync(`/proc/${pid}/exe`)).sort();
      const { TOKEN_ENRICHER_NODE22: node22, TOKEN_ENRICHER_NODE24: node24 } = process.env;
      expect(binaries).toEqual([node22, node24, node24].map(each => realpathSync(each!)).sort());
      expect(served.stdout()).not.toContain('in Lambda');
    } finally {
      served.child.kill();
      rmSync(join(tmpdir(), 'none.json'), { force: true });
    }
    const { stderr } = await run(['token', '--app', assemblyOf('two-pools'), '--users', 'none.json', '--viewer-port', '0'], {
      env: { TOKEN_ENRICHER_NODE22: process.env.TOKEN_ENRICHER_NODE24 },
    });
    expect(stderr).toMatch(/^TOKEN_ENRICHER_NODE22 names .*, which is Node\.js 24: name the `node` of Node\.js 22, or unset the variable\.\n$/);
  });

  test('an enricher can be selected by the end of its path', async () => {
    const issuer = await issuerFor('two-pools', { users, enrichers: ['Second/Enricher'] });
    try {
      expect(issuer.pools.map(({ path }) => path)).toEqual(['Two/Nested/Second/UserPool']);
    } finally {
      await issuer.stop();
    }
  });
});

test('a pool without clients is reported', async () => {
  const { code, stderr } = await run(['token', '--app', assemblyOf('no-client'), '--users', 'none.json', '--viewer-port', '0', '--user', 'jane']);
  expect(stderr).toBe('Lonely/UserPool has no app client in the app: add one with `userPool.addClient(...)`, and run `npx cdk synth`.\n');
  expect(code).toBe(1);
});
