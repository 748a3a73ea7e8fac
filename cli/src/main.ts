import { Command, CommanderError } from 'commander';
import { explainCommand } from './commands/explain';
import { listCommand } from './commands/list';
import { serveCommand } from './commands/serve';
import { tokenCommand } from './commands/token';
import { UsageError } from './errors';
import { EXIT_CODES } from './exit-codes';

declare const VERSION: string;

const program = new Command('token-enricher')
  .description('Sign in to a synthesized CDK app on this machine, and see what each rule did to the tokens.')
  .version(VERSION)
  .showHelpAfterError('Run token-enricher --help for the options.')
  .exitOverride()
  .addCommand(serveCommand())
  .addCommand(tokenCommand())
  .addCommand(listCommand())
  .addCommand(explainCommand());

program.parseAsync().catch((error: unknown) => {
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
