import { Command, CommanderError } from 'commander';
import { listCommand } from './commands/list';
import { serveCommand } from './commands/serve';
import { tokenCommand } from './commands/token';
import { UsageError } from './errors';

declare const VERSION: string;

const program = new Command('token-enricher')
  .description('Sign in to a synthesized CDK app on this machine, and see what each rule did to the tokens.')
  .version(VERSION)
  .showHelpAfterError('Run token-enricher --help for the options.')
  .exitOverride()
  .addCommand(serveCommand())
  .addCommand(tokenCommand())
  .addCommand(listCommand());

program.parseAsync().catch((error: unknown) => {
  if (error instanceof UsageError) {
    error.problems.forEach(problem => process.stderr.write(`${problem}\n`));
  } else if (!(error instanceof CommanderError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\nThis is a bug in token-enricher: please report it.\n`);
  }
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
});
