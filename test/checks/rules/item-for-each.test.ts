import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, DenyRule, ItemAttributeType, OnLimit, ScopeRule, TableSource, TokenBudget, Value, type ItemForEachSourceProps, type TokenEnricherProps } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';
import { reportOf, role } from '../../support/pool-app';

const STRING = dynamodb.AttributeType.STRING;

/** A table with the permissions of each role, by organization. */
function permissions(app: TestApp): dynamodb.Table {
  return new dynamodb.Table(app.stack, 'Permissions', { partitionKey: { name: 'org', type: STRING }, sortKey: { name: 'role', type: STRING } });
}

const ORG = Value.literal('acme');
const forEach = (app: TestApp, more: Partial<ItemForEachSourceProps> = {}): TableSource =>
  TableSource.itemForEach('permissions', { table: permissions(app), keys: { org: ORG, role: Value.groups() }, ...more });
const sources = (more: Partial<ItemForEachSourceProps>) => (app: TestApp): Partial<TokenEnricherProps> => ({ sources: [forEach(app, more)] });
const untyped = (app: TestApp) => app.source('me').attribute('roles');
const list = (app: TestApp) => app.source('me').attribute('roles', { valueType: ItemAttributeType.STRING_LIST });
const text = (app: TestApp) => app.source('me').attribute('org', { valueType: ItemAttributeType.STRING });
const namesOf = (source: TableSource) => source.items().mapEach(Value.element('name'));

describeCheck('Key', {
  invalid: [
    { name: 'no list', props: sources({ keys: { org: ORG, role: Value.preferredRole() } }), says: ['sources[0].keys', 'no list', 'TableSource.item'] },
    { name: 'two lists', props: sources({ keys: { org: Value.iamRoles(), role: Value.groups() } }), says: ['2 values that can be lists: org, role', 'exactly one value that is a list'] },
    { name: 'two values that may be lists', props: app => ({ sources: [forEach(app, { keys: { org: untyped(app), role: app.source('other').attribute('roles') } })] }), says: ['2 values that can be lists', 'valueType: ItemAttributeType.STRING'] },
    { name: 'nothing', props: sources({ keys: {} }), says: ['sources[0].keys', 'nothing'] },
    { name: 'three attributes', props: sources({ keys: { org: ORG, role: Value.groups(), sk: ORG } }), says: ['sources[0].keys', 'org, role, sk', 'the primary key'] },
  ],
  valid: [
    { name: 'groups', props: sources({}) },
    { name: 'a list of a table', props: app => ({ sources: [forEach(app, { keys: { org: text(app), role: list(app) } })] }) },
    { name: 'one value that may be a list', props: app => ({ sources: [forEach(app, { keys: { org: text(app), role: untyped(app) } })] }) },
    { name: 'a list beside a value that may be one', props: app => ({ sources: [forEach(app, { keys: { org: untyped(app), role: Value.groups() } })] }) },
  ],
});

describeCheck('TableKey', {
  invalid: [
    { name: 'a part of the key', props: sources({ keys: { role: Value.groups() } }), says: ['sources[0].keys', "no 'org'", 'the complete primary key of the table: org and role'] },
    { name: 'another attribute', props: sources({ keys: { org: ORG, roles: Value.groups() } }), says: ['sources[0].keys.roles', "did you mean 'role'?"] },
    { name: 'numbers for strings', props: sources({ keys: { org: ORG, role: Value.literal([1, 2]) } }), says: ['sources[0].keys.role', 'a number', 'a string, the type in the key schema'] },
    { name: 'a list for another part', props: sources({ keys: { org: Value.literal(5), role: Value.groups() } }), says: ['sources[0].keys.org', 'a number'] },
  ],
  valid: [
    { name: 'the complete key', props: sources({}) },
    { name: 'elements of any type', props: app => ({ sources: [forEach(app, { keys: { org: ORG, role: untyped(app) } })] }) },
  ],
});

describeCheck('KeyType', {
  invalid: [
    { name: 'a list of lists', props: sources({ keys: { org: ORG, role: Value.literal([['a']]) } }), says: ['sources[0].keys.role', 'a list', 'a string or a number'] },
    { name: 'a list of booleans', props: sources({ keys: { org: ORG, role: Value.literal([true]) } }), says: ['a boolean'] },
  ],
  valid: [{ name: 'a list of strings', props: sources({ keys: { org: ORG, role: Value.literal(['a']) } }) }],
});

describeCheck('SourceKind', {
  invalid: [{ name: 'an attribute of several items', props: app => ({ claims: [ClaimRule.set('a', forEach(app).attribute('name'))] }), says: ["an attribute of 'permissions', which can have several items", "items().mapEach(Value.element('name'))"] }],
  valid: [{ name: 'items, their number and existence', props: app => { const source = forEach(app); return { claims: [ClaimRule.set('a', namesOf(source), { when: Condition.all(source.exists(), source.count().isAtLeast(2)) })] }; } }],
});

describeCheck('WholeItems', {
  invalid: [{ name: 'items in a token', props: app => ({ claims: [ClaimRule.set('a', forEach(app).items())] }), says: ["whole items of 'permissions'"] }],
  valid: [{ name: 'an attribute of each', props: app => ({ claims: [ClaimRule.set('a', namesOf(forEach(app)))] }) }],
});

