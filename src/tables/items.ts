import { isDynamoDbNumber, isSafe } from './decimal';
import { isTyped, LEVELS, validate, type Report } from './dynamodb-json';
import { isPlainMap } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import type { AttributeValue, Item } from '../core/operators/operator';
import { show } from '../problems/problems';

/**
 * Maximum bytes of an item.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const BYTES = 400 * 1024;

/**
 * Reads an item of a test, which is a map of plain values or, if all of its attributes are, DynamoDB JSON.
 *
 * @returns undefined if the item has problems, which are reported
 */
export function readItem(given: unknown, path: string, report: Report): Item | undefined {
  if (!isPlainMap(given)) {
    report(path, show(given), "a map of attributes such as { projects: 'P1' }; leave it out if there is no item");
    return undefined;
  }
  if (isTooLarge(given, BYTES)) {
    report(path, `more than ${BYTES} bytes`, `items of at most ${BYTES} bytes`);
    return undefined;
  }
  const { problem, hasProblem } = recorded(report);
  const typed = Object.entries(given).filter(([, value]) => isTyped(value));
  const isDynamoDbJson = typed.length > 0 && typed.length === Object.keys(given).length;
  if (typed.length > 0 && !isDynamoDbJson) {
    typed.forEach(([name, value]) => problem(`${path}.${name}`, show(value),
      'plain values only, or DynamoDB JSON for all attributes of the item: this attribute looks like DynamoDB JSON, and others are plain values'));
  } else if (isDynamoDbJson) {
    typed.forEach(([name, value]) => validate(value, `${path}.${name}`, problem));
  }
  const item = isDynamoDbJson ? given as Item : plainItem(given, path, problem);
  return hasProblem() ? undefined : item;
}

/**
 * Reads the answer of a function in a test, which is JSON: numbers can be larger than in an item, and no map is DynamoDB JSON.
 *
 * @returns undefined if the answer has problems, which are reported
 */
export function readAnswer(given: unknown, path: string, report: Report): Item | undefined {
  if (!isPlainMap(given)) {
    report(path, show(given), "a map such as { plan: 'gold' }, as the function returns it; leave it out if there is no answer");
    return undefined;
  }
  if (isTooLarge(given, LIMITS.readBytes)) {
    report(path, `more than ${LIMITS.readBytes} bytes`, `answers of at most ${LIMITS.readBytes} bytes`);
    return undefined;
  }
  const { problem, hasProblem } = recorded(report);
  const item = plainItem(given, path, problem, Number.isFinite);
  return hasProblem() ? undefined : item;
}

function recorded(report: Report): { readonly problem: Report; readonly hasProblem: () => boolean } {
  let found = false;
  return {
    problem: (...args) => {
      found = true;
      report(...args);
    },
    hasProblem: () => found,
  };
}

/** True for a number of DynamoDB whose digits JavaScript keeps. */
function isStored(value: number): boolean {
  return isDynamoDbNumber(String(value)) && isSafe(String(value));
}

/** Converts plain values to DynamoDB JSON. `Object.fromEntries` defines properties, so that a name like `__proto__` is an ordinary one. */
function plainItem(given: object, path: string, report: Report, isNumber = isStored, level = 1): Item {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, plainValue(value, `${path}.${name}`, report, isNumber, level)]));
}

function plainValue(value: unknown, path: string, report: Report, isNumber: (value: number) => boolean, level: number): AttributeValue {
  switch (typeof value) {
    case 'string': return { S: value };
    case 'boolean': return { BOOL: value };
    case 'number':
      if (!isNumber(value)) {
        report(path, show(value), isNumber === isStored
          ? 'a number of DynamoDB whose digits JavaScript keeps; or the item in DynamoDB JSON, with the digits in a string' : 'a number of JSON');
      }
      return { N: String(value) };
    case 'object':
      if (value === null) {
        return { NULL: true };
      }
      if (level > LEVELS) {
        report(path, show(value), `at most ${LEVELS} levels of lists and maps`);
        return { NULL: true };
      }
      if (Array.isArray(value)) {
        return { L: value.map((member, index) => plainValue(member, `${path}[${index}]`, report, isNumber, level + 1)) };
      }
      if (isPlainMap(value)) {
        return { M: plainItem(value, path, report, isNumber, level + 1) };
      }
  }
  report(path, show(value), 'strings, numbers, booleans, null, and lists and maps of these');
  return { NULL: true };
}

/** Counts bytes of names and strings, and one for each other value. It ends at the limit, so that values that contain themselves are no endless loop. */
function isTooLarge(item: object, limit: number): boolean {
  const open: unknown[] = [item];
  let bytes = 0;
  while (open.length > 0 && bytes <= limit) {
    const next = open.pop();
    bytes += typeof next === 'string' ? Buffer.byteLength(next) : 1;
    if (typeof next === 'object' && next !== null) {
      open.push(...Array.isArray(next) ? next : Object.entries(next).flat());
    }
  }
  return bytes > limit;
}

/** The plain values of an item. Numbers that JavaScript would change, and binary data, become strings. */
export function toPlain(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toPlainValue(value)]));
}

function toPlainValue(value: AttributeValue): unknown {
  const [[type, content]] = Object.entries(value);
  switch (type) {
    case 'N': return toPlainNumber(content as string);
    case 'NS': return (content as string[]).map(toPlainNumber);
    case 'NULL': return null;
    case 'L': return (content as AttributeValue[]).map(toPlainValue);
    case 'M': return toPlain(content as Item);
    default: return content;
  }
}

function toPlainNumber(text: string): number | string {
  return isSafe(text) ? Number(text) : text;
}
