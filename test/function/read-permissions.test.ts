import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ClaimRule, TableSource, TokenEnricher, Value, type ItemSourceProps, type QuerySourceProps } from '../../src';
import { only } from '../support/app';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const STRING = dynamodb.AttributeType.STRING;
const KEY = { partitionKey: { name: 'pk', type: STRING }, sortKey: { name: 'sk', type: STRING } };
const LOG = { Sid: 'Log', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherLogGroup/), 'Arn'] } };

type Table = (stack: Stack) => ItemSourceProps['table'];
type Source = (table: ItemSourceProps['table'], stack: Stack) => TableSource;

const item = (more: Partial<ItemSourceProps> = {}): Source => table => TableSource.item('s', { table, key: { pk: Value.sub(), sk: Value.literal('PROFILE') }, ...more });
const query = (more: Partial<QuerySourceProps> = {}): Source => table => TableSource.query('s', { table, key: { pk: Value.sub() }, ...more });
const plan = (source: TableSource) => source.attribute('plan');
const plans = (source: TableSource) => source.items().mapEach(Value.element('plan'));

/** The complete policy document of the role, without the log statement. */
function policyOf(
  table: Table, source: Source, value: (source: TableSource) => Value, later: (table: ItemSourceProps['table']) => void = () => undefined,
): readonly unknown[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: ENV });
  const userPool = new cognito.UserPool(stack, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
  const used = table(stack);
  new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', value(source(used, stack)))] });
  later(used);
  const { Resources } = app.synth().getStackByName('Stack').template;
  const roles = Object.values(Resources as Record<string, any>).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  expect(roles).toEqual([]);
  const { Policies: [{ PolicyDocument }], ManagedPolicyArns } = only(Resources, 'AWS::IAM::Role');
  expect(ManagedPolicyArns).toBeUndefined();
  expect(PolicyDocument.Version).toBe('2012-10-17');
  const [log, ...statements] = PolicyDocument.Statement;
  expect(log).toEqual(LOG);
  return statements;
}

const read = (Action: string, Resource: unknown, attributes: readonly string[], Select: string | readonly string[] = 'SPECIFIC_ATTRIBUTES') => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes }, 'StringEqualsIfExists': { 'dynamodb:Select': Select } },
});
const decrypt = (Resource: unknown) => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:DescribeKey'],
  Resource,
  Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] } } },
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${id}[0-9A-F]{8}$`)), 'Arn'] });
const indexOf = (id: string, index: string) => ({ 'Fn::Join': ['', [arnOf(id), `/index/${index}`]] });
const ownArn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dynamodb:eu-central-1:111122223333:table/${name}`]] });

const withIndex = (table: dynamodb.Table): dynamodb.Table => {
  table.addGlobalSecondaryIndex({ indexName: 'byOrg', partitionKey: { name: 'org', type: STRING }, sortKey: { name: 'since', type: STRING } });
  return table;
};

const L2: Table = stack => withIndex(new dynamodb.Table(stack, 'Users', KEY));
const keyOf = (stack: Stack) => new kms.Key(stack, 'Key');
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const l1 = (stack: Stack, kmsMasterKeyId: string) => new dynamodb.CfnTable(stack, 'Users', {
  keySchema: [{ attributeName: 'pk', keyType: 'HASH' }, { attributeName: 'sk', keyType: 'RANGE' }],
  attributeDefinitions: ['pk', 'sk'].map(attributeName => ({ attributeName, attributeType: 'S' })),
  sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId },
});
const [l1Arn, l1Key] = ['Users', 'Key'].map(id => ({ 'Fn::GetAtt': [id, 'Arn'] }));

