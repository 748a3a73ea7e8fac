import { canonicalDecimal, compareDecimals, isDynamoDbNumber } from './decimal';
import type { Report } from './dynamodb-json';
import type { QuerySource, SortComparison, TableSource } from '../core/document/document';
import type { AttributeValue, Item } from '../core/operators/operator';
import { attributeValue, type Key, type KeyValue, type SortValues } from '../core/plan/reads';
import { show } from '../problems/problems';

/** The key schema of a table or an index. Each attribute has its DynamoDB type, S, N or B, if it is known. */
export interface KeySchema {
  readonly partition: { readonly [attribute: string]: string | undefined };
  readonly sort: { readonly [attribute: string]: string | undefined };
}

export interface IndexSchema extends KeySchema {
  readonly isGlobal: boolean;
  /** The attributes that are projected into the index, including the keys; undefined if all attributes are. */
  readonly attributes?: readonly string[];
}

export interface TableSchema extends KeySchema {
  readonly indexes: ReadonlyMap<string, IndexSchema>;
  /** The keys are known from the sources only, so they always match. */
  readonly isInferred?: true;
  /** The table can have a sort key that is not known. */
  readonly isPartial?: true;
}

export function keyNames({ partition, sort }: KeySchema): readonly string[] {
  return [...Object.keys(partition), ...Object.keys(sort)];
}

/** A source of a table, with the key attributes that its author declares. */
export interface Reader {
  readonly source: TableSource;
  readonly declared: readonly string[];
}

/** The schema of a table that the app does not create, as far as its sources reveal it. */
export function inferSchema(readers: readonly Reader[]): TableSchema {
  const sources = readers.map(({ source }) => source);
  const queries = sources.filter((source): source is QuerySource => source.kind === 'query');
  const item = sources.find(({ kind }) => kind !== 'query');
  const own = queries.filter(({ index }) => index === undefined);
  const partition = Object.keys((own[0] ?? item)?.key ?? {});
  // with an index, the declared attributes include those of its key
  const declared = queries.length === own.length ? readers.flatMap(reader => reader.declared) : [];
  const names = [...item ? Object.keys(item.key) : [], ...own.flatMap(sortOf), ...declared].filter(name => !partition.includes(name));
  return {
    ...schemaOf(partition, names.slice(0, 1)),
    indexes: new Map(queries.flatMap(({ index, key }): Array<[string, IndexSchema]> => {
      const sorts = queries.filter(other => other.index === index).flatMap(sortOf);
      return index === undefined ? [] : [[index, { ...schemaOf(Object.keys(key), sorts.slice(0, 1)), isGlobal: true }]];
    })),
    isInferred: true,
    ...item === undefined && names.length === 0 && { isPartial: true },
  };
}

function sortOf({ sort }: QuerySource): readonly string[] {
  return sort ? [sort.attribute] : [];
}

function schemaOf(partition: readonly string[], sort: readonly string[]): KeySchema {
  const untyped = (names: readonly string[]): KeySchema['partition'] => Object.fromEntries(names.map(name => [name, undefined]));
  return { partition: untyped(partition), sort: untyped(sort) };
}

/** Compares two values of a key as DynamoDB sorts them: strings by their UTF-8 bytes. Undefined if they have different types. */
export function compareKeys(left: AttributeValue, right: AttributeValue): number | undefined {
  const [[type, one]] = Object.entries(left) as Array<[string, string]>;
  const [[otherType, other]] = Object.entries(right) as Array<[string, string]>;
  if (type !== otherType) {
    return undefined;
  }
  switch (type) {
    case 'S': return Buffer.compare(Buffer.from(one), Buffer.from(other));
    case 'N': return compareDecimals(one, other);
    case 'B': return Buffer.compare(Buffer.from(one, 'base64'), Buffer.from(other, 'base64'));
    default: return undefined;
  }
}

/** True if an item has these values. */
export function hasKey(item: Item, key: Key): boolean {
  return Object.entries(key).every(([name, value]) => Object.hasOwn(item, name) && compareKeys(item[name], attributeValue(value)) === 0);
}

