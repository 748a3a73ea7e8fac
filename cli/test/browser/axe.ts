import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './browser';

/** The minimum screen width of WCAG. */
const NARROWEST = { width: 320, height: 640 };
/** Rules that depend on the color scheme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Returns the accessibility problems of the current page, in both color schemes and on both screens. */
export async function problemsOf(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    problems.push(...await overflowOf(page));
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const all = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await (colorScheme === 'dark' ? all.withRules(COLOR_RULES) : all).analyze();
      problems.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
        `${colorScheme}, ${size.width} pixels: ${id}: ${html}: ${failureSummary}`)));
    }
  }
  await page.setViewportSize(NARROWEST);
  problems.push(...await overflowOf(page));
  await page.setViewportSize(DESKTOP);
  return problems;
}

/** Reports a page that scrolls horizontally. */
async function overflowOf(page: Page): Promise<readonly string[]> {
  const [excess, width] = await page.evaluate<readonly [number, number]>(`
    [document.documentElement.scrollWidth - document.documentElement.clientWidth, innerWidth]`);
  return excess > 0 ? [`the page is ${excess} pixels wider than ${width}`] : [];
}