describeCheck('UnknownOption', {
  invalid: [
    { name: 'the key of an item', props: sources({ key: { role: Value.groups() } } as object), says: ['sources[0].key', "did you mean 'keys'?"] },
  ],
  valid: [{ name: 'the keys', props: sources({ onLimit: OnLimit.CUT }) }],
});

describeCheck('Option', {
  invalid: [{ name: 'a limit above 100', props: sources({ limit: 101 }), says: ['sources[0].limit', '101', '1 to 100'] }],
  valid: [{ name: 'the largest limit', props: sources({ limit: 100 }) }],
});

describe('who controls the items', () => {
  const report = (keys: ItemForEachSourceProps['keys']) => reportOf(app => ({ scopes: [ScopeRule.addAll(namesOf(TableSource.itemForEach('s', { table: permissions(app), keys })))] }));

  test.each<[string, Value]>([
    ['an attribute that users write', role().split(',')],
    ['metadata', Value.untrustedClientMetadata('roles').split(',')],
  ])('is who controls the list: %s', (_, each) => {
    expect(report({ org: ORG, role: each })).toContain('Provenance');
  });

  test.each<[string, ItemForEachSourceProps['keys']]>([
    ['groups', { org: ORG, role: Value.groups() }],
    ['a list that the caller chooses, under a key of the user', { org: Value.sub(), role: Value.untrustedClientMetadata('roles').split(',') }],
  ])('is the operator for %s', (_, keys) => {
    expect(report(keys)).toBe('');
  });
});

describeWarning('CallerCanAvoid', {
  invalid: [{ name: 'a denial by items of a list that the caller sends', props: app => ({ deny: [DenyRule.when(TableSource.itemForEach('s', { table: permissions(app), keys: { org: Value.sub(), role: Value.untrustedClientMetadata('roles').split(',') } }).exists(), 'No')] }), says: ["the key of the source 's' needs untrustedClientMetadata('roles')"] }],
  valid: [{ name: 'a denial by items of groups', props: app => ({ deny: [DenyRule.when(forEach(app).exists(), 'No')] }) }],
});

test('the function may read the key and the attributes of the table, and nothing else', () => {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', namesOf(forEach(app)))] });
  const [policy] = Object.values(app.template().Resources).filter(({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties.Policies);
  expect(policy.Properties.Policies[0].PolicyDocument.Statement).toContainEqual({
    Effect: 'Allow',
    Action: 'dynamodb:BatchGetItem',
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Permissions/), 'Arn'] },
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['name', 'org', 'role'] },
      'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  });
});

test('the limit fails where the result decides access, and cuts elsewhere', () => {
  const outcomeOf = (rules: (source: TableSource) => Partial<TokenEnricherProps>) => {
    const app = new TestApp();
    const preview = app.enricher(rules(forEach(app, { limit: 1 }))).preview({ groups: ['a', 'b'], items: { permissions: [{ org: 'acme', role: 'a', name: 'A' }] } });
    return [preview.denial?.reason, preview.accessToken?.a];
  };
  expect(outcomeOf(source => ({ claims: [ClaimRule.set('a', namesOf(source))] }))).toEqual([undefined, ['A']]);
  expect(outcomeOf(source => ({ claims: [ClaimRule.set('a', namesOf(source), { usedForAuthorization: true })] }))).toEqual(['READ', undefined]);
  expect(outcomeOf(source => ({ scopes: [ScopeRule.addAll(namesOf(source))] }))).toEqual(['READ', undefined]);
});

describe('a preview', () => {
  const enricherOf = () => {
    const app = new TestApp();
    return app.enricher({ claims: [ClaimRule.set('a', namesOf(forEach(app)))] });
  };
  const a = { org: 'acme', role: 'a', name: 'A' };

  test('finds items by their key', () => {
    const items = { permissions: [{ org: 'acme', role: 'b', name: 'B' }, a, { org: 'other', role: 'a', name: 'X' }, { org: 'acme', role: 'c', name: 'C' }] };
    expect(enricherOf().preview({ groups: ['a', 'none', 'b'], items }).accessToken?.a).toEqual(['A', 'B']);
  });

  test.each<[string, unknown, string]>([
    ['no list', a, 'allowed: a list of items such as'],
    ['without its key', [a, { name: 'A' }], 'items.permissions[1]: PreviewItem\n  given:   without org and role\n  allowed: items with their key, org and role'],
    ['without a part of it', [{ role: 'a' }], 'items.permissions[0]: PreviewItem\n  given:   without org\n'],
  ])('has an error for items that are %s', (_, permissionItems, says) => {
    expect(errorOf(() => enricherOf().preview({ groups: ['a'], items: { permissions: permissionItems } }))).toContain(says);
  });
});

test('the size of a token is that of as many items as there may be', () => {
  const sizeOf = (limit: number) => {
    const app = new TestApp();
    const each = Value.choose(Value.element('name').isPresent(), Value.literal('x'.repeat(50)));
    return errorOf(() => {
      app.enricher({ tokenBudget: TokenBudget.ofLength(1500), claims: [ClaimRule.set('a', forEach(app, { limit }).items().mapEach(each))] });
      app.app.synth();
    });
  };
  expect(sizeOf(40)).toContain('TokenLength');
  expect(() => sizeOf(3)).toThrow('expected an error');
});
