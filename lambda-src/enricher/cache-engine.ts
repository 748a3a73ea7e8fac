import { LRUCache } from 'lru-cache';

/** Maximum number of cached responses, which is about one for each user. */
const ENTRIES = 10_000;
/** Maximum total bytes of the responses as received, and of their keys. */
const BYTES = 8_000_000;
/** Estimated overhead of an entry, in bytes. */
const ENTRY_BYTES = 200;
/** Maximum bytes of a character of a key. */
const CHARACTER_BYTES = 2;

export interface Cache<T> {
  get(key: string): T | undefined;
  set(key: string, entry: T): unknown;
}

/** Creates a cache of limited size, which evicts the least recently used entries first. */
export function createCache<T extends object>(bytesOf: (entry: T) => number): Cache<T> {
  const sizeCalculation = (entry: T, key: string): number => bytesOf(entry) + key.length * CHARACTER_BYTES + ENTRY_BYTES;
  return new LRUCache<string, T>({ max: ENTRIES, maxSize: BYTES, sizeCalculation });
}
