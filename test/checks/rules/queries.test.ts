import { Duration, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, OnError, OnLimit, ScopeRule, SortKeyCondition, TableSource, Value, type ItemSourceProps, type QuerySourceProps } from '../../../src';
import { TestApp } from '../../support/app';
import { describeCheck } from '../../support/checks';
import { reportOf, role, scopeOf } from '../../support/pool-app';

const STRING = dynamodb.AttributeType.STRING;
const KEY = { name: 'pk', type: STRING };

/** A table with a sort key and two indexes. One index projects only one attribute. */
function members(app: TestApp): dynamodb.Table {
  const table = new dynamodb.Table(app.stack, 'Members', { partitionKey: KEY, sortKey: { name: 'sk', type: STRING } });
  table.addGlobalSecondaryIndex({
    indexName: 'byOrg',
    partitionKey: { name: 'org', type: STRING },
    sortKey: { name: 'level', type: dynamodb.AttributeType.NUMBER },
    projectionType: dynamodb.ProjectionType.INCLUDE,
    nonKeyAttributes: ['role'],
  });
  table.addLocalSecondaryIndex({ indexName: 'byName', sortKey: { name: 'name', type: STRING } });
  return table;
}

const query = (app: TestApp, more: Partial<QuerySourceProps> = {}, name = 'members') => TableSource.query(name, { table: members(app), key: { pk: Value.sub() }, ...more });
const sources = (more: Partial<QuerySourceProps>) => (app: TestApp) => ({ sources: [query(app, more)] });
const byOrg = { indexName: 'byOrg', key: { org: Value.sub() } };
const roles = (app: TestApp, more: Partial<QuerySourceProps> = {}, attribute = 'role') => ({ claims: [ClaimRule.set('a', query(app, more).items().mapEach(Value.element(attribute)))] });

describeCheck('TableKey', {
  invalid: [
    { name: 'the sort key as a part of the key', props: sources({ key: { pk: Value.sub(), sk: Value.literal('x') }, indexName: 'byName' }), says: ['sources[0].key.sk', "the partition key of the index 'byName': pk"] },
    { name: 'another name of the key', props: sources({ key: { pkk: Value.sub() } }), says: ["did you mean 'pk'?", 'the partition key of the table: pk'] },
    { name: 'an index that the table does not have', props: sources({ indexName: 'byOrgs' }), says: ['sources[0].indexName', "did you mean 'byOrg'?", 'byOrg, byName'] },
    { name: 'a table without indexes', props: app => ({ sources: [TableSource.query('s', { table: app.table, key: { id: Value.sub() }, indexName: 'x' })] }), says: ['the table has no index'] },
    { name: 'another sort key', props: sources({ sort: SortKeyCondition.beginsWith('skk', Value.literal('x')) }), says: ['sources[0].sort', "did you mean 'sk'?", 'filter'] },
    { name: 'the sort key of the table on an index', props: sources({ ...byOrg, sort: SortKeyCondition.beginsWith('sk', Value.literal('x')) }), says: ["the sort key of the index 'byOrg': level"] },
    { name: 'a table without a sort key', props: app => ({ sources: [TableSource.query('s', { table: app.table, key: { id: Value.sub() }, sort: SortKeyCondition.equalTo('x', Value.sub()) })] }), says: ['the table has no sort key'] },
    { name: 'beginsWith of a number', props: sources({ ...byOrg, sort: SortKeyCondition.beginsWith('level', Value.literal('1')) }), says: ['beginsWith', 'a sort key of type string'] },
    { name: 'a string for a number', props: sources({ ...byOrg, sort: SortKeyCondition.atLeast('level', Value.literal('1')) }), says: ['a string', 'toNumber()'] },
    { name: 'strong consistency of a global index', props: sources({ ...byOrg, consistentRead: true }), says: ['sources[0].consistentRead', 'a global secondary index'] },
    { name: 'an attribute that the index does not have', props: app => roles(app, byOrg, 'plan'), says: ['claims[0].value.indexName', "the index 'byOrg' without plan"] },
    { name: 'keys that the table does not have', props: sources({ ...byOrg, keyAttributes: ['pk', 'orgs'] }), says: ['sources[0].keyAttributes', "did you mean 'org'?", 'pk, sk, org, level'] },
  ],
  valid: [
    { name: 'a partition', props: app => roles(app) },
    { name: 'the keys of table and index', props: sources({ ...byOrg, keyAttributes: ['pk', 'org', 'level'] }) },
    { name: 'a condition on the sort key', props: sources({ sort: SortKeyCondition.between('sk', Value.literal('a'), Value.literal('b')) }) },
    { name: 'a global index', props: app => roles(app, { ...byOrg, sort: SortKeyCondition.atLeast('level', Value.literal(1)) }) },
    { name: 'keys of table and index', props: app => roles(app, byOrg, 'sk') },
    { name: 'strong consistency of a local index', props: app => roles(app, { indexName: 'byName', consistentRead: true, sort: SortKeyCondition.equalTo('name', Value.literal('x')) }, 'plan') },
    { name: 'an imported table, of which nobody knows', props: app => ({ sources: [TableSource.query('s', { table: dynamodb.Table.fromTableName(app.stack, 'T2', 'table'), key: { x: Value.sub() }, indexName: 'any' })] }) },
  ],
});

