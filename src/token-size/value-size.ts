import type { Json } from '../core/document/json';

/** How large a value can get. Infinity where a table has it as long as it likes. */
export interface ValueSize {
  /** Bytes of its JSON. */
  readonly bytes: number;
  /** Bytes of it where it is no list. */
  readonly unlisted: number;
  /** UTF-16 units, where it is a string. */
  readonly characters: number;
  /** Members, where it is a list. */
  readonly members: number;
  /** Of each member, where it is a list. */
  readonly element?: () => ValueSize;
  /** The JSON of all that it can be, where that can be counted. */
  readonly possible?: readonly string[];
}

/** A control character is written as six bytes; every other one takes fewer. */
const CHARACTER = 6;
/** Of names without control characters: four bytes of UTF-8 at most, and two of a quote. */
const NAME_CHARACTER = 4;
/** Bytes of a member: a digit. */
export const SHORTEST = 1;
export const SEPARATOR = 1;

export function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Nothing of something endless is nothing. */
export function times(count: number, bytes: number): number {
  return count === 0 || bytes === 0 ? 0 : count * bytes;
}

export function scalar(bytes: number): ValueSize {
  return { bytes, unlisted: bytes, characters: 0, members: 0 };
}

/** A string with so many bytes, quotes and all. */
export function stringOf(bytes: number, characters = bytes): ValueSize {
  return { bytes, unlisted: bytes, characters, members: 0 };
}

export function string(characters: number): ValueSize {
  return stringOf(2 + CHARACTER * characters, characters);
}

/** Of names of users and groups. */
export function nameString(characters: number): ValueSize {
  return stringOf(2 + NAME_CHARACTER * characters, characters);
}

/** Of letters and digits alone. */
export function asciiString(characters: number): ValueSize {
  return stringOf(2 + characters, characters);
}

export function list(members: number, element: ValueSize): ValueSize {
  return { bytes: 2 + times(members, element.bytes + SEPARATOR), unlisted: 0, characters: 0, members, element: () => element };
}

/** Something of which the length alone is known. Members of it have members of their own, and so on. */
export function anything(bytes: number): ValueSize {
  const size: ValueSize = { bytes, unlisted: bytes, characters: bytes, members: membersIn(bytes), element: () => size };
  return size;
}

/** Members of a list of so many bytes, at most. */
function membersIn(bytes: number): number {
  return Math.ceil(bytes / (SHORTEST + SEPARATOR));
}

export function constant(value: Json): ValueSize {
  const bytes = jsonBytes(value);
  const size = Array.isArray(value) ? { ...list(value.length, either(value.map(constant))), bytes } : stringOf(bytes, typeof value === 'string' ? value.length : 0);
  return { ...size, possible: [JSON.stringify(value)] };
}

/** One of several. */
export function either(sizes: readonly ValueSize[]): ValueSize {
  const largest = (of: (size: ValueSize) => number): number => sizes.reduce((most, size) => Math.max(most, of(size)), 0);
  const possible = sizes.every(size => size.possible) ? { possible: [...new Set(sizes.flatMap(size => size.possible!))] } : {};
  return {
    bytes: largest(({ bytes }) => bytes),
    unlisted: largest(({ unlisted }) => unlisted),
    characters: largest(({ characters }) => characters),
    members: largest(({ members }) => members),
    element: once(() => either(sizes.flatMap(({ element }) => element?.() ?? []))),
    ...possible,
  };
}

/** It is made when somebody asks for it: those of something unknown have members of their own, and so on. */
function once(make: () => ValueSize): () => ValueSize {
  let made: ValueSize | undefined;
  return () => made ??= make();
}

/** A string made of one: what it could be is known no more. */
export function otherString({ bytes, characters }: ValueSize): ValueSize {
  return stringOf(bytes, characters);
}

export function elementOf({ element }: ValueSize): ValueSize {
  return element?.() ?? scalar(0);
}

/** The value where it is no list, and its members where it is one. */
export function flattened(value: ValueSize): ValueSize {
  const { unlisted, characters, possible } = value;
  if (unlisted === 0) {
    return elementOf(value);
  }
  return either([{ ...stringOf(unlisted, characters), possible: possible?.filter(json => !json.startsWith('[')) }, elementOf(value)]);
}
