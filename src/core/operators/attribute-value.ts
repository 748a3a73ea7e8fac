import { exactNumber } from './conversions';
import { always, ANYTHING, failedToo, listType, maybe, type Inference } from './inference';
import type { AttributeValue } from './operator';
import { Failure, isFailure, isList, listOf, present, typeOf, type Path, type Result, type TypeName } from './result';
import { ownMember, type Json } from '../document/json';

/** Types that can be declared for a table attribute. */
export const DECLARED_TYPES = ['STRING', 'NUMBER', 'BOOLEAN', 'STRING_LIST', 'NUMBER_LIST', 'LIST', 'MAP'] as const;
export type DeclaredType = typeof DECLARED_TYPES[number];

/**
 * Converts an attribute value of DynamoDB. NULL and empty strings are absent. Sets become lists. Numbers that a double cannot represent
 * exactly, and binary values, have failed.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export function fromAttributeValue(attribute: AttributeValue | undefined): Result {
  if (attribute === undefined) {
    return undefined;
  }
  const type = typeOfAttribute(attribute);
  const content = type === undefined ? undefined : attribute[type];
  switch (type) {
    case 'S': return typeof content === 'string' ? present(content) : new Failure('TYPE');
    case 'N': return typeof content === 'string' ? exactNumber(content) ?? new Failure('CONVERSION') : new Failure('TYPE');
    case 'BOOL': return typeof content === 'boolean' ? content : new Failure('TYPE');
    case 'NULL': return undefined;
    case 'SS': return fromMembers(content, member => fromAttributeValue({ S: member }));
    case 'NS': return fromMembers(content, member => fromAttributeValue({ N: member }));
    case 'L': return fromMembers(content, member => fromAttributeValue(member as AttributeValue));
    case 'M': return fromMap(content);
    default: return new Failure('TYPE');
  }
}

/** The data type descriptor, such as `S`. Undefined if the response does not follow the API. */
function typeOfAttribute(attribute: AttributeValue): string | undefined {
  return isObject(attribute) ? Object.keys(attribute)[0] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isNull(attribute: AttributeValue): boolean {
  return isObject(attribute) && 'NULL' in attribute;
}

function fromMembers(content: unknown, read: (member: unknown) => Result): Result {
  return Array.isArray(content) ? listOf(content.map(read)) : new Failure('TYPE');
}

function fromMap(content: unknown): Result {
  if (!isObject(content)) {
    return new Failure('TYPE');
  }
  return Object.fromEntries(Object.entries(content as Record<string, AttributeValue>)
    .map(([name, member]) => [name, fromAttributeValue(member)] as const)
    .filter((entry): entry is [string, NonNullable<Result>] => entry[1] !== undefined));
}

/**
 * Converts an attribute value with a declared type. Another type has failed, except a number with the declared type STRING: it becomes a
 * string with the digits as they are stored.
 */
export function fromDeclared(attribute: AttributeValue | undefined, type: DeclaredType): Result {
  if (attribute === undefined || isNull(attribute)) {
    return undefined;
  }
  switch (type) {
    case 'STRING':
      return typeOfAttribute(attribute) === 'N' && typeof attribute.N === 'string' ? attribute.N : ofType(attribute, 'string');
    case 'NUMBER': return ofType(attribute, 'number');
    case 'BOOLEAN': return ofType(attribute, 'boolean');
    case 'STRING_LIST': return ofMembers(attribute, 'STRING');
    case 'NUMBER_LIST': return ofMembers(attribute, 'NUMBER');
    case 'LIST': return ofType(attribute, 'list');
    case 'MAP': return ofType(attribute, 'map');
  }
}

function ofType(attribute: AttributeValue, type: TypeName): Result {
  const value = fromAttributeValue(attribute);
  return value === undefined || isFailure(value) || typeOf(value) === type ? value : new Failure('TYPE');
}

function ofMembers(attribute: AttributeValue, type: DeclaredType): Result {
  switch (typeOfAttribute(attribute)) {
    case 'SS': return fromMembers(attribute.SS, member => fromDeclared({ S: member }, type));
    case 'NS': return fromMembers(attribute.NS, member => fromDeclared({ N: member }, type));
    case 'L': return fromMembers(attribute.L, member => fromDeclared(member as AttributeValue, type));
    default: return new Failure('TYPE');
  }
}

/** The attribute value at a path. Failed if the path continues into a value that is not a map, list or set. */
export function descend(attribute: AttributeValue | undefined, path: Path): AttributeValue | undefined | Failure {
  let at = attribute;
  for (const step of path) {
    if (at === undefined || isNull(at)) {
      return undefined;
    }
    const type = typeOfAttribute(at);
    const content = type === undefined ? undefined : at[type];
    if (!isObject(content)) {
      return new Failure('TYPE');
    }
    if (type === 'M' && typeof step === 'string') {
      at = ownMember(content as Record<string, AttributeValue>, step);
    } else if (type === 'L' && typeof step === 'number') {
      at = (content as AttributeValue[])[step];
    } else if (type === 'SS' && typeof step === 'number') {
      at = asMember('S', (content as string[])[step]);
    } else if (type === 'NS' && typeof step === 'number') {
      at = asMember('N', (content as string[])[step]);
    } else {
      return new Failure('TYPE');
    }
  }
  return at;
}

function asMember(type: 'S' | 'N', content: string | undefined): AttributeValue | undefined {
  return content === undefined ? undefined : { [type]: content };
}

/** The declared type and size of a table attribute. */
export interface Declaration {
  readonly valueType?: DeclaredType;
  /** Maximum code points of a string, or of each string in a list. */
  readonly maxLength?: number;
  /** Maximum elements of a list. */
  readonly maxItems?: number;
}

interface DeclarationProblem {
  readonly member: string;
  readonly given: unknown;
  readonly allowed: string;
}

/** Validates a declaration. Returns the problem with the allowed values, or undefined if it is valid. */
export function declarationProblem(given: unknown): DeclarationProblem | undefined {
  const { valueType, maxLength, maxItems } = (given ?? {}) as { [member in keyof Declaration]?: unknown };
  if (valueType !== undefined && !(DECLARED_TYPES as readonly unknown[]).includes(valueType)) {
    return { member: 'valueType', given: valueType, allowed: `one of ${DECLARED_TYPES.join(', ')}` };
  }
  const limits = [['maxLength', maxLength], ['maxItems', maxItems]] as const;
  const wrong = limits.find(([, limit]) => limit !== undefined && !(Number.isSafeInteger(limit) && (limit as number) >= 1));
  if (wrong) {
    return { member: wrong[0], given: wrong[1], allowed: 'an integer of at least 1' };
  }
  const hasTexts = valueType === undefined || valueType === 'STRING' || valueType === 'STRING_LIST' || valueType === 'LIST';
  const hasItems = valueType === undefined || String(valueType).endsWith('LIST');
  return maxLength !== undefined && !hasTexts ? { member: 'maxLength', given: maxLength, allowed: 'only with the types STRING, STRING_LIST and LIST' }
    : maxItems !== undefined && !hasItems ? { member: 'maxItems', given: maxItems, allowed: 'only with list types' }
      : undefined;
}

/** The declaration as it is written to the document, without undefined properties. */
export function declarationOf({ valueType, maxLength, maxItems }: Declaration): Json {
  return {
    ...(maxItems !== undefined && { maxItems }),
    ...(maxLength !== undefined && { maxLength }),
    ...(valueType !== undefined && { valueType }),
  };
}

/** Fails a value that is longer than declared, because the rest of it cannot be trusted either. */
export function withinLimits(value: Result, { maxLength = Infinity, maxItems = Infinity }: Declaration): Result {
  if (isList(value)) {
    return value.length > maxItems ? new Failure('SIZE') : value.map(member => isLonger(member, maxLength) ? new Failure('SIZE') : member);
  }
  return isLonger(value, maxLength) ? new Failure('SIZE') : value;
}

function isLonger(value: Result, maxLength: number): boolean {
  // cheap check first: a string has at least as many code units as code points
  return typeof value === 'string' && value.length > maxLength && [...value].length > maxLength;
}

/** The static type of an attribute with this declaration. */
export function inferDeclared(type: DeclaredType | undefined): Inference {
  switch (type) {
    case undefined: return ANYTHING;
    case 'STRING': return failedToo(maybe('string'));
    case 'NUMBER': return failedToo(maybe('number'));
    case 'BOOLEAN': return failedToo(maybe('boolean'));
    case 'MAP': return failedToo(maybe('map'));
    case 'LIST': return { ...listType(ANYTHING), absent: true, failed: true };
    case 'STRING_LIST': return { ...listType(always('string')), absent: true, failed: true };
    case 'NUMBER_LIST': return { ...listType(always('number')), absent: true, failed: true };
  }
}
