import { Duration, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { SourcePolicy } from './design';
import { OnError, OnLimit, SortKeyCondition, TableSource, Value, type SourceProps } from '../../src';

const { STRING } = dynamodb.AttributeType;
type Policy = Omit<SourceProps, 'table'>;

/** The tables of the documentation, and the sources that rules read; each is created when a rule names it. */
export class Sources {
  private readonly created = new Map<string, TableSource>();

  constructor(private readonly stack: Stack, private readonly policy: SourcePolicy) {}

  public get(name: string): TableSource {
    const source = this.created.get(name) ?? this.create(name);
    this.created.set(name, source);
    return source;
  }

  private create(name: string): TableSource {
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
      case 'teams': return TableSource.query(name, { table: this.table('Accounts', 'pk', 'sk'), key: { pk: Value.template('USER#{{user.sub}}') }, limit: 50, ...policy });
      case 'recent': return TableSource.query(name, {
        table: this.table('Accounts', 'pk', 'sk'),
        key: { pk: Value.sub() },
        sort: SortKeyCondition.beginsWith('sk', Value.literal('ORDER#')),
        limit: 5,
        onLimit: OnLimit.CUT,
        ascending: false,
        ...policy,
      });
      case 'owned': return TableSource.query(name, { table: this.table('Accounts', 'pk', 'sk'), indexName: 'byOwner', key: { owner: Value.sub() }, limit: 20, ...withoutConsistency(policy) });
      // only what users see, so an outage may leave it out
      case 'preferences': return TableSource.item(name, { table: this.table('Preferences', 'id'), key: { id: Value.sub() }, onError: OnError.OMIT });
      case 'service': return TableSource.item(name, { table: this.table('Services', 'id'), key: { id: Value.clientId() }, ...policy });
      default: throw new Error(`no source ${name}`);
    }
  }

  private table(id: string, partitionKey: string, sortKey?: string): dynamodb.TableV2 {
    const existing = this.stack.node.tryFindChild(id) as dynamodb.TableV2 | undefined;
    return existing ?? new dynamodb.TableV2(this.stack, id, {
      partitionKey: { name: partitionKey, type: STRING },
      sortKey: sortKey === undefined ? undefined : { name: sortKey, type: STRING },
      globalSecondaryIndexes: sortKey === undefined ? undefined : [{ indexName: 'byOwner', partitionKey: { name: 'owner', type: STRING } }],
    });
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

/** A global secondary index supports no consistent reads. */
const withoutConsistency = ({ consistentRead: _, ...policy }: Policy): Policy => policy;
