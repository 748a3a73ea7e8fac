
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
