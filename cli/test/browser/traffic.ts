import type { Page } from 'playwright-core';

/** What a page asks for, each redirect too, and what it complains of. */
export class Traffic {
  public readonly urls: string[] = [];
  public readonly complaints: string[] = [];

  constructor(page: Page) {
    page.on('request', request => this.urls.push(request.url()));
    // the part after # is in no request
    page.on('framenavigated', frame => this.urls.push(frame.url()));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', error => this.complaints.push(String(error)));
  }

  /** Nothing went to another machine, and nothing went wrong. */
  public expectQuiet(...origins: readonly string[]): void {
    const foreign = this.urls.filter(url => !/^(about|data):/.test(url) && !origins.includes(new URL(url).origin));
    expect({ foreign, complaints: this.complaints }).toEqual({ foreign: [], complaints: [] });
  }

  /** No address tells what only its holder may know. */
  public expectNoTokens(...tokens: readonly string[]): void {
    expect(tokens.every(token => token.split('.').length === 3)).toBe(true);
    const telling = (url: string): boolean => tokens.some(token => url.includes(token)) || /(id|access|refresh)_token|eyJ[\w-]+\.[\w-]+\./.test(url);
    expect(this.urls.filter(telling)).toEqual([]);
  }

  /** The query of the first request to a path. */
  public queryOf(pathname: string): Readonly<Record<string, string>> {
    const found = this.urls.map(url => new URL(url)).find(url => url.pathname === pathname);
    if (!found) {
      throw new Error(`nothing asked for ${pathname}: ${this.urls.join('\n')}`);
    }
    return Object.fromEntries(found.searchParams);
  }
}
