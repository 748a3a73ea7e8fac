/** An error that the user can fix. It is shown without a stack trace, and the command ends with exit code 1. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';

  /** @param problems all problems found, each with its cause and fix in a sentence or two */
  constructor(public readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
