import { parseArgs } from 'util';
import { sampleLines } from './sample';
import { SCOPES, type Scope } from './scopes';

/** Mutates the code of one scope. The bundle is built from the mutated sources, because tests load the built function. */
async function mutate(scope: Scope, ranges: readonly string[]): Promise<void> {
  const { Stryker } = await import('@stryker-mutator/core');
  const results = await new Stryker({
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    // coverage of other processes is unknown: the tests of the scope run for each mutant, until one fails
    coverageAnalysis: 'off',
    jest: {
      projectType: 'custom',
      enableFindRelatedTests: false,
      config: {
        testMatch: ['<rootDir>/test/mutation/all.ts'],
        testEnvironment: '<rootDir>/test/mutation/environment.ts',
        globals: { MUTATION_TESTS: scope.tests },
      },
    },
    buildCommand: 'npx projen test:mutation:build',
    mutate: [...ranges],
    mutator: { excludedMutations: scope.prose ? ['StringLiteral'] : [] },
    ignorePatterns: ['.jsii', '/lib', '/docs/images', '/dist', '/cdk.out'],
    concurrency: 1,
    timeoutMS: 30_000,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, reportScoreTable: false },
  }).runMutationTest();
  const count = (...statuses: readonly string[]) => results.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const all = detected + count('Survived', 'NoCoverage');
  process.stdout.write(`${scope.folder}: tests notice ${detected} of ${all} mutants (${(100 * detected / all).toFixed(1)}%)\n`);
}

/** Folders, files or ranges of lines (`file:10-20`); without any, all scopes. `--sample` is a number of lines for each scope. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  const unknown = positionals.filter(target => SCOPES.every(({ folder }) => !isWithin(target, folder) && !isWithin(folder, target)));
  if (unknown.length > 0) {
    throw new Error(`test:mutation: given ${unknown.join(', ')}; allowed are files and folders in ${SCOPES.map(({ folder }) => folder).join(', ')}; fix: name one of them.`);
  }
  for (const scope of SCOPES) {
    const whole = positionals.length === 0 || positionals.some(target => isWithin(scope.folder, target));
    const targets = whole ? [scope.folder] : positionals.filter(target => isWithin(target, scope.folder));
    const ranges = targets.flatMap(target => {
      const isFolder = !target.includes('.');
      return isFolder && values.sample ? sampleLines(target, Number(values.sample), Number(values.seed)) : [isFolder ? `${target}/**/*.ts` : target];
    });
    if (ranges.length > 0) {
      await mutate(scope, ranges);
    }
  }
}

function isWithin(target: string, folder: string): boolean {
  return target === folder || target.startsWith(`${folder}/`);
}

void main();
