import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { Condition, OnError, Preset, Subject, TokenType, TriggerSource, Value, type HasuraOptions, type PreviewProps } from '../../src';
import { errorOf, TestApp } from '../support/app';
import { reportOf } from '../support/pool-app';

const NAMESPACE = 'https://hasura.io/jwt/claims';
const SUB = '11111111-2222-4333-8444-555555555555';
const NOBODY_SPECIAL = { 'x-hasura-allowed-roles': ['user'], 'x-hasura-default-role': 'user', 'x-hasura-user-id': SUB };

const preview = (options: Partial<HasuraOptions>, props: PreviewProps = {}) =>
  new TestApp().enricher({ claims: Preset.hasura({ defaultRole: 'user', ...options }) }).preview(props);
const claim = (options: Partial<HasuraOptions>, props?: PreviewProps) => preview(options, props).accessToken![NAMESPACE];
const rolesOf = (options: Partial<HasuraOptions>, props?: PreviewProps) => claim(options, props)['x-hasura-allowed-roles'];

describe('the documented shape', () => {
  const documented = {
    'x-hasura-default-role': 'user',
    'x-hasura-allowed-roles': ['user', 'editor', 'mod'],
    'x-hasura-user-id': '1234567890',
    'x-hasura-org-id': '123',
    'x-hasura-custom': 'custom-value',
  };
  const options: Partial<HasuraOptions> = {
    roles: Value.groups().lookup({ editors: 'editor', moderators: 'mod' }),
    variables: { 'x-hasura-org-id': Value.literal(123), 'x-hasura-custom': Value.literal('custom-value') },
  };
  const user: PreviewProps = { groups: ['editors', 'moderators', 'others'], userAttributes: { sub: '1234567890' } };

  test('is an object, in both tokens', () => {
    const { idToken, accessToken } = preview(options, user);
    expect(idToken![NAMESPACE]).toEqual(documented);
    expect(accessToken![NAMESPACE]).toEqual(documented);
  });

  test('is a string in the format stringified_json, which V1_0 can carry', () => {
    const claims = Preset.hasura({ defaultRole: 'user', ...options, stringified: true, tokens: [TokenType.ID] });
    const enricher = new TestApp().enricher({ claims });
    expect(enricher.triggerVersion).toBe(LambdaVersion.V1_0);
    const { idToken, accessToken } = enricher.preview(user);
    expect(JSON.parse(idToken![NAMESPACE])).toEqual(documented);
    expect(accessToken).not.toHaveProperty([NAMESPACE]);
  });

  test('can have the claim name in the examples of Hasura DDN', () => {
    const { accessToken } = preview({ claimsNamespace: 'claims.jwt.hasura.io' });
    expect(accessToken!['claims.jwt.hasura.io']).toEqual(NOBODY_SPECIAL);
    expect(accessToken).not.toHaveProperty([NAMESPACE]);
  });

  test('as an object is an error under V1_0', () => {
    const claims = Preset.hasura({ defaultRole: 'user', tokens: [TokenType.ID] });
    const message = errorOf(() => new TestApp().enricher({ claims, triggerVersion: LambdaVersion.V1_0 }));
    expect(message).toContain('claims[0]');
    expect(message).toContain('toJson');
  });
});

describe('roles', () => {
  const groups = { roles: Value.groups() };

  test.each<[string, Partial<HasuraOptions>, PreviewProps, readonly string[]]>([
    ['without roles', {}, { groups: ['editor'] }, ['user']],
    ['without groups', groups, {}, ['user']],
    ['by the names of groups', groups, { groups: ['editor', 'viewer'] }, ['user', 'editor', 'viewer']],
    ['each once', groups, { groups: ['user', 'editor', 'editor'] }, ['user', 'editor']],
    ['but not admin', groups, { groups: ['admin', 'editor'] }, ['user', 'editor']],
    ['but not admin, mapped or not', { roles: Value.groups().lookup({ owners: 'admin' }) }, { groups: ['owners'] }, ['user']],
    ['with admin where that is allowed', { ...groups, allowAdmin: true }, { groups: ['admin'] }, ['user', 'admin']],
    ['of one string', { roles: Value.literal('editor') }, {}, ['user', 'editor']],
    ['of one string that is admin', { roles: Value.literal('admin') }, {}, ['user']],
    ['that are absent', { roles: Value.userAttribute('custom:plan') }, {}, ['user']],
    ['that are numbers', { roles: Value.literal([7, true]) }, {}, ['user', '7', 'true']],
    ['that are no strings', { roles: Value.literal([['a'], { b: 'c' }, 'd']) }, {}, ['user', 'd']],
  ])('%s', (_, options, props, roles) => expect(rolesOf(options, props)).toEqual(roles));

  test('by table: only the default role if the table cannot be read and its values are omitted', () => {
    const app = new TestApp();
    const roles = app.source('profile', { onError: OnError.OMIT }).attribute('roles');
    const enricher = app.enricher({ claims: Preset.hasura({ defaultRole: 'user', roles }) });
    const { accessToken } = enricher.preview({ items: { profile: { roles: ['editor', 'admin'] } } });
    expect(accessToken![NAMESPACE]['x-hasura-allowed-roles']).toEqual(['user', 'editor']);
    expect(enricher.preview({ failingSources: ['profile'] }).accessToken![NAMESPACE]).toEqual(NOBODY_SPECIAL);
  });

  test('by table: no token if the string would contain a failed value', () => {
    const app = new TestApp();
    const roles = app.source('profile', { onError: OnError.OMIT }).attribute('roles');
    const enricher = app.enricher({ claims: Preset.hasura({ defaultRole: 'user', roles, stringified: true }) });
    expect(enricher.preview({ failingSources: ['profile'] }).denial).toMatchObject({ reason: 'UNCERTAIN', rule: 'claims[0]' });
    expect(JSON.parse(enricher.preview().accessToken![NAMESPACE])).toEqual(NOBODY_SPECIAL);
  });

  test('by table: the token is denied if the table cannot be read', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: Preset.hasura({ defaultRole: 'user', roles: app.source().attribute('roles') }) });
    expect(enricher.preview({ failingSources: ['profile'] }).denial).toMatchObject({ reason: 'READ' });
  });
});

