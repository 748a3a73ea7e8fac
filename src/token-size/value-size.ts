import type { Json } from '../core/document/json';

/** The maximum size of a value. Infinity if there is no maximum. */
export interface ValueSize {
  /** The bytes of its JSON. */
  readonly bytes: number;
  /** The bytes if it is not a list. */
  readonly unlisted: number;
  /** The UTF-16 code units if it is a string. */
  readonly characters: number;
  /** The number of elements if it is a list. */
  readonly members: number;
  /** The size of each element if it is a list. */
  readonly element?: () => ValueSize;
  /** The JSON of all possible values, if they are known. */
  readonly possible?: readonly string[];
}

/** The maximum bytes of a character in JSON. Control characters need six bytes, all others need fewer. */
const CHARACTER = 6;
/** The maximum bytes of a character in a name without control characters: four bytes in UTF-8, and two for a quote. */
const NAME_CHARACTER = 4;
/** The minimum bytes of an element: one digit. */
export const SHORTEST = 1;
export const SEPARATOR = 1;

export function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Multiplies, with zero times infinity as zero. */
export function times(count: number, bytes: number): number {
  return count === 0 || bytes === 0 ? 0 : count * bytes;
}

export function scalar(bytes: number): ValueSize {
  return { bytes, unlisted: bytes, characters: 0, members: 0 };
}

/** A string with this number of bytes, including its quotes. */
export function stringOf(bytes: number, characters = bytes): ValueSize {
  return { bytes, unlisted: bytes, characters, members: 0 };
}

export function string(characters: number): ValueSize {
  return stringOf(2 + CHARACTER * characters, characters);
}

/** A name of a user or a group. */
export function nameString(characters: number): ValueSize {
  return stringOf(2 + NAME_CHARACTER * characters, characters);
}

/** A string of letters, digits and other characters of one byte. */
export function asciiString(characters: number): ValueSize {
  return stringOf(2 + characters, characters);
}

export function list(members: number, element: ValueSize): ValueSize {
  return { bytes: 2 + times(members, element.bytes + SEPARATOR), unlisted: 0, characters: 0, members, element: () => element };
}

/** A value with a known length and unknown content. Its elements can have elements, and so on. */
export function anything(bytes: number): ValueSize {
  const size: ValueSize = { bytes, unlisted: bytes, characters: bytes, members: membersIn(bytes), element: () => size };
  return size;
}

/** The maximum number of elements of a list with this number of bytes. */
function membersIn(bytes: number): number {
  return Math.ceil(bytes / (SHORTEST + SEPARATOR));
}

export function constant(value: Json): ValueSize {
  const bytes = jsonBytes(value);
  const size = Array.isArray(value) ? { ...list(value.length, either(value.map(constant))), bytes } : stringOf(bytes, typeof value === 'string' ? value.length : 0);
  return { ...size, possible: [JSON.stringify(value)] };
}

/** One of several values. */
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

/** Evaluated on demand, as the elements of an unknown value have elements, and so on. */
function once(make: () => ValueSize): () => ValueSize {
  let made: ValueSize | undefined;
  return () => made ??= make();
}

/** A string made from another one. Its possible values are not known any more. */
export function otherString({ bytes, characters }: ValueSize): ValueSize {
  return stringOf(bytes, characters);
}

export function elementOf({ element }: ValueSize): ValueSize {
  return element?.() ?? scalar(0);
}

/** The value if it is not a list, or its elements if it is one. */
export function flattened(value: ValueSize): ValueSize {
  const { unlisted, characters, possible } = value;
  if (unlisted === 0) {
    return elementOf(value);
  }
  return either([{ ...stringOf(unlisted, characters), possible: possible?.filter(json => !json.startsWith('[')) }, elementOf(value)]);
}
