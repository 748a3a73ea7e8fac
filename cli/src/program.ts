import { Command } from 'commander';
import { contractCommand } from './commands/contract';
import { diffCommand } from './commands/diff';
import { explainCommand } from './commands/explain';
import { listCommand } from './commands/list';
import { previewCommand } from './commands/preview';
import { serveCommand } from './commands/serve';
import { tokenCommand } from './commands/token';

declare const VERSION: string;

const NAME = 'token-enricher';

/** The command with its subcommands. It throws an error of commander instead of ending the process. */
export function createProgram(): Command {
  const program = new Command(NAME)
    .description('Sign in to a synthesized CDK app on this machine, and see what each rule did to the tokens.')
    .version(VERSION)
    .showHelpAfterError(`Run ${NAME} --help for the commands.`)
    .exitOverride();
  for (const command of [serveCommand(), tokenCommand(), listCommand(), explainCommand(), previewCommand(), contractCommand(), diffCommand()]) {
    program.addCommand(command.copyInheritedSettings(program).showHelpAfterError(`Run ${NAME} ${command.name()} --help for the options.`));
  }
  return program;
}
