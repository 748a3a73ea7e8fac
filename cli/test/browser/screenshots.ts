import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './browser';

/** Where screenshots go; none are taken without it. */
export const SCREENSHOTS = process.env.SCREENSHOTS;

const SIZES = { desktop: DESKTOP, phone: PHONE } as const;

/** What a visitor with this color scheme and this screen sees, as `name-light-phone.png`. */
export async function screenshot(page: Page, name: string, colorScheme: 'light' | 'dark', size: keyof typeof SIZES): Promise<void> {
  mkdirSync(SCREENSHOTS!, { recursive: true });
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(SIZES[size]);
  await page.screenshot({ path: path.join(SCREENSHOTS!, `${name}-${colorScheme}-${size}.png`), animations: 'disabled', caret: 'hide' });
}
