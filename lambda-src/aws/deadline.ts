/** Cognito waits 5 seconds: whatever happens, the function answers before. */
const LONGEST = 4000;

/** Time left for the answer after the last read. */
const RESERVE = 300;

/** For what only rules under SHADOW need: it may delay a token by this much, and never refuse it. */
const LONGEST_WATCHING = 1000;

/** The end of the time that something may take. */
export class Deadline {
  /**
   * The end of all reads of one invocation.
   *
   * @param remainingMilliseconds what Lambda leaves to the invocation
   * @param startedBefore milliseconds that Cognito had waited when the invocation began
   */
  public static of(remainingMilliseconds: number, startedBefore = 0): Deadline {
    return new Deadline(performance.now() + Math.max(0, Math.min(LONGEST - startedBefore, remainingMilliseconds - RESERVE)));
  }

  /** Of what is done before the first event. */
  public static ofInitialization(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  private constructor(private readonly end: number) {}

  /** The end for reads that nothing but rules under SHADOW depends on. */
  public watching(): Deadline {
    return this.within(LONGEST_WATCHING);
  }

  /** The end of something that may take this much time of it. */
  public within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.end, performance.now() + milliseconds));
  }

  public get remaining(): number {
    return Math.max(0, this.end - performance.now());
  }
}