const HOLDS: { readonly [comparison in SortComparison]: (compare: (index: number) => number, startsWith: () => boolean) => boolean } = {
  EQUAL: compare => compare(0) === 0,
  BEGINS_WITH: (_, startsWith) => startsWith(),
  BETWEEN: compare => compare(0) >= 0 && compare(1) <= 0,
  LESS_THAN: compare => compare(0) < 0,
  AT_MOST: compare => compare(0) <= 0,
  GREATER_THAN: compare => compare(0) > 0,
  AT_LEAST: compare => compare(0) >= 0,
};

/** True if an item fulfills the condition on the sort key. */
export function fulfills(item: Item, { attribute, comparison, values }: SortValues): boolean {
  const value = Object.hasOwn(item, attribute) ? item[attribute] : undefined;
  if (value === undefined) {
    return false;
  }
  const startsWith = (): boolean => typeof value.S === 'string' && value.S.startsWith(String(values[0]));
  return HOLDS[comparison](index => compareKeys(value, attributeValue(values[index])) ?? NaN, startsWith);
}

/**
 * Maximum bytes of a string in a key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const BYTES = { partition: 2048, sort: 1024 };

/** The reason why DynamoDB rejects a value of a key; undefined if it accepts it. */
export function keyProblem(value: KeyValue, role: keyof typeof BYTES, type: string | undefined): string | undefined {
  if (type !== undefined && !Object.hasOwn(attributeValue(value), type)) {
    return `it is a ${typeof value}, and the type of the attribute is ${type}`;
  }
  if (typeof value === 'number') {
    return isDynamoDbNumber(String(value)) ? undefined : 'DynamoDB has no such number';
  }
  return value === '' ? 'it is empty' : Buffer.byteLength(value) > BYTES[role] ? `it has more than ${BYTES[role]} bytes` : undefined;
}

/** Reports items that a table rejects: without its key, with a key of another type, or with the same key as another item. */
export function checkKeys(items: ReadonlyMap<string, Item>, schema: TableSchema, report: Report): void {
  const places = new Map<string, string>();
  for (const [path, item] of items) {
    const isValid = checkKey(item, path, schema, report);
    const key = JSON.stringify(keyNames(schema).map(name => identityOf(item[name])));
    const first = places.get(key);
    if (isValid && !schema.isPartial && first !== undefined) {
      report(path, `the same key as ${first}`, 'items with different keys: a table has one item for each key');
    }
    places.set(key, first ?? path);
  }
}

function identityOf(value: AttributeValue | undefined): unknown {
  return typeof value?.N === 'string' ? { N: canonicalDecimal(value.N) } : value;
}

/** Attributes of the table key are required. Attributes of an index key can be absent, and must have the right type. */
function checkKey(item: Item, path: string, schema: TableSchema, report: Report): boolean {
  const own = typesOf(schema);
  const ofIndexes = Object.assign({}, ...[...schema.indexes.values()].map(typesOf)) as KeySchema['partition'];
  const wrong = Object.entries({ ...ofIndexes, ...own }).filter(([name, type]) => {
    const isRequired = Object.hasOwn(own, name);
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    const isWrong = value === undefined ? isRequired : !isKeyOf(value, type);
    if (isWrong) {
      const role = isRequired ? 'the key of the table' : 'the key of an index';
      report(`${path}.${name}`, show(value && Object.values(value)[0]), `${TYPES[type ?? ''] ?? TYPES['']}, as it is part of ${role}`);
    }
    return isWrong;
  });
  return wrong.length === 0;
}

function typesOf({ partition, sort }: KeySchema): KeySchema['partition'] {
  return { ...partition, ...sort };
}

const TYPES: { readonly [type: string]: string } = {
  '': 'a string that is not empty, a number, or binary data',
  'S': 'a string that is not empty',
  'N': 'a number',
  'B': 'binary data, which only DynamoDB JSON can contain',
};

function isKeyOf(value: AttributeValue, type: string | undefined): boolean {
  const [[own, content]] = Object.entries(value);
  return (type === undefined ? ['S', 'N', 'B'].includes(own) : own === type) && content !== '';
}
