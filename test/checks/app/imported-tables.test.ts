import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ClaimRule, RuleMode, TableSource, Value, type QuerySourceProps } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

const imported = (app: TestApp) => dynamodb.Table.fromTableName(app.stack, 'Imported', 'members');
const l1 = (app: TestApp, kmsMasterKeyId: string) => new dynamodb.CfnTable(app.stack, 'L1', {
  keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
  attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
  sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId },
});

const ID = { name: 'id', type: dynamodb.AttributeType.STRING };
const l2 = (app: TestApp) => new dynamodb.Table(app.stack, 'L2', { partitionKey: ID });
const resourceOf = (table: dynamodb.Table) => table.node.defaultChild as dynamodb.CfnTable;
const byCondition = (app: TestApp, ...branches: readonly object[]) => {
  const table = l2(app);
  resourceOf(table).addPropertyOverride('SSESpecification', { 'Fn::If': ['C', ...branches] });
  return table;
};
const overridden = (app: TestApp, key: unknown) => {
  const table = l2(app);
  resourceOf(table).addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key });
  return table;
};
const global = (app: TestApp, sseSpecification?: dynamodb.CfnGlobalTable.ReplicaSSESpecificationProperty) => {
  const table = new dynamodb.CfnGlobalTable(app.stack, 'Global', {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    replicas: [{ region: 'us-east-1', sseSpecification }],
  });
  return dynamodb.Table.fromTableArn(app.stack, 'Replica', table.attrArn);
};

const roles = (table: QuerySourceProps['table'], more: Partial<QuerySourceProps> = {}, mode = RuleMode.ENFORCE) => ({
  claims: [ClaimRule.set('roles', TableSource.query('roles', { table, key: { id: Value.sub() }, ...more }).items().mapEach(Value.element('role')), { mode })],
});
const plan = (table: QuerySourceProps['table'], encryptionKey?: kms.IKey) => ({
  claims: [ClaimRule.set('plan', TableSource.item('plans', { table, key: { id: Value.sub() }, encryptionKey }).attribute('plan'))],
});

describeWarning('UnknownKeys', {
  invalid: [
    { name: 'a query of an imported table', props: app => roles(imported(app)), says: ['claims[0].value', 'keyAttributes'] },
    { name: 'one that only watches', props: app => roles(imported(app), {}, RuleMode.SHADOW), says: ['keyAttributes'] },
  ],
  valid: [
    { name: 'a source that names them', props: app => roles(imported(app), { keyAttributes: ['id', 'role'] }) },
    { name: 'a table of the app', props: app => roles(app.table) },
    { name: 'an item, whose key is whole', props: app => plan(imported(app)) },
    { name: 'a rule that is off', props: app => roles(imported(app), {}, RuleMode.DISABLED) },
  ],
});

describeWarning('UnknownEncryptionKey', {
  invalid: [
    { name: 'an alias', props: app => plan(l1(app, 'alias/tables')), says: ['claims[0].value', 'alias/tables', 'encryptionKey'] },
    { name: 'the alias of a construct', props: app => plan(l1(app, new kms.CfnAlias(app.stack, 'Alias', { aliasName: 'alias/tables', targetKeyId: 'x' }).ref)), says: ['encrypted with a deploy-time value'] },
  ],
  valid: [
    { name: 'a source that names the key', props: app => plan(l1(app, 'alias/tables'), new kms.Key(app.stack, 'Key')) },
    { name: 'a key of the app', props: app => plan(l1(app, new kms.CfnKey(app.stack, 'Key').ref)) },
    { name: 'a table that AWS encrypts', props: app => plan(app.table) },
  ],
});

describeCheck('EncryptionKey', {
  invalid: [
    { name: 'an override', props: app => plan(overridden(app, new kms.Key(app.stack, 'Key').keyArn)), says: ['claims[0].value: EncryptionKey', 'set by an override', 'set the key as encryptionKey of the source'] },
    { name: 'an override with an alias', props: app => plan(overridden(app, 'alias/tables')), says: ['EncryptionKey'] },
    { name: 'an override by a condition', props: app => plan(byCondition(app, { SSEEnabled: true, KMSMasterKeyId: 'alias/tables' }, { Ref: 'AWS::NoValue' })), says: ['EncryptionKey'] },
    { name: 'an override of the key by a condition', props: app => plan(overridden(app, { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 'alias/tables'] })), says: ['EncryptionKey'] },
    { name: 'a replica of a global table', props: app => plan(global(app, { kmsMasterKeyId: 'alias/tables' })), says: ['EncryptionKey'] },
  ],
  valid: [
    { name: 'a source that names the key', props: app => plan(overridden(app, 'alias/tables'), new kms.Key(app.stack, 'Key')) },
    { name: 'an override that turns encryption off', props: app => { const table = l2(app); resourceOf(table).addPropertyOverride('SSESpecification', { SSEEnabled: false, KMSMasterKeyId: 'x' }); return plan(table); } },
    { name: 'an override by a condition that turns encryption on or off', props: app => plan(byCondition(app, { SSEEnabled: true }, { SSEEnabled: false })) },
    { name: 'a key that AWS manages', props: app => { const table = l2(app); resourceOf(table).addPropertyOverride('SSESpecification', { SSEEnabled: true }); return plan(table); } },
    { name: 'the key of an L2', props: app => plan(new dynamodb.Table(app.stack, 'Encrypted', { partitionKey: ID, encryptionKey: new kms.Key(app.stack, 'Key') })) },
    { name: 'a global table without a key', props: app => plan(global(app)) },
    { name: 'a table of another app', props: app => plan(imported(app)) },
  ],
});
