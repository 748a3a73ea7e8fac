import { Command, Option } from 'commander';
import { appOption, withExamples } from './options';
import { printable } from './text';
import { checkOf } from '../check/check';
import { sarifOf } from '../check/sarif';
import { checkText, openFindings } from '../check/text';
import { EXIT_CODES } from '../exit-codes';

declare const VERSION: string;

interface CheckOptions {
  readonly app: string;
  readonly json?: true;
  readonly sarif?: true;
  readonly failOn: 'warning' | 'never';
}

export function checkCommand(): Command {
  return withExamples(new Command('check')
    .description('show the findings of the app, acknowledged ones with their reasons, shadow rules, and the maximum sizes of tokens')
    .addOption(appOption())
    .addOption(new Option('--json', 'the findings, for programs').conflicts('sarif'))
    .option('--sarif', 'SARIF 2.1, for code scanning')
    .addOption(new Option('--fail-on <severity>', 'the least severe finding for which the command fails, if it is not acknowledged')
      .choices(['warning', 'never']).default('warning'))
    .action(check), [
    ['token-enricher check', 'findings of cdk.out'],
    ['token-enricher check --sarif --fail-on never > findings.sarif', 'a file for code scanning'],
  ]);
}

function check({ app, json, sarif, failOn }: CheckOptions): void {
  const checked = checkOf(app);
  process.stdout.write(json ? `${JSON.stringify(checked, null, 2)}\n` : sarif ? `${JSON.stringify(sarifOf(checked, app, VERSION), null, 2)}\n` : printable(checkText(checked)));
  if (failOn === 'warning' && openFindings(checked).length > 0) {
    process.exitCode = EXIT_CODES.findings;
  }
}
