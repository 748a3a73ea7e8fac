import * as fs from 'fs';
import * as path from 'path';
import type { InstrumenterContext, MutantResult } from '@stryker-mutator/api/core' with { 'resolution-mode': 'import' };
import type { Reporter } from '@stryker-mutator/api/report' with { 'resolution-mode': 'import' };
import type { DryRunOptions, DryRunResult, MutantRunOptions, MutantRunResult, TestResult, TestRunner, TestRunnerCapabilities } from '@stryker-mutator/api/test-runner' with { 'resolution-mode': 'import' };
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';
import { HostInProcess } from './host-in-process';
import { TestTree, type LoadedTest } from './test-tree';
import type { LambdaHostOptions } from '../local/lambda-host';

interface Options {
  readonly mutationTests: readonly string[];
}

const context: InstrumenterContext = {};

/** Runs tests that stay loaded, for one mutant after the other. Stryker starts a new process for a mutant of code that runs while it is loaded. */
class LoadedTests implements TestRunner {
  public static readonly inject = ['options'] as const;
  private readonly tree = new TestTree();
  private isLoaded = false;
  /** The tests that noticed changes of a file. They run first for its other changes. */
  private readonly noticing = new Map<string, Set<string>>();

  constructor(private readonly options: Options) {}

  public capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: false };
  }

  public async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    this.load();
    const { DryRunStatus } = await import('@stryker-mutator/api/test-runner');
    const tests = await this.run(this.tree.tests, false);
    return { status: DryRunStatus.Complete, tests, ...coverageAnalysis !== 'off' && { mutantCoverage: context.mutantCoverage } };
  }

  public async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    const { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } = await import('@stryker-mutator/api/test-runner');
    if (mutantActivation === 'static') {
      context.activeMutant = activeMutant.id;
    }
    this.load();
    Object.assign(context, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
    const ofFile = this.noticing.get(activeMutant.fileName) ?? new Set();
    this.noticing.set(activeMutant.fileName, ofFile);
    const wanted = testFilter && new Set(testFilter);
    const selected = this.tree.tests.filter(({ id }) => !wanted || wanted.has(id));
    const tests = await this.run([...selected.filter(({ id }) => ofFile.has(id)), ...selected.filter(({ id }) => !ofFile.has(id))], true);
    tests.filter(({ status }) => status === TestStatus.Failed).forEach(({ id }) => ofFile.add(id));
    context.activeMutant = undefined;
    return toMutantRunResult(determineHitLimitReached(context.hitCount, context.hitLimit) ?? { status: DryRunStatus.Complete, tests });
  }

  private load(): void {
    if (this.isLoaded) {
      return;
    }
    this.isLoaded = true;
    // synthesis does not copy assets
    process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-asset-staging': true });
    Object.assign(globalThis, { __stryker__: context, ...this.tree.globals, it: this.tree.globals.test, expect, jest: jestApi() });
    // the sandbox with the mutated code
    const root = path.join(process.cwd(), 'test');
    useHostsInProcess(path.join(root, 'local', 'lambda-host.ts'));
    // before the tests: the initialization of the function would otherwise seem to be a part of the first test that loads it
    const bundle = path.join(process.cwd(), 'assets', 'enricher');
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    ['enricher.js', 'pattern-engine.js', 'cache-engine.js', 'function-engine.js'].forEach(file => { require(path.join(bundle, file)); });
    for (const entry of this.options.mutationTests) {
      const files = entry.endsWith('.test.ts') ? [entry] : fs.readdirSync(path.join(root, entry), { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.test.ts')).sort().map(file => path.join(entry, file));
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      files.forEach(file => this.tree.describe(file, () => { require(path.join(root, file)); }));
    }
  }

  private async run(wanted: readonly LoadedTest[], isBail: boolean): Promise<TestResult[]> {
    const { TestStatus } = await import('@stryker-mutator/api/test-runner');
    const results: TestResult[] = [];
    let begun = 0;
    await this.tree.run(wanted, ({ id }) => {
      context.currentTestId = id;
      begun = performance.now();
    }, ({ id }, error) => {
      const result = { id, name: id, timeSpentMs: performance.now() - begun };
      results.push(error === undefined ? { ...result, status: TestStatus.Success }
        : { ...result, status: TestStatus.Failed, failureMessage: String((error as Error).stack ?? error) });
      return error === undefined || !isBail;
    });
    context.currentTestId = undefined;
    return results;
  }
}

/** Replaces the class that starts processes, except for functions that another script prepares. */
function useHostsInProcess(file: string): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LambdaHost } = require(file) as typeof import('../local/lambda-host');
  require.cache[file]!.exports = {
    LambdaHost: function (options: LambdaHostOptions) {
      return options.environment.NODE_OPTIONS === undefined ? new HostInProcess(options) : new LambdaHost(options);
    },
  };
}

/** Modules are not replaced: tests only replace a log, to be silent. */
function jestApi() {
  const mocker = new ModuleMocker(globalThis);
  const [fn, spyOn, restoreAllMocks] = [mocker.fn.bind(mocker), mocker.spyOn.bind(mocker), mocker.restoreAllMocks.bind(mocker)];
  return { fn, spyOn, restoreAllMocks, mock: () => undefined };
}

/** Lists a change that no test notices as soon as it is known. */
class Survivors implements Reporter {
  public onMutantTested({ status, fileName, location: { start }, replacement, mutatorName }: Readonly<MutantResult>): void {
    if (status === 'Survived' || status === 'NoCoverage' || status === 'Timeout') {
      process.stdout.write(`${status} ${fileName}:${start.line}:${start.column} ${mutatorName}: ${replacement}\n`);
    }
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'loaded', injectableClass: LoadedTests },
  { kind: 'Reporter', name: 'survivors', injectableClass: Survivors },
];
