import type { UserEntry } from './model';
import { withoutQualifier } from '../app/functions';
import type { InvokedFunction, Pool } from '../app/model';

/** A table or a function. */
export interface NamedResource {
  readonly name: string;
  readonly path: string;
  /** Only a function is found by its ARN. */
  readonly arn?: InvokedFunction['arn'];
}

/** Tables or functions that a name in the file matches: by name or ARN, else by construct path, else by an end of the path. */
export function resourcesNamed<T extends NamedResource>(name: string, resources: readonly T[]): readonly T[] {
  const tests: ReadonlyArray<(resource: T) => boolean> = [
    resource => resource.name === name || resource.arn === withoutQualifier(name),
    ({ path }) => path === name,
    ({ path }) => name !== '' && path.endsWith(`/${name}`),
  ];
  return tests.map(test => resources.filter(test)).find(found => found.length > 0) ?? [];
}

/** A name that only this resource has: its construct path if possible; undefined if there is none. */
export function uniqueName<T extends NamedResource>(resource: T, resources: readonly T[]): string | undefined {
  return [resource.path, resource.name, resource.arn].find(name => {
    const found = name === undefined ? [] : resourcesNamed(name, resources);
    return found.length === 1 && found[0] === resource;
  });
}

/** Names of tables or functions for suggestions, including the ends of their paths. */
export function namesOf(resources: readonly NamedResource[]): readonly string[] {
  return [...new Set(resources.flatMap(({ name, path }) => [name, path, path.slice(path.lastIndexOf('/') + 1)]))];
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
    && (identityProvider === undefined || isOutside(pool) || pool.providers.some(({ name }) => name === identityProvider));
}
