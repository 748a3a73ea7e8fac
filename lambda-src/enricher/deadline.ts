/** Milliseconds. Cognito waits 5 seconds: whatever happens, the function answers before. */
const LONGEST = 4000;
/** Milliseconds left for the answer after the last read. */
const RESERVE = 300;
/** Milliseconds for what only rules under SHADOW need: it may delay a token by this much, and never denies it. */
const LONGEST_SHADOW = 1000;

/** The end of the time that something may take. */
export class Deadline {
  /**
   * The end of all reads of one invocation.
   *
   * @param remaining milliseconds that Lambda leaves to the invocation
   * @param waited milliseconds that Cognito had waited when the invocation began
   */
  public static ofInvocation(remaining: number, waited = 0): Deadline {
    return Deadline.after(Math.min(LONGEST - waited, remaining - RESERVE));
  }

  public static after(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  private constructor(private readonly end: number) {}

  /** The end of something that may take this much of the time. */
  public within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.end, performance.now() + milliseconds));
  }

  /** The end for reads that nothing but rules under SHADOW depends on. */
  public forShadow(): Deadline {
    return this.within(LONGEST_SHADOW);
  }

  /** Milliseconds. */
  public get remaining(): number {
    return Math.max(0, this.end - performance.now());
  }
}
