import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  ClaimRule, Condition, DenyRule, FunctionSource, OnError, OnLimit, SortKeyCondition, TableSource, TokenEnricher, TriggerSource, Value,
  type PreviewProps, type ReadPreview,
} from '../../src';
import { errorOf, TestApp } from '../support/app';

const { STRING, NUMBER } = dynamodb.AttributeType;

/** The sources of a design; each can be replaced by one with a mistake. */
interface Design {
  readonly tenant?: Value;
  readonly member?: SortKeyCondition;
}

const TENANT = Value.userAttribute('custom:plan').withPrefix('TENANT#');
const MEMBER = SortKeyCondition.beginsWith('sk', Value.template('MEMBER#{{user.sub}}#'));

/** An app with a single-table design: tenants, their members, and an index by user. */
class SaasApp extends TestApp {
  public readonly saas = new dynamodb.Table(this.stack, 'Saas', { partitionKey: { name: 'pk', type: STRING }, sortKey: { name: 'sk', type: STRING } });

  constructor() {
    super();
    this.saas.addGlobalSecondaryIndex({ indexName: 'byUser', partitionKey: { name: 'user', type: STRING }, sortKey: { name: 'joined', type: NUMBER } });
  }

  public design({ tenant: pk = TENANT, member: sort = MEMBER }: Design = {}): TokenEnricher {
    const tenant = TableSource.item('tenant', { table: this.saas, key: { pk, sk: Value.literal('PROFILE') }, onError: OnError.OMIT });
    const roles = TableSource.query('roles', { table: this.saas, key: { pk }, sort, onError: OnError.OMIT });
    const joined = TableSource.query('joined', {
      table: this.saas, indexName: 'byUser', key: { user: Value.sub() }, ascending: false, limit: 1, onLimit: OnLimit.CUT, onError: OnError.OMIT,
    });
    return this.enricher({
      claims: [
        ClaimRule.set('plan_name', tenant.attribute('plan')),
        ClaimRule.set('member_as', roles.items().mapEach(Value.element('role'))),
        ClaimRule.set('newest', joined.items().mapEach(Value.element('pk')).first()),
      ],
      trustedAttributes: { 'custom:plan': 'no app client can write it' },
    });
  }
}

const SAAS = [
  { pk: 'TENANT#acme', sk: 'PROFILE', plan: 'gold' },
  { pk: 'TENANT#acme', sk: 'MEMBER#jane#1', role: 'admin', user: 'jane', joined: 1 },
  { pk: 'TENANT#acme', sk: 'MEMBER#jane#2', role: 'billing', user: 'jane', joined: 3 },
  { pk: 'TENANT#acme', sk: 'MEMBER#john#1', role: 'viewer', user: 'john', joined: 2 },
  { pk: 'TENANT#other', sk: 'PROFILE', plan: 'free' },
  { pk: 'TENANT#other', sk: 'MEMBER#jane#1', role: 'owner', user: 'jane', joined: 2 },
];

const JANE = { 'sub': 'jane', 'custom:plan': 'acme' };

function claims(design?: Design, props: PreviewProps = {}): unknown[] {
  const app = new SaasApp();
  const { accessToken } = app.design(design).preview({ userAttributes: JANE, tables: { [app.saas.tableName]: SAAS }, ...props });
  return ['plan_name', 'member_as', 'newest'].map(name => accessToken![name]);
}

/** Reads that do not depend on each other have no order. */
const bySource = (reads: readonly ReadPreview[]): readonly ReadPreview[] => [...reads].sort((one, other) => one.source < other.source ? -1 : 1);

describe('a design that isolates tenants', () => {
  test('gets the items of its own keys', () => {
    expect(claims()).toEqual(['gold', ['admin', 'billing'], 'TENANT#acme']);
    expect(claims({}, { userAttributes: { 'sub': 'john', 'custom:plan': 'acme' } })).toEqual(['gold', ['viewer'], 'TENANT#acme']);
    expect(claims({}, { userAttributes: { 'sub': 'jane', 'custom:plan': 'other' } })).toEqual(['free', ['owner'], 'TENANT#acme']);
    expect(claims({}, { userAttributes: { 'sub': 'nobody', 'custom:plan': 'none' } })).toEqual([undefined, [], undefined]);
  });

  test.each<[string, Design, PreviewProps, unknown]>([
    ['a misspelled key', { tenant: Value.userAttribute('custom:plan').withPrefix('TENNANT#') }, {}, [undefined, [], 'TENANT#acme']],
    ['a missing separator in a condition', { member: SortKeyCondition.beginsWith('sk', Value.template('MEMBER#j')) }, {}, ['gold', ['admin', 'billing', 'viewer'], 'TENANT#acme']],
    ['a sort key of all', { member: SortKeyCondition.atLeast('sk', Value.literal('A')) }, {}, ['gold', ['admin', 'billing', 'viewer'], 'TENANT#acme']],
    ['metadata of the caller as a key', { tenant: Value.untrustedClientMetadata('tenant').assumeTrusted('shown in a test').withPrefix('TENANT#') },
      { clientMetadata: { tenant: 'other' } }, ['free', ['owner'], 'TENANT#acme']],
  ])('is told from one with %s', (_, mistake, props, found) => {
    expect(claims(mistake, props)).toEqual(found);
    expect(found).not.toEqual(claims({}, props));
  });
});

