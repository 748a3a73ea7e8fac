import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LocalDynamoDb } from '../local/local-dynamodb';
import type { LocalLambda } from '../local/local-lambda';
import type { Random } from '../support/random';

export type PlainItem = Readonly<Record<string, unknown>>;

/** Items of the table with a single key, of the table with a sort key and a global index, and of the table with numbers as keys and a local index. */
export interface Content {
  readonly items: readonly PlainItem[];
  readonly rows: readonly PlainItem[];
  readonly numbered: readonly PlainItem[];
}

export const [ITEMS, ROWS, NUMBERED, MISSING] = ['items', 'rows', 'numbered', 'missing'].map(name => `differential-${name}`);
export const [INDEX, LOCAL_INDEX] = ['byOwner', 'byLabel'];
/** Attributes of the local index in addition to keys. */
const PROJECTED = ['role', 'level', 'active', 'roles', 'next'];
const { STRING, NUMBER } = dynamodb.AttributeType;

export interface Tables {
  readonly items: dynamodb.Table;
  readonly rows: dynamodb.Table;
  readonly numbered: dynamodb.Table;
  /** It does not exist in the database, so that its reads fail. */
  readonly missing: dynamodb.Table;
}

/** Declares the tables in a stack. */
export function declareTables(stack: Stack): Tables {
  const sorted = { partitionKey: { name: 'id', type: STRING }, sortKey: { name: 'sort', type: STRING } };
  const [rows, missing] = [ROWS, MISSING].map(tableName => new dynamodb.Table(stack, tableName, { tableName, ...sorted }));
  for (const table of [rows, missing]) {
    table.addGlobalSecondaryIndex({ indexName: INDEX, partitionKey: { name: 'owner', type: STRING }, sortKey: { name: 'rank', type: NUMBER } });
  }
  const numbered = new dynamodb.Table(stack, NUMBERED, { tableName: NUMBERED, partitionKey: { name: 'no', type: NUMBER }, sortKey: { name: 'at', type: NUMBER } });
  numbered.addLocalSecondaryIndex({
    indexName: LOCAL_INDEX, sortKey: { name: 'label', type: STRING }, projectionType: dynamodb.ProjectionType.INCLUDE, nonKeyAttributes: PROJECTED,
  });
  return { items: new dynamodb.Table(stack, ITEMS, { tableName: ITEMS, partitionKey: { name: 'id', type: STRING } }), rows, numbered, missing };
}

const [FUNCTION, NO_FUNCTION] = ['items', 'missing'].map(name => `arn:aws:lambda:us-east-1:111122223333:function:differential-${name}`);

/** Declares the functions in a stack. The second one does not exist, so that its invocations fail. */
export function declareFunctions(stack: Stack): { readonly items: lambda.IFunction; readonly missing: lambda.IFunction } {
  const [items, missing] = [FUNCTION, NO_FUNCTION].map(arn => lambda.Function.fromFunctionArn(stack, `Function ${arn.split(':').at(-1)}`, arn));
  return { items, missing };
}

/** Creates the function that answers with the item whose id is in the input. */
export function createFunction(functions: LocalLambda, contents: ReadonlyMap<string, PlainItem>): void {
  functions.create(FUNCTION, ({ id }) => contents.get(id as string) ?? null);
}

const key = (hash: string, range?: string): NonNullable<CreateTableCommandInput['KeySchema']> => [
  { AttributeName: hash, KeyType: 'HASH' }, ...range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }],
];

const attribute = (AttributeName: string, AttributeType: 'S' | 'N'): NonNullable<CreateTableCommandInput['AttributeDefinitions']>[number] => ({ AttributeName, AttributeType });

export async function createTables(database: LocalDynamoDb): Promise<void> {
  await database.createTable(ITEMS, { KeySchema: key('id'), AttributeDefinitions: [attribute('id', 'S')] }, []);
  await database.createTable(ROWS, {
    KeySchema: key('id', 'sort'),
    AttributeDefinitions: [attribute('id', 'S'), attribute('sort', 'S'), attribute('owner', 'S'), attribute('rank', 'N')],
    GlobalSecondaryIndexes: [{ IndexName: INDEX, KeySchema: key('owner', 'rank'), Projection: { ProjectionType: 'ALL' } }],
  }, []);
  await database.createTable(NUMBERED, {
    KeySchema: key('no', 'at'),
    AttributeDefinitions: [attribute('no', 'N'), attribute('at', 'N'), attribute('label', 'S')],
    LocalSecondaryIndexes: [{ IndexName: LOCAL_INDEX, KeySchema: key('no', 'label'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: PROJECTED } }],
  }, []);
}

/** The number that stands for a key in the table of numbers: rule sets do not share them. */
export function numberOf(name: string): number {
  const [seed, letter] = name.split('-');
  return Number(seed) * 10 + letter.charCodeAt(0);
}

/** Items for some of the keys; other keys have none. */
export function contentFor(random: Random, keys: readonly string[]): Content {
  const owned = (index: number): PlainItem => random.chance(0.8) ? { owner: random.one(keys), rank: index } : {};
  return {
    items: random.some(keys, 0.75).map(id => ({ id, no: numberOf(random.one(keys)), ...attributesFor(random, keys) })),
    rows: random.some(keys, 0.75).flatMap((id, place) => Array.from({ length: random.count(6) }, (_, index) =>
      ({ id, sort: `${index % 2 === 0 ? 'a' : 'b'}#${index}`, ...owned(place * 10 + index), ...attributesFor(random, keys) }))),
    numbered: random.some(keys, 0.75).flatMap(name => Array.from({ length: random.count(6) }, (_, index) =>
      ({ no: numberOf(name), at: (index - 2) * 1.5, ...random.chance(0.8) && { label: `${random.one(['B', 'a', 'ä'])}${index}` }, ...attributesFor(random, keys) }))),
  };
}

/** Some of the attributes, at times of another type than rules expect. */
function attributesFor(random: Random, keys: readonly string[]): PlainItem {
  const all: PlainItem = {
    role: random.one<unknown>(['admin', 'viewer', 'Ömer x', '', null, 7, ['admin']]),
    level: random.one<unknown>([0, 1, 2.5, -3, 9007199254740991, 0.1, '4', 'x', null]),
    active: random.one<unknown>([true, false, 'true', null]),
    roles: random.one<unknown>([[], ['admin'], ['viewer', 'admin', ''], ['a', null, 3], 'admin,viewer', [['deep']]]),
    place: random.one<unknown>([{ city: 'Rome', zip: 1 }, { city: '' }, { city: null, more: [1, { x: 'y' }] }, {}, 'Rome']),
    day: random.one<unknown>(['2026-11-20', '2026-11-20T10:00:00Z', 'soon', 1_700_000_000]),
    text: 'x'.repeat(random.one([10, 400, 1200])),
    next: random.one<unknown>([...keys, '', null]),
  };
  return Object.fromEntries(Object.entries(all).filter(() => random.chance(0.8)));
}
