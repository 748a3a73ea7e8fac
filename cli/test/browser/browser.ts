import { existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { Traffic } from './traffic';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const MISSING = `There is no Chromium at ${CHROMIUM}: install it (apt-get install chromium), or name another one in the variable CHROMIUM.`;

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** `describe` if there is a browser. Without one the tests are skipped locally, but fail on CI, where skipped tests would go unnoticed. */
export const suite: (name: string, tests: () => void) => void = existsSync(CHROMIUM) ? describe : suiteWithoutBrowser;

function suiteWithoutBrowser(name: string, tests: () => void): void {
  if (['1', 'true'].includes(process.env.CI ?? '')) {
    describe(name, () => test('there is a browser', () => { throw new Error(MISSING); }));
    return;
  }
  sayOnce(`The browser tests are skipped. ${MISSING}\n`);
  describe.skip(name, tests);
}

/** Prints a message once for all test files. Each file runs in a separate process or sandbox; they share only the folder of the run. */
function sayOnce(text: string): void {
  try {
    writeFileSync(path.join(process.env.TEST_ASSEMBLIES!, 'no-browser'), '', { flag: 'wx' });
    process.stderr.write(text);
  } catch {
    // another file has already printed it
  }
}

/** A page in a new browser context, and its requests. */
export interface Visit {
  readonly page: Page;
  readonly traffic: Traffic;
}

/** Starts one browser for the tests of a file. Returns a function that opens a page, which is closed after the test. */
export function useBrowser(more: () => readonly string[] = () => []): (options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser | undefined;
  beforeAll(async () => { browser = await chromium.launch({ executablePath: CHROMIUM, args: [...ARGUMENTS, ...more()] }); });
  afterEach(async () => { await Promise.all(browser!.contexts().map(context => context.close())); });
  afterAll(() => browser?.close());
  return async options => {
    const context = await browser!.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    return { page, traffic: new Traffic(page) };
  };
}
