import { AttachError, messageOf, type Failure } from './errors';
import { log } from './log';

/** Time as it goes by, or as tests have it. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const CLOCK: Clock = { now: () => performance.now(), sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)) };

/** Milliseconds with which nothing can be done any more. */
const LEAST = 100;
const WAITING_SHARE = 0.1;

/** The time that something may take. */
export class Time {
  constructor(private readonly clock: Clock, private readonly end: number) {}

  public get now(): number {
    return this.clock.now();
  }

  public get remaining(): number {
    return Math.max(0, this.end - this.clock.now());
  }

  /** The time up to an earlier end. */
  public within(milliseconds: number): Time {
    return new Time(this.clock, Math.min(this.end, this.clock.now() + milliseconds));
  }

  /** Waits up to this long, each time for another time, so that those who failed together do not come back together. False at the end of the time. */
  public async pause(longest: number): Promise<boolean> {
    if (this.remaining < LEAST) {
      return false;
    }
    await this.clock.sleep(Math.min(Math.random() * longest, this.remaining / 2));
    return true;
  }

  /** Waits this long, or a part of a short time. */
  public async wait(milliseconds: number): Promise<void> {
    await this.clock.sleep(Math.min(milliseconds, this.remaining * WAITING_SHARE));
  }
}

/** It can go by itself. */
const TRANSIENT = /^(ConcurrentModification|TooManyRequests|Throttling|RequestLimitExceeded|Internal|ServiceUnavailable|CONNECTION$|TIMEOUT$|MALFORMED$|SERVER$)/;
/** New policies, and new credentials, take their time to be known everywhere. */
const DENIED = /^(AccessDenied|NotAuthorized|UnrecognizedClient|InvalidSignature|ExpiredToken|RequestExpired)/;
const DENIED_TIME = 60_000;

const PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** Decides of each call that failed whether it is made again, and when. */
export class Retries {
  private readonly failures = new Map<string, { count: number; since: number; said?: Failure }>();

  constructor(private readonly time: Time) {}

  /** Waits until the call may be made again. Throws where that is no use. */
  public async after(operation: string, failure: Failure): Promise<void> {
    const { count, since, said: before = failure } = this.failures.get(operation) ?? { count: 0, since: this.time.now };
    // a call with hardly any time left says nothing: the one before does
    const said = failure.type === 'TIMEOUT' ? before : failure;
    this.failures.set(operation, { count: count + 1, since, said });
    log('WARN', 'call failed', { operation, error: failure.type, attempt: count + 1 });
    const isDenied = DENIED.test(failure.type);
    if (!(isDenied ? this.time.now - since < DENIED_TIME : TRANSIENT.test(failure.type))) {
      throw new AttachError(messageOf(operation, failure));
    }
    if (!await this.time.pause(Math.min(LONGEST_PAUSE, PAUSE * 2 ** count))) {
      throw new AttachError(`the time of the custom resource is over, after ${count + 1} attempts; the last ${messageOf(operation, said)}`);
    }
  }

  public succeeded(operation: string): void {
    this.failures.delete(operation);
  }
}
