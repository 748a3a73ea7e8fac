import { environments, LOG_LINE_BYTES, MEMORY, QUOTAS, RATES, REQUESTS_OF_ENVIRONMENT, TIMEOUTS, type Durations } from './figures';
import { METRICS } from '../../src/core/document/metrics';
import { table } from '../sign-in/markdown';

const MILLION = 1_000_000;
const LIFETIMES = { '5 minutes': 300, '1 hour': 3600, '1 day': 86_400 };
const USERS = [10_000, 100_000, MILLION];
const MONTH = 30 * 86_400;

/** The tables of the guide by name. */
export function tables(given: Durations): { readonly [name: string]: string } {
  return { concurrency: concurrency(given), provision: provision(given), refreshes: refreshes(), cost: cost(given) };
}

function concurrency({ warm, p99, cold, timeout, longest }: Durations): string {
  const most = (milliseconds: number): number => Math.floor(QUOTAS.environments * Math.min(REQUESTS_OF_ENVIRONMENT, 1000 / milliseconds));
  const rows: ReadonlyArray<readonly [string, number]> = [
    ['a table that answers at once', warm],
    ['the same, 99th percentile (estimate)', p99],
    ['a new environment', cold],
    ['one table that does not answer', timeout],
    ['the most that reads take', longest],
  ];
  return table(
    ['One event', 'ms', ...RATES.map(rate => `at ${format(rate)} a second`), `tokens a second with ${format(QUOTAS.environments)}`],
    rows.map(([name, milliseconds]) => [
      name, format(milliseconds), ...RATES.map(rate => format(environments(rate, milliseconds))), format(most(milliseconds)),
    ]),
  );
}

function provision({ warm, timeout }: Durations): string {
  const provisioned = (rate: number): number => Math.max(environments(rate, warm), Math.ceil(rate / REQUESTS_OF_ENVIRONMENT));
  return table(
    ['Tokens a second', 'provisioned', ...[timeout, TIMEOUTS.sample].map(each => `reserved, reads of at most ${each / 1000} s`)],
    RATES.map(rate => [format(rate), ...[provisioned(rate), environments(rate, timeout), environments(rate, TIMEOUTS.sample)].map(format)]),
  );
}

function refreshes(): string {
  return table(
    ['Users who are signed in', ...Object.keys(LIFETIMES).map(name => `access tokens of ${name}`)],
    USERS.map(users => [format(users), ...Object.values(LIFETIMES).map(seconds => format(users / seconds))]),
  );
}

function cost({ warm, cold }: Durations): string {
  const gigabyteSeconds = (events: number, milliseconds: number): string => format(events * milliseconds / 1000 * MEMORY, 0);
  // Lambda bills whole milliseconds
  const billed = Math.ceil(warm);
  return table(['One million tokens', 'Amount'], [
    ['Lambda: requests', format(MILLION)],
    [`Lambda: GB-seconds, ${billed} ms each`, gigabyteSeconds(MILLION, billed)],
    ['Lambda: more GB-seconds, for each 10 ms that the table takes', gigabyteSeconds(MILLION, 10)],
    ['Lambda: more GB-seconds, for each percent of tokens from a new environment', gigabyteSeconds(MILLION / 100, Math.ceil(cold) - billed)],
    ['DynamoDB: read units, for each item of at most 4 KB', format(MILLION / 2)],
    ['DynamoDB: the same, with `consistentRead: true`', format(MILLION)],
    [`CloudWatch Logs: GB, ${format(LOG_LINE_BYTES)} bytes each`, format(MILLION * LOG_LINE_BYTES / 1e9, 2)],
    ['CloudWatch: metrics, a month', format(METRICS.length)],
    ['Lambda: provisioned GB-seconds, for each environment and 30 days', format(MEMORY * MONTH)],
  ]);
}

/** A number with separators, and a digit after the point if it is small. */
function format(value: number, digits = value < 100 ? 1 : 0): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
