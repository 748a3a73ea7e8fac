import type { CfnTable, ITable, ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { Stack, Token } from './aws-cdk-lib';
import { renderedProperties, resourceBehind } from './resources';
import { branchesOf, mapsIn } from './token-content';
import { isPlainMap } from '../core/document/json';
import type { IndexSchema, KeySchema, TableSchema } from '../tables/keys';

export const TABLE_TYPES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface Definition {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

interface Rendered {
  readonly KeySchema?: readonly KeyElement[];
  readonly AttributeDefinitions?: readonly Definition[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
}

/** The schema of a table that the app creates; undefined for an imported table, or if the schema is not known at synthesis. */
export function tableSchema(table: ITableRef): TableSchema | undefined {
  const { tableName, tableArn } = table.tableRef;
  const resource = resourceBehind(tableName, ...TABLE_TYPES) ?? resourceBehind(tableArn, ...TABLE_TYPES);
  const rendered: Rendered = (resource && renderedProperties(resource)) ?? {};
  const { KeySchema: keys, AttributeDefinitions: definitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = rendered;
  if (!Array.isArray(keys) || !Array.isArray(definitions)) {
    return undefined;
  }
  const types = new Map(mapsIn<Definition>(definitions).map(({ AttributeName: name, AttributeType: type }) => [name, type]));
  const ofType = (elements: unknown, keyType: string): KeySchema['partition'] =>
    Object.fromEntries(mapsIn<KeyElement>(elements)
      .flatMap(({ AttributeName: name, KeyType: type }) => type === keyType ? [[name, types.get(name)]] : []));
  const keySchema = (elements: unknown): KeySchema => ({ partition: ofType(elements, 'HASH'), sort: ofType(elements, 'RANGE') });
  const own = keySchema(keys);
  const indexSchema = ({ KeySchema: elements, Projection: projection }: Index, isGlobal: boolean): IndexSchema => ({
    ...keySchema(elements),
    isGlobal,
    ...projection?.ProjectionType !== 'ALL' && {
      attributes: [
        ...Array.isArray(projection?.NonKeyAttributes) ? projection.NonKeyAttributes : [],
        ...Object.keys({ ...own.partition, ...own.sort }),
        ...mapsIn<KeyElement>(elements).map(({ AttributeName: name }) => name),
      ],
    },
  });
  const indexes = (list: readonly Index[] | undefined, isGlobal: boolean): Array<[string, IndexSchema]> =>
    mapsIn<Index>(list).map(index => [index.IndexName, indexSchema(index, isGlobal)]);
  return { ...own, indexes: new Map([...indexes(GlobalSecondaryIndexes, true), ...indexes(LocalSecondaryIndexes, false)]) };
}

/** All key attributes of a table and of one of its indexes. Empty if the schema of the table is not known. */
export function keyAttributes(table: ITableRef, index: string | undefined): readonly string[] {
  const schema = tableSchema(table);
  const keys = [schema, index === undefined ? undefined : schema?.indexes.get(index)];
  return keys.flatMap(each => each ? [...Object.keys(each.partition), ...Object.keys(each.sort)] : []);
}

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
