/** What there is for second attempts in one environment. */
const CAPACITY = 50;
const COST = 5;

/**
 * Bounds second attempts over all invocations of an environment: while a table is down for all, each of them would double its load. A
 * call that succeeds gives something back.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class RetryQuota {
  private left = CAPACITY;

  /** Whether there is something left for a second attempt. */
  public take(): boolean {
    if (this.left < COST) {
      return false;
    }
    this.left -= COST;
    return true;
  }

  public succeeded(): void {
    this.left = Math.min(CAPACITY, this.left + 1);
  }
}
