import { Duration, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { CheckPages } from './page';
import { ClaimRule, FunctionSource, OnError, TableSource, TokenEnricher, Value } from '../../../src';

export const SOURCES = {
  ConsistentCache: {
    finds: 'a cache of strongly consistent reads',
    why: 'The cache returns answers that are older than the last write, which `consistentRead` excludes.',
    reported: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() }, consistentRead: true, cacheTtl: Duration.minutes(1) })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() }, cacheTtl: Duration.minutes(1) })] }),
  },
  DuplicateSource: {
    finds: 'two different sources with one name',
    why: 'Templates, the log and the preview identify sources by name.',
    reported: ({ table, profile }) => ({
      claims: [
        ClaimRule.set('plan', profile.attribute('plan')),
        ClaimRule.set('tier', TableSource.item('profile', { table, key: { id: Value.sub() }, consistentRead: true }).attribute('tier')),
      ],
    }),
    accepted: ({ table, profile }) => ({
      claims: [
        ClaimRule.set('plan', profile.attribute('plan')),
        ClaimRule.set('tier', TableSource.item('account', { table, key: { id: Value.sub() }, consistentRead: true }).attribute('tier')),
      ],
    }),
  },
  EncryptionKey: {
    finds: 'a table whose encryption key is set after the enricher was created, or by an override',
    why: 'The function would have no permission to decrypt, and every read would fail.',
    reported: ({ stack, table, profile }) => {
      const key = new kms.Key(stack, 'Key');
      (table.node.defaultChild as dynamodb.CfnTable).addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key.keyArn });
      return { claims: [ClaimRule.set('plan', profile.attribute('plan'))] };
    },
    accepted: ({ stack, table }) => {
      const key = new kms.Key(stack, 'Key');
      (table.node.defaultChild as dynamodb.CfnTable).addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key.keyArn });
      return { claims: [ClaimRule.set('plan', TableSource.item('profile', { table, key: { id: Value.sub() }, encryptionKey: key }).attribute('plan'))] };
    },
  },
  Key: {
    finds: 'a source without key attributes, with too many, or with a sort key condition on its partition key',
    why: 'DynamoDB rejects every read.',
    reported: ({ table }) => ({ sources: [TableSource.item('account', { table, key: {} })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() } })] }),
  },
  KeyType: {
    why: 'DynamoDB rejects every read.',
    reported: ({ table }) => ({ sources: [TableSource.item('team', { table, key: { id: Value.groups() } })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('team', { table, key: { id: Value.groups().first() } })] }),
  },
  MaxStale: {
    finds: 'stale answers without a maximum age, or a maximum age without stale answers',
    why: 'Without a maximum age, a revoked value could stay in tokens for the whole of an outage.',
    reported: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() }, onError: OnError.USE_STALE })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() }, onError: OnError.USE_STALE, maxStale: Duration.minutes(15) })] }),
  },
  Source: {
    finds: 'an object in place of a source',
    why: 'In languages without checked types the values of the source would be missing in every token.',
    reported: () => ({ sources: [Value.sub() as unknown as TableSource] }),
    accepted: ({ profile }) => ({ sources: [profile] }),
  },
  SourceCycle: {
    why: 'No source could be read first.',
    reported: ({ table }) => ({
      sources: [
        TableSource.item('account', { table, key: { id: Value.template('{{tenant.owner}}') } }),
        TableSource.item('tenant', { table, key: { id: Value.template('{{account.tenant}}') } }),
      ],
    }),
    accepted: ({ table }) => ({
      sources: [
        TableSource.item('account', { table, key: { id: Value.sub() } }),
        TableSource.item('tenant', { table, key: { id: Value.template('{{account.tenant}}') } }),
      ],
    }),
  },
  SourceKind: {
    why: 'A query can return several items, so it has no single attribute; an item has no list of items. The value would always be absent.',
    reported: ({ profile }) => ({ claims: [ClaimRule.set('orders', profile.count())] }),
    accepted: ({ table }) => ({ claims: [ClaimRule.set('orders', TableSource.query('orders', { table, key: { id: Value.sub() } }).count())] }),
  },
  SourceName: {
    finds: 'the name of a source that templates cannot use',
    why: 'A template would read something else under the name.',
    reported: ({ table }) => ({ sources: [TableSource.item('user', { table, key: { id: Value.sub() } })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() } })] }),
  },
  Table: {
    finds: 'an object in place of a table',
    why: 'The function gets permissions for the table, so its construct is needed.',
    reported: () => ({ sources: [TableSource.item('account', { table: 'accounts' as unknown as dynamodb.ITable, key: { id: Value.sub() } })] }),
    accepted: ({ stack }) => ({ sources: [TableSource.item('account', { table: dynamodb.Table.fromTableName(stack, 'Accounts', 'accounts'), key: { id: Value.sub() } })] }),
  },
  TableKey: {
    why: 'DynamoDB rejects every read.',
    reported: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { userId: Value.sub() } })] }),
    accepted: ({ table }) => ({ sources: [TableSource.item('account', { table, key: { id: Value.sub() } })] }),
  },
  TableRegion: {
    finds: 'a table in another Region than the function',
    why: 'The function reads tables of its own Region only, so every read would fail.',
    reported: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const table = dynamodb.Table.fromTableArn(stack, 'Accounts', 'arn:aws:dynamodb:us-east-1:111122223333:table/accounts');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: new UserPool(stack, 'UserPool'),
        sources: [TableSource.item('account', { table, key: { id: Value.sub() } })],
      });
    },
    accepted: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const table = dynamodb.Table.fromTableArn(stack, 'Accounts', 'arn:aws:dynamodb:eu-west-1:111122223333:table/accounts');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: new UserPool(stack, 'UserPool'),
        sources: [TableSource.item('account', { table, key: { id: Value.sub() } })],
      });
    },
  },
  Handler: {
    finds: 'an object in place of a Lambda function',
    why: 'The trigger gets permission to invoke the function, so its construct is needed.',
    reported: () => ({ sources: [FunctionSource.of('rbac', { handler: 'permissions-of-user' as unknown as lambda.IFunction, input: { sub: Value.sub() } })] }),
    accepted: ({ stack }) => ({
      sources: [FunctionSource.of('rbac', { handler: lambda.Function.fromFunctionName(stack, 'Rbac', 'permissions-of-user'), input: { sub: Value.sub() } })],
    }),
  },
  FunctionRegion: {
    finds: 'a function in another Region than the trigger',
    why: 'The trigger invokes functions of its own Region only, so every invocation would fail.',
    reported: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const handler = lambda.Function.fromFunctionArn(stack, 'Rbac', 'arn:aws:lambda:us-east-1:111122223333:function:rbac');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: new UserPool(stack, 'UserPool'),
        sources: [FunctionSource.of('rbac', { handler, input: { sub: Value.sub() } })],
      });
    },
    accepted: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const handler = lambda.Function.fromFunctionArn(stack, 'Rbac', 'arn:aws:lambda:eu-west-1:111122223333:function:rbac');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: new UserPool(stack, 'UserPool'),
        sources: [FunctionSource.of('rbac', { handler, input: { sub: Value.sub() } })],
      });
    },
  },
  UnknownEncryptionKey: {
    finds: 'a table whose encryption key has no known ARN',
    why: 'The function has no permission to decrypt, so every read fails after deployment.',
    reported: ({ stack }) => {
      const table = new dynamodb.CfnTable(stack, 'Accounts', {
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
        sseSpecification: { sseEnabled: true, kmsMasterKeyId: 'alias/accounts' },
      });
      return { claims: [ClaimRule.set('plan', TableSource.item('account', { table, key: { id: Value.sub() } }).attribute('plan'))] };
    },
    accepted: ({ stack }) => {
      const table = new dynamodb.CfnTable(stack, 'Accounts', {
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
        sseSpecification: { sseEnabled: true, kmsMasterKeyId: 'alias/accounts' },
      });
      const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1234abcd');
      return { claims: [ClaimRule.set('plan', TableSource.item('account', { table, key: { id: Value.sub() }, encryptionKey }).attribute('plan'))] };
    },
  },
  UnknownKeys: {
    finds: 'a query of a table that the app does not create, without its key attributes',
    why: 'The function may read the attributes that rules use and no others. DynamoDB rejects a query that may not read the keys.',
    reported: ({ stack }) => {
      const table = dynamodb.Table.fromTableName(stack, 'Members', 'members');
      return { claims: [ClaimRule.set('teams', TableSource.query('members', { table, key: { id: Value.sub() } }).count())] };
    },
    accepted: ({ stack }) => {
      const table = dynamodb.Table.fromTableName(stack, 'Members', 'members');
      return { claims: [ClaimRule.set('teams', TableSource.query('members', { table, key: { id: Value.sub() }, keyAttributes: ['id', 'team'] }).count())] };
    },
  },
  WholeItems: {
    why: 'The function reads only attributes that rules name. Whole items would also put attributes into tokens that somebody adds to the table later.',
    reported: ({ table }) => ({ claims: [ClaimRule.set('teams', TableSource.query('members', { table, key: { id: Value.sub() } }).items())] }),
    accepted: ({ table }) => ({ claims: [ClaimRule.set('teams', TableSource.query('members', { table, key: { id: Value.sub() } }).items().mapEach(Value.element('team')))] }),
  },
} satisfies CheckPages;
