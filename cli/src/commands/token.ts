import * as path from 'node:path';
import { Command, Option } from 'commander';
import { didYouMean } from '../../../src/problems/suggest';
import { byPath } from '../app/load-app';
import { UsageError } from '../errors';
import { LocalCognito } from '../local-cognito';
import { appOption, issuerOption, port, usersOption } from './options';
import { parseClientMetadata } from '../tokens/client-metadata';
import type { IssueBody, ViewerClient, ViewerError, ViewerIssuance, ViewerPool, ViewerState } from '../viewer/contract';

interface TokenOptions {
  readonly app: string;
  readonly users: string;
  readonly issuer: 'local' | 'cognito';
  readonly viewerPort: number;
  readonly user?: string;
  readonly client?: string;
  readonly scope?: readonly string[];
  readonly metadata?: string;
  readonly triggerSource?: string;
  readonly id?: true;
  readonly access?: true;
  readonly decode?: true;
  readonly json?: true;
}

export function tokenCommand(): Command {
  return new Command('token')
    .description('print the tokens of a user or a machine, as the app would get them: for curl and CI')
    .argument('[enrichers...]', 'construct paths of TokenEnrichers, or their unambiguous ends (default: all)')
    .addOption(appOption())
    .addOption(usersOption())
    .addOption(issuerOption())
    .option('--viewer-port <port>', 'viewer port of a running `serve`, which then issues the token, so that its key set verifies it', port, 8081)
    .option('--user <name>', 'user in the users file; without one, the client requests a machine token')
    .option('--client <client>', 'app client: construct path or its end, name, or id (default: the only one)')
    .option('--scope <scopes...>', 'scopes to request (default: all of the client)')
    .option('--metadata <json>', 'client metadata, as a JSON object of strings')
    .option('--trigger-source <source>', 'trigger source of the event, such as TokenGeneration_RefreshTokens')
    .addOption(new Option('--id', 'the ID token').conflicts(['access', 'json']))
    .addOption(new Option('--access', 'the access token (default)').conflicts(['id', 'json']))
    .option('--decode', 'claims as JSON instead of the token')
    .addOption(new Option('--json', 'both tokens, as the token endpoint answers, or their claims with --decode'))
    .action(async (enrichers: readonly string[], options: TokenOptions) => token(enrichers, options));
}

/** A notice for users who send the token to a back end. */
const UNVERIFIED = 'No issuer is running for this app, so no key set verifies this token: start `token-enricher serve` first to use it with a back end.\n';

async function token(enrichers: readonly string[], options: TokenOptions): Promise<void> {
  const clientMetadata = metadataOf(options.metadata);
  const served = await servedAt(`http://localhost:${options.viewerPort}`, options);
  const own = served ? undefined : await LocalCognito.start({
    app: options.app, enrichers, users: options.users, writesUsers: false, port: 0, viewerPort: 0, issuer: options.issuer, allowedOrigins: [],
  });
  try {
    const viewer = served ?? own!.viewerUrl!;
    const state = await get<ViewerState>(`${viewer}/api/state`);
    const { pool, client } = chooseClient(options.client, state.pools);
    checkScopes(options.scope ?? [], client);
    const issuance = await get<ViewerIssuance>(`${viewer}/api/issue`, {
      pool: pool.id,
      client: client.id,
      ...options.user !== undefined && { username: chooseUser(options.user, pool, state.usersFile) },
      ...options.triggerSource !== undefined && { triggerSource: options.triggerSource },
      ...options.scope && { scopes: options.scope },
      ...clientMetadata && { clientMetadata },
    });
    process.stdout.write(`${textOf(issuance, options)}\n`);
    if (own && !options.decode) {
      process.stderr.write(UNVERIFIED);
    }
  } finally {
    await own?.stop();
  }
}

/** Milliseconds to wait for a running `serve`. */
const FIND_TIME = 1000;

