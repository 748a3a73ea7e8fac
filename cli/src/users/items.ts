import type { Path } from './source-text';
import { given, pathText, suggestion } from './wording';
import { isDynamoDbNumber, isSafe } from '../../../src/tables/decimal';
import { UsageError } from '../errors';

/** A value in DynamoDB JSON. Binary values are in Base64. */
export type AttributeValue =
  | { readonly S: string } | { readonly N: string } | { readonly B: string } | { readonly BOOL: boolean } | { readonly NULL: true }
  | { readonly SS: readonly string[] } | { readonly NS: readonly string[] } | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] } | { readonly M: AttributeMap };

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export type PlainItem = Readonly<Record<string, unknown>>;

/** Called for each problem of an item. The message starts with the path. */
export type Report = (path: Path, text: string) => void;

/**
 * Converts an item to DynamoDB JSON.
 *
 * @param path of the item in the file, for problems
 * @param report called for each problem; by default, a UsageError with all problems is thrown
 */
export function toItem(item: PlainItem, path: Path = [], report?: Report): AttributeMap {
  const problems: string[] = [];
  const map = toMap(item, path, report ?? ((_, text) => problems.push(text)));
  if (problems.length > 0) {
    throw new UsageError(problems);
  }
  return map;
}

/** `Object.fromEntries` defines properties, so that a name like `__proto__` is an ordinary one. */
function toMap(item: PlainItem, path: Path, report: Report): AttributeMap {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toValue(value, [...path, name], report)]));
}

function toValue(value: unknown, path: Path, report: Report): AttributeValue {
  switch (typeof value) {
    case 'string': return { S: value };
    case 'boolean': return { BOOL: value };
    case 'number': return { N: toNumber(value, path, report) };
    case 'object':
      if (value === null) {
        return { NULL: true };
      }
      return Array.isArray(value)
        ? { L: value.map((member, index) => toValue(member, [...path, index], report)) }
        : toTyped(value as PlainItem, path, report) ?? { M: toMap(value as PlainItem, path, report) };
    default:
      report(path, `${pathText(path)} is ${given(value)}; allowed: strings, numbers, true, false, null, lists and objects`);
      return { NULL: true };
  }
}

const TYPED: Readonly<Record<string, (value: unknown, path: Path, report: Report) => AttributeValue>> = {
  $stringSet: (value, path, report) => ({ SS: toSet(value, path, report, toString) }),
  $numberSet: (value, path, report) => ({ NS: toSet(value, path, report, toNumber) }),
  $binarySet: (value, path, report) => ({ BS: toSet(value, path, report, toBinary) }),
  $binary: (value, path, report) => ({ B: toBinary(value, path, report) }),
  $number: (value, path, report) => ({ N: toNumber(value, path, report) }),
};

/** An object whose only property starts with `$` is a value of a type that JSON does not have. */
function toTyped(value: PlainItem, path: Path, report: Report): AttributeValue | undefined {
  const names = Object.keys(value);
  if (names.length !== 1 || !names[0].startsWith('$')) {
    return undefined;
  }
  const [name] = names;
  if (Object.hasOwn(TYPED, name)) {
    return TYPED[name](value[name], [...path, name], report);
  }
  const types = Object.keys(TYPED);
  report([...path, name], `${pathText([...path, name])} is not a type; allowed: ${types.join(', ')}${suggestion(name, types)}`);
  return { NULL: true };
}

function toSet(value: unknown, path: Path, report: Report, toMember: (member: unknown, path: Path, report: Report) => string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    report(path, `${pathText(path)} is ${given(value)}; allowed: a list of at least one element, because DynamoDB has no empty sets`);
    return [];
  }
  const members = value.map((member, index) => toMember(member, [...path, index], report));
  const seen = new Set<string>();
  members.forEach((member, index) => {
    if (seen.size === seen.add(member).size) {
      report([...path, index], `${pathText([...path, index])} is ${given(value[index])} again; the elements of a set are unique: remove it`);
    }
  });
  return members;
}

function toString(value: unknown, path: Path, report: Report): string {
  if (typeof value === 'string') {
    return value;
  }
  report(path, `${pathText(path)} is ${given(value)}; allowed in a set of strings: strings`);
  return '';
}

/** A number of the file, or the digits of one that JavaScript cannot keep. */
function toNumber(value: unknown, path: Path, report: Report): string {
  const text = String(value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    report(path, `${pathText(path)} is a number beyond ${Number.MAX_SAFE_INTEGER}, and JavaScript does not keep all of its digits; ${asText(path)}`);
  } else if (!['number', 'string'].includes(typeof value) || !isDynamoDbNumber(text)) {
    report(path, `${pathText(path)} is ${given(value)}; allowed: a number of DynamoDB, with up to 38 digits, from 1E-130 to 9.99E+125`);
  }
  return text;
}

/** The fix for a number that would lose digits. */
export function asText(path: Path): string {
  return path.includes('$numberSet') || path.includes('$number')
    ? 'write its digits in quotes'
    : 'write it as {"$number": "..."}, with its digits in quotes';
}

function toBinary(value: unknown, path: Path, report: Report): string {
  if (typeof value !== 'string' || Buffer.from(value, 'base64').toString('base64') !== value) {
    report(path, `${pathText(path)} is ${given(value)}; allowed: binary data in Base64, such as "aGVsbG8="`);
    return '';
  }
  return value;
}

/** Converts an item from DynamoDB JSON to the form of the users file. */
export function plainItem(item: Readonly<Record<string, Readonly<Record<string, unknown>>>>): PlainItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value as AttributeValue)]));
}

function plainValue(value: AttributeValue): unknown {
  if ('S' in value) { return value.S; }
  if ('N' in value) { return plainNumber(value.N, text => ({ $number: text })); }
  if ('BOOL' in value) { return value.BOOL; }
  if ('NULL' in value) { return null; }
  if ('L' in value) { return value.L.map(plainValue); }
  if ('M' in value) { return plainItem(value.M); }
  if ('B' in value) { return { $binary: value.B }; }
  if ('SS' in value) { return { $stringSet: value.SS }; }
  if ('NS' in value) { return { $numberSet: value.NS.map(text => plainNumber(text, digits => digits)) }; }
  return { $binarySet: value.BS };
}

function plainNumber(text: string, otherwise: (text: string) => unknown): unknown {
  return isSafe(text) ? Number(text) : otherwise(text);
}
