import { CommanderError } from 'commander';
import { UsageError } from './errors';
import { EXIT_CODES } from './exit-codes';
import { createProgram } from './program';

// the reader of a pipe may end first, as `head` does
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`The output cannot be written: ${error.message}.\n`);
    process.exitCode = EXIT_CODES.problem;
  }
});

createProgram().parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
});

/** Prints an error, unless commander has. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT_CODES.success : EXIT_CODES.usage;
  }
  if (error instanceof UsageError) {
    error.problems.forEach(problem => process.stderr.write(`${problem}\n`));
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\nThis is a bug in token-enricher: please report it.\n`);
  return EXIT_CODES.problem;
}
