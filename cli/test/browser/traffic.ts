import type { Page } from 'playwright-core';

/** Records the requests of a page, including redirects, and its errors. */
export class Traffic {
  public readonly urls: string[] = [];
  public readonly complaints: string[] = [];

  constructor(page: Page) {
    page.on('request', request => this.urls.push(request.url()));
    // requests do not contain the part after #
    page.on('framenavigated', frame => this.urls.push(frame.url()));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', error => this.complaints.push(String(error)));
  }

  /** Expects no requests to other origins, and no errors. */
  public expectQuiet(...origins: readonly string[]): void {
    const foreign = this.urls.filter(url => !/^(about|data):/.test(url) && !origins.includes(new URL(url).origin));
    expect({ foreign, complaints: this.complaints }).toEqual({ foreign: [], complaints: [] });
  }

  /** Expects no tokens in URLs. */
  public expectNoTokens(...tokens: readonly string[]): void {
    expect(tokens.every(token => token.split('.').length === 3)).toBe(true);
    const telling = (url: string): boolean => tokens.some(token => url.includes(token)) || /(id|access|refresh)_token|eyJ[\w-]+\.[\w-]+\./.test(url);
    expect(this.urls.filter(telling)).toEqual([]);
  }

  /** The query parameters of the first request to a path. */
  public queryOf(pathname: string): Readonly<Record<string, string>> {
    const found = this.urls.map(url => new URL(url)).find(url => url.pathname === pathname);
    if (!found) {
      throw new Error(`nothing asked for ${pathname}: ${this.urls.join('\n')}`);
    }
    return Object.fromEntries(found.searchParams);
  }
}
