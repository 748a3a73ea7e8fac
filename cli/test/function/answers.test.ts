import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf, decode, issuerFor } from '../support/issuer';

let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-')); });
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs the app with different code in its asset. The issuer must handle every response as Amazon Cognito would. */
async function tokensBy(code: string, timeout?: number): Promise<{ id: Record<string, any>; access: Record<string, any> }> {
  const app = fs.mkdtempSync(path.join(folder, 'app-'));
  fs.cpSync(assemblyOf('shop'), app, { recursive: true });
  const [asset] = fs.readdirSync(app).filter(name => fs.existsSync(path.join(app, name, 'ruleset.json')));
  fs.writeFileSync(path.join(app, asset, 'index.mjs'), code);
  if (timeout !== undefined) {
    const template = path.join(app, 'Shop.template.json');
    fs.writeFileSync(template, fs.readFileSync(template, 'utf8').replaceAll('"Timeout": 5', `"Timeout": ${timeout}`));
  }
  const issuer = await issuerFor('shop', { app, users: { users: { jane: { groups: ['admins'], attributes: { email: 'jane@example.com' } } } } });
  try {
    const { idToken, accessToken } = await issuer.tokens({ user: 'jane', client: 'Web', scopes: ['openid', 'email'] });
    return { id: decode(idToken!), access: decode(accessToken) };
  } finally {
    await issuer.stop();
  }
}

const answering = (details: object): string =>
  `export const handler = async event => ({ ...event, response: { claimsAndScopeOverrideDetails: ${JSON.stringify(details)} } });`;

const RESERVED = [
  'sub', 'iss', 'exp', 'iat', 'auth_time', 'nbf', 'jti', 'origin_jti', 'event_id', 'token_use', 'aud', 'client_id', 'username', 'cognito:username', 'cognito:admin',
  'identities', 'at_hash', 'nonce', 'azp', 'acr', 'amr', 'version', 'device_key', 'dev:role',
];

test('reserved claims cannot be set by a response', async () => {
  const forged = Object.fromEntries(RESERVED.map(name => [name, 'forged']));
  const { id, access } = await tokensBy(answering({
    idTokenGeneration: { claimsToAddOrOverride: { ...forged, ok: 'yes' } }, accessTokenGeneration: { claimsToAddOrOverride: { ...forged, ok: 'yes' } },
  }));
  [id, access].forEach(claims => expect(Object.entries(claims).filter(([, value]) => value === 'forged')).toEqual([]));
  expect([id.ok, access.ok]).toEqual(['yes', 'yes']);
});

test('reserved claims cannot be suppressed either', async () => {
  const { id, access } = await tokensBy(answering({
    idTokenGeneration: { claimsToSuppress: [...RESERVED, 'email'] }, accessTokenGeneration: { claimsToSuppress: RESERVED },
  }));
  expect(id).toMatchObject({ 'sub': expect.any(String), 'aud': expect.any(String), 'cognito:username': 'jane' });
  expect(access).toMatchObject({ sub: expect.any(String), client_id: expect.any(String), username: 'jane' });
  expect(id).not.toHaveProperty('email');
});

test('groups and scopes are replaced as documented', async () => {
  const { id, access } = await tokensBy(answering({
    accessTokenGeneration: { scopesToAdd: ['a', 'email', 'a'], scopesToSuppress: ['openid'] },
    groupOverrideDetails: { groupsToOverride: ['new'], iamRolesToOverride: ['arn:aws:iam::123456789012:role/r'], preferredRole: 'arn:aws:iam::123456789012:role/r' },
  }));
  expect(access).toMatchObject({ 'scope': 'email a', 'cognito:groups': ['new'] });
  expect(id).toMatchObject({ 'cognito:groups': ['new'], 'cognito:preferred_role': 'arn:aws:iam::123456789012:role/r' });
});

test.each([
  ['throws', 'export const handler = async () => { throw new Error("no entry"); };', 'PreTokenGeneration failed with error no entry.'],
  ['throws no error', 'export const handler = async () => { throw "plain"; };', 'PreTokenGeneration failed with error plain.'],
  ['gives nothing', 'export const handler = async () => undefined;', 'Unrecognizable lambda output'],
  ['gives no response', 'export const handler = async event => ({ ...event, response: null });', 'Unrecognizable lambda output'],
  ['ends its process', 'export const handler = async () => process.exit(3);', /^PreTokenGeneration failed with error RequestId: [\w-]+ Error: Runtime exited with error: exit status 3\.$/],
])('a function that %s', async (_, code, message) => {
  await expect(tokensBy(code)).rejects.toThrow(message);
});

test('a function that times out is stopped, and the next event starts a new one', async () => {
  const code = 'export const handler = async () => new Promise(() => setInterval(() => undefined, 1000));';
  await expect(tokensBy(code, 1)).rejects.toThrow(/^PreTokenGeneration failed with error .* Task timed out after 1\.00 seconds\.$/);
});

test('a function has the environment variables of Lambda, and none of this machine', async () => {
  process.env.SECRET_OF_THE_DEVELOPER = 'secret';
  const { access } = await tokensBy(`export const handler = async (event, context) => ({ ...event, response: { claimsAndScopeOverrideDetails: {
    accessTokenGeneration: { claimsToAddOrOverride: { names: Object.keys(process.env).sort(), remaining: context.getRemainingTimeInMillis() > 4000, send: typeof process.send } },
  } } });`);
  delete process.env.SECRET_OF_THE_DEVELOPER;
  expect(access.names).toEqual(expect.arrayContaining(['AWS_REGION', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'LAMBDA_TASK_ROOT', 'TE_RULES']));
  expect(access.names.filter((name: string) => !/^(AWS_|LAMBDA_|TE_|TZ$)/.test(name))).toEqual([]);
  expect(access).toMatchObject({ remaining: true, send: 'undefined' });
});

test('functions run one event at a time, and each caller gets its own response', async () => {
  const app = fs.mkdtempSync(path.join(folder, 'app-'));
  fs.cpSync(assemblyOf('shop'), app, { recursive: true });
  const issuer = await issuerFor('shop', {
    app, users: { users: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`user${index}`, { attributes: { 'custom:tenant': `tenant${index}` } }])) },
  });
  try {
    const tokens = await Promise.all(Array.from({ length: 60 }, (_, index) => issuer.tokens({ user: `user${index % 20}`, client: 'Web' })));
    tokens.forEach(({ idToken }, index) => expect(decode(idToken!)).toMatchObject({ 'cognito:username': `user${index % 20}`, 'tenant': `tenant${index % 20}` }));
  } finally {
    await issuer.stop();
  }
});
