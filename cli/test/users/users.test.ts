import { OUTSIDE, poolWith } from './apps';
import type { Group, Pool } from '../../src/app/model';
import type { User, UserEntry } from '../../src/users/model';
import { findUser, signInName, usersOf } from '../../src/users/users';

const SHOP = poolWith({ providers: [{ name: 'Corporate', type: 'SAML' }, { name: 'Google' }], customAttributes: ['custom:tenant'] });
const STAFF = poolWith({ id: 'us-east-1_Staff0001', path: 'Staff/Pool' });

function users(entries: Readonly<Record<string, UserEntry>>, pool: Pool = SHOP): ReadonlyMap<string, User> {
  return usersOf({ users: entries, items: {}, answers: {}, values: {} }, pool);
}

function jane(entry: UserEntry, pool?: Pool): User | undefined {
  return users({ jane: entry }, pool).get('jane');
}

test('a user has the attributes that Amazon Cognito sets for every user', () => {
  expect(jane({})).toEqual({
    name: 'jane',
    username: 'jane',
    attributes: { 'sub': '1ec4c424-444d-41fc-af9f-968164fb7972', 'cognito:user_status': 'CONFIRMED' },
    groups: [],
    iamRoles: [],
    temporaryPassword: false,
    enabled: true,
    federated: false,
  });
});

test('a user has the data of the file', () => {
  const entry: UserEntry = { password: 'a', temporaryPassword: true, enabled: false, groups: ['g'], attributes: { 'email': 'a@b.c', 'custom:tenant': 'acme' } };
  expect(jane(entry)).toMatchObject({
    attributes: { 'email': 'a@b.c', 'custom:tenant': 'acme', 'cognito:user_status': 'FORCE_CHANGE_PASSWORD' },
    groups: ['g'],
    password: 'a',
    temporaryPassword: true,
    enabled: false,
  });
});

test('sub is a UUID derived from the username, unless the attributes contain one', () => {
  const subs = [...users({ jane: {}, john: {}, __proto__x: {}, joe: { attributes: { sub: 'mine' } } }).values()].map(({ attributes }) => attributes.sub);
  expect(subs.slice(0, 3)).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)));
  expect(new Set(subs).size).toBe(4);
  expect(subs[3]).toBe('mine');
  expect(jane({}, STAFF)!.attributes.sub).toBe(subs[0]);
});

const FEDERATED: ReadonlyArray<readonly [username: string, provider: string, userId: string, providerType: string]> = [
  ['Corporate_jane@example.com', 'Corporate', 'jane@example.com', 'SAML'],
  ['corporate_jane', 'Corporate', 'jane', 'SAML'],
  ['jane', 'Corporate', 'jane', 'SAML'],
  ['Google_1234', 'Google', '1234', 'Google'],
];

test.each(FEDERATED)('%s comes from %s', (username, identityProvider, userId, providerType) => {
  const user = users({ [username]: { identityProvider, groups: ['admins'] } }).get(username)!;
  expect(user).toMatchObject({ federated: true, groups: ['admins', `us-east-1_Ab3dEf9Gh_${identityProvider}`] });
  expect(user.attributes['cognito:user_status']).toBe('EXTERNAL_PROVIDER');
  expect(user.attributes.identities)
    .toBe(`[{"dateCreated":"1735689600000","userId":"${userId}","providerName":"${identityProvider}","providerType":"${providerType}","issuer":${providerType === 'SAML' ? `"<entity ID of ${identityProvider}>"` : 'null'},"primary":"true"}]`);
});

test('identities and status in the attributes take precedence', () => {
  const attributes = { 'identities': '[{"providerName":"Corporate"}]', 'cognito:user_status': 'RESET_REQUIRED' };
  expect(jane({ attributes })!.attributes).toMatchObject(attributes);
  expect(jane({ attributes, identityProvider: 'Corporate' })!.attributes).toMatchObject(attributes);
});

test('a federated user with the group of the provider has it once', () => {
  expect(jane({ identityProvider: 'Google', groups: ['us-east-1_Ab3dEf9Gh_Google', 'a'] })!.groups).toEqual(['us-east-1_Ab3dEf9Gh_Google', 'a']);
});

const IN_POOLS: ReadonlyArray<readonly [name: string, entry: UserEntry, shop: boolean, staff: boolean, outside: boolean]> = [
  ['all, where the file names none', {}, true, true, true],
  ['by construct path', { pools: ['Shop/Pool'] }, true, false, false],
  ['by id', { pools: ['us-east-1_Staff0001'] }, false, true, false],
  ['several', { pools: ['Staff/Pool', 'eu-west-1_Outside01'] }, false, true, true],
  ['those that have the provider, or may have it', { identityProvider: 'Google' }, true, false, true],
  ['those that are named and have the provider', { identityProvider: 'Google', pools: ['Shop/Pool', 'Staff/Pool'] }, true, false, false],
];

test.each(IN_POOLS)('a user belongs to pools: %s', (_, entry, ...isIn) => {
  expect([SHOP, STAFF, OUTSIDE].map(pool => jane(entry, pool) !== undefined)).toEqual(isIn);
});

test('a pool has only its own custom attributes, unless its template is unknown', () => {
  const entry: UserEntry = { attributes: { 'custom:tenant': 'a', 'dev:custom:b': 'b', 'email': 'c' } };
  const names = (pool: Pool): readonly string[] => Object.keys(jane(entry, pool)!.attributes).slice(2);
  expect(names(SHOP)).toEqual(['custom:tenant', 'dev:custom:b', 'email']);
  expect(names(STAFF)).toEqual(['dev:custom:b', 'email']);
  expect(names(OUTSIDE)).toEqual(['custom:tenant', 'dev:custom:b', 'email']);
});

