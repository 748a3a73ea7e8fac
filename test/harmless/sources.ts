import { Duration, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Design, SourcePolicy } from './design';
import { FunctionSource, OnError, OnLimit, SortKeyCondition, TableSource, Value, type Source, type SourceProps, type TableSourceProps } from '../../src';

const { STRING } = dynamodb.AttributeType;
type Policy = Omit<TableSourceProps, 'table'>;

/** The tables of the documentation, and the sources that rules read; each is created when a rule names it. */
export class Sources {
  private readonly created = new Map<string, Source>();

  constructor(private readonly stack: Stack, private readonly tables: Design['tables'], private readonly policy: SourcePolicy) {}

  public get(name: string): Source {
    const source = this.created.get(name) ?? this.create(name);
    this.created.set(name, source);
    return source;
  }

  private create(name: string): Source {
    const policy = policyOf(this.policy);
    switch (name) {
      // the account of the user
      case 'profile': return TableSource.item(name, { table: this.table('Profiles', 'id'), key: { id: Value.sub() }, ...policy });
      case 'account': return TableSource.item(name, { table: this.table('Accounts', 'pk', 'sk'), key: { pk: Value.template('USER#{{user.sub}}'), sk: Value.literal('ACCOUNT') }, ...policy });
      // the tenant of the user, then its plan
      case 'tenant': return TableSource.item(name, { table: this.table('Tenants', 'id'), key: { id: this.get('profile').attribute('tenantId') }, ...policy });
      // the membership in the tenant of the user's choice
      case 'member': return TableSource.item(name, {
        table: this.table('Accounts', 'pk', 'sk'), key: { pk: Value.sub(), sk: Value.template('TENANT#{{metadata.tenant | urlEncode}}') }, ...policy,
      });
      case 'chosen': return TableSource.item(name, { table: this.table('Tenants', 'id'), key: { id: this.get('member').attribute('tenantId') }, ...policy });
      case 'teams': return TableSource.query(name, {
        table: this.table('Accounts', 'pk', 'sk'), key: { pk: Value.template('USER#{{user.sub}}') }, limit: 50, ...this.keysOf('pk', 'sk'), ...policy,
      });
      case 'recent': return TableSource.query(name, {
        table: this.table('Accounts', 'pk', 'sk'),
        key: { pk: Value.sub() },
        sort: SortKeyCondition.beginsWith('sk', Value.literal('ORDER#')),
        limit: 5,
        onLimit: OnLimit.CUT,
        ascending: false,
        ...this.keysOf('pk', 'sk'),
        ...policy,
      });
      case 'owned': return TableSource.query(name, { table: this.table('Accounts', 'pk', 'sk'), indexName: 'byOwner', key: { owner: Value.sub() }, limit: 20, ...this.keysOf('owner'), ...withoutConsistency(policy) });
      // only what users see, so an outage may leave it out
      case 'preferences': return TableSource.item(name, { table: this.table('Preferences', 'id'), key: { id: Value.sub() }, onError: OnError.OMIT });
      case 'service': return TableSource.item(name, { table: this.table('Services', 'id'), key: { id: Value.clientId() }, ...policy });
      // permissions of the user's roles, plans of the user's tenants
      case 'roles': return TableSource.itemForEach(name, { table: this.table('Roles', 'id'), keys: { id: Value.groups() }, ...policy });
      case 'plans': return TableSource.itemForEach(name, {
        table: this.table('Tenants', 'id'), keys: { id: (this.get('teams') as TableSource).items().mapEach(Value.element('tenantId')) }, limit: 50, ...policy,
      });
      case 'rbac': return FunctionSource.of(name, { handler: this.rbac(), input: { sub: Value.sub(), groups: Value.groups() }, ...ofFunction(policy) });
      default: throw new Error(`no source ${name}`);
    }
  }

  /** The key attributes, which imported tables do not show. */
  private keysOf(...keyAttributes: string[]): { readonly keyAttributes?: string[] } {
    return this.tables === 'imported' ? { keyAttributes } : {};
  }

  private rbac(): lambda.IFunction {
    return this.stack.node.tryFindChild('Rbac') as lambda.IFunction | undefined ?? lambda.Function.fromFunctionName(this.stack, 'Rbac', 'rbac');
  }

  private table(id: string, partitionKey: string, sortKey?: string): dynamodb.ITable {
    const existing = this.stack.node.tryFindChild(id) as dynamodb.ITable | undefined;
    return existing ?? this.createTable(id, partitionKey, sortKey);
  }

  private createTable(id: string, partitionKey: string, sortKey?: string): dynamodb.ITable {
    if (this.tables === 'imported') {
      return dynamodb.TableV2.fromTableAttributes(this.stack, id, { tableName: id, globalIndexes: ['byOwner'] });
    }
    const partition = { name: partitionKey, type: STRING };
    const sort = sortKey === undefined ? {} : { sortKey: { name: sortKey, type: STRING } };
    const index = { indexName: 'byOwner', partitionKey: { name: 'owner', type: STRING } };
    if (this.tables === 'encrypted') {
      const encryptionKey = this.stack.node.tryFindChild('Key') as kms.Key | undefined ?? new kms.Key(this.stack, 'Key');
      const table = new dynamodb.Table(this.stack, id, { partitionKey: partition, ...sort, encryptionKey });
      table.addGlobalSecondaryIndex(index);
      return table;
    }
    return new dynamodb.TableV2(this.stack, id, { partitionKey: partition, ...sort, globalSecondaryIndexes: [index] });
  }
}

function policyOf({ consistentRead, cacheSeconds, staleMinutes, timeoutMillis }: SourcePolicy): Policy {
  return {
    ...consistentRead && { consistentRead },
    ...cacheSeconds !== undefined && { cacheTtl: Duration.seconds(cacheSeconds) },
    ...staleMinutes !== undefined && { onError: OnError.USE_STALE, maxStale: Duration.minutes(staleMinutes) },
    ...timeoutMillis !== undefined && { timeout: Duration.millis(timeoutMillis) },
  };
}

/** Only tables have reads of a consistency. */
const ofFunction = ({ consistentRead: _, ...policy }: Policy): SourceProps => policy;

/** A global secondary index supports no consistent reads. */
const withoutConsistency = ({ consistentRead: _, ...policy }: Policy): Policy => policy;
