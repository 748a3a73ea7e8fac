import { CfnParameter } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, OnError, RuleMode, ScopeRule, Subject, TokenType, TriggerSource, Value, ItemAttributeType, type RuleOptions, type PreviewProps } from '../../src';
import { errorOf, TestApp } from '../support/app';

const ID = { tokens: [TokenType.ID] };

test('without props, the user has only a sub', () => {
  const preview = new TestApp().enricher().preview();
  expect(preview.idToken).toMatchObject({ sub: '11111111-2222-4333-8444-555555555555', token_use: 'id' });
  expect(preview.accessToken).toMatchObject({ scope: 'openid', username: 'preview-user' });
  expect(preview.denial).toBeUndefined();
  expect(preview.trace).toEqual([]);
  expect(preview.response).toEqual({ claimsOverrideDetails: {} });
});

test('previews do not depend on the current time', () => {
  const enricher = new TestApp().enricher({ claims: [ClaimRule.set('now', Value.now())] });
  expect(enricher.preview()).toEqual(enricher.preview());
  expect(enricher.preview().accessToken!.now).toBe(1893456000);
  expect(enricher.preview({ now: new Date('2026-11-20T10:00:00Z') }).accessToken!.now).toBe(1795168800);
  expect(errorOf(() => enricher.preview({ now: new Date('tomorrow') }))).toContain('preview.now: PreviewTime');
});

test('each claim has its origin', () => {
  const enricher = new TestApp().enricher({
    claims: [ClaimRule.set('plan', Value.literal('free')), ClaimRule.set('plan', Value.userAttribute('custom:plan')), ClaimRule.suppress('email'), ClaimRule.set('nickname', Value.username(), { when: Condition.refresh() })],
    scopes: [ScopeRule.add('a')],
  });
  const { claims } = enricher.preview({ userAttributes: { email: 'a@b.c', nickname: 'jo', name: 'Jane' } });
  const origin = (token: string, name: string) => claims.filter(each => each.token === token && each.name === name);
  expect(origin('ID', 'plan')).toEqual([{ token: 'ID', name: 'plan', origin: 'RULE', rules: ['claims[0]'] }]);
  expect(origin('ID', 'name')).toEqual([{ token: 'ID', name: 'name', origin: 'COGNITO', rules: [] }]);
  expect(origin('ID', 'email')).toEqual([{ token: 'ID', name: 'email', origin: 'SUPPRESSED', rules: ['claims[2]'] }]);
  expect(origin('ID', 'nickname')).toEqual([{ token: 'ID', name: 'nickname', origin: 'SUPPRESSED', rules: ['claims[3]'] }]);
  expect(origin('ACCESS', 'scope')).toEqual([{ token: 'ACCESS', name: 'scope', origin: 'RULE', rules: ['scopes[0]'] }]);
});

test('the trace contains the outcome of every rule', () => {
  const app = new TestApp();
  const source = app.source('profile', { onError: OnError.OMIT });
  const enricher = app.enricher({
    claims: [
      ClaimRule.set('a', Value.literal(1)),
      ClaimRule.set('a', Value.userAttribute('custom:level').toNumber()),
      ClaimRule.set('b', Value.email()),
      ClaimRule.set('c', source.attribute('c')),
      ClaimRule.set('d', Value.sub(), { when: Condition.inGroup('x') }),
      ClaimRule.set('e', Value.sub(), { when: source.exists() }),
      ClaimRule.set('f', Value.sub(), { mode: RuleMode.SHADOW }),
      ClaimRule.set('g', Value.sub(), { mode: RuleMode.DISABLED }),
      ClaimRule.set('h', Value.clientId(), { subjects: [Subject.MACHINE] }),
    ],
    scopes: [ScopeRule.add('plan:{{user.custom:plan}}')],
  });
  const { trace } = enricher.preview({ userAttributes: { 'custom:level': '5', 'custom:plan': 'a b' }, failingSources: ['profile'] });
  expect(trace.map(({ rule, outcome, shadow, reason }) => ({ rule, outcome, shadow, ...reason !== undefined && { reason } }))).toEqual([
    { rule: 'claims[0]', outcome: 'REPLACED', shadow: false },
    { rule: 'claims[1]', outcome: 'APPLIED', shadow: false },
    { rule: 'claims[2]', outcome: 'ABSENT', shadow: false },
    { rule: 'claims[3]', outcome: 'FAILED', shadow: false, reason: 'READ profile' },
    { rule: 'claims[4]', outcome: 'CONDITION_FALSE', shadow: false },
    { rule: 'claims[5]', outcome: 'CONDITION_UNKNOWN', shadow: false, reason: 'READ profile' },
    { rule: 'claims[6]', outcome: 'APPLIED', shadow: true },
    { rule: 'claims[7]', outcome: 'DISABLED', shadow: false },
    { rule: 'claims[8]', outcome: 'OTHER_SUBJECT', shadow: false },
    { rule: 'scopes[0]', outcome: 'DROPPED', shadow: false },
  ]);
});

