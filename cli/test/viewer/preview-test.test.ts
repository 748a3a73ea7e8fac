import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { ViewerIssuance } from '../../src/viewer/contract';
import { clientOf, issuerFor } from '../support/issuer';

const ROOT = path.join(__dirname, '..', '..', '..');
const USERS = {
  users: {
    jane: { attributes: { 'sub': 'sub-of-jane', 'email': 'jane@example.com', 'custom:tenant': 'acme "quoted" ${x} `y`' }, groups: ['admins'] },
    mallory: { attributes: { email: 'mallory@example.com' }, groups: ['suspended'] },
  },
  items: { 'Shop/Accounts': [{ id: 'sub-of-jane', plan: 'gold' }] },
};

/** Runs the copied tests, in a program with the names that they use. */
function run(tests: ReadonlyArray<readonly [client: string, text: string]>, [stack, module]: readonly [string, string] = ['ShopStack', 'shop']): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'token-enricher-test-'));
  try {
    const file = path.join(folder, 'program.ts');
    const imports = [
      `import { expect } from '${require.resolve('expect')}';`,
      `import { App } from '${path.join(ROOT, 'node_modules', 'aws-cdk-lib')}';`,
      `import { ${stack} } from '${path.join(ROOT, 'cli', 'test', 'apps', module)}';`,
      `import { TriggerSource } from '${path.join(ROOT, 'src')}';`,
      `const { enricher, clients } = new ${stack}(new App(), 'Shop');`,
      'const test = (name: string, body: () => void): void => { body(); console.log(name); };',
    ];
    writeFileSync(file, [...imports, ...tests.map(([client, text]) => `{ const client = clients.${client};\n${text}}`)].join('\n'));
    return execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'test', 'tsconfig.json'), file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the copied test passes with the construct of the app', async () => {
  const issuer = await issuerFor('shop', { users: USERS });
  try {
    const post = async <T>(method: string, call: string, body: object): Promise<T> => await (await fetch(`${issuer.viewer}/api/${call}`, {
      method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    })).json() as T;
    const issued = async (client: string, body: object): Promise<readonly [string, string]> => {
      const { pool, client: { id } } = clientOf(issuer, `/${client}`);
      return [client, (await post<ViewerIssuance>('POST', 'issue', { pool: pool.id, client: id, ...body })).previewTest];
    };
    const tests = [
      await issued('Web', { username: 'jane' }),
      await issued('Server', { username: 'jane', triggerSource: 'TokenGeneration_RefreshTokens', clientMetadata: { campaign: 'spring' } }),
      await issued('Web', { username: 'mallory' }),
      await issued('Machine', {}),
    ];
    const { tables: [{ name }] } = await (await fetch(`${issuer.viewer}/api/state`)).json() as { tables: [{ name: string }] };
    await post('PUT', `tables/${name}/fault`, { kind: 'FAIL' });
    tests.push(await issued('Web', { username: 'jane' }));
    expect(run(tests).trim().split('\n')).toEqual(['tokens of jane', 'tokens of jane', 'tokens of mallory', 'tokens of Shop/UserPool/Machine', 'tokens of jane']);
    // the expected values are the issued ones: with another item the test fails
    expect(() => run([[tests[0][0], tests[0][1].replace('"plan": "gold"', '"plan": "lead"')]])).toThrow();
  } finally {
    await issuer.stop();
  }
});

test('the copied test has the answers of functions', async () => {
  const issuer = await issuerFor('functions', {
    users: {
      users: { jane: { attributes: { sub: 'sub-of-jane' } } },
      answers: { Rbac: [{ answer: { permissions: ['orders:read'], account: { id: 7 } } }], limits: [{ error: 'no connection' }] },
    },
  });
  try {
    const { pool, client: { id } } = clientOf(issuer, '/Web');
    const response = await fetch(`${issuer.viewer}/api/issue`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ pool: pool.id, client: id, username: 'jane' }),
    });
    const { previewTest } = await response.json() as ViewerIssuance;
    const functions = ['FunctionsStack', 'functions'] as const;
    expect(run([['Web', previewTest]], functions).trim()).toBe('tokens of jane');
    expect(() => run([['Web', previewTest.replace('"orders:read"', '"orders:write"')]], functions)).toThrow();
    expect(previewTest).toMatch(/failingSources: \[\s*"limit"\s*\]/);
  } finally {
    await issuer.stop();
  }
});
