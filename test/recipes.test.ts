import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, DigestEncoding, GroupRule, IfAbsent, OnError, ScopeRule, TableSource, TokenType, Value } from '../src';
import { TestApp } from './support/app';

const ACCESS = { tokens: [TokenType.ACCESS] };

test('roles become permissions', () => {
  const enricher = new TestApp().enricher({
    claims: [
      ClaimRule.set('permissions', Value.groups().lookup({ admins: ['read', 'write', 'delete'], staff: ['read'] }).flatten().unique().sort(), {
        ...ACCESS, usedForAuthorization: true,
      }),
    ],
  });
  expect(enricher.preview({ groups: ['staff', 'admins', 'other'] }).accessToken!.permissions).toEqual(['delete', 'read', 'write']);
  expect(enricher.preview().accessToken!.permissions).toEqual([]);
});

test('requested scopes are limited to the entitlements in a table', () => {
  const app = new TestApp();
  const enricher = app.enricher({ scopes: [ScopeRule.keepOnly(app.source().attribute('scopes'))] });
  const scopes = ['openid', 'shop/read', 'shop/write'];
  expect(enricher.preview({ scopes, items: { profile: { scopes: ['shop/read', 'shop/delete'] } } }).accessToken!.scope).toBe('openid shop/read');
  expect(enricher.preview({ scopes }).accessToken!.scope).toBe('openid');
});

describe('memberships in many organizations', () => {
  const items = {
    profile: {
      memberships: [
        { org: 'b', role: 'viewer', precedence: 20, active: true },
        { org: 'a', role: 'admin', precedence: 10, active: true },
        { org: 'c', role: 'owner', precedence: 1, active: false },
      ],
    },
  };
  const active = (app: TestApp) => app.source().attribute('memberships').filter(Value.element('active').isTrue());
  const claim = (value: (memberships: Value) => Value) => {
    const app = new TestApp();
    return app.enricher({ claims: [ClaimRule.set('x', value(active(app)), ACCESS)] }).preview({ items }).accessToken!.x;
  };

  test('as strings', () => {
    expect(claim(memberships => memberships.mapEach(Value.template('{{element.org}}:{{element.role}}')).sort())).toEqual(['a:admin', 'b:viewer']);
  });

  test('as objects', () => {
    expect(claim(memberships => memberships.mapEach(Value.objectOf({ id: Value.element('org'), role: Value.element('role') }))))
      .toEqual([{ id: 'b', role: 'viewer' }, { id: 'a', role: 'admin' }]);
  });

  test('the role with the lowest precedence', () => {
    expect(claim(memberships => memberships.sortBy(Value.element('precedence')).first().property('role'))).toBe('admin');
  });

  test('the lowest precedence', () => {
    expect(claim(memberships => memberships.mapEach(Value.element('precedence')).min())).toBe(10);
  });
});

describe('a tenant switch whose key is bound to the user', () => {
  const build = () => {
    const app = new TestApp();
    const member = TableSource.item('member', { table: app.table, key: { id: Value.template('USER#{{user.sub}}'), tenant: Value.untrustedClientMetadata('tenant') } });
    return app.enricher({
      claims: [
        ClaimRule.set('tenant', member.attribute('tenant'), { ...ACCESS, usedForAuthorization: true }),
        ClaimRule.set('role', member.attribute('role'), { ...ACCESS, usedForAuthorization: true, ifAbsent: IfAbsent.OMIT }),
      ],
    });
  };

  test('provides the role in the chosen tenant', () => {
    const preview = build().preview({ clientMetadata: { tenant: 'acme' }, items: { member: { tenant: 'acme', role: 'admin' } } });
    expect(preview.accessToken).toMatchObject({ tenant: 'acme', role: 'admin' });
  });

  test('provides nothing for a tenant of others, or without a choice', () => {
    expect(build().preview({ clientMetadata: { tenant: 'other' } }).accessToken).not.toHaveProperty('tenant');
    expect(build().preview({ items: { member: { tenant: 'acme', role: 'admin' } } }).accessToken).not.toHaveProperty('tenant');
  });
});

test('groups of an identity provider, only for its users', () => {
  const isOkta = Value.federatedAttribute('custom:plan', ['Okta']).isPresent();
  const enricher = new TestApp().enricher({
    trustedAttributes: { 'custom:plan': 'mapped from the provider, and no client of the app changes it' },
    groups: [GroupRule.set({ groups: Value.idpList('custom:plan', ['Okta']).lookup({ 'app-admins': 'admins' }), iamRoles: Value.listOf(), when: isOkta })],
  });
  const external = { 'cognito:user_status': 'EXTERNAL_PROVIDER', 'identities': '[{"providerName":"Okta"}]', 'custom:plan': '[app-admins, other]' };
  expect(enricher.preview({ userAttributes: external, groups: ['pool'] }).idToken!['cognito:groups']).toEqual(['admins']);
  expect(enricher.preview({ userAttributes: { 'custom:plan': '[app-admins]' }, groups: ['pool'] }).idToken!['cognito:groups']).toEqual(['pool']);
});

