import type { Locator, Page } from 'playwright-core';

/** The viewer, with elements located by accessible name. */
export class ViewerPage {
  public readonly header: Locator;
  public readonly form: Locator;

  constructor(public readonly page: Page) {
    this.header = page.getByRole('form', { name: 'Sign in' });
    this.form = page.getByRole('complementary').locator('form');
  }

  /** Opens the sign-in page of a client. */
  public async login(pool: string, client: string): Promise<void> {
    await this.choose(pool, client);
    await this.header.getByRole('button', { name: 'Login', exact: true }).click();
    await this.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  }

  public async choose(pool: string, client: string): Promise<void> {
    await this.header.getByLabel('User pool').selectOption({ label: pool });
    await this.header.getByLabel('App client').selectOption({ label: client });
  }

  public async showDetails(): Promise<void> {
    await this.page.getByRole('button', { name: 'Show token details', exact: true }).click();
  }

  /** Issues tokens without leaving the page, and waits for the tokens or the denial. */
  public async issue(): Promise<void> {
    const before = this.page.url();
    await this.form.getByRole('button', { name: 'Issue tokens' }).click();
    await this.page.waitForURL(url => url.href !== before);
    // the address changes before the page is rendered
    await this.page.locator('main[aria-busy=false]').waitFor();
  }

  public token(title: 'ID token' | 'Access token'): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The table row of a claim. */
  public claim(token: 'ID token' | 'Access token', name: string): Locator {
    return this.token(token).getByRole('row').filter({ has: this.page.getByRole('rowheader').getByText(name, { exact: true }) });
  }

  /** The content of the "After" cell of a claim, with its annotations. */
  public async after(token: 'ID token' | 'Access token', name: string): Promise<string> {
    const text = await this.claim(token, name).getByRole('cell').last().innerText();
    // narrow tables label each cell
    return text.replace(/^After\s+/, '');
  }

  /** Waits for a claim that a rule has added. Returns its mark with its rules, and its value. */
  public async added(token: 'ID token' | 'Access token', name: string): Promise<readonly [string, string]> {
    const row = this.claim(token, name);
    await row.getByText('ADDED', { exact: true }).waitFor();
    return [await row.getByRole('button', { name: `Rules of ${name}` }).innerText(), await this.after(token, name)];
  }

  /** The table row of a table read. */
  public read(source: string): Locator {
    return this.section('Reads').getByRole('row').filter({ has: this.page.getByRole('rowheader').getByText(source, { exact: true }) });
  }

  public section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** A code block. Its name is also part of the name of its copy button. */
  public code(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** Expands a collapsed section in a part of the page. */
  public async unfold(part: Locator, title: string): Promise<void> {
    await part.locator('summary').filter({ hasText: title }).click();
  }

  /** The raw token, without the line breaks of the layout. */
  public async rawToken(title: 'ID token' | 'Access token'): Promise<string> {
    await this.unfold(this.token(title), 'Raw token');
    return (await this.code(`Raw ${title}`).innerText()).replace(/\s/g, '');
  }
}
