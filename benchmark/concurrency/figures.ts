import * as fs from 'fs';
import * as path from 'path';
import { LIMITS } from '../../src/core/document/limits';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'performance.md');

/** Memory of the function in GB, and bytes of one line of its log: rules of the guide, one table, an ID of a request with 36 characters. */
export const MEMORY = 256 / 1024;
export const LOG_LINE_BYTES = 942;
/** Milliseconds after which a read of a table fails by default, and in the sample of the guide. */
export const TIMEOUTS = { default: 2000, sample: 500 };

/**
 * Default quotas: requests per second of categories of a user pool, and environments of all functions of an account.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const QUOTAS = { UserFederation: 25, UserAuthentication: 120, ClientAuthentication: 150, environments: 1000 };

/**
 * Requests per second that Lambda allows for each environment of a quota, however short they are.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const REQUESTS_OF_ENVIRONMENT = 10;

/** Tokens per second that the guide looks at. */
export const RATES = [QUOTAS.UserFederation, QUOTAS.UserAuthentication, 1000];

/** Milliseconds of one event of a function of 256 MB with one table. */
export interface Durations {
  /** One of the first twenty events after a start, whose table answers at once. */
  readonly warm: number;
  /** The same at the 99th percentile. It was measured at 1,769 MB: this assumes that it is as many times the median. */
  readonly p99: number;
  /** A new environment, with the time that Lambda itself takes. */
  readonly cold: number;
  /** One table does not answer. */
  readonly timeout: number;
  /** The most that reads of a token take together. */
  readonly longest: number;
}

/** Reads the durations that were measured from the page about performance. */
export function durations(page = fs.readFileSync(PAGE, 'utf8')): Durations {
  const quota = section(page, 'quota');
  const warm = number(quota.slice(quota.indexOf('later events')), /^\| 256 +\| +([\d.]+) /m);
  const [median, p99] = [1, 2].map(column => number(
    section(page, 'sign-ins').replace(/^[^]*?Node.js 24[^\n]*, warm:/, ''), new RegExp(`^\\| \\*\\*ours\\*\\*, one table +(?:\\|[^|]+){${column}}\\| +(\\d+) `, 'm'),
  ));
  const own = number(quota, /^\| 256 +\| +\d+ \+ \d+ = (\d+) /m);
  const lambda = number(section(page, 'ablation'), /of which Lambda itself takes (\d+)\./);
  return { warm, p99: warm * p99 / median, cold: own + lambda, timeout: TIMEOUTS.default, longest: LIMITS.readTime };
}

/** Environments that are busy at once. */
export function environments(rate: number, milliseconds: number): number {
  return Math.max(1, Math.ceil(rate * milliseconds / 1000));
}

function section(page: string, name: string): string {
  return page.slice(page.indexOf(`<!-- ${name} -->`), page.indexOf(`<!-- end of ${name} -->`));
}

function number(text: string, pattern: RegExp): number {
  const found = Number(pattern.exec(text)?.[1]);
  if (!Number.isFinite(found)) {
    throw new Error(`the page has no figure ${String(pattern)}`);
  }
  return found;
}
