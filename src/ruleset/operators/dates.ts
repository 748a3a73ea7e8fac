import { always, failedToo, strictly } from './inference';
import { strict, type Operand, type Operator } from './operator';
import { Failure, type Result } from './result';
import { textTransform } from './text';

/** RFC 3339, or a day alone. */
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

const LAST_YEAR = 9999;

function toEpochSeconds(text: string): Result {
  const match = DATE.exec(text.trim());
  if (!match) {
    return new Failure('CONVERSION');
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(digits => Number(digits ?? 0));
  const [sign, offsetHour, offsetMinute] = [match[7], Number(match[8] ?? 0), Number(match[9] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
    && offsetHour < 24 && offsetMinute < 60;
  const offset = (offsetHour * 60 + offsetMinute) * 60 * (sign === '-' ? -1 : 1);
  return isReal ? date.getTime() / 1000 - offset : new Failure('CONVERSION');
}

function toRfc3339(seconds: number): Result {
  const date = new Date(Math.floor(seconds) * 1000);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= LAST_YEAR ? date.toISOString().replace(/\.\d+Z$/, 'Z') : new Failure('CONVERSION');
}

const NUMBER: Operand = { name: 'value', yields: 'value', accepts: ['number'] };

export const DATES: readonly Operator[] = [
  textTransform('toEpochSeconds', [], failedToo(always('number')), toEpochSeconds, {
    meaning: 'The seconds since 1970 of a time in RFC 3339 with its offset (`2026-11-20T10:00:00+01:00`), or of the start of a day in UTC (`2026-11-20`). Fractions of a second are left out. Any other text has failed.',
    absent: 'absent for an absent value',
    example: "profile.attribute('validUntil').toEpochSeconds().isGreaterThan(Value.now())",
    peers: ['Time.fromIso8601ToUnix', 'DateTimeComparison'],
  }),
  {
    name: 'toRfc3339',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [NUMBER],
    template: true,
    infer: ({ operands }) => strictly(failedToo(always('text')), operands, [['number']]),
    build: strict([NUMBER], ([seconds]) => toRfc3339(seconds as number)),
    documentation: {
      meaning: 'Seconds since 1970 as a time in RFC 3339, in UTC: `2026-11-20T10:00:00Z`. Failed outside of the years 0 to 9999.',
      absent: 'absent for an absent value',
      example: 'Value.now().toRfc3339()',
      peers: ['Time.fromUnixToIso8601', 'Time.now'],
    },
  },
];
