import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { assemblyOf, assetOf } from '../support/issuer';
import { run, type Ran } from '../support/run';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'token-enricher-test-')); });
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown): void => fs.writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const preview = (app: string, ...parameters: readonly string[]): Promise<Ran> => run(['preview', '--app', path.isAbsolute(app) ? app : assemblyOf(app), ...parameters], { cwd: folder });

async function previewed(app: string, ...parameters: readonly string[]): Promise<Record<string, any>> {
  const { stdout, stderr } = await preview(app, ...parameters, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** The claims that rules changed, as `token.claim: rules`. */
const changesOf = ({ claims }: Record<string, any>): readonly string[] => claims
  .filter(({ change }: { change: string }) => change !== 'NONE')
  .map(({ token, name, change, after, rules }: Record<string, any>) => `${token}.${name} ${change} ${JSON.stringify(after)} ${rules.join()}`);

const USERS = {
  users: {
    jane: { attributes: { 'sub': 'sub-of-jane', 'email': 'jane@example.com', 'custom:tenant': 'acme' }, groups: ['admins'] },
    mallory: { groups: ['suspended'] },
  },
  items: { 'Shop/Accounts': [{ id: 'sub-of-jane', plan: 'gold' }] },
};

describe('a user of the users file', () => {
  beforeEach(() => write('token-enricher.users.json', USERS));

  test('tokens before and after, with rules and reads', async () => {
    const shown = await previewed('shop', '--user', 'jane', '--client', 'Web', '--scope', 'openid', '--metadata', '{"campaign":"spring"}');
    expect(shown).toMatchObject({
      version: 1,
      enricher: 'Shop/TokenEnricher',
      before: { idToken: { email: 'jane@example.com', token_use: 'id' }, accessToken: { scope: 'openid' } },
      after: { idToken: { tenant: 'acme', plan: 'gold' }, accessToken: { scope: 'openid shop/admin' } },
    });
    expect(changesOf(shown)).toEqual([
      'ID.tenant ADDED "acme" claims[0]', 'ID.plan ADDED "gold" claims[1]', 'ID.campaign ADDED "spring" claims[2]', 'ID.app ADDED "web" claims[5]',
      'ACCESS.scope CHANGED "openid shop/admin" scopes[0]',
      'ACCESS.tenant ADDED "acme" claims[0]', 'ACCESS.plan ADDED "gold" claims[1]', 'ACCESS.campaign ADDED "spring" claims[2]', 'ACCESS.app ADDED "web" claims[5]',
    ]);
    expect(shown.rules[0]).toEqual({
      rule: 'deny[0]', summary: 'deny: Your account is suspended', condition: 'inGroup("suspended")', outcome: 'CONDITION_FALSE', meaning: 'Its condition is false.', shadow: false,
    });
    expect(shown.reads).toEqual([{ source: 'account', target: 'Shop/Accounts', key: 'id = sub-of-jane', outcome: 'FOUND', items: [{ id: 'sub-of-jane', plan: 'gold' }] }]);
    expect(shown.notes).toEqual(['AWS does not document whether client metadata of managed login is in the event: the preview assumes that it is']);
  });

  test('the same claims as the token command', async () => {
    const parameters = ['--user', 'jane', '--client', 'Web', '--trigger-source', 'TokenGeneration_RefreshTokens'];
    const { stdout } = await run(['token', '--app', assemblyOf('shop'), '--viewer-port', '0', ...parameters, '--issuer', 'cognito', '--decode', '--json'], { cwd: folder });
    const { after } = await previewed('shop', ...parameters);
    const withoutIds = ({ at_hash, jti, origin_jti, event_id, iat, exp, auth_time, ...claims }: Record<string, unknown>): object => claims;
    const tokens = JSON.parse(stdout);
    expect(withoutIds(after.idToken)).toEqual(withoutIds(tokens.idToken));
    expect(withoutIds(after.accessToken)).toEqual(withoutIds(tokens.accessToken));
    expect(after.idToken).not.toHaveProperty('email');
  });

  test('a denial has exit code 3', async () => {
    const { code, stdout, stderr } = await preview('shop', '--user', 'mallory', '--client', 'Web');
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toMatch(/^Token denied: PreTokenGeneration failed with error Your account is suspended\.\n {2}reason {2}DENIED: The condition of a DenyRule is true\.\n {2}rule {4}deny\[0\]\n/);
    expect(stdout).toContain('APPLIED Would have taken effect, but the token was denied.');
    const shown = await previewed('shop', '--user', 'mallory', '--client', 'Web');
    expect(shown).toMatchObject({ denial: { reason: 'DENIED', rule: 'deny[0]', message: 'Your account is suspended' }, claims: [] });
    expect(shown).not.toHaveProperty('after');
  });

  test('a machine needs no user', async () => {
    const shown = await previewed('shop', '--client', 'Machine');
    expect(changesOf(shown)).toEqual(['ACCESS.kind ADDED "service" claims[3]']);
    expect(shown.after).not.toHaveProperty('idToken');
  });

  test('the time, a resource, and step-up authentication', async () => {
    const { after, notes } = await previewed('shop', '--user', 'jane', '--client', 'Web', '--now', '2030-01-01T12:00:00Z', '--resource', 'https://api.example.com', '--acr', 'Level2', '--amr', 'pwd', 'otp');
    expect(after.idToken).toMatchObject({ iat: 1_893_499_200, acr: 'Level2', amr: ['pwd', 'otp'] });
    expect(after.accessToken).toMatchObject({ iat: 1_893_499_200, acr: 'Level2', amr: ['pwd', 'otp'], aud: 'https://api.example.com' });
    expect(notes).toEqual([expect.stringContaining('resource binding'), expect.stringContaining('`acr` and `amr`')]);
  });

  test.each([
    [['--now', 'tomorrow'], /'--now <date>' argument 'tomorrow' is invalid\. a date is as in 2030-01-01/],
    [['--resource', 'api'], /'--resource <url>' argument 'api' is invalid\. a resource is a URL/],
  ])('%j is a usage error', async (parameters, expected) => {
    const { code, stdout, stderr } = await preview('shop', '--user', 'jane', '--client', 'Web', ...parameters);
    expect(stderr).toMatch(expected);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('items of another file replace those of the table', async () => {
    write('tables.json', { Accounts: [{ id: 'sub-of-jane', plan: 'silver' }] });
    const { after } = await previewed('shop', '--user', 'jane', '--client', 'Web', '--tables', 'tables.json');
    expect(after.idToken.plan).toBe('silver');
  });

  test('text for people', async () => {
    const { code, stdout } = await preview('shop', '--user', 'jane', '--client', 'Web', '--scope', 'openid');
    expect(code).toBe(0);
    expect(stdout.slice(0, stdout.indexOf('  claims[2]'))).toBe(`ID token
┌────────┬────────┬───────┬───────────┐
│ Claim  │ Before │ After │ Rule      │
├────────┼────────┼───────┼───────────┤
│ tenant │ -      │ acme  │ claims[0] │
│ plan   │ -      │ gold  │ claims[1] │
│ app    │ -      │ web   │ claims[5] │
└────────┴────────┴───────┴───────────┘
Unchanged: auth_time, iat, exp, sub, cognito:groups, event_id, origin_jti, iss, token_use, aud, jti, cognito:username, cognito:roles, cognito:preferred_role, email, custom:tenant

Access token
┌────────┬────────┬───────────────────┬───────────┐
│ Claim  │ Before │ After             │ Rule      │
├────────┼────────┼───────────────────┼───────────┤
│ scope  │ openid │ openid shop/admin │ scopes[0] │
│ tenant │ -      │ acme              │ claims[0] │
│ plan   │ -      │ gold              │ claims[1] │
│ app    │ -      │ web               │ claims[5] │
└────────┴────────┴───────────────────┴───────────┘
Unchanged: auth_time, iat, exp, iss, token_use, client_id, version, jti, sub, cognito:groups, event_id, origin_jti, username

Rules
  deny[0]    deny: Your account is suspended
             when inGroup("suspended")
             CONDITION_FALSE Its condition is false.
  claims[0]  set tenant = userAttribute("custom:tenant")
             the tenant that an operator wrote
             APPLIED Took effect.
  claims[1]  set plan = account.plan
             APPLIED Took effect.
`);
    expect(stdout).toContain('Reads\n  account  Shop/Accounts, id = sub-of-jane\n           FOUND\n           {"id":"sub-of-jane","plan":"gold"}\n');
    const { stdout: all } = await preview('shop', '--user', 'jane', '--client', 'Web', '--all');
    expect(all).toContain('│ cognito:groups');
    expect(all).not.toContain('Unchanged:');
  });
});

describe('files of the whole app', () => {
  const MEMBERS = { 'Prod/Data/Members': [{ member: 'sub-of-jane', since: 2021, team: 'blue' }], 'Beta/Data/Members': [] };

  test('can name what other enrichers use', async () => {
    write('token-enricher.users.json', { users: { jane: { attributes: { sub: 'sub-of-jane' }, pools: ['Prod/Auth/UserPool'] }, bob: { pools: ['Beta/Auth/UserPool'] } }, items: MEMBERS });
    const { stderr } = await preview('stages', 'Prod/Auth/TokenEnricher', '--user', 'jane');
    expect(stderr).toBe('');
  });

  test('a users file that is named and not there is said', async () => {
    const note = 'There is no other.json: no users, items and answers are known.';
    expect((await previewed('shop', '--client', 'Machine', '--users', 'other.json')).notes).toContain(note);
    expect((await previewed('shop', '--client', 'Machine')).notes).not.toContain(note);
  });

  test('a byte order mark and an empty file of tables', async () => {
    write('token-enricher.users.json', USERS);
    write('tables.json', `\uFEFF${JSON.stringify({ 'Shop/Accounts': [] })}`);
    expect((await previewed('shop', '--user', 'jane', '--client', 'Web', '--tables', 'tables.json')).reads).toMatchObject([{ outcome: 'NOTHING' }]);
    write('tables.json', '\n\n{ "Shop/Account": [] }');
    expect((await preview('shop', '--user', 'jane', '--client', 'Web', '--tables', 'tables.json')).stderr).toMatch(/^tables\.json:3: items\.Shop\/Account /);
    write('tables.json', '');
    expect((await previewed('shop', '--user', 'jane', '--client', 'Web', '--tables', 'tables.json')).reads).toMatchObject([{ outcome: 'FOUND' }]);
  });
});

test.each([
  ['a user', ['--user', 'jane', '--client', 'Web', '--trigger-source', 'TokenGeneration_ClientCredentials'], 'TokenGeneration_ClientCredentials is for machines: leave out --user, or the trigger source.'],
  ['a machine', ['--client', 'Machine', '--trigger-source', 'TokenGeneration_HostedAuth'], 'TokenGeneration_HostedAuth is for users: name one with --user.'],
])('a trigger source that %s never has', async (_, parameters, message) => {
  write('token-enricher.users.json', USERS);
  const { code, stderr } = await preview('shop', ...parameters);
  expect([code, stderr]).toEqual([1, `${message}\n`]);
});

test('values do not control the terminal, and strings do not look like other types', async () => {
  write('token-enricher.users.json', {
    users: { jane: { attributes: { 'sub': 'sub-of-jane', 'custom:tenant': 'a\u001b[2J\r\nToken denied\u202e' } } }, items: { 'Shop/Accounts': [{ id: 'sub-of-jane', plan: '5' }] },
  });
  const { stdout } = await preview('shop', '--user', 'jane', '--client', 'Web', '--scope', 'openid');
  expect(stdout).toContain('│ tenant │ -      │ "a\\u001b[2J\\r\\nToken denied\\u202e" │ claims[0] │');
  expect(stdout).toMatch(/│ plan +│ - +│ "5" +│ claims\[1\] +│/);
});

test('a pool that calls another function', async () => {
  write('token-enricher.users.json', { users: { jane: {} } });
  const { stdout } = await preview('findings', '--client', 'Old', '--user', 'jane');
  expect(stdout).toMatch(/^Findings\/Other calls another pre token generation function, which does not run here: these are the tokens without it\./);
});

test('answers of functions, and a function that fails', async () => {
  write('token-enricher.users.json', {
    users: { jane: { attributes: { sub: 'j' } } },
    answers: {
      'Rbac': [{ input: { sub: 'j' }, answer: { permissions: ['orders:read'], account: 'a-1' } }],
      'arn:aws:lambda:us-east-1:111122223333:function:limits': [{ error: 'no connection' }],
    },
  });
  const { after, reads } = await previewed('functions', '--user', 'jane');
  expect(after.idToken).toMatchObject({ permissions: ['orders:read'], has_permissions: true, account: 'a-1' });
  expect(after.idToken).not.toHaveProperty('limit');
  const rows = reads.map(({ source, target, outcome, reason }: Record<string, string>) => [source, target, outcome, reason]);
  expect(rows.sort()).toEqual([
    ['account', 'Shop/Rbac', 'FOUND', undefined], ['limit', 'limits', 'FAILED', 'no connection'], ['rbac', 'Shop/Rbac', 'FOUND', undefined],
  ]);
});

describe('an event', () => {
  const event = (version: string, more: object = {}): object => ({
    version,
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Deployed1',
    userName: 'joe',
    callerContext: { clientId: 'deployed' },
    request: {
      userAttributes: { sub: 'sub-of-joe', email: 'joe@example.com' },
      groupConfiguration: { groupsToOverride: ['admins'], iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid', 'api/read'],
      ...more,
    },
  });

  test.each([
    ['1', undefined, ['ID.app ADDED "web" claims[5]']],
    ['2', 'openid api/read', ['ID.app ADDED "web" claims[5]', 'ACCESS.scope CHANGED "openid api/read shop/admin" scopes[0]', 'ACCESS.app ADDED "web" claims[5]']],
    ['3', 'openid api/read', ['ID.app ADDED "web" claims[5]', 'ACCESS.scope CHANGED "openid api/read shop/admin" scopes[0]', 'ACCESS.app ADDED "web" claims[5]']],
  ])('of version %s', async (version, scope, expected) => {
    write('event.json', event(version));
    const shown = await previewed('shop', '--event', 'event.json', '--client', 'Web');
    expect(changesOf(shown)).toEqual(expected);
    expect(shown.before.accessToken).toMatchObject({ 'sub': 'sub-of-joe', 'username': 'joe', 'client_id': 'deployed', 'cognito:groups': ['admins'] });
    expect(shown.before.accessToken.scope).toBe(scope);
    expect(shown.before.idToken.iss).toBe('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Deployed1');
  });

  test('reads a query of an index in the order of its sort key, from standard input and a file of tables', async () => {
    write('tables.json', {
      'Prod/Data/Members': [
        { team: 'late', member: 'sub-of-joe', since: 2024 }, { team: 'early', member: 'sub-of-joe', since: 2021 }, { team: 'former', member: 'sub-of-joe', since: 2019 },
        { team: 'other', member: 'sub-of-jane', since: 2022 },
      ],
    });
    const { stdout } = await run(
      ['preview', 'Prod/Auth/TokenEnricher', '--app', assemblyOf('stages'), '--event', '-', '--tables', 'tables.json', '--json'], { cwd: folder, input: JSON.stringify(event('2')) },
    );
    const { after, reads, notes } = JSON.parse(stdout);
    expect(after.idToken.teams).toEqual(['early', 'late']);
    expect(reads).toMatchObject([{ target: 'Prod/Data/Members, index byMember', key: 'member = sub-of-joe, since AT_LEAST 2020', outcome: 'FOUND' }]);
    expect(notes).toEqual(['The app client of the event is not known here, so the preview assumes that it can read all attributes: name it with --client.']);
  });

  test('without a user is denied', async () => {
    write('event.json', event('2', { userAttributes: {} }));
    expect(await previewed('stages', 'Prod/Auth/TokenEnricher', '--event', 'event.json')).toMatchObject({ denial: { reason: 'NO_SUBJECT' }, rules: [] });
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['rules that depend on a client that is not known', () => { write('e.json', event('3')); return ['--event', 'e.json']; },
      /^Name the app client of the event with --client, because rules of Shop\/TokenEnricher depend on it: Shop\/UserPool\/Web, /],
    ['a file that does not exist', () => ['--event', 'e.json'], /^e\.json cannot be read: ENOENT.* Name a file with an event/],
    ['a file that is no JSON', () => { write('e.json', '{'); return ['--event', 'e.json']; }, /^e\.json is not valid JSON: /],
    ['a file of something else', () => { write('e.json', '[]'); return ['--event', 'e.json']; }, /^e\.json is not a pre token generation event, because it has no request: /],
    ['tables that the rules do not read', () => { write('e.json', event('3')); write('t.json', { Acounts: [] }); return ['--event', 'e.json', '--client', 'Web', '--tables', 't.json']; },
      /^t\.json:1: items\.Acounts is not a table that the rules of the app read; .*did you mean 'Accounts'/],
    ['a client that needs a user', () => ['--client', 'Web'], /^Shop\/UserPool\/Web does not have the client credentials grant: name a user with --user\.\n$/],
    ['a scope that the client does not have', () => { write('token-enricher.users.json', USERS); return ['--user', 'jane', '--client', 'Web', '--scope', 'api/reed']; },
      /^Shop\/UserPool\/Web does not have the scope api\/reed, did you mean 'api\/read'\?/],
  ])('%s is a problem', async (_, prepare, expected) => {
    const { code, stdout, stderr } = await preview('shop', ...prepare());
    expect(stderr).toMatch(expected);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('and a user exclude each other', async () => {
    expect((await preview('shop', '--event', 'e.json', '--user', 'jane')).code).toBe(2);
  });
});

test('a client of another enricher than the named one is an error that says whose clients count', async () => {
  const { stderr } = await preview(assemblyOf('two-pools'), 'Two/First/Enricher', '--client', 'Second/Web');
  expect(stderr).toBe("Two/First/UserPool has no client 'Second/Web'. It has Two/First/UserPool/Web.\n");
});

describe('the code in the assembly', () => {
  function withCode(code: string): string {
    fs.cpSync(assemblyOf('shop'), path.join(folder, 'shop'), { recursive: true });
    fs.writeFileSync(path.join(assetOf(path.join(folder, 'shop')), 'enricher.js'), code);
    return path.join(folder, 'shop');
  }

  test.each([
    ['broken', 'throw new Error("broken on purpose");', /^The code of Shop\/TokenEnricher cannot be loaded from .* \(broken on purpose\): run `npx cdk synth` again\.\n$/],
    ['broken, without an error', 'throw 5;', /^The code of Shop\/TokenEnricher cannot be loaded from .* \(5\): run `npx cdk synth` again\.\n$/],
    ['of another version', 'exports.createHandler = () => undefined;', /^Shop\/TokenEnricher was synthesized by another version of cdk-cognito-token-enricher/],
  ])('is what runs: %s', async (_, code, expected) => {
    const { stderr } = await preview(withCode(code), '--client', 'Machine');
    expect(stderr).toMatch(expected);
  });
});
