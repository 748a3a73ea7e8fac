import { UsageError } from '../../src/errors';

/** The problems that a call throws; empty if it does not throw. */
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
