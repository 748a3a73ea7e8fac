/** Milliseconds for all reads. Cognito waits 5 seconds, and the function must always answer before. */
const LONGEST = 4000;
/** Milliseconds reserved for the answer after the last read. */
const RESERVE = 300;
/** Maximum milliseconds for reads that only shadow rules need. They can delay a token by this time, but never deny it. */
const LONGEST_SHADOW = 1000;

/** The time at which an operation must end. */
export class Deadline {
  /**
   * The deadline for all reads of one invocation.
   *
   * @param remaining milliseconds until the Lambda timeout
   * @param waited milliseconds that Cognito had already waited when the invocation began
   */
  public static ofInvocation(remaining: number, waited = 0): Deadline {
    return Deadline.after(Math.min(LONGEST - waited, remaining - RESERVE));
  }

  public static after(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  private constructor(private readonly end: number) {}

  /** A deadline after this time, but not later than this deadline. */
  public within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.end, performance.now() + milliseconds));
  }

  /** The deadline for reads that only shadow rules need. */
  public forShadow(): Deadline {
    return this.within(LONGEST_SHADOW);
  }

  /** Remaining milliseconds. */
  public get remaining(): number {
    return Math.max(0, this.end - performance.now());
  }
}
