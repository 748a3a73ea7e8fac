import { Command } from 'commander';
import { checkCommand } from './commands/check';
import { completeCommand, completionCommand } from './commands/completion';
import { contractCommand } from './commands/contract';
import { diffCommand } from './commands/diff';
import { explainCommand } from './commands/explain';
import { listCommand } from './commands/list';
import { previewCommand } from './commands/preview';
import { serveCommand } from './commands/serve';
import { tokenCommand } from './commands/token';
import { EXIT_CODES_HELP } from './exit-codes';

declare const VERSION: string;

const NAME = 'token-enricher';

/** The command with its subcommands. It throws an error of commander instead of ending the process. */
export function createProgram(): Command {
  const program = new Command(NAME)
    .description('Sign in to a synthesized CDK app on this machine, and see what each rule did to the tokens.')
    .version(VERSION)
    .addHelpText('after', `\n${EXIT_CODES_HELP}`)
    .showHelpAfterError(`Run ${NAME} --help for the commands.`)
    .exitOverride();
  const commands = [
    serveCommand(), tokenCommand(), previewCommand(), listCommand(), explainCommand(), checkCommand(), contractCommand(), diffCommand(),
    completionCommand(),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program).showHelpAfterError(`Run ${NAME} ${command.name()} --help for the options.`));
  }
  program.addCommand(completeCommand(program).copyInheritedSettings(program), { hidden: true });
  return program;
}
