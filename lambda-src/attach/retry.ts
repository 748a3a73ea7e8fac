import { AttachError, messageOf, type Reason } from './errors';
import { log } from './log';

/** The system clock, or a clock for tests. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const CLOCK: Clock = { now: () => performance.now(), sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)) };

/** With fewer milliseconds left, another attempt is pointless. */
const LEAST = 100;
const WAITING_SHARE = 0.1;

/** A time limit. */
export class Time {
  constructor(private readonly clock: Clock, private readonly end: number) {}

  public get now(): number {
    return this.clock.now();
  }

  public get remaining(): number {
    return Math.max(0, this.end - this.clock.now());
  }

  /** The same time limit, or an earlier one. */
  public within(milliseconds: number): Time {
    return new Time(this.clock, Math.min(this.end, this.clock.now() + milliseconds));
  }

  /** Waits for a random time up to this long, so that concurrent callers spread out. Returns false at the end of the time limit. */
  public async pause(longest: number): Promise<boolean> {
    if (this.remaining < LEAST) {
      return false;
    }
    await this.clock.sleep(Math.min(Math.random() * longest, this.remaining / 2));
    return true;
  }

  /** Waits this long; if the remaining time is short, a share of it. */
  public async wait(milliseconds: number): Promise<void> {
    await this.clock.sleep(Math.min(milliseconds, this.remaining * WAITING_SHARE));
  }
}

/** Errors that are usually temporary. */
const TRANSIENT = /^(ConcurrentModification|TooManyRequests|Throttling|RequestLimitExceeded|Internal|ServiceUnavailable|CONNECTION$|TIMEOUT$|MALFORMED$|SERVER$)/;
/** Errors that can be temporary, as new policies and credentials are eventually consistent. */
const DENIED = /^(AccessDenied|NotAuthorized|UnrecognizedClient|InvalidSignature|ExpiredToken|RequestExpired)/;
const DENIED_TIME = 60_000;

const PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** Decides if and when a failed call is retried. */
export class Retries {
  private readonly failures = new Map<string, { readonly count: number; readonly since: number }>();
  /** The error to report at the end of the time limit. */
  private last?: { readonly operation: string; readonly failure: Reason };

  constructor(private readonly time: Time) {}

  /** Waits until the call may be retried. Throws if a retry cannot help. */
  public async after(operation: string, failure: Reason): Promise<void> {
    const { count, since } = this.failures.get(operation) ?? { count: 0, since: this.time.now };
    this.failures.set(operation, { count: count + 1, since });
    if (!this.last || failure.type !== 'TIMEOUT') {
      // a timeout near the end of the time limit tells nothing, so the previous error is reported
      this.last = { operation, failure };
    }
    log('WARN', 'call failed', { operation, error: failure.type, attempt: count + 1 });
    const isDenied = DENIED.test(failure.type);
    if (!(isDenied ? this.time.now - since < DENIED_TIME : TRANSIENT.test(failure.type))) {
      throw new AttachError(messageOf(operation, failure));
    }
    if (!await this.time.pause(Math.min(LONGEST_PAUSE, PAUSE * 2 ** count))) {
      throw new AttachError(`the custom resource timed out after ${count + 1} attempts; last error: ${messageOf(this.last.operation, this.last.failure)}`);
    }
  }

  public succeeded(operation: string): void {
    this.failures.delete(operation);
    this.last = this.last?.operation === operation ? undefined : this.last;
  }
}
