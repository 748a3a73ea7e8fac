import { Argument, Command } from 'commander';
import { withExamples } from './options';
import { complete } from '../completion/complete';
import { SCRIPTS } from '../completion/scripts';

export function completionCommand(): Command {
  return withExamples(new Command('completion')
    .description('print the script that completes commands, options and enrichers in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .action((shell: keyof typeof SCRIPTS) => {
      process.stdout.write(SCRIPTS[shell]);
    }), [
    ['source <(token-enricher completion bash)', 'in ~/.bashrc'],
    ['source <(token-enricher completion zsh)', 'in ~/.zshrc, after compinit'],
    ['token-enricher completion fish > ~/.config/fish/completions/token-enricher.fish', 'once'],
  ]);
}

/** The command that the scripts call. It is not in the help. */
export function completeCommand(program: Command): Command {
  return new Command('complete')
    .argument('[words...]')
    .action((words: readonly string[]) => {
      process.stdout.write(complete(program, words).map(each => `${each}\n`).join(''));
    });
}
