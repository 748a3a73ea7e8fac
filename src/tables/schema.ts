import type { QuerySource, TableSource } from '../core/document/document';

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
