import { EXIT_CODES } from './exit-codes';

/** An error that the user can fix. It is shown without a stack trace. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';

  /**
   * @param problems all problems found, each with its cause and fix in a sentence or two
   * @param exitCode the exit code of the command
   */
  constructor(public readonly problems: readonly string[], public readonly exitCode: number = EXIT_CODES.problem) {
    super(problems.join('\n'));
  }
}
