import * as path from 'path';
import { pathToFileURL } from 'url';
import { parseArgs } from 'util';
import { filesIn, sampleLines } from './sample';
import { SCOPES, type Scope } from './scopes';

/** Mutates the code of one scope. The bundle is built from the mutated sources, because tests load the built function. */
async function mutate(scope: Scope, ranges: readonly string[]): Promise<void> {
  const { Stryker } = await import('@stryker-mutator/core');
  const results = await new Stryker({
    testRunner: 'loaded',
    plugins: [path.join(__dirname, 'runner.ts')],
    testRunnerNodeArgs: ['--import', pathToFileURL(require.resolve('tsx')).href],
    mutationTests: scope.tests,
    coverageAnalysis: 'perTest',
    buildCommand: 'npx projen test:mutation:build',
    mutate: [...ranges],
    mutator: { excludedMutations: scope.prose ? ['StringLiteral'] : [] },
    ignorePatterns: ['.jsii', '/lib', '/docs/images', '/dist', '/cdk.out'],
    concurrency: 1,
    timeoutMS: 120_000,
    // on a busy machine, the first run of all tests takes several times as long
    dryRunTimeoutMinutes: 20,
    reporters: ['clear-text', 'progress-append-only', 'survivors'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, reportScoreTable: false },
  }).runMutationTest();
  const count = (...statuses: readonly string[]) => results.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const all = detected + count('Survived', 'NoCoverage');
  process.stdout.write(`${scope.code.join(', ')}: tests notice ${detected} of ${all} mutants (${(100 * detected / all).toFixed(1)}%)\n`);
}

/** Folders, files or ranges of lines (`file:10-20`); without any, all scopes. `--sample` is a number of lines for each scope. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  const ranges = SCOPES.map(({ code }) => code.flatMap(filesIn).flatMap(file => rangesOf(file, positionals)));
  const unknown = positionals.filter(target => !ranges.flat().some(range => isWithin(range, target)));
  if (unknown.length > 0) {
    throw new Error(`test:mutation: given ${unknown.join(', ')}; allowed are files and folders in ${SCOPES.flatMap(({ code }) => code).join(', ')}; fix: name one of them.`);
  }
  for (const [at, scope] of SCOPES.entries()) {
    const mutated = values.sample ? sampleLines(ranges[at], Number(values.sample), Number(values.seed)) : ranges[at];
    if (mutated.length > 0) {
      await mutate(scope, mutated);
    }
  }
}

/** The part of a file that the targets contain. */
function rangesOf(file: string, targets: readonly string[]): readonly string[] {
  const parts = targets.filter(target => target.startsWith(`${file}:`));
  return parts.length > 0 ? parts : targets.length === 0 || targets.some(target => isWithin(file, target)) ? [file] : [];
}

function isWithin(file: string, target: string): boolean {
  return file === target || file.startsWith(`${target}/`);
}

void main();
