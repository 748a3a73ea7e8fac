import type { Json } from '../core/document/json';

/** How large a value can get. Infinity where a table has it as long as it likes. */
export interface Extent {
  /** Bytes of its JSON. */
  readonly bytes: number;
  /** Bytes of it where it is no list. */
  readonly unlisted: number;
  /** UTF-16 units, where it is a text. */
  readonly characters: number;
  /** Members, where it is a list. */
  readonly members: number;
  /** Of each member, where it is a list. */
  readonly element?: Extent;
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

export function scalar(bytes: number): Extent {
  return { bytes, unlisted: bytes, characters: 0, members: 0 };
}

/** A text with so many bytes, quotes and all. */
export function textOf(bytes: number, characters = bytes): Extent {
  return { bytes, unlisted: bytes, characters, members: 0 };
}

export function text(characters: number): Extent {
  return textOf(2 + CHARACTER * characters, characters);
}

/** Of names of users and groups. */
export function nameText(characters: number): Extent {
  return textOf(2 + NAME_CHARACTER * characters, characters);
}

/** Of letters and digits alone. */
export function plainText(characters: number): Extent {
  return textOf(2 + characters, characters);
}

export function list(members: number, element: Extent): Extent {
  return { bytes: 2 + times(members, element.bytes + SEPARATOR), unlisted: 0, characters: 0, members, element };
}

/** Something of which the length alone is known. */
export function anything(bytes: number): Extent {
  return {
    bytes,
    unlisted: bytes,
    characters: bytes,
    members: membersIn(bytes),
    get element() {
      return anything(bytes);
    },
  };
}

/** Members of a list of so many bytes, at most. */
function membersIn(bytes: number): number {
  return Math.ceil(bytes / (SHORTEST + SEPARATOR));
}

export function constant(value: Json): Extent {
  const bytes = jsonBytes(value);
  const extent = Array.isArray(value) ? { ...list(value.length, either(value.map(constant))), bytes } : textOf(bytes, typeof value === 'string' ? value.length : 0);
  return { ...extent, possible: [JSON.stringify(value)] };
}

/** One of several. */
export function either(extents: readonly Extent[]): Extent {
  const largest = (of: (extent: Extent) => number): number => extents.reduce((most, extent) => Math.max(most, of(extent)), 0);
  const possible = extents.every(extent => extent.possible) ? { possible: [...new Set(extents.flatMap(extent => extent.possible!))] } : {};
  return {
    bytes: largest(({ bytes }) => bytes),
    unlisted: largest(({ unlisted }) => unlisted),
    characters: largest(({ characters }) => characters),
    members: largest(({ members }) => members),
    // those of something unknown have members of their own, and so on
    get element() {
      return either(extents.flatMap(({ element }) => element ?? []));
    },
    ...possible,
  };
}

/** A text made of one: what it could be is known no more. */
export function otherText({ bytes, characters }: Extent): Extent {
  return textOf(bytes, characters);
}

export function elementOf({ element = scalar(0) }: Extent): Extent {
  return element;
}

/** The value where it is no list, and its members where it is one. */
export function flattened(value: Extent): Extent {
  const { unlisted, characters, possible } = value;
  if (unlisted === 0) {
    return elementOf(value);
  }
  return either([{ ...textOf(unlisted, characters), possible: possible?.filter(json => !json.startsWith('[')) }, elementOf(value)]);
}
