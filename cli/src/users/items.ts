import { isDynamoDbNumber, isSafe } from './decimal';
import type { Path } from './source-text';
import { given, pathText, suggestion } from './wording';
import { UsageError } from '../errors';

/** A value as the API of DynamoDB writes it in JSON; binary values in Base64. */
export type AttributeValue =
  | { readonly S: string } | { readonly N: string } | { readonly B: string } | { readonly BOOL: boolean } | { readonly NULL: true }
  | { readonly SS: readonly string[] } | { readonly NS: readonly string[] } | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] } | { readonly M: AttributeMap };

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export type PlainItem = Readonly<Record<string, unknown>>;

/** Called for each problem of an item; the text starts with the path. */
export type Report = (path: Path, text: string) => void;

/**
 * An item as DynamoDB keeps it.
 *
 * @param path where the item is, for problems
 * @param report default: a UsageError with all problems
 */
export function toItem(item: PlainItem, path: Path = [], report?: Report): AttributeMap {
  const problems: string[] = [];
  const map = toMap(item, path, report ?? ((_, text) => problems.push(text)));
  if (problems.length > 0) {
    throw new UsageError(problems);
  }
  return map;
}

/** `Object.fromEntries` defines members, so that a name like `__proto__` is one as any other. */
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

/** An object with one member that starts with `$` is a value of a type that JSON does not have. */
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
    report(path, `${pathText(path)} is ${given(value)}; allowed: a list of at least one member, as DynamoDB has no empty sets`);
    return [];
  }
  const members = value.map((member, index) => toMember(member, [...path, index], report));
  const seen = new Set<string>();
  members.forEach((member, index) => {
    if (seen.size === seen.add(member).size) {
      report([...path, index], `${pathText([...path, index])} is ${given(value[index])} again; a set has each member once: remove it`);
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

/** A number of the file, or the text of one that JavaScript cannot keep. */
function toNumber(value: unknown, path: Path, report: Report): string {
  const text = String(value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    report(path, `${pathText(path)} is a number beyond ${Number.MAX_SAFE_INTEGER}, of which JavaScript does not keep all digits; ${asText(path)}`);
  } else if (!['number', 'string'].includes(typeof value) || !isDynamoDbNumber(text)) {
    report(path, `${pathText(path)} is ${given(value)}; allowed: a number of DynamoDB, with up to 38 digits, from 1E-130 to 9.99E+125`);
  }
  return text;
}

/** How to write a number so that all its digits are kept. */
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

/** An item as the users file writes it, of one as the API of DynamoDB has it. */
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
