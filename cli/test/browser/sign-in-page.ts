import type { Page } from 'playwright-core';

export const PASSWORD = 'Passw0rd!';

export async function fillIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await fillIn(page, username, password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function chooseNewPassword(page: Page, temporary: string, password: string): Promise<void> {
  await page.getByLabel('Temporary password').fill(temporary);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
}

/** The error message on the page. */
export async function errorOn(page: Page): Promise<string> {
  return page.getByRole('alert').innerText();
}
