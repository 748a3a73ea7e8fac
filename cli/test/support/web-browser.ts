/** As much of a browser as a sign-in takes: cookies by path, redirects one by one, and the fields of a form. */
export class WebBrowser {
  private readonly cookies: Array<{ readonly name: string; readonly value: string; readonly path: string }> = [];

  /** Goes to an address and follows redirects of its origin. Gives the page, or the address of another origin that it ends at. */
  public async open(url: string, init: RequestInit = {}): Promise<{ readonly url: string; readonly page?: string; readonly status?: number }> {
    const { origin } = new URL(url);
    let next = url;
    let request = init;
    for (let redirects = 0; redirects < 10; redirects++) {
      const response = await fetch(next, { redirect: 'manual', ...request, headers: { ...request.headers, cookie: this.cookieFor(next) } });
      this.keep(response);
      const location = response.headers.get('location');
      if (location === null) {
        return { url: next, page: await response.text(), status: response.status };
      }
      next = new URL(location, next).href;
      request = {};
      if (new URL(next).origin !== origin) {
        return { url: next };
      }
    }
    throw new Error(`too many redirects to ${next}`);
  }

  /** Fills in the first form of a page and sends it. */
  public async submit({ url, page = '' }: { readonly url: string; readonly page?: string }, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): ReturnType<WebBrowser['open']> {
    const action = /<form[^>]* action="([^"]*)"/.exec(page)![1].replaceAll('&amp;', '&');
    const hidden = Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    return this.open(new URL(action, url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ ...hidden, ...fields }).toString(),
    });
  }

  /** Signs in on the page that an address leads to. Gives the address of the client at the end. */
  public async signIn(url: string, username: string, password: string): Promise<URL> {
    const page = await this.open(url);
    if (page.page === undefined) {
      return new URL(page.url);
    }
    const result = await this.submit(page, { username, password });
    if (result.page !== undefined) {
      throw new Error(/role="alert">([^<]*)</.exec(result.page)?.[1] ?? result.page);
    }
    return new URL(result.url);
  }

  private cookieFor(url: string): string {
    const { pathname } = new URL(url);
    return this.cookies.filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  private keep(response: Response): void {
    for (const text of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(text)!;
      const path = /path=([^;]*)/i.exec(text)?.[1] ?? '/';
      const known = this.cookies.findIndex(each => each.name === name && each.path === path);
      this.cookies.splice(known < 0 ? this.cookies.length : known, known < 0 ? 0 : 1, ...value === '' ? [] : [{ name, value, path }]);
    }
  }
}
