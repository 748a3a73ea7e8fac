import type { UserEntry } from './model';
import type { Pool, Table } from '../app/model';

/** Tables that a name in the file matches: by table name, else by construct path, else by an end of the path. */
export function tablesNamed(name: string, tables: readonly Table[]): readonly Table[] {
  const tests: ReadonlyArray<(table: Table) => boolean> = [
    table => table.name === name,
    ({ path }) => path === name,
    ({ path }) => name !== '' && path.endsWith(`/${name}`),
  ];
  return tests.map(test => tables.filter(test)).find(found => found.length > 0) ?? [];
}

/** Names of tables for suggestions, including the ends of their paths. */
export function namesOfTables(tables: readonly Table[]): readonly string[] {
  return [...new Set(tables.flatMap(({ name, path }) => [name, path, path.slice(path.lastIndexOf('/') + 1)]))];
}

export function isPoolNamed(pool: Pool, name: string): boolean {
  return pool.path === name || pool.id === name;
}

/** A pool of another app has an id instead of a path, and its settings are not known. */
export function isOutside(pool: Pool): boolean {
  return pool.path === pool.id;
}

/** True if the user is in this pool: the entry names it or names none, and for a federated user, the pool has the provider. */
export function isInPool({ pools, identityProvider }: UserEntry, pool: Pool): boolean {
  return (pools === undefined || pools.some(name => isPoolNamed(pool, name)))
    && (identityProvider === undefined || isOutside(pool) || pool.providers.includes(identityProvider));
}