describe('a denial', () => {
  test('is returned instead of thrown, with the message for the user', () => {
    const enricher = new TestApp().enricher({ deny: [DenyRule.when(Condition.inGroup('blocked'), 'Ask your administrator')] });
    const preview = enricher.preview({ groups: ['blocked'] });
    expect(preview.denial).toEqual({ reason: 'DENIED', rule: 'deny[0]', message: 'Ask your administrator' });
    expect([preview.idToken, preview.accessToken, preview.response]).toEqual([undefined, undefined, undefined]);
  });

  test('for a table that cannot be read', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    expect(enricher.preview({ failingSources: ['profile'] }).denial).toEqual({
      reason: 'READ', rule: 'claims[0]', message: 'The sign-in could not be completed. Please try again later. Reference: preview',
    });
  });

  test('for a required claim that is absent', () => {
    const enricher = new TestApp().enricher({ claims: [ClaimRule.set('tenant', Value.userAttribute('custom:plan'), { ifAbsent: IfAbsent.DENY })] });
    expect(enricher.preview().denial).toMatchObject({ reason: 'REQUIRED', rule: 'claims[0]' });
  });

  test('by a true DenyRule takes precedence over that for a table', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))], deny: [DenyRule.when(Condition.user(), 'Closed')] });
    expect(enricher.preview({ failingSources: ['profile'] }).denial?.message).toBe('Closed');
  });
});

test('groups and roles are overridden together', () => {
  const enricher = new TestApp().enricher({
    groups: [GroupRule.set({ groups: Value.groups().filter(Value.element().startsWith('app-')), iamRoles: Value.listOf(Value.literal('arn:aws:iam::123456789012:role/r'), Value.groups().first()) })],
  });
  const { idToken, accessToken, trace } = enricher.preview({
    groups: ['app-a', 'other'], iamRoles: ['arn:aws:iam::123456789012:role/old'], preferredRole: 'arn:aws:iam::123456789012:role/old',
  });
  expect(idToken).toMatchObject({ 'cognito:groups': ['app-a'], 'cognito:roles': ['arn:aws:iam::123456789012:role/r'] });
  expect(accessToken).toMatchObject({ 'cognito:groups': ['app-a'] });
  expect(idToken).not.toHaveProperty(['cognito:preferred_role']);
  expect(trace[0].outcome).toBe('DROPPED');
});

