import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { DESKTOP, PHONE } from './browser';

/** Folder for screenshots. Without it, none are taken. */
export const SCREENSHOTS = process.env.SCREENSHOTS;

const SIZES = { desktop: DESKTOP, phone: PHONE } as const;

/** Takes a screenshot with this color scheme and screen size, as `name-light-phone.png`: from the top of the page, or from the start of a part. */
export async function screenshot(page: Page, name: string, colorScheme: 'light' | 'dark', size: keyof typeof SIZES, part?: Locator): Promise<void> {
  mkdirSync(SCREENSHOTS!, { recursive: true });
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(SIZES[size]);
  await page.evaluate('scrollTo(0, 0)');
  await part?.evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView());
  await page.screenshot({ path: path.join(SCREENSHOTS!, `${name}-${colorScheme}-${size}.png`), animations: 'disabled', caret: 'hide' });
}

/** Shows the users file under a fixed name, as the tests use a temporary file. */
export async function showUsersFile(page: Page, usersFile: string): Promise<void> {
  await page.route('**/api/state', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json() as object, usersFile } });
  });
}
