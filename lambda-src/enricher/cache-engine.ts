import { LRUCache } from 'lru-cache';

/** Answers that are kept, at most: those of as many users. */
const ENTRIES = 10_000;
/** Bytes of the answers as they came, and of their keys, all together. */
const BYTES = 8_000_000;
/** Bytes of what else an answer needs. */
const ENTRY_BYTES = 200;
/** Bytes of a character of a key, at most. */
const CHARACTER_BYTES = 2;

export interface Cache<T> {
  get(key: string): T | undefined;
  set(key: string, entry: T): unknown;
}

/** A cache whose size is bounded; what was not used for the longest time goes first. */
export function createCache<T extends object>(bytesOf: (entry: T) => number): Cache<T> {
  const sizeCalculation = (entry: T, key: string): number => bytesOf(entry) + key.length * CHARACTER_BYTES + ENTRY_BYTES;
  return new LRUCache<string, T>({ max: ENTRIES, maxSize: BYTES, sizeCalculation });
}