describe('a client', () => {
  test('is identified by its construct, and its attributes are those that it can read', () => {
    const app = new TestApp();
    const web = app.userPool.addClient('Web', { readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }) });
    const mobile = app.client('Mobile');
    const enricher = app.enricher({ claims: [ClaimRule.set('app', Value.literal('web'), { ...ID, when: Condition.client(web) })] });
    const userAttributes = { email: 'a@b.c', nickname: 'jo' };
    expect(enricher.preview({ client: web, userAttributes }).idToken).toMatchObject({ app: 'web', email: 'a@b.c' });
    expect(enricher.preview({ client: web, userAttributes }).idToken).not.toHaveProperty('nickname');
    expect(enricher.preview({ client: mobile, userAttributes }).idToken).not.toHaveProperty('app');
    expect(enricher.preview({ client: mobile, userAttributes }).idToken).toHaveProperty('nickname');
    expect(enricher.preview().idToken).not.toHaveProperty('app');
  });

  test('whose id is known only at deployment is identified by its value', () => {
    const app = new TestApp();
    const id = new CfnParameter(app.stack, 'Id').valueAsString;
    const imported = cognito.UserPoolClient.fromUserPoolClientId(app.stack, 'Imported', id);
    const enricher = app.enricher({ claims: [ClaimRule.set('app', Value.literal('web'), { ...ID, when: Condition.client(imported) })] });
    expect(enricher.preview({ client: imported }).idToken!.app).toBe('web');
    expect(enricher.preview({ clientId: id }).idToken!.app).toBe('web');
    expect(enricher.preview({ clientId: 'abc', deployTimeValues: { [id]: 'abc' } }).idToken!.app).toBe('web');
    expect(enricher.preview({ clientId: 'abc' }).idToken).not.toHaveProperty('app');
  });

  test('with a literal id is identified by it', () => {
    const app = new TestApp();
    const imported = cognito.UserPoolClient.fromUserPoolClientId(app.stack, 'Imported', 'abc123');
    const enricher = app.enricher({ claims: [ClaimRule.set('app', Value.clientId(), { ...ID, when: Condition.client(imported) })] });
    expect(enricher.preview({ client: imported }).idToken!.app).toBe('abc123');
    expect(enricher.preview({ clientId: 'abc123' }).idToken!.app).toBe('abc123');
    expect(enricher.preview({ clientId: 'other' }).idToken).not.toHaveProperty('app');
  });
});

describe('a machine', () => {
  test('has only an access token', () => {
    const enricher = new TestApp().enricher({ claims: [ClaimRule.set('tier', Value.template('tier of {{client.id}}'), { subjects: [Subject.MACHINE] })] });
    const preview = enricher.preview({ triggerSource: TriggerSource.CLIENT_CREDENTIALS, clientId: 'batch', scopes: ['api/read'] });
    expect(preview.idToken).toBeUndefined();
    expect(preview.accessToken).toMatchObject({ sub: 'batch', tier: 'tier of batch', scope: 'api/read' });
    expect(preview.assumptions).toContainEqual(expect.stringContaining('machine event'));
  });

  test('does not reach the function below V3', () => {
    const enricher = new TestApp().enricher({ scopes: [ScopeRule.add('a')] });
    const preview = enricher.preview({ triggerSource: TriggerSource.CLIENT_CREDENTIALS, scopes: ['api/read'] });
    expect(preview.accessToken!.scope).toBe('api/read');
    expect(preview.assumptions).toContainEqual('with V2_0 Amazon Cognito issues machine tokens without calling the function');
  });
});

describe('deploy-time values', () => {
  test('are markers that describe them', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('table', Value.template(`${app.table.tableName}/{{user.sub}}`))] });
    const preview = enricher.preview();
    expect(preview.accessToken!.table).toMatch(/^<Table\/Resource\.Ref>\/1111/);
    expect(preview.assumptions).toContainEqual(expect.stringContaining('Table/Resource.Ref'));
  });

  test('can be set by a test', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('table', Value.literal(app.table.tableName))] });
    expect(enricher.preview({ deployTimeValues: { [app.table.tableName]: 'users' } }).accessToken!.table).toBe('users');
  });

  test('fail if a key is not one of them', () => {
    const enricher = new TestApp().enricher();
    expect(errorOf(() => enricher.preview({ deployTimeValues: { users: 'x' } }))).toContain('deployTimeValues');
  });

  test('fail if no rule uses them', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('table', Value.literal(app.table.tableName))] });
    const message = errorOf(() => enricher.preview({ deployTimeValues: { [app.table.tableArn]: 'arn' } }));
    ['preview.deployTimeValues: PreviewValue', "that no rule uses, with 'arn'"].forEach(text => expect(message).toContain(text));
  });

  test('that are lists are written as in the deployment', () => {
    const app = new TestApp();
    const tenants = new CfnParameter(app.stack, 'Tenants', { type: 'CommaDelimitedList' }).valueAsList;
    const enricher = app.enricher({ claims: [ClaimRule.set('tenants', Value.literal(tenants), ID)] });
    expect(enricher.preview({ deployTimeValues: { [tenants as never]: 'a,b' } }).idToken!.tenants).toEqual(['a', 'b']);
    expect(enricher.preview().idToken!.tenants).toEqual([expect.stringContaining('Tenants')]);
  });
});

