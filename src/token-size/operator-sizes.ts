import {
  anything, asciiString, constant, either, elementOf, flattened, jsonBytes, list, nameString, otherString, scalar, SEPARATOR, SHORTEST, string,
  stringOf, times, type ValueSize,
} from './value-size';
import type { Json } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import type { NameOf } from '../core/operators';
import type { Declaration } from '../core/operators/attribute-value';
import type { DigestEncoding } from '../core/operators/operator';
import type { TypeName } from '../core/operators/result';

/** Combines several bounds: to the least, or to the first one, which grows linearly with its input. */
export type Least = (first: number, ...others: number[]) => number;

/** The input for the size of an operator's value. */
export interface Sizing {
  readonly args: readonly Json[];
  /** The operands that are evaluated once. A condition has no size. */
  readonly operands: readonly ValueSize[];
  /** The size of the body that is evaluated for each element of a list, from the size of the element. */
  readonly body: (member: ValueSize, least: Least) => ValueSize;
  /** The current element. */
  readonly element: ValueSize;
  /** The possible types of each operand. */
  readonly types: ReadonlyArray<readonly TypeName[]>;
  /** The maximum number of characters of a user attribute. */
  readonly attributeLength: (name: string) => number;
  /** The maximum number of items of a source. */
  readonly itemLimit: (source: string) => number;
  readonly least: Least;
}

type OperatorSize = (sizing: Sizing) => ValueSize;

const NUMBER = scalar(25);
const BOOLEAN: ValueSize = { ...scalar(5), possible: ['true', 'false'] };
const DIGESTS: Record<DigestEncoding, ValueSize> = { HEX: asciiString(64), BASE64: asciiString(44), BASE64URL: asciiString(43) };
const DATE = asciiString(20);
const MONTH = 'September'.length;
/** The maximum number of characters of an email address, with 64 before the @. */
const EMAIL = 320;
/** A plus sign and up to 15 digits, as in E.164. */
const PHONE_NUMBER = asciiString(16);
/** The maximum number of groups of a user. Each can have a role. */
const GROUPS = 100;

const fixed = (size: ValueSize): OperatorSize => () => size;
const sameSize: OperatorSize = ({ operands: [value] }) => value;
/** Some of the elements. */
const some: OperatorSize = ({ operands: [value] }) => ({ ...value, possible: undefined });

/**
 * The size of a transform that applies to a string, or to each element of a list.
 *
 * @param become the size of one transformed string
 * @param whole a bound for the bytes of the whole list
 */
function each(become: (value: ValueSize, sizing: Sizing) => ValueSize, whole?: (value: ValueSize, sizing: Sizing) => number): OperatorSize {
  return sizing => {
    const { operands: [value], types: [types] } = sizing;
    const isList = types.includes('list');
    const unlisted = { ...stringOf(value.unlisted, value.characters), possible: isList ? undefined : value.possible };
    const made: ValueSize[] = types.some(type => type !== 'list') ? [become(unlisted, sizing)] : [];
    if (isList) {
      const members = list(value.members, become(elementOf(value), sizing));
      made.push(whole ? { ...members, bytes: sizing.least(whole(value, sizing), members.bytes) } : members);
    }
    return either(made);
  };
}

/** A part of a string. */
const part: OperatorSize = each(otherString, ({ bytes }) => bytes);
/** A string with a constant before or behind it. */
const longerByConstant: OperatorSize = each(
  ({ bytes, characters }, { args: [added] }) => stringOf(bytes + jsonBytes(added), characters + String(added).length),
  ({ bytes, members }, { args: [added] }) => bytes + times(members, jsonBytes(added)),
);
/** A string that grows by at most this factor, in bytes. */
const grown = (growth: number): OperatorSize => each(({ bytes }) => stringOf(growth * bytes), ({ bytes }) => growth * bytes);

/**
 * A change of case. One character can become up to `growth` characters, as `ΐ` does. The result has at most six bytes for each original character,
 * the maximum of any character.
 */
const inCase = (change: (text: string) => string, growth: number): OperatorSize => each(
  ({ bytes, characters, possible }, { least }) => possible?.every(json => json.startsWith('"'))
    ? either(possible.map(json => constant(change(JSON.parse(json)))))
    : stringOf(least(growth * bytes, string(characters).bytes), growth * characters),
  ({ bytes }) => growth * bytes,
);

/** The number of code points between two positions of a string that is long enough. */
function pointsBetween(start: number, end: number | undefined): number {
  if (end === undefined) {
    return start < 0 ? -start : Infinity;
  }
  return start < 0 === end < 0 ? Math.max(0, end - start) : Infinity;
}

function memberOf({ operands: [value], least }: Sizing): ValueSize {
  const element = elementOf(value);
  return { ...element, bytes: least(value.bytes, element.bytes) };
}