test('a claim for users of legal age, by a date in a table', () => {
  const app = new TestApp();
  const until = app.source().attribute('validUntil').toEpochSeconds();
  const enricher = app.enricher({ claims: [ClaimRule.set('licensed', Value.literal(true), { ...ACCESS, usedForAuthorization: true, when: Condition.all(until.isGreaterThanValue(Value.now())) })] });
  const at = (validUntil: string) => enricher.preview({ items: { profile: { validUntil } }, now: new Date('2026-11-20T12:00:00Z') });
  expect(at('2026-11-20T13:00:01+01:00').accessToken).toHaveProperty('licensed', true);
  expect(at('2026-11-20T13:00:00+01:00').accessToken).not.toHaveProperty('licensed');
  expect(at('next year').denial).toMatchObject({ reason: 'UNCERTAIN' });
});

describe('permissions of each role, whose items are in a table', () => {
  const previewOf = (groups: string[], more: object = {}) => {
    const app = new TestApp();
    const roles = TableSource.itemForEach('roles', { table: app.table, keys: { id: Value.groups() }, limit: 3 });
    return app.enricher({
      claims: [ClaimRule.set('permissions', roles.items().mapEach(Value.element('permissions')).flatten().unique(), { ...ACCESS, usedForAuthorization: true })],
      scopes: [ScopeRule.add('shop/admin', { when: roles.items().mapEach(Value.element('name')).hasMember('owner') })],
    }).preview({
      groups,
      items: { roles: [{ id: 'staff', permissions: ['read', 'list'] }, { id: 'admins', name: 'owner', permissions: ['list', 'write'] }, { id: 'nobody', permissions: ['delete'] }] },
      ...more,
    });
  };

  test('are those of the groups, each once', () => {
    expect(previewOf(['admins', 'staff']).accessToken).toMatchObject({ permissions: ['list', 'write', 'read'], scope: 'openid shop/admin' });
    expect(previewOf(['staff', 'unknown']).accessToken).toMatchObject({ permissions: ['read', 'list'], scope: 'openid' });
    expect(previewOf([]).accessToken).toMatchObject({ permissions: [], scope: 'openid' });
  });

  test('are denied if a read fails, or if there are more groups than the limit', () => {
    expect(previewOf(['staff'], { failingSources: ['roles'] }).denial).toMatchObject({ reason: 'READ' });
    expect(previewOf(['a', 'b', 'c', 'd']).denial).toMatchObject({ reason: 'READ' });
  });
});

describe('a join of two lists of items', () => {
  const KEY = { partitionKey: { name: 'pk', type: AttributeType.STRING }, sortKey: { name: 'sk', type: AttributeType.STRING } };
  const sourcesIn = (app: TestApp) => {
    const table = new Table(app.stack, 'Rows', KEY);
    return [TableSource.query('mine', { table, key: { pk: Value.sub() } }), TableSource.query('all', { table, key: { pk: Value.literal('ROLES') } })];
  };
  const mine = [{ role: 'editor' }, { role: 'viewer' }];
  const all = [{ sk: 'admin', permission: 'delete' }, { sk: 'viewer', permission: 'read' }, { sk: 'editor', permission: 'write' }];

  test('the permissions of the roles that a query gives', () => {
    const app = new TestApp();
    const [own, every] = sourcesIn(app);
    const hasRole = own.items().mapEach(Value.element('role')).hasMemberValue(Value.element('sk'));
    const permissions = every.items().filter(hasRole).mapEach(Value.element('permission'));
    const enricher = app.enricher({ claims: [ClaimRule.set('permissions', permissions, { ...ACCESS, usedForAuthorization: true })] });
    expect(enricher.preview({ items: { mine, all } }).accessToken!.permissions).toEqual(['read', 'write']);
    expect(enricher.preview({ items: { all } }).accessToken!.permissions).toEqual([]);
    expect(enricher.preview({ items: { all }, failingSources: ['mine'] }).denial).toMatchObject({ reason: 'READ' });
  });

  test('the groups that a query allows', () => {
    const app = new TestApp();
    const [own] = sourcesIn(app);
    const groups = Value.groups().filter(own.items().mapEach(Value.element('role')).hasMemberValue(Value.element()));
    const enricher = app.enricher({ groups: [GroupRule.set({ groups, iamRoles: Value.listOf() })] });
    expect(enricher.preview({ groups: ['viewer', 'admin'], items: { mine } }).accessToken!['cognito:groups']).toEqual(['viewer']);
  });
});

