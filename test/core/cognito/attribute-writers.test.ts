import {
  narrowedClients, withoutAdminScope, withoutWriting, withPossible, writePathsOf, writerOf, writerOfFederated, writerOfUsername, writtenThrough,
  type ClientWriter, type PoolWriters, type Writer,
} from '../../../src/core/cognito/attribute-writers';

const CLIENT: ClientWriter = { name: 'Web', writes: [], signsIn: false, hasAdminScope: false };
const POOL: PoolWriters = {
  clients: [], selfSignUp: false, choosesUsernames: false, hasProviders: false, mapped: new Map(), required: [], immutable: [], custom: [],
};
const ROLE = 'custom:role';
const pool = (clients: ReadonlyArray<Partial<ClientWriter>>, options: Partial<PoolWriters> = {}): PoolWriters =>
  ({ ...POOL, clients: clients.map((client, index) => ({ ...CLIENT, name: `Client${index}`, ...client })), ...options });
const MAPPED = new Map([[ROLE, ['Okta']]]);

describe('the ways in which users write an attribute', () => {
  test.each<[string, PoolWriters, readonly string[]]>([
    ['a client that writes nothing', pool([{ writes: ['locale'], signsIn: true, hasAdminScope: true }]), []],
    ['a client that nobody signs in with', pool([{ writes: [ROLE] }]), []],
    ['sign-up', pool([{ writes: [ROLE] }], { selfSignUp: true }), ['SIGN_UP Client0']],
    ['sign-up, of an immutable attribute', pool([{ writes: [ROLE] }], { selfSignUp: true, immutable: [ROLE] }), ['SIGN_UP Client0']],
    ['a change', pool([{ writes: [ROLE], hasAdminScope: true }]), ['UPDATE Client0']],
    ['a change of an immutable attribute', pool([{ writes: [ROLE], hasAdminScope: true }], { immutable: [ROLE] }), []],
    ['a first password', pool([{ writes: [ROLE], signsIn: true }]), ['FIRST_PASSWORD Client0']],
    ['a client that writes everything', pool([{ writes: undefined, signsIn: true }]), ['FIRST_PASSWORD Client0']],
    ['a client whose list is unknown', pool([{ writes: [], isUnknown: true, signsIn: true }]), ['FIRST_PASSWORD Client0']],
    ['one of two clients', pool([{ writes: ['locale'], signsIn: true, hasAdminScope: true }, { writes: [ROLE], signsIn: true }], { selfSignUp: true }), ['SIGN_UP Client1', 'FIRST_PASSWORD Client1']],
    ['two clients, each in one way', pool([{ writes: [ROLE], signsIn: true }, { writes: [ROLE], hasAdminScope: true }]), ['UPDATE Client1', 'FIRST_PASSWORD Client0']],
  ])('%s', (_, writers, expected) => {
    expect(writePathsOf(ROLE, writers).map(({ kind, client }) => `${kind} ${client.name}`)).toEqual(expected);
    expect(writtenThrough(ROLE, writers).map(({ name }) => name)).toEqual([...new Set(expected.map(path => path.split(' ')[1]))].sort());
    expect(writerOf(ROLE, writers)).toBe(expected.length > 0 ? 'USER' : 'OPERATOR');
  });
});

