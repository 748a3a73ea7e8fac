import { isPlainMap } from '../core/document/json';
import type { AttributeValue } from '../core/operators/operator';
import { show } from '../problems/problems';

/** Called for each problem of an item: the place, a description of the given value, and the allowed values. */
export type Report = (path: string, given: string, allowed: string) => void;

type Validate = (content: unknown, path: string, report: Report, level: number) => void;

const A_NUMBER = 'a number of DynamoDB in a string, with up to 38 digits, from 1E-130 to 9.99E+125';
const BINARY = 'binary data in Base64';

function is(accepts: (content: unknown) => boolean, allowed: string): Validate {
  return (content, path, report) => {
    if (!accepts(content)) {
      report(path, show(content), allowed);
    }
  };
}

function setOf(accepts: (content: unknown) => boolean, allowed: string): Validate {
  return is(content => Array.isArray(content) && content.length > 0 && content.every(accepts) && new Set(content).size === content.length,
    `a list of at least one element, without duplicates; each is ${allowed}`);
}

const isString = (content: unknown): boolean => typeof content === 'string';
const isNumber = (content: unknown): boolean => typeof content === 'string' && isDynamoDbNumber(content);
const isBinary = (content: unknown): boolean => typeof content === 'string' && Buffer.from(content, 'base64').toString('base64') === content;

/**
 * The data type descriptors of attribute values, with the check of their content.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
const TYPES: { readonly [type: string]: Validate } = {
  S: is(isString, 'a string'),
  N: is(isNumber, A_NUMBER),
  B: is(isBinary, BINARY),
  BOOL: is(content => typeof content === 'boolean', 'true or false'),
  NULL: is(content => content === true, 'true'),
  SS: setOf(isString, 'a string'),
  NS: setOf(isNumber, A_NUMBER),
  BS: setOf(isBinary, BINARY),
  L: (content, path, report, level) => {
    if (Array.isArray(content)) {
      content.forEach((member, index) => validate(member, `${path}[${index}]`, report, level + 1));
    } else {
      report(path, show(content), 'a list of attribute values');
    }
  },
  M: (content, path, report, level) => {
    if (isPlainMap(content)) {
      Object.entries(content).forEach(([name, member]) => validate(member, `${path}.${name}`, report, level + 1));
    } else {
      report(path, show(content), 'a map of attribute values');
    }
  },
};

/** Maximum levels of nested lists and maps. */
export const LEVELS = 32;

/** True for a map with one property whose name is a data type descriptor, such as `{ S: 'a' }`. */
export function isTyped(value: unknown): value is AttributeValue {
  return isPlainMap(value) && Object.keys(value).length === 1 && Object.hasOwn(TYPES, Object.keys(value)[0]);
}

/** Reports what is not valid in an attribute value. */
export function validate(value: unknown, path: string, report: Report, level = 1): void {
  if (!isTyped(value)) {
    report(path, show(value), `DynamoDB JSON, a map with one property: ${Object.keys(TYPES).join(', ')}`);
  } else if (level > LEVELS) {
    report(path, show(value), `at most ${LEVELS} levels of lists and maps`);
  } else {
    const [[type, content]] = Object.entries(value);
    TYPES[type](content, `${path}.${type}`, report, level);
  }
}

/** Significant digits of a DynamoDB number, which ranges from 1E-130 to 9.99E+125. */
const MOST_DIGITS = 38;
/** Decimal places of the smallest digit of a DynamoDB number. */
const SMALLEST_DIGIT = 130 + MOST_DIGITS;

/** A number as its significant digits and the exponent of the first one: the same for 1.0, 1 and 10e-1. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function decimalOf(text: string): Decimal | undefined {
  const parts = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,6}))?$/.exec(text);
  if (!parts) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const first = whole.length - 1 - (all.length - digits.length) + Number(exponent);
  const significant = withoutTrailingZeros(digits);
  return significant === '' ? { negative: false, digits: '', exponent: 0 } : { negative: sign === '-', digits: significant, exponent: first };
}

/** `/0+$/` would take quadratic time for a long row of zeros in the middle. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') {
    end--;
  }
  return digits.slice(0, end);
}

/** True if DynamoDB stores this number without a change. */
export function isDynamoDbNumber(text: string): boolean {
  const decimal = decimalOf(text);
  return decimal !== undefined && decimal.digits.length <= MOST_DIGITS && decimal.exponent >= -130 && decimal.exponent <= 125;
}

/** True if JavaScript can read this number and write it again. */
export function isSafe(text: string): boolean {
  return isExact(text) && (Number.isSafeInteger(Number(text)) || !Number.isInteger(Number(text)));
}

/** True if JavaScript keeps this number without a change. */
export function isExact(text: string): boolean {
  const [written, kept] = [decimalOf(text), decimalOf(String(Number(text)))];
  return written !== undefined && kept !== undefined
    && written.negative === kept.negative && written.digits === kept.digits && written.exponent === kept.exponent;
}

/** Compares two numbers of DynamoDB with all of their digits. Returns a negative number, zero or a positive number. */
export function compareDecimals(left: string, right: string): number {
  const [one, other] = [scaled(left), scaled(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The number as an integer, in units below the smallest digit of DynamoDB. */
function scaled(text: string): bigint {
  const { negative, digits, exponent } = decimalOf(text)!;
  const integer = BigInt(digits + '0'.repeat(exponent - digits.length + 1 + SMALLEST_DIGIT));
  return negative ? -integer : integer;
}

/** The same for all notations of a number. */
export function canonicalDecimal(text: string): string {
  return JSON.stringify(decimalOf(text));
}
