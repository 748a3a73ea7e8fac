import { always, failedToo, strictly } from './inference';
import { strict, type Operand, type Operator } from './operator';
import { Failure, type Result } from './result';
import { stringTransform } from './strings';

/** An RFC 3339 time, or a date without a time. */
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

const LAST_YEAR = 9999;

function toEpochSeconds(text: string): Result {
  const match = DATE.exec(text.trim());
  if (!match) {
    return new Failure('CONVERSION');
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(digits => Number(digits ?? 0));
  const [sign, offsetHour, offsetMinute] = [match[7], Number(match[8] ?? 0), Number(match[9] ?? 0)];
  const seconds = epochSeconds(year, month, day, hour, minute, second);
  const offset = (offsetHour * 60 + offsetMinute) * 60 * (sign === '-' ? -1 : 1);
  return seconds !== undefined && offsetHour < 24 && offsetMinute < 60 ? seconds - offset : new Failure('CONVERSION');
}

function toRfc3339(seconds: number): Result {
  const date = new Date(Math.floor(seconds) * 1000);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= LAST_YEAR ? date.toISOString().replace(/\.\d+Z$/, 'Z') : new Failure('CONVERSION');
}

const STRING: Operand = { name: 'value', yields: 'value', accepts: ['string'] };
const NUMBER: Operand = { name: 'value', yields: 'value', accepts: ['number'] };

/** True for years that have four digits in every time zone. */
function isWritable(seconds: number): boolean {
  const year = new Date(seconds * 1000).getUTCFullYear();
  return year >= 1 && year < LAST_YEAR;
}

export const DATES = [
  stringTransform('toEpochSeconds', [], failedToo(always('number')), toEpochSeconds),
  {
    name: 'toRfc3339',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [NUMBER],
    template: true,
    infer: ({ operands }) => strictly(failedToo(always('string')), operands, [['number']]),
    build: strict([NUMBER], ([seconds]) => toRfc3339(seconds as number)),
  },
  {
    name: 'formatDate',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'format', type: 'dateFormat' }, { name: 'timeZone', type: 'timeZone', optional: true }],
    operands: [NUMBER],
    template: true,
    infer: ({ operands }) => strictly(failedToo(always('string')), operands, [['number']]),
    build: ([format, timeZone], operands, engines) => {
      const write = dateWriter(String(format), String(timeZone ?? 'UTC'));
      return strict([NUMBER], ([seconds]) => isWritable(seconds as number) ? write(new Date((seconds as number) * 1000)) : new Failure('CONVERSION'))([], operands, engines);
    },
  },
  {
    ...stringTransform('parseDate', [{ name: 'format', type: 'readableDateFormat' }], failedToo(always('number')), () => undefined),
    build: (args, operands, engines) => {
      const read = dateReader(String(args[0]));
      return strict([STRING], ([text]) => read((text as string).trim()) ?? new Failure('CONVERSION'), true)(args, operands, engines);
    },
  },
] as const satisfies readonly Operator[];

/** Fields of a format, as in the date format patterns of Unicode (CLDR). */
const FIELDS = ['yyyy', 'MMMM', 'MMM', 'MM', 'M', 'dd', 'd', 'HH', 'H', 'mm', 'ss', 'EEEE', 'EEE', 'XXX'] as const;
type DateField = typeof FIELDS[number];

type DatePart = { readonly field: DateField } | { readonly text: string };

/** Numeric fields with their maximum number of digits. */
const DIGITS: { readonly [field in DateField]?: number } = { yyyy: 4, MM: 2, M: 2, dd: 2, d: 2, HH: 2, H: 2, mm: 2, ss: 2 };