describe('the writer of an attribute', () => {
  const open = { signsIn: true, hasAdminScope: true };
  test.each<[string, string, PoolWriters, Writer]>([
    ['sub', 'sub', pool([{ writes: undefined, ...open }]), 'COGNITO'],
    ['an attribute of Cognito', 'cognito:user_status', pool([{ writes: undefined, ...open }]), 'COGNITO'],
    ['identities, without providers', 'identities', pool([{ writes: undefined, ...open }]), 'COGNITO'],
    ['identities', 'identities', pool([], { hasProviders: true }), 'PROVIDER'],
    ['a mapped attribute', ROLE, pool([], { mapped: MAPPED }), 'PROVIDER'],
    ['a mapped attribute that users write', ROLE, pool([{ writes: [ROLE], ...open }], { mapped: MAPPED }), 'USER'],
    ['a verification flag', 'email_verified', pool([{ writes: ['locale'], ...open }]), 'COGNITO'],
    ['a verification flag of a client that writes everything', 'email_verified', pool([{ writes: undefined, ...open }]), 'COGNITO'],
    ['a verification flag besides everything', 'email_verified', pool([{ writes: undefined, flags: ['email_verified'], ...open }]), 'USER'],
    ['another verification flag', 'phone_number_verified', pool([{ writes: undefined, flags: ['email_verified'], ...open }]), 'COGNITO'],
    ['an attribute besides a verification flag', 'locale', pool([{ writes: undefined, flags: ['email_verified'], ...open }]), 'USER'],
    ['a verification flag that the second client names', 'email_verified', pool([{ writes: ['locale'], ...open }, { writes: ['email_verified'] }]), 'USER'],
    ['the other verification flag', 'phone_number_verified', pool([{ writes: ['phone_number_verified'] }]), 'USER'],
    ['a verification flag of a client whose list is unknown', 'phone_number_verified', pool([{ isUnknown: true }]), 'USER'],
    ['a verification flag that a provider maps', 'email_verified', pool([], { mapped: new Map([['email_verified', ['Okta']]]) }), 'PROVIDER'],
  ])('%s', (_, attribute, writers, expected) => {
    expect(writerOf(attribute, writers)).toBe(expected);
  });

  test.each([[true, 'USER'], [false, 'COGNITO']] as const)('of a username that people choose: %s', (choosesUsernames, expected) => {
    expect(writerOfUsername(pool([], { choosesUsernames }))).toBe(expected);
  });
});

describe('the writer of an attribute of users of a provider', () => {
  const update = { writes: undefined, hasAdminScope: true };
  const social = new Map([[ROLE, ['Okta', 'Google']]]);
  test.each<[string, string, readonly string[], PoolWriters, Writer]>([
    ['sub', 'sub', ['Google'], pool([update]), 'COGNITO'],
    ['identities', 'identities', ['Google'], pool([update], { hasProviders: true }), 'COGNITO'],
    ['an attribute that other users sign up with', ROLE, ['Okta'], pool([{ writes: undefined, signsIn: true }], { selfSignUp: true, mapped: MAPPED }), 'OPERATOR'],
    ['an attribute that they can change', ROLE, ['Okta'], pool([update], { mapped: MAPPED }), 'USER'],
    ['an attribute of a social profile', ROLE, ['Google'], pool([], { mapped: social }), 'USER'],
    ['an attribute of one of two profiles', ROLE, ['Okta', 'Google'], pool([], { mapped: social }), 'USER'],
    ['an attribute that another provider maps', ROLE, ['Google'], pool([], { mapped: MAPPED }), 'OPERATOR'],
    ['a name at a social provider', 'name', ['Facebook'], pool([]), 'USER'],
    ['an address at a social provider', 'email', ['SignInWithApple'], pool([]), 'PROVIDER'],
    ['a flag of a social provider', 'email_verified', ['LoginWithAmazon'], pool([]), 'PROVIDER'],
    ['a number at a social provider', 'phone_number', ['Google'], pool([]), 'USER'],
    ['an address at a provider of the operator', 'email', ['Okta'], pool([]), 'OPERATOR'],
  ])('%s', (_, attribute, providers, writers, expected) => {
    expect(writerOfFederated(attribute, providers, writers)).toBe(expected);
  });
});

