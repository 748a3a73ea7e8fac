import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { appOption, withExamples } from './options';
import { printable } from './text';
import { UsageError } from '../errors';
import { EXIT_CODES } from '../exit-codes';
import { explainLine, type Explanations } from '../explain/explain-line';
import { logLinesIn } from '../explain/log-lines';
import { explainedText } from '../explain/text';
import { enricherOf, canBeNamed } from '../explain/which-enricher';
import { locatedEnrichers } from '../inventory/inventory';

interface ExplainOptions {
  readonly app: string;
  readonly enricher?: string;
  readonly json?: true;
}

export function explainCommand(): Command {
  return withExamples(new Command('explain')
    .description('explain log lines of the deployed function: rules, outcomes and reads, with the names of the app')
    .argument('[line]', 'a log line, or - for lines on standard input (default: -)')
    .addOption(appOption())
    .option('--enricher <path>', 'construct path of the TokenEnricher, or its unambiguous end (default: by the name of the function)')
    .option('--json', 'the explanations, for programs')
    .action(explain), [
    ['aws logs tail /aws/lambda/my-function --format short | token-enricher explain', 'log lines of the last minutes'],
    ['token-enricher explain --enricher Auth/TokenEnricher \'{"FunctionName": ...}\'', 'one line'],
    ['token-enricher explain --json < lines.txt', 'for programs'],
  ]);
}

async function explain(given: string | undefined, { app, enricher, json }: ExplainOptions): Promise<void> {
  const lines = logLinesIn(await inputOf(given));
  if (lines.length === 0) {
    throw new UsageError(['There is no log line of a TokenEnricher in the input: a line is JSON with "rules" and "reads", in the log group of the function. Give it complete, in single quotes, or on standard input.']);
  }
  const enrichers = locatedEnrichers(app, enricher === undefined ? [] : [enricher]);
  const found = lines.map(line => ({ line, ...enricherOf(line, enrichers) }));
  const problems = [...new Set(found.flatMap(({ problem }) => problem ?? []))];
  const explained = found.flatMap(({ line, located }) =>
    located ? [{ name: line.FunctionName, located, explanation: explainLine(line, located.listed) }] : []);
  if (explained.length === 0) {
    throw new UsageError(problems);
  }
  const explanations: Explanations = { version: 1, lines: explained.map(({ explanation }) => explanation) };
  process.stdout.write(json ? `${JSON.stringify(explanations, null, 2)}\n` : printable(explanations.lines.map(explainedText).join('\n')));
  problems.forEach(problem => process.stderr.write(`${problem}\n`));
  const others = explained.filter(({ name, located }) => name !== undefined && name !== '' && !canBeNamed(name, located));
  for (const name of new Set(others.map(each => each.name))) {
    process.stderr.write(`The name of the function ${name} is not one that the app gives: make sure that the line is of ${others[0].located.listed.path}.\n`);
  }
  if (problems.length > 0 || explanations.lines.some(({ mismatches }) => mismatches.length > 0)) {
    process.exitCode = EXIT_CODES.problem;
  }
}

async function inputOf(given: string | undefined): Promise<string> {
  if (given !== undefined && given !== '-') {
    return given;
  }
  if (process.stdin.isTTY) {
    throw new UsageError(['Give a log line in single quotes, or lines on standard input: `aws logs tail <log group> | token-enricher explain`.'], EXIT_CODES.usage);
  }
  return text(process.stdin);
}