/** Splits a format into parts. Letters are fields; quoted text and all other characters are literal. Undefined if letters are not a field. */
export function dateParts(format: string): readonly DatePart[] | undefined {
  const parts: DatePart[] = [];
  for (let rest = format; rest !== '';) {
    const quoted = /^'((?:[^']|'')*)'/.exec(rest);
    const field = FIELDS.find(name => rest.startsWith(name) && rest[name.length] !== name[0]);
    if (quoted) {
      parts.push({ text: quoted[1] === '' ? "'" : quoted[1].replace(/''/g, "'") });
      rest = rest.slice(quoted[0].length);
    } else if (field) {
      parts.push({ field });
      rest = rest.slice(field.length);
    } else if (/^[A-Za-z']/.test(rest)) {
      return undefined;
    } else {
      parts.push({ text: rest[0] });
      rest = rest.slice(1);
    }
  }
  return parts;
}

/** True for a format that can parse strings: it has a year and only numeric fields. */
export function isReadable(format: string): boolean {
  const parts = dateParts(format);
  return parts !== undefined && parts.every(part => 'text' in part || part.field in DIGITS) && parts.some(part => 'field' in part && part.field === 'yyyy');
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

const WORDS: { readonly [field in DateField]?: Intl.DateTimeFormatOptions } = {
  MMMM: { month: 'long' }, MMM: { month: 'short' }, EEEE: { weekday: 'long' }, EEE: { weekday: 'short' }, XXX: { timeZoneName: 'longOffset' },
};

/** Input: `GMT+01:00`. For UTC it is `GMT` or `GMT+00:00`, depending on the Node.js version. */
function offsetOf(parts: readonly Intl.DateTimeFormatPart[]): string {
  const offset = parts.find(({ type }) => type === 'timeZoneName')!.value.replace('GMT', '');
  return offset === '' || offset === '+00:00' ? 'Z' : offset;
}

/** Returns a function that formats times, in US English. */
function dateWriter(format: string, timeZone: string): (date: Date) => string {
  const named = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...options });
  const numbers = named({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const parts = dateParts(format)!;
  // created once, as each takes long to create
  const words = new Map(parts.flatMap(part => 'field' in part && WORDS[part.field] ? [[part.field, named(WORDS[part.field]!)] as const] : []));
  return date => {
    const found = Object.fromEntries(numbers.formatToParts(date).map(({ type, value }) => [type, value]));
    const write = (field: DateField): string => {
      switch (field) {
        case 'yyyy': return found.year.padStart(4, '0');
        case 'MM': return found.month;
        case 'M': return String(Number(found.month));
        case 'dd': return found.day;
        case 'd': return String(Number(found.day));
        case 'HH': return found.hour;
        case 'H': return String(Number(found.hour));
        case 'mm': return found.minute;
        case 'ss': return found.second;
        case 'XXX': return offsetOf(words.get(field)!.formatToParts(date));
        default: return words.get(field)!.format(date);
      }
    };
    return parts.map(part => 'text' in part ? part.text : write(part.field)).join('');
  };
}

/** Returns a function that parses times in UTC. It returns undefined for a string that does not match, or a date or time that does not exist. */
function dateReader(format: string): (text: string) => number | undefined {
  const parts = dateParts(format)!;
  const fields = parts.flatMap(part => 'field' in part ? [part.field] : []);
  const digits = (field: DateField): string => field.length === 1 ? '(\\d{1,2})' : `(\\d{${DIGITS[field]}})`;
  const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const pattern = new RegExp(`^${parts.map(part => 'text' in part ? escaped(part.text) : digits(part.field)).join('')}$`);
  return text => {
    const match = pattern.exec(text);
    const valueOf = (names: readonly DateField[], usual: number): number => {
      const at = fields.findIndex(field => names.includes(field));
      return at < 0 ? usual : Number(match![at + 1]);
    };
    return !match ? undefined : epochSeconds(
      valueOf(['yyyy'], 0), valueOf(['MM', 'M'], 1), valueOf(['dd', 'd'], 1), valueOf(['HH', 'H'], 0), valueOf(['mm'], 0), valueOf(['ss'], 0),
    );
  };
}

/** Seconds since the Unix epoch of a time in UTC; undefined for a time that does not exist. */
function epochSeconds(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? date.getTime() / 1000 : undefined;
}