describe('a pool with all writers that it may have', () => {
  const { clients: none, selfSignUp: no } = POOL;
  const possible = {
    clients: none,
    selfSignUp: no,
    choosesUsernames: no,
    hasProviders: no,
    mapped: new Map<string, string[]>(),
    mapsAny: no,
    providers: [],
    unknownMappings: [],
  };
  const known = pool([{ writes: ['locale'] }], { mapped: MAPPED });

  test('is the pool if nothing is possible besides', () => {
    expect(withPossible(ROLE, known)).toEqual(known);
  });

  test.each<[string, Partial<typeof possible>, Partial<PoolWriters>]>([
    ['nothing in particular', {}, {}],
    ['sign-up', { selfSignUp: true }, { selfSignUp: true }],
    ['usernames', { choosesUsernames: true }, { choosesUsernames: true }],
    ['providers', { hasProviders: true }, { hasProviders: true }],
    ['mappings', { mapped: new Map([['locale', ['Okta']]]) }, { mapped: new Map([...MAPPED, ['locale', ['Okta']]]) }],
    ['mappings of any attribute', { mapsAny: true }, { mapped: new Map([[ROLE, ['Okta', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']]]) }],
  ])('has possible %s', (_, more, expected) => {
    expect(withPossible(ROLE, { ...known, possible: { ...possible, ...more } })).toEqual({ ...known, ...expected });
  });

  test('keeps what is known, and has the possible clients too', () => {
    const open = pool([{}], { selfSignUp: true, choosesUsernames: true, hasProviders: true });
    const all = withPossible(ROLE, { ...open, possible: { ...possible, clients: [{ ...CLIENT, name: 'Other' }] } });
    const { clients, selfSignUp, choosesUsernames, hasProviders } = all;
    expect([clients.map(({ name }) => name), selfSignUp, choosesUsernames, hasProviders]).toEqual([['Client0', 'Other'], true, true, true]);
  });
});

describe('app clients without write access', () => {
  const open: Partial<ClientWriter> = { signsIn: true };
  const narrowed = (attributes: readonly string[], writers: PoolWriters) =>
    narrowedClients(attributes, writers).map(({ client: { name }, writes }) => [name, writes]);

  test('keep what else they write', () => {
    expect(narrowed([ROLE], pool([{ ...open, writes: ['locale', ROLE] }, { ...open, writes: ['locale'] }, { writes: [ROLE] }]))).toEqual([['Client0', ['locale']]]);
  });

  test('lose several attributes at once', () => {
    expect(narrowed([ROLE, 'name'], pool([{ ...open, writes: ['locale', ROLE, 'name'] }, { ...open, writes: ['name', 'email'] }])))
      .toEqual([['Client0', ['locale']], ['Client1', ['email']]]);
  });

  test('name all others if they have no list', () => {
    expect(narrowed([ROLE, 'name'], pool([{ ...open, writes: undefined }], { custom: [ROLE, 'custom:plan'] }))).toEqual([['Client0', [
      'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'nickname', 'phone_number', 'picture', 'preferred_username',
      'profile', 'updated_at', 'website', 'zoneinfo', 'custom:plan',
    ]]]);
  });

  test('lose the verification flags that they can write as well', () => {
    const [[, left]] = narrowed([ROLE, 'email_verified'], pool([{ ...open, writes: undefined, flags: ['email_verified', 'phone_number_verified'] }]));
    expect(left).toContain('phone_number_verified');
    expect(left).not.toContain('email_verified');
    const safe = withoutWriting('email_verified', pool([{ ...open, writes: undefined, flags: ['email_verified'] }]))!;
    expect(writerOf('email_verified', safe)).toBe('COGNITO');
    expect(safe.clients[0]).not.toHaveProperty('flags');
  });

  test.each([[[ROLE], 'locale'], [['locale'], 'zoneinfo'], [['locale', 'zoneinfo'], 'picture']])('name an attribute that does no harm instead of none: %j', (attributes, left) => {
    expect(narrowed(attributes, pool([{ ...open, writes: attributes }]))).toEqual([['Client0', [left]]]);
  });

  test('do not include those that register themselves', () => {
    expect(narrowed([ROLE], pool([{ ...open, writes: undefined, origin: 'REGISTRATION' }]))).toEqual([]);
  });

  test('make the pool safe, unless users could not sign in then', () => {
    const writers = pool([{ ...open, isUnknown: true, writes: undefined }, { ...open, writes: ['locale'] }]);
    const safe = withoutWriting(ROLE, writers)!;
    expect(safe.clients[0]).not.toHaveProperty('isUnknown');
    expect(safe.clients[1]).toBe(writers.clients[1]);
    expect(writerOf(ROLE, safe)).toBe('OPERATOR');
    expect(withoutWriting(ROLE, { ...writers, mapped: MAPPED })).toBeUndefined();
    expect(withoutWriting(ROLE, { ...writers, required: [ROLE] })).toBeUndefined();
    expect(withoutWriting(ROLE, { ...writers, mapped: new Map([['name', ['Okta']]]), required: ['email'] })).toBeDefined();
  });

  test('lose the scope of administration in all clients', () => {
    const { clients } = withoutAdminScope(pool([{ hasAdminScope: true }, { hasAdminScope: true }, {}]));
    expect(clients.map(({ hasAdminScope }) => hasAdminScope)).toEqual([false, false, false]);
  });
});