test('the reads show keys and what was found', () => {
  const app = new SaasApp();
  const { reads } = app.design().preview({ userAttributes: JANE, tables: { [app.saas.tableName]: SAAS }, deployTimeValues: { [app.saas.tableName]: 'saas' } });
  expect(bySource(reads)).toEqual([
    {
      source: 'joined',
      target: 'saas',
      index: 'byUser',
      key: { user: 'jane' },
      outcome: 'FOUND',
      count: 2,
      items: [
        { pk: 'TENANT#acme', user: 'jane' }, { pk: 'TENANT#other', user: 'jane' },
      ],
    },
    {
      source: 'roles',
      target: 'saas',
      key: { pk: 'TENANT#acme' },
      sortCondition: 'sk BEGINS_WITH "MEMBER#jane#"',
      outcome: 'FOUND',
      count: 2,
      items: [
        { pk: 'TENANT#acme', sk: 'MEMBER#jane#1', role: 'admin' }, { pk: 'TENANT#acme', sk: 'MEMBER#jane#2', role: 'billing' },
      ],
    },
    { source: 'tenant', target: 'saas', key: { pk: 'TENANT#acme', sk: 'PROFILE' }, outcome: 'FOUND', count: 1, items: [{ pk: 'TENANT#acme', sk: 'PROFILE', plan: 'gold' }] },
  ]);
});

test('a table can be named by a source, its ARN, and the name that it gets', () => {
  const app = new SaasApp();
  const enricher = app.design();
  const plan = (tables: PreviewProps['tables'], more: PreviewProps = {}) => enricher.preview({ userAttributes: JANE, tables, ...more }).accessToken!.plan_name;
  expect([plan({ roles: SAAS }), plan({ [app.saas.tableArn]: SAAS }), plan({ saas: SAAS }, { deployTimeValues: { [app.saas.tableName]: 'saas' } })]).toEqual(['gold', 'gold', 'gold']);
});

test('a read that fails, and one that DynamoDB rejects', () => {
  const app = new SaasApp();
  const tables = { [app.saas.tableName]: SAAS };
  const enricher = app.design();
  const readsOf = (props: PreviewProps) => bySource(enricher.preview({ tables, ...props }).reads)
    .map(({ source, outcome, reason }) => [source, outcome, reason]);
  expect(readsOf({ userAttributes: JANE, failingSources: ['roles'] })).toEqual([
    ['joined', 'FOUND', undefined], ['roles', 'FAILED', 'the source is one of failingSources'], ['tenant', 'FOUND', undefined],
  ]);
  expect(readsOf({ userAttributes: { 'sub': 'jane', 'custom:plan': 'x'.repeat(2048) } })).toEqual([
    ['joined', 'FOUND', undefined], ['roles', 'FAILED', expect.stringContaining('2048')], ['tenant', 'FAILED', 'DynamoDB rejects the value of pk: it has more than 2048 bytes'],
  ]);
});

test('a source whose key has an absent part is not read', () => {
  expect(new SaasApp().design().preview({ userAttributes: { sub: 'jane' } }).reads.map(({ source }) => source)).toEqual(['joined']);
});

test('one item for each element of a list', () => {
  const app = new TestApp();
  const plans = TableSource.itemForEach('plans', { table: app.table, keys: { id: Value.groups() } });
  const enricher = app.enricher({ claims: [ClaimRule.set('plans', plans.items().mapEach(Value.element('plan')))] });
  const { reads, accessToken } = enricher.preview({ groups: ['b', 'none', 'a'], tables: { plans: [{ id: 'a', plan: 1 }, { id: 'b', plan: 2 }, { id: 'c', plan: 3 }] } });
  expect(accessToken!.plans).toEqual([2, 1]);
  expect(reads.map(({ key, outcome }) => [key.id, outcome])).toEqual([['b', 'FOUND'], ['none', 'NOTHING'], ['a', 'FOUND']]);
});