describeCheck('Key', {
  invalid: [
    { name: 'two attributes without an index', props: sources({ key: { pk: Value.sub(), sk: Value.sub() } }), says: ['sources[0].key', 'pk, sk', 'the partition key'] },
    { name: 'a condition on the partition key', props: sources({ sort: SortKeyCondition.equalTo('pk', Value.sub()) }), says: ['sources[0].sort', "'pk', which is part of the partition key"] },
  ],
  valid: [{ name: 'an imported index with four attributes', props: app => ({ sources: [TableSource.query('s', { table: dynamodb.Table.fromTableName(app.stack, 'T2', 'table'), indexName: 'x', key: { a: Value.sub(), b: Value.sub(), c: Value.sub(), d: Value.sub() } })] }) }],
});

describeCheck('SourceKind', {
  invalid: [
    { name: 'an attribute of a query', props: app => ({ claims: [ClaimRule.set('a', query(app).attribute('role'))] }), says: ['claims[0].value', "'members', which can have several items", "items().mapEach(Value.element('name'))"] },
    { name: 'one in a template', props: app => ({ sources: [query(app)], claims: [ClaimRule.set('a', Value.template('x{{members.role}}'))] }), says: ['claims[0].value'] },
    { name: 'items of an item', props: app => ({ claims: [ClaimRule.set('a', app.source().items().size())] }), says: ['items()', "'profile', which reads one item"] },
    { name: 'the number of items of an item', props: app => ({ claims: [ClaimRule.set('a', app.source().count())] }), says: ['count()'] },
    { name: 'one in a key', props: app => ({ sources: [app.source('s', { key: { id: query(app).attribute('x') } })] }), says: ['sources[0].key.id'] },
  ],
  valid: [{ name: 'what both have', props: app => ({ claims: [ClaimRule.set('a', Value.literal(1), { when: Condition.all(app.source().exists(), query(app).exists()) })] }) }],
});

const items = (use: (items: Value) => Value) => (app: TestApp) => ({ claims: [ClaimRule.set('a', use(query(app).items()))] });
const ROLE = Value.element('role');

