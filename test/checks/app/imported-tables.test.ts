import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ClaimRule, RuleMode, TableSource, Value, type QuerySourceProps } from '../../../src';
import type { TestApp } from '../../support/app';
import { describeWarning } from '../../support/checks';

const imported = (app: TestApp) => dynamodb.Table.fromTableName(app.stack, 'Imported', 'members');
const l1 = (app: TestApp, kmsMasterKeyId: string) => new dynamodb.CfnTable(app.stack, 'L1', {
  keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
  attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
  sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId },
});

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