describe('items', () => {
  test('are plain objects, by source name', () => {
    const app = new TestApp();
    const source = app.source();
    const enricher = app.enricher({
      claims: [
        ClaimRule.set('text', source.attribute('level', { valueType: ItemAttributeType.STRING })),
        ClaimRule.set('deep', source.attribute('roles[0].name')),
        ClaimRule.set('none', source.attribute('nothing')),
        ClaimRule.set('known', Value.choose(source.exists(), Value.literal(true), Value.literal(false))),
      ],
    });
    expect(enricher.preview({ items: { profile: { level: 3, roles: [{ name: 'admin' }], nothing: null } } }).accessToken).toMatchObject({ text: '3', deep: 'admin', known: true });
    expect(enricher.preview().accessToken).toMatchObject({ known: false });
  });

  test.each<[string, PreviewProps, readonly string[]]>([
    ['of an unknown source', { items: { profil: {} } }, ['preview.items: PreviewSource', "'profil', did you mean 'profile'?", 'the sources of the rules: profile']],
    ['of an unknown source that fails', { failingSources: ['user'] }, ['preview.failingSources: PreviewSource', "'user'"]],
  ])('fail if they are %s', (_, props, says) => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    const message = errorOf(() => enricher.preview(props));
    says.forEach(text => expect(message).toContain(text));
  });

  test.each([
    ['a string', 'x', "items.profile: PreviewItem\n  given:   'x'\n  allowed: a map of attributes"],
    ['a list', [], 'items.profile: PreviewItem\n  given:   []'],
    ['a date in an attribute', { at: [new Date()] }, 'items.profile.at[0]: PreviewItem\n  given:   an object of Date'],
    ['NaN', { level: NaN }, 'items.profile.level: PreviewItem\n  given:   NaN'],
  ])('fails for %s', (_, item, says) => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] });
    expect(errorOf(() => enricher.preview({ items: { profile: item } }))).toContain(says);
  });
});

test('results are new plain objects', () => {
  const app = new TestApp();
  const enricher = app.enricher({ claims: [ClaimRule.set('list', Value.literal([1, { a: 'x' }]))] });
  const first = enricher.preview();
  (first.accessToken!.list as unknown[]).push('changed');
  expect(enricher.preview().accessToken!.list).toEqual([1, { a: 'x' }]);
  expect(Object.getPrototypeOf(first.accessToken)).toBe(Object.prototype);
  expect(JSON.stringify(first)).not.toContain('null');
});

describe('the audience of the access token', () => {
  const audience = (options?: RuleOptions) => new TestApp().enricher({ claims: [ClaimRule.addAudience(options)] });

  test('is the client id', () => {
    const { accessToken, idToken, response } = audience().preview({ clientId: 'web' });
    expect([accessToken!.aud, idToken!.aud]).toEqual(['web', 'web']);
    expect(response).toEqual({ claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { aud: 'web' } } } });
  });

  test('can be set for machines if the rule names them', () => {
    const machine = { triggerSource: TriggerSource.CLIENT_CREDENTIALS, clientId: 'batch' };
    expect(audience({ subjects: [Subject.MACHINE] }).preview(machine).accessToken).toMatchObject({ aud: 'batch' });
    expect(audience().preview(machine).accessToken).not.toHaveProperty('aud');
  });

  test('can be set with a condition', () => {
    expect(audience({ when: Condition.clientId('web') }).preview({ clientId: 'other' }).accessToken).not.toHaveProperty('aud');
  });

  test('is assumed to stay the requested resource', () => {
    const { accessToken, assumptions } = audience().preview({ resource: 'https://api.example.com' });
    expect(accessToken!.aud).toBe('https://api.example.com');
    expect(assumptions).toContainEqual(expect.stringContaining('resource binding'));
  });
});