test('the invocation of a function', () => {
  const app = new TestApp();
  const handler = lambda.Function.fromFunctionArn(app.stack, 'Handler', 'arn:aws:lambda:us-east-1:111122223333:function:rbac');
  const rbac = FunctionSource.of('rbac', { handler, input: { user: Value.sub() } });
  const enricher = app.enricher({ claims: [ClaimRule.set('level', rbac.attribute('level'))] });
  const preview = (props: PreviewProps) => enricher.preview({ userAttributes: { sub: 'jane' }, ...props });
  expect(preview({ items: { rbac: { level: 3 } } }).reads).toEqual([{ source: 'rbac', target: handler.functionArn, key: { user: 'jane' }, outcome: 'FOUND', count: 1, items: [{ level: 3 }] }]);
  expect(errorOf(() => preview({ tables: { rbac: [] } }))).toContain("given:   'rbac', a function");
});

test('the keys of a table of another app are those of its sources', () => {
  const app = new TestApp();
  const table = dynamodb.Table.fromTableName(app.stack, 'Imported', 'users');
  const profile = TableSource.item('profile', { table, key: { tenant: Value.literal('acme'), user: Value.sub() } });
  const logins = TableSource.query('logins', { table, key: { tenant: Value.literal('acme') }, sort: SortKeyCondition.beginsWith('user', Value.sub()), keyAttributes: ['tenant', 'user'] });
  const enricher = app.enricher({ claims: [ClaimRule.set('level', profile.attribute('level')), ClaimRule.set('users', logins.items().mapEach(Value.element('user')))] });
  const preview = (users: object[]) => enricher.preview({ userAttributes: { sub: 'jane' }, tables: { users } });
  expect(preview([{ tenant: 'acme', user: 'jane2' }, { tenant: 'acme', user: 'jane', level: 3 }, { tenant: 'x', user: 'jane', level: 4 }]).accessToken).toMatchObject({ level: 3, users: ['jane', 'jane2'] });
  expect(errorOf(() => preview([{ tenant: 'acme' }, { tenant: 'acme', user: 'a' }, { tenant: 'acme', user: 'a' }])))
    .toMatch(/preview\.tables\.users\[0\]\.user: PreviewItem[^]*preview\.tables\.users\[2\]: PreviewItem\n {2}given: {3}the same key as preview\.tables\.users\[1\]/);
});

describe('two tables', () => {
  const preview = (arns: readonly string[], props: PreviewProps) => {
    const app = new TestApp();
    const sources = arns.map((arn, index) => {
      const table = dynamodb.Table.fromTableArn(app.stack, `Table${index}`, arn);
      return TableSource.item(index === 0 ? 'users' : 'profiles', { table, key: { id: Value.literal('a') }, onError: OnError.OMIT });
    });
    return app.enricher({ claims: sources.map(source => ClaimRule.set(`from_${source.sourceName}`, source.attribute('v'))) }).preview(props);
  };
  const ofAccount = (account: string, name: string): string => `arn:aws:dynamodb:us-east-1:${account}:table/${name}`;

  test('of two accounts with the same name are two', () => {
    const [own, other] = [ofAccount('111111111111', 'people'), ofAccount('222222222222', 'people')];
    const tables = { [own]: [{ id: 'a', v: 1 }], [other]: [{ id: 'a', v: 2 }] };
    expect(preview([own, other], { tables }).accessToken).toMatchObject({ from_users: 1, from_profiles: 2 });
    expect(errorOf(() => preview([own, other], { tables: { people: [] } }))).toContain("given:   'people', which can be the table of profiles, or that of users");
  });

  test('of which one has the name of the source of the other', () => {
    const arns = ['accounts', 'users'].map(name => ofAccount('111111111111', name));
    expect(errorOf(() => preview(arns, { tables: { users: [] } }))).toContain("given:   'users', which can be the table of profiles, or that of users");
    expect(preview(arns, { tables: { accounts: [{ id: 'a', v: 1 }], profiles: [{ id: 'a', v: 2 }] } }).accessToken).toMatchObject({ from_users: 1, from_profiles: 2 });
  });
});

test('an undefined order is an assumption', () => {
  const app = new SaasApp();
  const twice = [...SAAS, { pk: 'TENANT#third', sk: 'MEMBER#jane#1', user: 'jane', joined: 3 }];
  const enricher = app.design();
  const assumptions = (items: object[]) => enricher.preview({ userAttributes: JANE, tables: { joined: items } }).assumptions.filter(text => text.includes('byUser'));
  expect(assumptions(SAAS)).toEqual([]);
  expect(assumptions(twice)).toEqual([expect.stringContaining('the order of items with the same sort key in byUser of <')]);
});