function sum(sizes: readonly ValueSize[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0);
}

function addressOf(name: string, { attributeLength }: Pick<Sizing, 'attributeLength'>): ValueSize {
  return name === 'email' ? nameString(Math.min(EMAIL, attributeLength(name))) : PHONE_NUMBER;
}

function userAttribute({ args, attributeLength }: Sizing): ValueSize {
  const name = String(args[0]);
  switch (name) {
    case 'email_verified':
    case 'phone_number_verified': return BOOLEAN;
    case 'updated_at': return NUMBER;
    case 'email':
    case 'phone_number': return addressOf(name, { attributeLength });
    default: return string(attributeLength(name));
  }
}

function tableAttribute({ args: [, , declaration] }: Sizing): ValueSize {
  const { valueType, maxLength = Infinity, maxItems = Infinity } = (declaration ?? {}) as Declaration;
  switch (valueType) {
    case 'NUMBER': return NUMBER;
    case 'BOOLEAN': return BOOLEAN;
    case 'STRING': return string(maxLength);
    case 'STRING_LIST': return list(maxItems, string(maxLength));
    case 'NUMBER_LIST': return list(maxItems, NUMBER);
    default: return anything(Infinity);
  }
}

/** @param shortest the minimum number of characters of each replaced occurrence */
function replaced(replacement: Json, shortest: number): OperatorSize {
  return grown(Math.max(1, Math.ceil((1 + jsonBytes(replacement) - 2) / shortest)));
}

/** Every element once: at most as many as there are possible values. */
function unique({ operands: [value], least }: Sizing): ValueSize {
  const { possible } = elementOf(value);
  const bytes = possible ? possible.reduce((total, json) => total + Buffer.byteLength(json) + 1, 2) : Infinity;
  return { ...value, bytes: least(value.bytes, bytes), members: least(value.members, possible?.length ?? Infinity), possible: undefined };
}

function limited({ operands: [value], args: [count], least }: Sizing): ValueSize {
  const shortened = list(least(value.members, Number(count)), elementOf(value));
  return { ...shortened, bytes: least(value.bytes, shortened.bytes) };
}

function flatten({ operands: [value], least }: Sizing): ValueSize {
  const element = elementOf(value);
  const flat = list(times(value.members, Math.max(1, element.members)), flattened(element));
  return { ...flat, bytes: least(value.bytes, flat.bytes) };
}

/** The bytes of empty properties, which are added to one map, or to each map within: a map has two bytes or more. */
function addedProperties(paths: Json | undefined, types: readonly TypeName[], bytes: number): number {
  const isOneMap = types.every(type => type === 'map');
  return ((paths ?? []) as ReadonlyArray<readonly string[]>).reduce((total, path) =>
    total + times(isOneMap && path.length === 1 ? 1 : Math.ceil(bytes / 2), jsonBytes(path.at(-1)!) + 4), 0);
}

/**
 * The lesser of two bounds: all elements at their maximum size; or all bytes in one element, with minimal other elements. The second bound
 * is only valid if the body grows linearly, so the body must not cut anything off.
 */
function mapEach({ operands: [value], body, least }: Sizing): ValueSize {
  const evenly = (bytes: number): number => body(anything(bytes), first => first).bytes;
  const result = list(value.members, body(elementOf(value), least));
  return { ...result, bytes: least(evenly(value.bytes) + times(value.members, evenly(SHORTEST) + SEPARATOR), result.bytes) };
}