test.each<[string, Table, Source, (source: TableSource) => Value, readonly unknown[]]>([
  ['an item of a Table', L2, item(), plan, [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk'])]],
  ['an item of a TableV2', stack => new dynamodb.TableV2(stack, 'Users', KEY), item(), plan, [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk'])]],
  ['an item of a TableV2 with replicas, in the Region of the function alone', stack => new dynamodb.TableV2(stack, 'Users', { ...KEY, replicas: [{ region: 'us-east-1' }] }), item(), plan,
    [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk'])]],
  ['an item of an L1', stack => L2(stack) && stack.node.findChild('Users').node.defaultChild as dynamodb.CfnTable, item(), plan, [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk'])]],
  ['an item of a table that is imported by its name', stack => dynamodb.Table.fromTableName(stack, 'Users', 'users'), item(), plan, [read('dynamodb:GetItem', ownArn('users'), ['pk', 'plan', 'sk'])]],
  ['an item of a table of another account', stack => dynamodb.Table.fromTableArn(stack, 'Users', 'arn:aws:dynamodb:eu-central-1:444455556666:table/users'), item(), plan,
    [read('dynamodb:GetItem', 'arn:aws:dynamodb:eu-central-1:444455556666:table/users', ['pk', 'plan', 'sk'])]],
  ['an item of a table with a key of the customer', stack => new dynamodb.Table(stack, 'Users', { ...KEY, encryptionKey: keyOf(stack) }), item(), plan,
    [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk']), decrypt(arnOf('Key'))]],
  ['an item of a TableV2 with a key of the customer', stack => new dynamodb.TableV2(stack, 'Users', { ...KEY, encryption: dynamodb.TableEncryptionV2.customerManagedKey(keyOf(stack)) }), item(), plan,
    [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk']), decrypt(arnOf('Key'))]],
  ['an item of an imported table, with the key that the source names', stack => dynamodb.Table.fromTableName(stack, 'Users', 'users'),
    (table, stack) => item({ encryptionKey: keyOf(stack) })(table, stack), plan, [read('dynamodb:GetItem', ownArn('users'), ['pk', 'plan', 'sk']), decrypt(arnOf('Key'))]],
  ['an item that is only asked for', L2, item(), source => Value.choose(source.exists(), Value.literal('yes')), [read('dynamodb:GetItem', arnOf('Users'), ['pk', 'sk'])]],
  ['a query of a table', L2, query(), plans, [read('dynamodb:Query', arnOf('Users'), ['pk', 'plan', 'sk'])]],
  ['a query of an index, and not of the table', L2, query({ indexName: 'byOrg', key: { org: Value.sub() } }), plans,
    [read('dynamodb:Query', indexOf('Users', 'byOrg'), ['org', 'pk', 'plan', 'since', 'sk'])]],
  ['a query of an index of an imported table', stack => dynamodb.Table.fromTableName(stack, 'Users', 'users'), query({ indexName: 'byOrg', key: { org: Value.sub() } }), plans,
    [read('dynamodb:Query', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:eu-central-1:111122223333:table/users/index/byOrg']] }, ['org', 'plan'])]],
  ['a query of an index of an imported table, with the keys that the source names', stack => dynamodb.Table.fromTableName(stack, 'Users', 'users'),
    query({ indexName: 'byOrg', key: { org: Value.sub() }, keyAttributes: ['pk', 'sk', 'org', 'since'] }), plans,
    [read('dynamodb:Query', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:eu-central-1:111122223333:table/users/index/byOrg']] }, ['org', 'pk', 'plan', 'since', 'sk'])]],
  ['an item of an L1 with a key of the customer', stack => l1(stack, new kms.CfnKey(stack, 'Key').attrArn), item(), plan, [read('dynamodb:GetItem', l1Arn, ['pk', 'plan', 'sk']), decrypt(l1Key)]],
  ['an item of an L1 with the id of a key of the app', stack => l1(stack, new kms.CfnKey(stack, 'Key').ref), item(), plan, [read('dynamodb:GetItem', l1Arn, ['pk', 'plan', 'sk']), decrypt(l1Key)]],
  ['an item of an L1 with the ARN of a key', stack => l1(stack, `arn:aws:kms:eu-central-1:111122223333:key/${KEY_ID}`), item(), plan,
    [read('dynamodb:GetItem', l1Arn, ['pk', 'plan', 'sk']), decrypt(`arn:aws:kms:eu-central-1:111122223333:key/${KEY_ID}`)]],
  ['an item of an L1 with the id of a key', stack => l1(stack, KEY_ID), item(), plan,
    [read('dynamodb:GetItem', l1Arn, ['pk', 'plan', 'sk']), decrypt({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-central-1:111122223333:key/${KEY_ID}`]] })]],
  ['a query that is only counted', L2, query(), source => source.count().asString(), [read('dynamodb:Query', arnOf('Users'), ['pk', 'sk'], 'COUNT')]],
  ['a query that is only asked for', L2, query(), source => Value.choose(source.exists(), Value.literal('yes')), [read('dynamodb:Query', arnOf('Users'), ['pk', 'sk'], 'COUNT')]],
])('%s', (_, table, source, value, expected) => {
  expect(policyOf(table, source, value)).toEqual(expected);
});

test('keys of an index that is added to the table after the enricher', () => {
  const statements = policyOf(stack => new dynamodb.Table(stack, 'Users', KEY), query({ indexName: 'byOrg', key: { org: Value.sub() } }), plans,
    table => withIndex(table as dynamodb.Table));
  expect(statements).toEqual([read('dynamodb:Query', indexOf('Users', 'byOrg'), ['org', 'pk', 'plan', 'since', 'sk'])]);
});

test('different kinds of reads of one table have separate statements', () => {
  const reads = (table: ItemSourceProps['table']): Value => Value.listOf(
    plan(TableSource.item('one', { table, key: { pk: Value.sub(), sk: Value.literal('PROFILE') } })),
    plans(TableSource.query('all', { table, key: { pk: Value.sub() } })),
    TableSource.query('number', { table, key: { pk: Value.literal('x') } }).count(),
    TableSource.query('org', { table, key: { org: Value.sub() }, indexName: 'byOrg' }).count(),
  );
  let used: ItemSourceProps['table'] | undefined;
  const statements = policyOf(L2, table => TableSource.item('x', { table: used = table, key: { pk: Value.sub(), sk: Value.sub() } }), () => reads(used!));
  expect(statements).toEqual([
    read('dynamodb:GetItem', arnOf('Users'), ['pk', 'plan', 'sk']),
    read('dynamodb:Query', arnOf('Users'), ['pk', 'plan', 'sk'], ['COUNT', 'SPECIFIC_ATTRIBUTES']),
    read('dynamodb:Query', indexOf('Users', 'byOrg'), ['org', 'pk', 'since', 'sk'], 'COUNT'),
  ]);
});