test('a denial shows what was read', () => {
  const app = new TestApp();
  const { denial, reads } = app.enricher({ deny: [DenyRule.when(Condition.none(app.source().exists()), 'no account')] })
    .preview({ userAttributes: { sub: 'jane' }, tables: { profile: [{ id: 'john' }] } });
  expect(denial!.reason).toBe('DENIED');
  expect(reads).toEqual([expect.objectContaining({ source: 'profile', key: { id: 'jane' }, outcome: 'NOTHING', count: 0, items: [] })]);
});

test('version 1 issues machine tokens without a read', () => {
  const app = new TestApp();
  expect(app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('a'))] }).preview({ triggerSource: TriggerSource.CLIENT_CREDENTIALS }).reads).toEqual([]);
});

describe('mistakes', () => {
  const mistakes = (props: (app: SaasApp) => PreviewProps): string => {
    const app = new SaasApp();
    return errorOf(() => app.design().preview({ userAttributes: JANE, ...props(app) }));
  };

  test.each<[string, (app: SaasApp) => PreviewProps, readonly string[]]>([
    ['a table that no rule reads', app => ({ tables: { [app.table.tableName]: [] } }), ['preview.tables.<deploy-time value>: PreviewTable', 'joined, roles, tenant']],
    ['a misspelled source', () => ({ tables: { tenants: [] } }), ["'tenants', did you mean 'tenant'?"]],
    ['the name of an inherited member', () => ({ tables: { constructor: [] } }), ["given:   'constructor'"]],
    ['a table twice', app => ({ tables: { [app.saas.tableName]: [], roles: [] } }), ['preview.tables.roles: PreviewTable', 'the same table as preview.tables.<deploy-time value>']],
    ['a map of items', () => ({ tables: { roles: { pk: 'a' } as never } }), ['preview.tables.roles: Option', 'a list of items']],
    ['all problems at once', () => ({ tables: { roles: [{ pk: 'a' }, { pk: 1, sk: 'b' }, { pk: { S: 'a' }, sk: { S: 5 } }] }, items: { tenant: 'gold' } }), [
      '5 problems', 'preview.tables.roles[0].sk: PreviewItem', 'preview.tables.roles[1].pk: PreviewItem', 'preview.tables.roles[2].sk.S: PreviewItem', 'preview.items.tenant: PreviewItem',
    ]],
    ['items of a source whose table is given', () => ({ tables: { roles: SAAS }, items: { tenant: { plan: 'free' } } }), ['preview.items.tenant: PreviewItem', 'items of a source whose table is in preview.tables']],
    ['an item with another key', () => ({ items: { tenant: { pk: 'TENANT#other', plan: 'free' } } }), [
      'preview.items.tenant.pk: PreviewItem', "given:   'TENANT#other'", "allowed: 'TENANT#acme', the key that the rules read",
    ]],
    ['an item outside of the condition', () => ({ items: { roles: [{ sk: 'MEMBER#jane#1' }, { sk: 'MEMBER#john#1' }] } }), [
      'preview.items.roles[1].sk: PreviewItem', "given:   'MEMBER#john#1'", "allowed: BEGINS_WITH 'MEMBER#jane#', the sort key condition of the rules",
    ]],
    ['items in another order', () => ({ items: { roles: [{ sk: 'MEMBER#jane#2' }, { sk: 'MEMBER#jane#1' }] } }), [
      'preview.items.roles[1].sk: PreviewItem', "given:   'MEMBER#jane#1'", 'by sk, ascending, and each with another one',
    ]],
    ['an item twice', () => ({ items: { roles: [{ sk: 'MEMBER#jane#1' }, { sk: 'MEMBER#jane#1' }] } }), ['preview.items.roles[1].sk: PreviewItem', 'each with another one']],
  ])('%s', (_, props, says) => {
    const message = mistakes(props);
    says.forEach(text => expect(message).toContain(text));
  });

  test('an item with the key that the rules read is none', () => {
    const app = new SaasApp();
    const { accessToken } = app.design().preview({ userAttributes: JANE, items: { tenant: { pk: 'TENANT#acme', sk: 'PROFILE', plan: 'gold' }, roles: [{ pk: 'TENANT#acme', sk: 'MEMBER#jane#1', role: 'x' }] } });
    expect(accessToken).toMatchObject({ plan_name: 'gold', member_as: ['x'] });
  });
});
