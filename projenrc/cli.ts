import { javascript, JsonFile, type Project } from 'projen';
import { COMMAND_UPGRADE } from './release';
import { transpilerOptions } from './transpiler';

/** The command `token-enricher`: a separate package in this repository, with ordinary dependencies. */
export class CliProject extends javascript.NodeProject {
  constructor(parent: Project) {
    super({
      parent,
      outdir: 'cli',
      name: 'token-enricher',
      description: 'Sign in to your synthesized CDK app on your own machine, and see what each rule did to the Amazon Cognito tokens.',
      authorName: 'TokenEnricher contributors',
      authorUrl: 'https://github.com/token-enricher',
      authorOrganization: true,
      repository: 'https://github.com/token-enricher/cdk-cognito-token-enricher.git',
      repositoryDirectory: 'cli',
      license: 'Apache-2.0',
      copyrightOwner: 'TokenEnricher contributors',
      keywords: ['aws', 'aws-cdk', 'cognito', 'emulator', 'jwt', 'local', 'oauth2', 'oidc', 'pre-token-generation', 'user-pool'],
      minNodeVersion: '22.12.0',
      packageManager: javascript.NodePackageManager.NPM,
      defaultReleaseBranch: 'main',
      entrypoint: 'lib/index.js',
      bin: { 'token-enricher': 'bin/token-enricher.js' },
      stability: 'experimental',
      jest: true,
      jestOptions: {
        updateSnapshot: javascript.UpdateSnapshot.NEVER,
        junitReporting: false,
        jestConfig: {
          collectCoverage: false,
          roots: ['<rootDir>/test'],
          testMatch: ['**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: '100%',
          // transforms packages of ECMAScript modules too
          transform: {
            '\\.[mc]?[jt]s$': new javascript.Transform('@swc/jest', transpilerOptions()),
            '\\.tsx$': new javascript.Transform('@swc/jest', transpilerOptions({ jsx: true })),
          },
          transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi|cli-table3)/)'],
          globalSetup: '<rootDir>/test/support/global-setup.ts',
          globalTeardown: '<rootDir>/test/support/global-teardown.ts',
        },
      },
      package: false,
      depsUpgrade: true,
      depsUpgradeOptions: COMMAND_UPGRADE,
      npmignoreEnabled: false,
      deps: [
        'oidc-provider@^9.13.3', 'openid-client@^6.9.0', 'jose@^6.2.18',
        'commander@^15.1.0', 'cli-table3@^0.6.5', 'ajv@^8.20.0', 'jsonc-parser@^3.3.1', 'dynalite@^4.0.0',
      ],
      peerDeps: ['quicktype-core@>=23'],
      peerDependencyOptions: { pinnedDevDependency: false },
      devDeps: [
        '@types/node@^22', '@types/oidc-provider@^9.12.1', '@swc/core', '@swc/jest', 'esbuild@^0.28.2', 'typescript@~6.0.0',
        'preact@^11.2.0', 'vite@^8.3.8', 'vite-plugin-singlefile@^2.3.4',
        'aws-jwt-verify@^5.2.1', 'amazon-cognito-identity-js@^6.3.21', 'playwright-core@^1.65.1', '@axe-core/playwright@^4.14.0',
        '@aws-sdk/client-cognito-identity-provider@^3.1169.0', 'oauth2-mock-server@^9.3.0', 'quicktype-core@^26.0.0', 'yaml@^2',
      ],
    });
    // few need types in other languages than TypeScript
    this.package.addField('peerDependenciesMeta', { 'quicktype-core': { optional: true } });
    this.package.addField('types', 'lib/index.d.ts');
    this.package.addField('files', ['bin', 'lib', 'users.schema.json', 'NOTICE']);
    this.package.addField('exports', {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './users.schema.json': './users.schema.json',
      './package.json': './package.json',
    });

    const compilerOptions = {
      target: 'es2023',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2023'],
      types: ['node', 'jest'],
      strict: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noFallthroughCasesInSwitch: true,
      noImplicitReturns: true,
      isolatedModules: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      paths: { 'cdk-cognito-token-enricher': ['../src/index.ts'] },
      noEmit: true,
    };
    new JsonFile(this, 'tsconfig.json', { obj: { compilerOptions, include: ['src/**/*.ts', 'test/**/*.ts', 'docs/**/*.ts', 'build.ts'] }, allowComments: true });
    // types of the files that other programs import
    new JsonFile(this, 'tsconfig.types.json', {
      obj: { extends: './tsconfig.json', compilerOptions: { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: 'lib', rootDir: 'src' }, include: ['src/index.ts'] },
      allowComments: true,
    });
    new JsonFile(this, 'viewer/tsconfig.json', {
      obj: {
        compilerOptions: { ...compilerOptions, lib: ['es2023', 'dom', 'dom.iterable'], types: ['vite/client'], jsx: 'react-jsx', jsxImportSource: 'preact' },
        include: ['**/*.ts', '**/*.tsx'],
      },
      allowComments: true,
    });

    this.compileTask.reset('tsx build.ts', { receiveArgs: true });
    this.testTask.reset();
    this.testTask.spawn(this.compileTask);
    this.testTask.exec('tsc --project tsconfig.json');
    this.testTask.exec('tsc --project viewer/tsconfig.json');
    this.testTask.exec('jest --ci', { receiveArgs: true });
    this.gitignore.exclude('/lib/', '/test-results/');
  }
}