interface Grouped {
  readonly name: string;
  readonly groups: readonly Group[];
  readonly of: readonly string[];
  readonly expected: Pick<User, 'groups' | 'iamRoles' | 'preferredRole'>;
}

const GROUPS: readonly Grouped[] = [
  { name: 'none', groups: [], of: [], expected: { groups: [], iamRoles: [], preferredRole: undefined } },
  { name: 'as written, where none has a precedence', groups: [{ name: 'b' }, { name: 'a' }], of: ['a', 'c', 'b'], expected: { groups: ['a', 'c', 'b'], iamRoles: [], preferredRole: undefined } },
  {
    name: 'the lowest precedence first, those without behind',
    groups: [{ name: 'a', roleArn: 'A' }, { name: 'b', roleArn: 'B', precedence: 2 }, { name: 'c', roleArn: 'C', precedence: 0 }, { name: 'd', precedence: 2 }],
    of: ['x', 'a', 'd', 'b', 'c'],
    expected: { groups: ['c', 'd', 'b', 'x', 'a'], iamRoles: ['C', 'B', 'A'], preferredRole: 'C' },
  },
  {
    name: 'the preferred role is of the first group that has one',
    groups: [{ name: 'a', precedence: 0 }, { name: 'b', roleArn: 'B', precedence: 1 }],
    of: ['a', 'b'],
    expected: { groups: ['a', 'b'], iamRoles: ['B'], preferredRole: 'B' },
  },
  {
    name: 'no preferred role, where two groups tie with different ones',
    groups: [{ name: 'a', roleArn: 'A', precedence: 1 }, { name: 'b', roleArn: 'B', precedence: 1 }, { name: 'c', roleArn: 'C', precedence: 2 }],
    of: ['a', 'b', 'c'],
    expected: { groups: ['a', 'b', 'c'], iamRoles: ['A', 'B', 'C'], preferredRole: undefined },
  },
  {
    name: 'a preferred role, where two groups tie with the same one',
    groups: [{ name: 'a', roleArn: 'A', precedence: 1 }, { name: 'b', roleArn: 'A', precedence: 1 }],
    of: ['a', 'b'],
    expected: { groups: ['a', 'b'], iamRoles: ['A'], preferredRole: 'A' },
  },
  {
    name: 'a tie without precedence is one, too',
    groups: [{ name: 'a', roleArn: 'A' }, { name: 'b', roleArn: 'B' }],
    of: ['a', 'b'],
    expected: { groups: ['a', 'b'], iamRoles: ['A', 'B'], preferredRole: undefined },
  },
  {
    name: 'one role without precedence is preferred',
    groups: [{ name: 'a', roleArn: 'A' }, { name: 'b', roleArn: 'B' }],
    of: ['b'],
    expected: { groups: ['b'], iamRoles: ['B'], preferredRole: 'B' },
  },
];

test.each(GROUPS)('groups: $name', ({ groups, of, expected }) => {
  const user = jane({ groups: of }, poolWith({ groups }))!;
  expect({ groups: user.groups, iamRoles: user.iamRoles, preferredRole: user.preferredRole }).toEqual(expected);
});

const ENTRIES: Readonly<Record<string, UserEntry>> = {
  'jane': { attributes: { email: 'jane@example.com', phone_number: '+12025550101' } },
  'john@example.com': { attributes: { email: 'jane' } },
};

const FOUND: ReadonlyArray<readonly [name: string, signInAttributes: readonly string[], username: string | undefined]> = [
  ['jane', [], 'jane'],
  ['jane', ['email'], 'jane'],
  ['Jane', ['email'], undefined],
  ['jane@example.com', [], undefined],
  ['jane@example.com', ['email'], 'jane'],
  ['jane@example.com', ['phone_number'], undefined],
  ['+12025550101', ['email', 'phone_number'], 'jane'],
  ['john@example.com', ['email'], 'john@example.com'],
  ['nobody', ['email'], undefined],
  ['undefined', ['email', 'preferred_username', 'constructor'], undefined],
  ['', ['email'], undefined],
];

test.each(FOUND)('%j with %j is %j', (name, signInAttributes, username) => {
  const pool = poolWith({ signInAttributes });
  expect(findUser(users(ENTRIES, pool), pool, name)?.username).toBe(username);
});

test('a lookup reads every user, whatever the name', () => {
  const pool = poolWith({ signInAttributes: ['email'] });
  const looked = (name: string): number => {
    let reads = 0;
    const counted = new Map([...users(ENTRIES, pool)].map(([key, user]) => [key, new Proxy(user, {
      get: (target, member: keyof User) => {
        reads++;
        return target[member];
      },
    })]));
    findUser(counted, pool, name);
    return reads;
  };
  expect(looked('jane')).toBe(looked('nobody'));
  expect(looked('jane@example.com')).toBe(looked('nobody'));
});

test('a user who signs in with an address has a username generated by Amazon Cognito', () => {
  const pool = poolWith({ usernameIsAttribute: true, signInAttributes: ['email'] });
  const found = users({ jane: { attributes: { email: 'jane@example.com' } } }, pool);
  const user = found.get('jane')!;
  expect(user).toMatchObject({ name: 'jane', username: user.attributes.sub });
  expect(signInName(user, pool)).toBe('jane@example.com');
  expect(['jane', user.username, 'jane@example.com'].map(name => findUser(found, pool, name))).toEqual([user, user, user]);
  expect(signInName(jane({ attributes: { email: 'jane@example.com' } })!, SHOP)).toBe('jane');
});
