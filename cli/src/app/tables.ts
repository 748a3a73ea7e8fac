import type { Deployment, Placed } from './deployment';
import type { AttributeDefinition, Index, KeyElement, Table } from './model';
import { referenceOf } from './physical-ids';
import { targetText, type Deployed } from './source-targets';
import type { RulesetDocument, TableSource } from '../../../src/core/document/document';

/** The tables of the app. */
export function tablesOf(deployment: Deployment): readonly Table[] {
  return deployment.resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(placed => ({
    name: String(referenceOf(placed, deployment)),
    path: placed.stack.pathOf(placed.logicalId),
    keySchema: deployment.property(placed, 'KeySchema') as readonly KeyElement[],
    attributeDefinitions: deployment.property(placed, 'AttributeDefinitions') as readonly AttributeDefinition[],
    indexes: [...indexesOf(placed, 'GlobalSecondaryIndexes', 'GLOBAL', deployment), ...indexesOf(placed, 'LocalSecondaryIndexes', 'LOCAL', deployment)],
  }));
}

function indexesOf(placed: Placed, property: string, kind: Index['kind'], deployment: Deployment): readonly Index[] {
  const indexes = (deployment.property(placed, property) ?? []) as ReadonlyArray<{
    readonly IndexName: string; readonly KeySchema: readonly KeyElement[]; readonly Projection: Index['projection'];
  }>;
  return indexes.map(({ IndexName: name, KeySchema: keySchema, Projection: projection }) => ({ name, kind, keySchema, projection }));
}

/** Matches the tables that rules read. If a rule computes the table name, all tables match. */
export function isRead(documents: readonly Deployed[]): (table: Table) => boolean {
  const names = documents.flatMap(({ document, environment }) => tableSources(document).map(source => tableName(source, environment)));
  return ({ name }) => names.includes(name) || names.includes(undefined);
}

function tableSources({ sources }: RulesetDocument): readonly TableSource[] {
  return Object.values(sources).filter(source => source.kind !== 'function');
}

/** Tables that the rules read but the app does not create. They have the keys that the rules name, as strings. */
export function importedTables(documents: readonly Deployed[], known: readonly Table[]): readonly Table[] {
  const found = new Map<string, TableSource[]>();
  for (const { document, environment } of documents) {
    for (const source of tableSources(document)) {
      const name = tableName(source, environment);
      if (name !== undefined && !known.some(table => table.name === name)) {
        found.set(name, [...found.get(name) ?? [], source]);
      }
    }
  }
  return [...found].map(([name, sources]) => {
    const item = sources.find(({ kind }) => kind !== 'query');
    const queries = sources.filter(source => source.kind === 'query');
    const own = queries.find(({ index }) => index === undefined);
    const keys = item ? Object.keys(item.key) : keysOf(own ?? queries[0]);
    const indexes = queries.filter(({ index }) => index !== undefined).map(query => ({
      name: query.index!, kind: 'GLOBAL' as const, keySchema: schemaOf(keysOf(query)), projection: { ProjectionType: 'ALL' },
    }));
    const names = [...new Set([...keys, ...indexes.flatMap(({ keySchema }) => keySchema.map(({ AttributeName }) => AttributeName))])];
    return {
      name,
      path: name,
      keySchema: schemaOf(keys),
      attributeDefinitions: names.map(AttributeName => ({ AttributeName, AttributeType: 'S' as const })),
      indexes: indexes.filter((each, place) => indexes.findIndex(other => other.name === each.name) === place),
    };
  });
}

function keysOf({ key, ...source }: TableSource): readonly string[] {
  return [...Object.keys(key), ...source.kind === 'query' && source.sort ? [source.sort.attribute] : []];
}

function schemaOf(keys: readonly string[]): readonly KeyElement[] {
  return keys.slice(0, 2).map((AttributeName, place) => ({ AttributeName, KeyType: place === 0 ? 'HASH' : 'RANGE' }));
}

/** The table name, also out of an ARN; undefined if the rules compute it. */
function tableName({ table }: TableSource, environment: Readonly<Record<string, string>>): string | undefined {
  return targetText(table, environment)?.replace(/^arn:.*:table\//, '');
}
