/** Cognito waits 5 seconds: whatever happens, the function answers before. */
const LONGEST = 4000;

/** Time left for the answer after the last read. */
const RESERVE = 300;

/** The end of the time that reads of one invocation may take. */
export class Deadline {
  private readonly end: number;

  constructor(remainingMilliseconds: number) {
    this.end = performance.now() + Math.max(0, Math.min(LONGEST, remainingMilliseconds - RESERVE));
  }

  public get remaining(): number {
    return Math.max(0, this.end - performance.now());
  }
}
