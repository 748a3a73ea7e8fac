/**
 * The part of Jest's API that tests use, for tests that stay loaded: Jest loads the CDK, and all code, again for each run.
 */

type Run = () => unknown;

export interface LoadedTest {
  readonly id: string;
  readonly run: Run;
  readonly block: Block;
}

/** A `describe`, or a file. */
interface Block {
  readonly name: string;
  readonly parent?: Block;
  readonly hooks: { readonly [kind in HookKind]: Run[] };
  /** The hooks before all tests of the block have run. */
  isOpen: boolean;
}

type HookKind = 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll';

export class TestTree {
  public readonly tests: LoadedTest[] = [];
  private current = newBlock('');

  /** The functions that a test file calls. */
  public readonly globals = {
    describe: Object.assign((name: string, body: Run) => this.describe(name, body), { each: eachOf((name, body) => this.describe(name, body)) }),
    test: Object.assign((name: string, run: Run) => this.test(name, run), { each: eachOf((name, run) => this.test(name, run)) }),
    beforeAll: (hook: Run) => this.current.hooks.beforeAll.push(hook),
    beforeEach: (hook: Run) => this.current.hooks.beforeEach.push(hook),
    afterEach: (hook: Run) => this.current.hooks.afterEach.push(hook),
    afterAll: (hook: Run) => this.current.hooks.afterAll.push(hook),
  };

  public describe(name: string, body: Run): void {
    const parent = this.current;
    this.current = newBlock(`${parent.name} ${name}`.trim(), parent);
    body();
    this.current = parent;
  }

  private test(name: string, run: Run): void {
    this.tests.push({ id: `${this.tests.length} ${this.current.name} ${name}`, run, block: this.current });
  }

  /** Runs tests in their order, with the hooks of their blocks. Ends if `onResult` returns false. */
  public async run(
    tests: readonly LoadedTest[], onStart: (test: LoadedTest) => void, onResult: (test: LoadedTest, error: unknown) => boolean,
  ): Promise<void> {
    const open: Block[] = [];
    for (const test of tests) {
      const path = pathOf(test.block);
      await close(open, block => !path.includes(block));
      onStart(test);
      const error = await errorOf(async () => {
        for (const block of path.filter(({ isOpen }) => !isOpen)) {
          block.isOpen = true;
          open.push(block);
          await all(block.hooks.beforeAll);
        }
        await all(path.flatMap(({ hooks }) => hooks.beforeEach));
        await test.run();
      }) ?? await errorOf(() => all([...path].reverse().flatMap(({ hooks }) => hooks.afterEach)));
      if (!onResult(test, error)) {
        break;
      }
    }
    await close(open, () => true);
  }
}

function newBlock(name: string, parent?: Block): Block {
  return { name, parent, hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] }, isOpen: false };
}

function pathOf(block: Block): readonly Block[] {
  return [...block.parent ? pathOf(block.parent) : [], block];
}

async function close(open: Block[], isOver: (block: Block) => boolean): Promise<void> {
  for (const block of open.filter(isOver).reverse()) {
    block.isOpen = false;
    open.splice(open.indexOf(block), 1);
    await errorOf(() => all(block.hooks.afterAll));
  }
}

async function all(hooks: readonly Run[]): Promise<void> {
  for (const hook of hooks) {
    await hook();
  }
}

async function errorOf(run: Run): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error ?? new Error('thrown without an error');
  }
}

/** `test.each(rows)(name, body)`: a row is the arguments, or the only one. */
function eachOf(add: (name: string, run: Run) => void) {
  return (rows: readonly unknown[]) => (name: string, body: (...row: unknown[]) => unknown): void =>
    rows.forEach((row, at) => add(`${name} ${at}`, () => Array.isArray(row) ? body(...row as unknown[]) : body(row)));
}
