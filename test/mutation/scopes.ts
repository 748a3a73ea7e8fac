/** Code that is mutated, and the tests that have to notice: folders and files of `test`, quick ones first. */
export interface Scope {
  readonly code: readonly string[];
  readonly tests: readonly string[];
  /** Strings are mostly sentences of errors or documentation, which tests do not repeat, or names that the compiler knows: they are not mutated. */
  readonly prose?: boolean;
}

/** The part of `src/core/cognito` that checks use, and the part that the function and the preview use. */
const WRITERS = ['attribute-writers', 'client-writer'].map(name => `src/core/cognito/${name}.ts`);
const COGNITO = [
  'base-tokens', 'claims', 'issue-tokens', 'response', 'scopes', 'token-request', 'trigger',
].map(name => `src/core/cognito/${name}.ts`);

/** Files of the function that tests run within their own process. */
const EVALUATION = [
  'claims', 'decide', 'differences', 'evaluate', 'expressions', 'groups', 'pattern-engine', 'request-evaluation', 'ruleset', 'scopes', 'sources', 'token-size', 'trace',
].map(name => `lambda-src/enricher/${name}.ts`);

/** Files of the function that read tables, or what surrounds the evaluation. */
const READS = ['answer-cache', 'batches', 'cache-engine', 'deadline', 'dynamodb', 'function-engine', 'shared-read', 'source-reader'].map(name => `lambda-src/enricher/${name}.ts`);
const ENVIRONMENT = [
  'app-clients', 'compare-with-previous', 'disabled-sources', 'enrich', 'environment', 'index', 'log', 'previous-function', 'warm-up',
].map(name => `lambda-src/enricher/${name}.ts`);

/** The tests that evaluate documents without the CDK come first. */
const EVALUATION_TESTS = [
  'core/cognito', 'core/operators.test.ts', 'enricher/differences.test.ts', 'enricher/decisions.test.ts', 'enricher/budget.test.ts', 'enricher/reads.test.ts', 'rules-together.test.ts', 'directions.test.ts',
  'enricher/limits.test.ts', 'core/sizes.test.ts', 'preview', 'presets',
];

const READS_TESTS = ['dynamodb', 'batches', 'reads-for-each', 'function-engine', 'read-policies', 'source-reader', 'reads'].map(name => `enricher/${name}.test.ts`);
const ENVIRONMENT_TESTS = ['environment', 'warm-up', 'log-record', 'handler', 'log', 'clients', 'half-deployed', 'previous-function'].map(name => `enricher/${name}.test.ts`);

/** The tests of the checks of finished apps. Some are with those of rules. */
const APP_TESTS = ['checks/app', 'known-holes.test.ts', 'attachment/one-of-two-pools.test.ts', 'attachment/dynamic-clients.test.ts'];
const RULES_OF_APPS = ['access', 'sources', 'queries', 'versions', 'naming', 'values'].map(name => `checks/rules/${name}.test.ts`);
/** Hundreds of apps. */
const MALFORMED = 'checks/malformed-properties.test.ts';

/** The tests that evaluate expressions without an app come first. */
const ANALYSIS_TESTS = ['analysis', 'core/examples.test.ts', 'checks/rules', 'token-size', 'template', 'directions.test.ts', 'function/read-permissions.test.ts'];

export const SCOPES: readonly Scope[] = [
  { code: ['src/checks/rules'], tests: ['checks/rules', 'token-size', 'docs/checks.test.ts'], prose: true },
  { code: ['src/checks/app'], tests: [...APP_TESTS, ...RULES_OF_APPS, MALFORMED], prose: true },
  { code: ['src/analysis'], tests: [...ANALYSIS_TESTS, ...APP_TESTS, MALFORMED], prose: true },
  { code: WRITERS, tests: ['core/cognito', 'checks/app'] },
  { code: COGNITO, tests: EVALUATION_TESTS },
  { code: ['src/core/operators'], tests: ['core/inference.test.ts', ...EVALUATION_TESTS, 'template', 'checks/rules/types.test.ts', 'core/hostile-input.test.ts'], prose: true },
  { code: ['src/core/plan'], tests: ['core/plan.test.ts', 'core/rehearsal.test.ts', ...EVALUATION_TESTS] },
  { code: EVALUATION, tests: EVALUATION_TESTS },
  { code: ['src/tables', 'src/preview', 'src/describe'], tests: ['tables', 'describe', 'preview', 'docs/recipes.test.ts', 'options/mistakes.test.ts'], prose: true },
  { code: ['src/contract', 'src/report', 'src/governance'], tests: ['contract', 'report', 'governance'], prose: true },
  { code: READS, tests: READS_TESTS },
  { code: ENVIRONMENT, tests: ENVIRONMENT_TESTS },
  {
    code: ['lambda-src/attach'],
    tests: ['parts', 'retry', 'cognito-api', 'create', 'changes', 'user-pool', 'handler'].map(name => `attach/${name}.test.ts`),
  },
];
