import type { Json } from '../json';
import { LIMITS } from '../limits';
import type { Declaration } from '../operators/declaration';

/** What is known of the operands of an operator: how many bytes of JSON each has at most. */
export interface Sizing {
  readonly args: readonly Json[];
  readonly operands: ReadonlyArray<number | undefined>;
  readonly mayBeList: readonly boolean[];
  /** Characters of an attribute of users, at most. */
  readonly attributeLength: (name: string) => number;
}

type Size = (sizing: Sizing) => number | undefined;

/** A control character is written as six bytes; every other one takes fewer. */
const CHARACTER = 6;
const NUMBER = 25;
const BOOLEAN = 5;
const SHA256 = 64;
const DATE = 20;
const MONTH = 'September'.length;

/** Bytes of a member: a digit. */
export const SHORTEST = 1;
export const SEPARATOR = 1;

/** Members of a list of so many bytes, at most. */
export function membersIn(bytes: number): number {
  return Math.ceil(bytes / (SHORTEST + SEPARATOR));
}

export function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

const text = (characters: number): number => 2 + CHARACTER * characters;
/** Of letters and digits alone. */
const plain = (characters: number): number => 2 + characters;
const fixed = (bytes: number): Size => () => bytes;
const unknown: Size = () => undefined;
const first: Size = ({ operands }) => operands[0];
const onFirst = (size: (bytes: number, sizing: Sizing) => number | undefined): Size => sizing => {
  const [bytes] = sizing.operands;
  return bytes === undefined ? undefined : size(bytes, sizing);
};
/** What a text becomes, or each member of a list. */
const each = (bytes: number): Size => sizing => sizing.mayBeList[0] ? onFirst(list => 2 + membersIn(list) * (bytes + 1))(sizing) : bytes;
/** What is added to a text, or to each member of a list. */
const added = (extra: (args: readonly Json[]) => number): Size =>
  onFirst((bytes, { args, mayBeList }) => bytes + extra(args) * (mayBeList[0] ? membersIn(bytes) : 1));

function sum(sizes: ReadonlyArray<number | undefined>): number | undefined {
  return sizes.reduce((total, size) => total === undefined || size === undefined ? undefined : total + size, 0);
}

function largest(sizes: ReadonlyArray<number | undefined>): number | undefined {
  return sizes.reduce((most, size) => most === undefined || size === undefined ? undefined : Math.max(most, size), 0);
}

const attribute = (name: string): Size => ({ attributeLength }) => text(attributeLength(name));

function userAttribute({ args: [name], attributeLength }: Sizing): number {
  switch (name) {
    case 'email_verified':
    case 'phone_number_verified': return BOOLEAN;
    case 'updated_at': return NUMBER;
    default: return text(attributeLength(String(name)));
  }
}

function tableAttribute({ args: [, , declaration] }: Sizing): number | undefined {
  const { valueType, maxLength, maxItems } = (declaration ?? {}) as Declaration;
  const list = (member: number): number | undefined => maxItems === undefined ? undefined : 2 + maxItems * (member + 1);
  switch (valueType) {
    case 'NUMBER': return NUMBER;
    case 'BOOLEAN': return BOOLEAN;
    case 'TEXT': return maxLength === undefined ? undefined : text(maxLength);
    case 'TEXT_LIST': return maxLength === undefined ? undefined : list(text(maxLength));
    case 'NUMBER_LIST': return list(NUMBER);
    default: return undefined;
  }
}

/** Each occurrence of what is replaced has so many characters at least. */
function replaced(replacement: Json, least: number): Size {
  return onFirst(bytes => bytes * Math.max(1, Math.ceil((1 + jsonBytes(replacement) - 2) / least)));
}

/**
 * The longest JSON that each operator gives, in bytes.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const SIZES: { readonly [operator: string]: Size } = {
  userAttribute,
  federatedAttribute: userAttribute,
  // quotes around the members of what was one text
  idpList: ({ args: [name], attributeLength }) => 2 * text(attributeLength(String(name))),
  sub: fixed(plain(36)),
  email: attribute('email'),
  verifiedEmail: attribute('email'),
  verifiedPhoneNumber: attribute('phone_number'),
  userName: fixed(text(128)),
  // 100 groups of 128 characters, and a role of each
  groups: fixed(2 + 100 * (text(128) + 1)),
  iamRoles: fixed(2 + 100 * (plain(2048) + 1)),
  preferredRole: fixed(plain(2048)),
  identityProvider: fixed(text(32)),
  scopes: fixed(2 + 50 * (plain(256) + 1)),
  clientId: fixed(plain(128)),
  untrustedClientMetadata: unknown,
  triggerSource: fixed(plain(64)),
  userPoolId: fixed(plain(55)),
  region: fixed(plain(32)),
  now: fixed(NUMBER),
  attribute: tableAttribute,
  literal: ({ args: [value] }) => jsonBytes(value),
  slot: fixed(text(LIMITS.assumedSlot)),
  template: ({ operands }) => sum(operands),
  firstOf: ({ operands }) => largest(operands),
  choose: ({ operands: [, ...values] }) => largest(values),
  listOf: ({ operands }) => sum([2, operands.length, ...operands]),
  objectOf: ({ args: [names], operands }) => sum([2, ...operands, ...(names as string[]).map(name => jsonBytes(name) + 2)]),
  upper: first,
  lower: first,
  trim: first,
  before: first,
  after: first,
  between: first,
  substring: first,
  extract: first,
  withoutPrefix: first,
  withPrefix: added(([prefix]) => jsonBytes(prefix)),
  // a byte becomes three characters
  urlEncoded: onFirst(bytes => 3 * bytes),
  sha256: each(plain(SHA256)),
  replace: sizing => replaced(sizing.args[1], String(sizing.args[0]).length)(sizing),
  replacePattern: sizing => sizing.args[1] === '' ? sizing.operands[0] : onFirst(bytes => (bytes + 1) * (1 + jsonBytes(sizing.args[1])))(sizing),
  // a quote, a comma and a quote where a separator was
  split: onFirst(bytes => 2 + 3 * bytes),
  join: onFirst((bytes, { args: [separator] }) => 2 + bytes + membersIn(bytes) * jsonBytes(separator)),
  toText: onFirst(bytes => 2 + bytes),
  toNumber: fixed(NUMBER),
  rounded: fixed(NUMBER),
  toBoolean: fixed(BOOLEAN),
  parseJson: first,
  // quotes and backslashes are written twice
  toJson: onFirst(bytes => 2 + 2 * bytes),
  toEpochSeconds: each(NUMBER),
  toRfc3339: fixed(plain(DATE)),
  // no field is written longer than the name of a month, and each takes a letter at least
  formatted: ({ args: [format] }) => text(String(format).length * MONTH),
  parsedDate: each(NUMBER),
  filterPrefix: first,
  filterSuffix: first,
  filterPattern: first,
  filterOneOf: first,
  unique: first,
  sorted: first,
  sortedBy: first,
  limit: first,
  flatten: first,
  keepWhere: first,
  at: first,
  first,
  last: first,
  member: first,
  trusted: first,
  size: fixed(NUMBER),
  minimum: fixed(NUMBER),
  maximum: fixed(NUMBER),
  total: fixed(NUMBER),
  mapTo: sizing => {
    const most = largest(sizing.operands.slice(1));
    return most === undefined ? undefined : each(most)(sizing);
  },
};
