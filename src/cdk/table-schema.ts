import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { renderedProperties } from './rendered';
import { resourceBehind } from './resources';
import { mapsIn } from './token-content';
import type { IndexSchema, KeySchema, TableSchema } from '../tables/schema';

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