describeCheck('WholeItems', {
  invalid: [
    { name: 'items in a token', props: items(list => list), says: ['claims[0].value', "whole items of 'members'", "items().pickProperties('name', 'role')", 'mapEach'] },
    { name: 'one item', props: items(list => list.first()), says: ['claims[0].value'] },
    { name: 'items within something', props: items(list => Value.objectOf({ list: list.limit(3) })), says: ['claims[0].value'] },
    { name: 'the member at hand', props: items(list => list.mapEach(Value.objectOf({ item: Value.element() }))), says: ['claims[0].value'] },
    { name: 'some of the items', props: items(list => list.filter(ROLE.isEqualTo('x'))), says: ['claims[0].value'] },
    { name: 'one of two choices', props: items(list => Value.choose(Value.email().isPresent(), list.mapEach(ROLE), list.sortBy(ROLE))), says: ['claims[0].value'] },
    { name: 'items and the first of them', props: app => { const list = query(app).items(); return { claims: [ClaimRule.set('a', Value.objectOf({ list, first: list.first() }))] }; }, says: ['has 1 problem:', 'claims[0].value'] },
    { name: 'the string of items', props: items(list => list.toJson()), says: ['claims[0].value'] },
  ],
  valid: [
    { name: 'a member of each', props: items(list => list.mapEach(ROLE)) },
    { name: 'what is built of each', props: items(list => list.filter(ROLE.isEqualTo('x')).sortBy(Value.element('sk')).limit(3).mapEach(Value.objectOf({ role: ROLE }))) },
    { name: 'a member of one', props: items(list => list.sortBy(ROLE).last().property('role')) },
    { name: 'a member by its place', props: items(list => list.property('[0].role')) },
    { name: 'some members of each', props: items(list => list.pickProperties('name', 'role')) },
    { name: 'some members of one, or of those that are left', props: items(list => Value.listOf(list.first().pickProperties('role'), list.filter(ROLE.isEqualTo('x')).pickProperties('name'))) },
    { name: 'how many there are of some', props: items(list => list.filter(ROLE.isEqualTo('x')).size()) },
    { name: 'the first of two queries', props: app => ({ claims: [ClaimRule.set('a', Value.firstOf(query(app).items().first(), app.source().attribute('fallback')).property('role'))] }) },
  ],
});

describe('attributes that are read', () => {
  test.each<[string, (list: Value) => Value, readonly string[]]>([
    ['of each', list => list.mapEach(Value.objectOf({ a: Value.element('x.y'), b: Value.element('z[0]') })), ['x', 'z']],
    ['of what keeps and orders', list => list.filter(Value.element('active').isTrue()).sortBy(Value.element('since')).first().property('role'), ['active', 'role', 'since']],
    ['of maps with some of them', list => list.sortBy(Value.element('since')).pickProperties('role', 'name'), ['name', 'role', 'since']],
    ['of a map of each', list => list.mapEach(Value.objectOf({ a: Value.element().pickProperties('x', 'y') })), ['x', 'y']],
    ['of one', list => list.first().pickProperties('x'), ['x']],
    ['by a place', list => list.property('[2].role.name'), ['role']],
    ['none for the number', list => list.size(), []],
  ])('%s', (_, use, expected) => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', use(query(app).items()))] });
    const { Resources } = app.template();
    const statement = JSON.stringify(Resources).match(/"dynamodb:Attributes":(\[[^\]]*\])/)!;
    expect(JSON.parse(statement[1])).toEqual([...expected, 'pk', 'sk'].sort());
  });
});

const policy = (more: Partial<ItemSourceProps>) => (app: TestApp) => ({ sources: [app.source('s', more)] });
const STALE = { onError: OnError.USE_STALE };

describeCheck('MaxStale', {
  invalid: [
    { name: 'stale answers of any age', props: policy(STALE), says: ['sources[0].maxStale', 'Duration.minutes(15)'] },
    { name: 'an age for nothing', props: policy({ maxStale: Duration.minutes(1) }), says: ['sources[0].maxStale', 'OnError.DENY'] },
  ],
  valid: [{ name: 'both', props: policy({ ...STALE, maxStale: Duration.hours(24) }) }],
});

describeCheck('ConsistentCache', {
  invalid: [{ name: 'every write, and none for a minute', props: policy({ consistentRead: true, cacheTtl: Duration.minutes(1) }), says: ['sources[0].cacheTtl', '60 seconds'] }],
  valid: [{ name: 'stale answers for strong reads', props: policy({ consistentRead: true, ...STALE, maxStale: Duration.minutes(1) }) }],
});

