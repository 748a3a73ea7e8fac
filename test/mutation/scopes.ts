/** Code that is mutated, and the tests that have to notice: folders and files of `test`. */
export interface Scope {
  readonly folder: string;
  readonly tests: readonly string[];
  /** Strings are mostly sentences of errors, which tests do not repeat, or names of operators, which the compiler knows: they are not mutated. */
  readonly prose?: boolean;
}

/** The quick tests of the function. Others wait for time-outs, or start many processes, and would take minutes for each mutant. */
const FUNCTION_TESTS = [
  'clients', 'differences', 'dynamodb', 'engines', 'handler', 'log', 'queries', 'table-reader',
].map(name => `enricher/${name}.test.ts`);

export const SCOPES: readonly Scope[] = [
  { folder: 'src/checks/rules', tests: ['checks/rules', 'token-size'], prose: true },
  { folder: 'src/checks/app', tests: ['checks/app', 'known-holes.test.ts'], prose: true },
  { folder: 'src/analysis', tests: ['checks/app', 'checks/rules', 'known-holes.test.ts'], prose: true },
  { folder: 'src/core/cognito', tests: ['core/cognito', 'core/examples.test.ts', 'preview', 'checks/app', 'enricher/handler.test.ts'] },
  { folder: 'src/core/operators', tests: ['core/operators.test.ts', 'template'] },
  { folder: 'src/core/plan', tests: ['core/operators.test.ts', 'core/examples.test.ts', ...FUNCTION_TESTS] },
  { folder: 'lambda-src/enricher', tests: ['core/cognito', 'core/operators.test.ts', 'core/examples.test.ts', 'preview', ...FUNCTION_TESTS] },
  { folder: 'lambda-src/attach', tests: ['attach/handler.test.ts', 'attach/parts.test.ts', 'attach/user-pool.test.ts'] },
];