/**
 * The maximum size of each operator's value. Separate from the table of operators, as the function does not need it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const OPERATOR_SIZES: { readonly [name in NameOf<'source' | 'constant' | 'composition' | 'transform'>]: OperatorSize } = {
  userAttribute,
  federatedAttribute: userAttribute,
  // each element of the original string gets quotes
  idpList: ({ args: [name], attributeLength }) => {
    const whole = string(attributeLength(String(name)));
    return { ...list(whole.characters, whole), bytes: 2 * whole.bytes };
  },
  sub: fixed(asciiString(36)),
  email: sizing => addressOf('email', sizing),
  verifiedEmail: sizing => addressOf('email', sizing),
  verifiedPhoneNumber: fixed(PHONE_NUMBER),
  username: fixed(nameString(128)),
  groups: fixed(list(GROUPS, nameString(128))),
  iamRoles: fixed(list(GROUPS, asciiString(2048))),
  preferredRole: fixed(asciiString(2048)),
  identityProvider: fixed(string(32)),
  scopes: fixed(list(50, asciiString(256))),
  clientId: fixed(asciiString(128)),
  untrustedClientMetadata: fixed(anything(Infinity)),
  triggerSource: fixed(asciiString(64)),
  userPoolId: fixed(asciiString(55)),
  region: fixed(asciiString(32)),
  now: fixed(NUMBER),
  attribute: tableAttribute,
  items: ({ args: [source], itemLimit }) => list(itemLimit(String(source)), anything(Infinity)),
  count: fixed(NUMBER),
  element: ({ args: [path], element }) => path === undefined || (path as readonly unknown[]).length === 0 ? element : anything(element.bytes),
  literal: ({ args: [value] }) => constant(value),
  slot: ({ args: [, type] }) => type === 'list' ? anything(string(LIMITS.assumedSlot).bytes) : string(LIMITS.assumedSlot),
  template: ({ operands }) => stringOf(2 + sum(operands)),
  firstOf: ({ operands }) => either(operands),
  choose: ({ operands: [, ...values] }) => either(values),
  listOf: ({ operands }) => ({ ...list(operands.length, either(operands)), bytes: 2 + operands.length + sum(operands) }),
  objectOf: ({ args: [names], operands }) => scalar(2 + sum(operands) + (names as string[]).reduce((total, name) => total + jsonBytes(name) + 2, 0)),
  upper: inCase(text => text.toUpperCase(), 3),
  lower: inCase(text => text.toLowerCase(), 2),
  trim: part,
  before: part,
  after: part,
  between: part,
  substring: each((value, { args: [start, end], least }) => {
    const points = pointsBetween(Number(start), end === undefined || end === null ? undefined : Number(end));
    const { bytes } = string(points);
    return stringOf(least(value.bytes, bytes), least(value.characters, 2 * points));
  }, ({ bytes }) => bytes),
  extract: part,
  withoutPrefix: part,
  withPrefix: longerByConstant,
  withSuffix: longerByConstant,
  // a byte becomes three characters
  urlEncode: grown(3),
  // three characters can become one that JSON writes with six
  urlDecode: grown(2),
  sha256: each((_, { args: [encoding = 'HEX'] }) => DIGESTS[encoding as DigestEncoding]),
  replace: sizing => replaced(sizing.args[1], String(sizing.args[0]).length)(sizing),
  // an empty match inserts the replacement before and after each character
  replacePattern: sizing => sizing.args[1] === '' ? part(sizing) : grown(2 + 2 * jsonBytes(sizing.args[1]))(sizing),
  // each separator becomes a quote, a comma and a quote
  split: ({ operands: [{ bytes, characters }] }) => {
    const parts = list(characters + 1, stringOf(bytes, characters));
    return { ...parts, bytes: 2 + bytes + 3 * (characters + 1) };
  },
  join: ({ operands: [value], args: [separator], least }) => {
    const separators = times(value.members, jsonBytes(separator));
    return stringOf(2 + least(value.bytes, times(value.members, elementOf(value).bytes)) + separators);
  },
  asString: ({ operands: [{ bytes }] }) => stringOf(2 + bytes),
  toNumber: fixed(NUMBER),
  round: fixed(NUMBER),
  toBoolean: fixed(BOOLEAN),
  // a number of four characters, 1e20, is written with 21
  parseJson: ({ operands: [{ characters }] }) => anything(6 * characters),
  // quotes and backslashes are escaped
  toJson: ({ operands: [{ bytes }], types: [types], args: [paths] }) => stringOf(2 + 2 * (bytes + addedProperties(paths, types, bytes))),
  toEpochSeconds: each(() => NUMBER),
  toRfc3339: each(() => DATE),
  // the longest field is the name of a month, and each field has at least one letter in the format
  formatDate: each((_, { args: [format] }) => string(String(format).length * MONTH)),
  parseDate: each(() => NUMBER),
  filterPrefix: some,
  filterSuffix: some,
  filterPattern: some,
  filterOneOf: ({ operands: [value, ...constants], least }) => {
    const kept = list(value.members, either(constants));
    return { ...kept, bytes: least(value.bytes, kept.bytes) };
  },
  filterOneOfValue: some,
  filterNoneOfValue: some,
  unique,
  sort: some,
  sortBy: some,
  limit: limited,
  flatten,
  filter: some,
  mapEach,
  at: memberOf,
  first: memberOf,
  last: memberOf,
  property: ({ operands: [value] }) => anything(value.bytes),
  pickProperties: some,
  // a property has a name of one character or more in quotes, a colon and a value
  propertyNames: ({ operands: [{ bytes }] }) => ({ ...list(Math.ceil(bytes / 5), stringOf(bytes)), bytes }),
  propertyValues: ({ operands: [{ bytes }] }) => ({ ...list(Math.ceil(bytes / 5), anything(bytes)), bytes }),
  assumeTrusted: sameSize,
  size: fixed(NUMBER),
  min: fixed(NUMBER),
  max: fixed(NUMBER),
  sum: fixed(NUMBER),
  lookup: each((_, { operands: [, ...values] }) => either(values)),
};
