import type { Locator, Page } from 'playwright-core';

const ENOUGH = 120;

/** Moves the focus to a control with the Tab key only. Each control on the way must show its focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < ENOUGH; presses++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    if (outline === 'none') {
      throw new Error(`the focus does not show on ${await page.evaluate<string>('document.activeElement.outerHTML')}`);
    }
    if (await control.and(page.locator(':focus')).count() > 0) {
      return;
    }
  }
  throw new Error(`the keyboard does not reach ${String(control)}`);
}

/** Moves the focus to a control, and replaces its content. */
export async function typeInto(page: Page, control: Locator, text: string): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
