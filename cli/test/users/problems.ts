import { UsageError } from '../../src/errors';

/** The problems that something throws; none if it does not throw. */
export function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof UsageError) {
      return error.problems;
    }
    throw error;
  }
}
