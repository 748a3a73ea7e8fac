import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `
:root { color-scheme: light dark; --ink: #16191f; --soft: #545b64; --line: #8d99a8; --paper: #ffffff; --ground: #eef1f4; --accent: #0a58a6; --danger: #a3180c; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f4; --soft: #b3bcc8; --line: #6b7785; --paper: #1c2129; --ground: #101318; --accent: #7db7f5; --danger: #ff9c91; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 8vh auto; padding: 2rem; background: var(--paper); border-radius: .75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 1rem; color: var(--soft); overflow-wrap: anywhere; }
p.error { color: var(--danger); }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input, select { width: 100%; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); color: var(--ink); font: inherit; }
button { width: 100%; margin-top: 1.5rem; padding: .7rem; border: 0; border-radius: .4rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 30rem) { main { margin: 0; min-height: 100vh; border-radius: 0; } }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export interface LoginPage {
  /** Construct path of the app client. */
  readonly client: string;
  readonly csrf: string;
  /** URL that the form is sent to: the page itself, with its query. */
  readonly action: string;
  readonly usernames: readonly string[];
  /** Federated users by provider. */
  readonly federated: ReadonlyMap<string, readonly string[]>;
  readonly username?: string;
  readonly error?: string;
  /** The temporary password was correct, and the user must choose a new one. */
  readonly newPassword?: boolean;
}

export function sendLoginPage(response: ServerResponse, page: LoginPage): void {
  const { csrf, action, username = '', error, usernames } = page;
  const hidden = `<input type="hidden" name="_csrf" value="${escape(csrf)}">`;
  const form = (content: string): string => `<form method="post" action="${escape(action)}">${hidden}${content}</form>`;
  const fields = page.newPassword
    ? `<input type="hidden" name="username" value="${escape(username)}">
       <label for="password">Temporary password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
       <label for="new_password">New password</label><input id="new_password" name="new_password" type="password" autocomplete="new-password" required autofocus>`
    : `<label for="username">Username</label>
       <input id="username" name="username" value="${escape(username)}" list="users" autocomplete="username" required autofocus>
       <datalist id="users">${usernames.map(name => `<option value="${escape(name)}"></option>`).join('')}</datalist>
       <label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>`;
  const providers = page.newPassword ? '' : [...page.federated].map(([provider, names], index) => form(`
    <h2>${escape(provider)}</h2>
    <label for="federated${index}">User of ${escape(provider)}</label>
    <select id="federated${index}" name="federated">${names.map(name => `<option>${escape(name)}</option>`).join('')}</select>
    <button>Continue with ${escape(provider)}</button>`)).join('');
  send(response, 200, 'Sign in', `
    <h1>Sign in</h1>
    <p>${escape(page.client)}, on this machine. Users come from your users file.</p>
    ${error === undefined ? '' : `<p class="error" role="alert">${escape(error)}</p>`}
    ${form(`${fields}<button>${page.newPassword ? 'Set password and sign in' : 'Sign in'}</button>`)}
    ${providers}`);
}

/** A page for errors that cannot be sent to the client. */
export function sendErrorPage(response: ServerResponse, status: number, error: string, description = ''): void {
  send(response, status, 'Something is wrong', `<h1>${escape(error)}</h1><p class="error" role="alert">${escape(description)}</p>`);
}

function send(response: ServerResponse, status: number, title: string, content: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // no `form-action`: browsers apply it to every redirect that follows, beyond the callback of the client
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  }).end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · TokenEnricher</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character]);
}