describeCheck('Option', {
  invalid: [
    { name: 'a read that takes longer than a sign-in', props: policy({ timeout: Duration.seconds(5) }), says: ['sources[0].timeout', '5000 milliseconds', '50 to 4000'] },
    { name: 'no time', props: policy({ timeout: Duration.millis(49) }), says: ['49 milliseconds'] },
    { name: 'a time that is known later', props: policy({ timeout: Duration.seconds(Token.asNumber({ Ref: 'x' })) }), says: ['known at synth'] },
    { name: 'six attempts', props: policy({ maxAttempts: 6 }), says: ['sources[0].maxAttempts', '6', 'from 1 to 5'] },
    { name: 'no attempt', props: policy({ maxAttempts: 0 }), says: ['from 1 to 5'] },
    { name: 'attempts that are known later', props: policy({ maxAttempts: Token.asNumber({ Ref: 'x' }) }), says: ['a deploy-time value'] },
    { name: 'an answer for longer than a day', props: policy({ cacheTtl: Duration.days(2) }), says: ['sources[0].cacheTtl', '172800 seconds'] },
    { name: 'half a second', props: policy({ cacheTtl: Duration.millis(500) }), says: ['whole seconds'] },
    { name: 'a policy that does not exist', props: policy({ onError: 'IGNORE' as never }), says: ['sources[0].onError', 'DENY, OMIT, USE_STALE'] },
    { name: 'no items', props: sources({ limit: 0 }), says: ['sources[0].limit', '1 to 1000'] },
    { name: 'too many items', props: sources({ limit: 1001 }), says: ['1001'] },
    { name: 'what to do beyond the limit', props: sources({ onLimit: 'IGNORE' as never }), says: ['sources[0].onLimit', 'FAIL, CUT'] },
    { name: 'something else than a sort key', props: sources({ sort: 'sk' as never }), says: ['sources[0].sort', 'a method of SortKeyCondition'] },
  ],
  valid: [
    { name: 'the least of all', props: policy({ timeout: Duration.millis(50), maxAttempts: 1, cacheTtl: Duration.seconds(1) }) },
    { name: 'the most of all', props: policy({ timeout: Duration.seconds(4), maxAttempts: 5, cacheTtl: Duration.days(1) }) },
    { name: 'limits of a query', props: sources({ limit: 1000, onLimit: OnLimit.CUT }) },
    { name: 'one item', props: sources({ limit: 1 }) },
  ],
});

describe('who controls the items of a query', () => {
  const scopes = (more: Partial<QuerySourceProps>, use = (source: TableSource): Value => source.items().mapEach(ROLE)) =>
    (app: TestApp) => ({ scopes: [ScopeRule.addAll(use(TableSource.query('s', { table: members(app), key: { pk: Value.sub() }, ...more })))] });
  const metadata = Value.untrustedClientMetadata('org');

  test.each<[string, Partial<QuerySourceProps>]>([
    ['the partition of the user', {}],
    ['the choice of the user in their own partition', { sort: SortKeyCondition.equalTo('sk', metadata) }],
    ['a partition of their choice, with their own item', { key: { pk: metadata }, sort: SortKeyCondition.equalTo('sk', Value.template('USER#{{user.sub}}')) }],
    ['what users cannot edit', { userWritable: ['nickname'] }],
  ])('nothing is reported for %s', (_, more) => {
    expect(reportOf(scopes(more))).toBe('');
  });

  test.each<[string, Partial<QuerySourceProps>, string, ((source: TableSource) => Value)?]>([
    ['a partition of their choice', { key: { pk: metadata } }, "untrustedClientMetadata('org')"],
    ['their own item only at the start', { key: { pk: metadata }, sort: SortKeyCondition.beginsWith('sk', Value.sub()) }, "untrustedClientMetadata('org')"],
    ['an attribute that users edit', { key: { pk: role() } }, "userAttribute('custom:role')"],
    ['what users can edit', { userWritable: ['role'] }, 'userWritable'],
    ['the number of items', { key: { pk: metadata } }, "untrustedClientMetadata('org')", source => Value.listOf(source.count().asString())],
  ])('a scope by %s is reported', (_, ...[more, says, use]) => {
    const report = reportOf(scopes(more, use));
    expect(report).toContain('scopes[0].value: Provenance');
    expect(report).toContain(says);
  });

  test('only the used attributes decide, not those of other rules', () => {
    const report = reportOf(app => {
      const source = TableSource.query('s', { table: members(app), key: { pk: Value.sub() }, userWritable: ['nickname'] });
      return { ...scopeOf(source.items().first().property('role')), claims: [ClaimRule.set('nicknames', source.items().mapEach(Value.element('nickname')))] };
    });
    expect(report).toBe('');
  });
});
