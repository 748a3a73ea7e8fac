import { dateReader, dateWriter, epochSeconds } from './date-format';
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
