import { Command, Option } from 'commander';
import { withExamples } from './options';
import { printable } from './text';
import { compareEnrichers } from '../diff/compare';
import { VERDICTS, type Verdict } from '../diff/difference';
import { contractsAt } from '../diff/load';
import { differencesMarkdown, differencesText } from '../diff/text';
import { EXIT_CODES } from '../exit-codes';

interface DiffOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly failOn: 'breaking' | 'less-secure' | 'never';
}

const SIDE = 'cloud assembly, contract file, or contract file of a git revision, as in main:contract.json';

export function diffCommand(): Command {
  return withExamples(new Command('diff')
    .description('compare the tokens of two versions of an app: claims, scopes, permissions, sources, and who controls values')
    .argument('<old>', SIDE)
    .argument('<new>', SIDE)
    .addOption(new Option('--json', 'the differences, for programs').conflicts('markdown'))
    .option('--markdown', 'a table for a pull request')
    .addOption(new Option('--fail-on <verdict>', 'the least severe verdict for which the command fails')
      .choices(['breaking', 'less-secure', 'never']).default('breaking'))
    .action(diff), [
    ['token-enricher diff main:contract.json contract.json', 'a contract file in the repository'],
    ['token-enricher diff ../main/cdk.out cdk.out --markdown', 'two synthesized versions of the app'],
  ]);
}

const CODES: { readonly [verdict in Verdict]: number } = {
  LESS_SECURE: EXIT_CODES.lessSecure, BREAKING: EXIT_CODES.breaking, SAFE: EXIT_CODES.success,
};
const FAILING: { readonly [failOn in DiffOptions['failOn']]: readonly Verdict[] } = {
  'breaking': ['LESS_SECURE', 'BREAKING'], 'less-secure': ['LESS_SECURE'], 'never': [],
};

function diff(before: string, after: string, { json, markdown, failOn }: DiffOptions): void {
  const enrichers = compareEnrichers(contractsAt(before), contractsAt(after));
  const text = json ? `${JSON.stringify({ version: 1, enrichers }, null, 2)}\n` : markdown ? differencesMarkdown(enrichers) : printable(differencesText(enrichers));
  process.stdout.write(text);
  const verdicts = enrichers.flatMap(({ differences }) => differences.map(({ verdict }) => verdict));
  const found = VERDICTS.find(verdict => FAILING[failOn].includes(verdict) && verdicts.includes(verdict));
  if (found) {
    process.exitCode = CODES[found];
  }
}
