import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { LocalCognito } from '../local-cognito';
import { signInName } from '../users/users';

/** The ready message for programs. */
export function readyJson(cognito: LocalCognito): object {
  const { loaded: { app }, notices } = cognito;
  return {
    issuer: cognito.url,
    ...cognito.viewerUrl !== undefined && { viewer: cognito.viewerUrl },
    pools: app.pools.map(pool => ({
      id: pool.id,
      path: pool.path,
      issuer: cognito.issuerOf(pool),
      openidConfiguration: `${cognito.url}/${pool.id}/.well-known/openid-configuration`,
      jwksUri: `${cognito.url}/${pool.id}/.well-known/jwks.json`,
      clients: pool.clients.map(({ id, path, secret, callbackUrls }) => ({ id, path, ...secret !== undefined && { secret }, callbackUrls })),
      users: [...cognito.directory.users(pool).keys()],
    })),
    notices,
  };
}

/**
 * The ready message for the terminal.
 *
 * @param milliseconds since the process started
 */
export function readyText(cognito: LocalCognito, milliseconds: number): string {
  const { loaded: { app }, notices } = cognito;
  const bold = (text: string): string => styleText('bold', text);
  return `${[
    `${bold('Issuer')}  ${styleText('cyan', cognito.url)}`,
    ...cognito.viewerUrl === undefined ? [] : [`${bold('Viewer')}  ${styleText('cyan', cognito.viewerUrl)}   sign in, and see what each rule did`],
    ...app.pools.flatMap(pool => ['', ...poolLines(pool.id, cognito)]),
    '',
    ...notices.map(notice => styleText('yellow', `- ${notice}`)),
    styleText('dim', `Passwords are in ${cognito.usersFile}, for this machine only. Ready in ${Math.round(milliseconds)} ms. Press Ctrl-C to stop.`),
  ].join('\n')}\n`;
}

function poolLines(id: string, cognito: LocalCognito): readonly string[] {
  const pool = cognito.loaded.app.pools.find(each => each.id === id)!;
  const called = pool.trigger ? `${pool.trigger.enricher.path}, ${pool.trigger.version}` : 'no TokenEnricher';
  const users = [...cognito.directory.users(pool).values()];
  return [
    `${styleText('bold', pool.path)}  ${styleText('dim', `${pool.id}, ${called}`)}`,
    ...tableLines(['Client', 'Id', 'Secret', 'Callback URL'], pool.clients.map(({ path, id: clientId, secret, callbackUrls }) =>
      [path.slice(path.lastIndexOf('/') + 1), clientId, secret ?? 'none', callbackUrls.join('\n') || 'none'])),
    ...tableLines(['Signs in as', 'Password', 'Groups'], users.map(user => [signInName(user, pool), user.password ?? 'none', user.groups.join(', ') || 'none'])),
  ];
}

function tableLines(head: readonly string[], rows: ReadonlyArray<readonly string[]>): readonly string[] {
  if (rows.length === 0) {
    return [];
  }
  const table = new Table({ head: head.map(text => styleText('dim', text)), style: { head: [], border: [], compact: true } });
  table.push(...rows.map(row => [...row]));
  return [table.toString()];
}
