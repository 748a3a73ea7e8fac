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

/** `describe`, where there is a browser. Without one the tests are skipped, but never on CI: there it would go unseen. */
export const suite: (name: string, tests: () => void) => void = existsSync(CHROMIUM) ? describe : suiteWithoutBrowser;

function suiteWithoutBrowser(name: string, tests: () => void): void {
  if (['1', 'true'].includes(process.env.CI ?? '')) {
    describe(name, () => test('there is a browser', () => { throw new Error(MISSING); }));
    return;
  }
  sayOnce(`The browser tests are skipped. ${MISSING}\n`);
  describe.skip(name, tests);
}

/** Once for all files, although each is a process or a sandbox of its own: the folder of the run is what they share. */
function sayOnce(text: string): void {
  try {
    writeFileSync(path.join(process.env.TEST_ASSEMBLIES!, 'no-browser'), '', { flag: 'wx' });
    process.stderr.write(text);
  } catch {
    // another file has said it
  }
}

/** A page of a browser that knows nothing, and what it asks for. */
export interface Visit {
  readonly page: Page;
  readonly traffic: Traffic;
}

/** One browser for the tests of a file. Gives what opens a page in it; each ends with its test. */
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
