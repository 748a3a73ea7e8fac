import { Stack, Token } from 'aws-cdk-lib';
import type { CfnTable, ITable, ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { renderedProperties } from './rendered';
import { resourceBehind } from './resources';
import { TABLE_TYPES } from './table-schema';
import { branchesOf, mapsIn } from './token-content';
import { isPlainMap } from '../core/document/json';

/** The customer managed key that encrypts a table; empty if there is none, or if it is not known. */
export interface TableEncryption {
  readonly keyArn?: string;
  /** The name of the key, if the table has one and its ARN is not known. */
  readonly unknownKey?: string;
}

/** @param declared the `encryptionKey` of the source */
export function encryptionOf(table: ITableRef, declared: IKeyRef | undefined, scope: IConstruct): TableEncryption {
  const key = declared ?? (table as Partial<ITable>).encryptionKey;
  if (key) {
    return { keyArn: key.keyRef.keyArn };
  }
  // an L1 names the key by id, ARN or alias
  const { kmsMasterKeyId: name } = ((table as Partial<CfnTable>).sseSpecification ?? {}) as CfnTable.SSESpecificationProperty;
  if (name === undefined) {
    return {};
  }
  const keyArn = Token.isUnresolved(name) ? resourceBehind<CfnKey>(name, 'AWS::KMS::Key')?.attrArn : arnOfName(name, scope);
  return keyArn === undefined ? { unknownKey: Token.isUnresolved(name) ? 'a deploy-time value' : name } : { keyArn };
}

/** The customer managed key of a table in the template, also if an override sets it. Undefined without one, and for a table of another app. */
export function renderedKey({ tableRef: { tableName, tableArn } }: ITableRef): unknown {
  const resource = [tableName, tableArn].map(text => resourceBehind(text, ...TABLE_TYPES)).find(each => each !== undefined);
  const { SSESpecification: own, Replicas: replicas } = (resource && renderedProperties(resource)) ?? {};
  const encryptions = branchesOf(own).filter(isPlainMap);
  const isOff = encryptions.length > 0 && encryptions.every(({ SSEEnabled: enabled }) => enabled === false);
  const ofReplicas = mapsIn(replicas).flatMap(({ SSESpecification: each }) => branchesOf(each).filter(isPlainMap));
  return isOff ? undefined : [...encryptions, ...ofReplicas].flatMap(({ KMSMasterKeyId: key }) => branchesOf(key)).find(key => key !== undefined);
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
function arnOfName(name: string, scope: IConstruct): string | undefined {
  if (/^arn:[^:]+:kms:[^:]+:[^:]+:key\//.test(name)) {
    return name;
  }
  return /^(mrk-)?[0-9a-f-]{32,36}$/.test(name) ? Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: name }) : undefined;
}
