import type { Command, Option } from 'commander';
import { readCloudAssembly } from '../app/cloud-assembly';
import { Deployment } from '../app/deployment';
import { findEnrichers } from '../app/load-app';

/**
 * The words that can complete a command line.
 *
 * @param words the words after the name of the program; the last one is incomplete, or empty
 * @returns nothing where a path of a file is expected, which the shell completes itself
 */
export function complete(program: Command, words: readonly string[]): readonly string[] {
  const current = words.at(-1) ?? '';
  const command = (words.length > 1 && program.commands.find(each => each.name() === words[0])) || program;
  const option = optionNamed(words.at(-2), command);
  const candidates = option?.required ? valuesOf(option, words)
    : current.startsWith('-') ? namesOf(command)
      : command === program ? visible(program) : argumentsOf(command, words);
  return candidates.filter(each => each.startsWith(current)).sort();
}

function optionNamed(word: string | undefined, { options }: Command): Option | undefined {
  return options.find(({ long, short }) => word !== undefined && [long, short].includes(word));
}

function valuesOf(option: Option, words: readonly string[]): readonly string[] {
  return option.long === '--enricher' ? enricherPaths(words) : option.argChoices ?? [];
}

function namesOf(command: Command): readonly string[] {
  return [...command.options.filter(({ hidden }) => !hidden).map(({ long }) => long!), '--help'];
}

function visible(program: Command): readonly string[] {
  return program.createHelp().visibleCommands(program).map(each => each.name());
}

function argumentsOf(command: Command, words: readonly string[]): readonly string[] {
  return command.registeredArguments.flatMap(argument => argument.name().startsWith('enricher') ? enricherPaths(words) : argument.argChoices ?? []);
}

/** The construct paths of the enrichers in the assembly of the command line; nothing if it cannot be read. */
function enricherPaths(words: readonly string[]): readonly string[] {
  const separated = words.flatMap(word => word.startsWith('--app=') ? ['--app', word.slice('--app='.length)] : [word]);
  const place = separated.indexOf('--app');
  const app = place < 0 ? 'cdk.out' : separated[place + 1];
  try {
    return findEnrichers(Deployment.ofTemplates(readCloudAssembly(app)), app, []).map(({ enricher }) => enricher.path);
  } catch {
    return [];
  }
}
