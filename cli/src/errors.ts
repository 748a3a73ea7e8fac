/** What a person can mend: shown as it is, without a stack, and ends the command with exit code 1. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';

  /** @param problems each a sentence or two with the cause and the way out; all that was found */
  constructor(public readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