/** The viewer of a running `serve` for the same app, users file and issuer; undefined if there is none. */
async function servedAt(viewer: string, { app, users, issuer }: TokenOptions): Promise<string | undefined> {
  const state = await get<ViewerState>(`${viewer}/api/state`, undefined, AbortSignal.timeout(FIND_TIME)).catch(() => undefined);
  const { served } = state ?? {};
  return served?.app === path.resolve(app) && served.users === path.resolve(users) && served.issuer === issuer ? viewer : undefined;
}

async function get<T>(url: string, body?: IssueBody, signal?: AbortSignal): Promise<T> {
  const post = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, { ...post, signal });
  const answer = await response.json() as T | ViewerError;
  if (!response.ok) {
    throw new UsageError([(answer as ViewerError).error]);
  }
  return answer as T;
}

function textOf({ idToken, accessToken, error }: ViewerIssuance, { id, decode, json }: TokenOptions): string {
  if (!accessToken) {
    throw new UsageError([error!.message]);
  }
  if (json) {
    return JSON.stringify(decode
      ? { ...idToken && { idToken: idToken.claims }, accessToken: accessToken.claims }
      : { ...idToken && { id_token: idToken.raw }, access_token: accessToken.raw, token_type: 'Bearer' }, null, 2);
  }
  if (id && !idToken) {
    throw new UsageError(['There is no ID token: a machine gets none, and a user needs the scope openid.']);
  }
  const { raw, claims } = id ? idToken! : accessToken;
  return decode ? JSON.stringify(claims, null, 2) : raw;
}

function chooseClient(name: string | undefined, pools: readonly ViewerPool[]): { readonly pool: ViewerPool; readonly client: ViewerClient } {
  const all = pools.flatMap(pool => pool.clients.map(client => ({ pool, client })));
  if (all.length === 0) {
    throw new UsageError(pools.map(pool => `${pool.path} has no app client in the app: add one with \`userPool.addClient(...)\`, and run \`npx cdk synth\`.`));
  }
  const listed = all.map(({ client }) => client.path).join(', ');
  if (name === undefined) {
    if (all.length === 1) {
      return all[0];
    }
    throw new UsageError([`Name an app client with --client: the app has ${listed}.`]);
  }
  const byName = all.filter(({ client }) => client.id === name || client.name === name);
  const found = byName.length > 0 ? byName : byPath(name, all, ({ client }) => client.path);
  if (found.length !== 1) {
    const ends = all.map(({ client }) => client.path.slice(client.path.lastIndexOf('/') + 1));
    throw new UsageError([found.length === 0
      ? `The app has no client '${name}'${didYouMean(name, ends) || '.'} It has ${listed}.`
      : `'${name}' names ${found.map(({ client }) => client.path).join(' and ')}: give more of the path.`]);
  }
  return found[0];
}

function checkScopes(scopes: readonly string[], { path: client, scopes: allowed }: ViewerClient): void {
  const unknown = scopes.filter(scope => !allowed.includes(scope));
  if (unknown.length > 0) {
    throw new UsageError([`${client} does not have the scope ${unknown.join(', ')}${didYouMean(unknown[0], allowed) || '.'} It has ${allowed.join(', ') || 'none'}.`]);
  }
}

/** Finds a user by the name in the users file, or by an attribute. */
function chooseUser(name: string, { path: pool, users }: ViewerPool, usersFile: string): string {
  const found = users.find(({ username }) => username === name)
    ?? users.find(({ attributes }) => [attributes.email, attributes.phone_number, attributes.preferred_username, attributes.sub].includes(name));
  if (!found) {
    const names = users.map(({ username }) => username);
    const known = names.length > 0 ? `${usersFile} has ${names.join(', ')}.` : `Add one to ${usersFile}; \`token-enricher serve\` creates a first file.`;
    throw new UsageError([`${pool} has no user '${name}'${didYouMean(name, names) || '.'} ${known}`]);
  }
  return found.username;
}

function metadataOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) {
    return undefined;
  }
  const metadata = parseClientMetadata(text);
  if (!metadata) {
    throw new UsageError([`--metadata is not a JSON object of strings: ${text}. Write it as '{"tenant":"acme"}'.`]);
  }
  return metadata;
}
