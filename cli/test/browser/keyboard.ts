import type { Locator, Page } from 'playwright-core';

const ENOUGH = 120;

/** Goes to a control with the tabulator alone, which has to show where it is on its way. */
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

/** Goes to a control, and types over what is there. */
export async function typeInto(page: Page, control: Locator, text: string): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