describe('synthesis fails for user-written values', () => {
  const nickname = Value.userAttribute('nickname');
  const report = (options: Partial<HasuraOptions>) => reportOf({ claims: Preset.hasura({ defaultRole: 'user', tokens: [TokenType.ID], ...options }) });

  test.each<[string, Partial<HasuraOptions>]>([
    ['as roles', { roles: nickname }],
    ['as user id', { userId: nickname }],
    ['as a session variable', { variables: { team: nickname } }],
    ['as a condition', { when: nickname.isEqualTo('x') }],
  ])('%s', (_, options) => {
    ['Provenance', "userAttribute('nickname')", 'by which Hasura decides'].forEach(text => expect(report(options)).toContain(text));
  });

  test('and not for groups, tables and claims that are not used for authorization', () => {
    expect(report({ roles: Value.groups() })).toBe('');
    expect(reportOf(app => ({ claims: Preset.hasura({ defaultRole: 'user', roles: app.source().attribute('roles') }) }))).toBe('');
    expect(report({ roles: nickname, usedForAuthorization: false })).toBe('');
  });
});

describe('session variables', () => {
  test('have the prefix and lowercase names, and never replace roles or the user id', () => {
    const names = ['org-id', 'X-Hasura-Team', 'X-Hasura-Allowed-Roles', 'default-role', 'x-hasura-user-id'];
    const variables = Object.fromEntries(names.map(name => [name, Value.literal('x')]));
    expect(claim({ variables })).toEqual({ ...NOBODY_SPECIAL, 'x-hasura-org-id': 'x', 'x-hasura-team': 'x' });
  });

  test('are strings: other values are omitted', () => {
    const profile = new TestApp().source();
    const variables = {
      number: Value.literal(1.5),
      boolean: Value.literal(false),
      list: profile.attribute('list'),
      map: profile.attribute('map'),
      absent: Value.email(),
    };
    expect(claim({ variables }, { items: { profile: { list: ['a'], map: { a: 'b' } } } })).toEqual({ ...NOBODY_SPECIAL, 'x-hasura-number': '1.5', 'x-hasura-boolean': 'false' });
  });

  test('contain a hostile string unchanged', () => {
    const hostile = '","x-hasura-allowed-roles":["admin"],"x":"{{user.sub}}';
    const variables = { plan: Value.userAttribute('custom:plan') };
    const props = { userAttributes: { 'custom:plan': hostile } };
    expect(claim({ variables }, props)).toEqual({ ...NOBODY_SPECIAL, 'x-hasura-plan': hostile });
    expect(JSON.parse(claim({ variables, stringified: true }, props))).toEqual({ ...NOBODY_SPECIAL, 'x-hasura-plan': hostile });
  });

  test('can contain another user id, as a string', () => {
    expect(claim({ userId: Value.literal(42) })['x-hasura-user-id']).toBe('42');
    expect(claim({ userId: Value.email() })).not.toHaveProperty('x-hasura-user-id');
  });
});

test('a condition can give some users other roles', () => {
  const enricher = new TestApp().enricher({
    claims: [...Preset.hasura({ defaultRole: 'user' }), ...Preset.hasura({ defaultRole: 'editor', when: Condition.inGroup('editors') })],
  });
  expect(enricher.preview().accessToken![NAMESPACE]['x-hasura-default-role']).toBe('user');
  expect(enricher.preview({ groups: ['editors'] }).accessToken![NAMESPACE]['x-hasura-default-role']).toBe('editor');
});

describe('machines', () => {
  const machine = { triggerSource: TriggerSource.CLIENT_CREDENTIALS, clientId: 'batch' };

  test('have no claim', () => {
    expect(preview({}, machine).accessToken).not.toHaveProperty([NAMESPACE]);
  });

  test('have the default role and no user id if the rule applies to them', () => {
    expect(claim({ roles: Value.groups(), subjects: [Subject.USER, Subject.MACHINE] }, machine))
      .toEqual({ 'x-hasura-allowed-roles': ['user'], 'x-hasura-default-role': 'user' });
  });
});

test('an empty default role is an error', () => {
  expect(errorOf(() => preview({ defaultRole: '' }))).toContain('claims[0]');
});