describe('entitlements as a JSON string, with an empty string for what is absent', () => {
  const app = new TestApp();
  const entitled = app.source('entitled', { onError: OnError.OMIT });
  const features = entitled.attribute('features').mapEach(Value.element().asString()).orElse(Value.literal([]));
  const json = Value.objectOf({ features, country: entitled.attribute('country').asString() }).toJson({ emptyIfAbsent: ['country'] });
  const enricher = app.enricher({ claims: [ClaimRule.set('entitlements', json, { tokens: [TokenType.ID] })] });

  test.each<[string, object | undefined, string]>([
    ['an item', { features: ['a', 'b'], country: 'DE' }, '{"country":"DE","features":["a","b"]}'],
    ['no item', undefined, '{"country":"","features":[]}'],
    ['no country', { features: ['a'] }, '{"country":"","features":["a"]}'],
    ['an empty country', { features: ['x'], country: '' }, '{"country":"","features":["x"]}'],
    ['no features', { country: 'FR' }, '{"country":"FR","features":[]}'],
    ['numbers and booleans among features', { features: ['a', 7, true], country: 'DE' }, '{"country":"DE","features":["a","7","true"]}'],
    ['a number as country', { features: ['a'], country: 49 }, '{"country":"49","features":["a"]}'],
    ['features that are no list', { features: 'a', country: 'DE' }, '{"country":"DE","features":[]}'],
    ['quotes and backslashes', { features: [], country: 'D"E\\' }, '{"country":"D\\"E\\\\","features":[]}'],
  ])('%s', (_, item, expected) => {
    expect(enricher.preview({ items: { entitled: item } }).idToken!.entitlements).toBe(expected);
  });
});

describe.each([
  [DigestEncoding.HEX, '08168cd80dfd534ab0f10af10f1303fe00af2d43ab5c1432360d137f8197e17a'],
  [DigestEncoding.BASE64, 'CBaM2A39U0qw8QrxDxMD/gCvLUOrXBQyNg0Tf4GX4Xo='],
  [DigestEncoding.BASE64URL, 'CBaM2A39U0qw8QrxDxMD_gCvLUOrXBQyNg0Tf4GX4Xo'],
])('an item whose key is the digest of the address, as %s', (encoding, digest) => {
  const app = new TestApp();
  const table = Table.fromTableName(app.stack, 'People', 'people');
  const key = { pk: Value.verifiedEmail().sha256(encoding).substring(0, 2).withPrefix('Auth.'), sk: Value.verifiedEmail().sha256(encoding).withPrefix('Email#') };
  const person = TableSource.item('person', { table, key });
  const enricher = app.enricher({
    claims: [ClaimRule.set('portfolio_id', person.attribute('UserId'), { ifAbsent: IfAbsent.DENY }), ClaimRule.suppress('email'), ClaimRule.suppress('cognito:groups')],
    scopes: [ScopeRule.add('portfolio/use'), ...['openid', 'profile', 'email'].map(scope => ScopeRule.suppress(scope))],
  });
  const tables = { person: [{ pk: `Auth.${digest.slice(0, 2)}`, sk: `Email#${digest}`, UserId: 'p0' }] };
  const previewOf = (email: string) => enricher.preview({
    tables, userAttributes: { email, email_verified: 'true' }, groups: ['staff'], scopes: ['openid', 'email', 'profile', 'api/read'],
  });

  test('is found, and the address is not in the tokens', () => {
    const { idToken, accessToken } = previewOf('a@example.com');
    expect([idToken!.portfolio_id, accessToken!.portfolio_id, accessToken!.scope]).toEqual(['p0', 'p0', 'api/read portfolio/use']);
    expect({ ...idToken, ...accessToken }).not.toMatchObject({ email: expect.anything() });
    expect(Object.keys({ ...idToken, ...accessToken })).not.toContain('cognito:groups');
  });

  test.each(['b@example.com', 'A@example.com'])('%s is that of nobody', email => {
    expect(previewOf(email).denial).toMatchObject({ reason: 'REQUIRED' });
  });
});

test('groups that are also in the items of a query', () => {
  const app = new TestApp();
  const teams = TableSource.query('teams', { table: app.table, key: { id: Value.sub() } }).items().mapEach(Value.element('name'));
  const enricher = app.enricher({
    claims: [
      ClaimRule.set('both', Value.groups().filterOneOfValue(teams), ACCESS),
      ClaimRule.set('others', Value.groups().filterNoneOfValue(teams), ACCESS),
    ],
  });
  const { accessToken } = enricher.preview({ groups: ['a', 'b', 'c'], items: { teams: [{ name: 'c' }, { name: 'x' }, { name: 'a' }] } });
  expect(accessToken).toMatchObject({ both: ['a', 'c'], others: ['b'] });
});
