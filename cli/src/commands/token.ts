import * as path from 'node:path';
import { Command, Option } from 'commander';
import { UsageError } from '../errors';
import { EXIT_CODES } from '../exit-codes';
import { checkScopes, chooseClient, chooseUser, metadataOf } from './choose';
import { appOption, issuerOption, port, usersOption, withExamples } from './options';
import type { LocalCognito, LocalCognitoOptions } from '../local-cognito';
import type { IssueBody, ViewerError, ViewerIssuance, ViewerState } from '../viewer/contract';

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
  return withExamples(new Command('token')
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
    .action(async (enrichers: readonly string[], options: TokenOptions) => token(enrichers, options)), [
    ['curl -H "Authorization: Bearer $(token-enricher token --user jane --client Web)" http://localhost:3000', 'the access token of a user'],
    ['token-enricher token --user jane --client Web --id --decode', 'the claims of the ID token'],
    ['token-enricher token --client Machine --scope api/read', 'a machine token'],
  ]);
}

/** A notice for users who send the token to a back end. */
const UNVERIFIED = 'No issuer is running for this app, so no key set verifies this token: start `token-enricher serve` first to use it with a back end.\n';

async function token(enrichers: readonly string[], options: TokenOptions): Promise<void> {
  const clientMetadata = metadataOf(options.metadata);
  const served = await servedAt(`http://localhost:${options.viewerPort}`, options);
  const own = served ? undefined : await startOwn({
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
      ...options.user !== undefined && { username: chooseUser(options.user, pool.path, pool.users, state.usersFile) },
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

/** Starts an issuer in this process. It is loaded on demand: other commands start faster. */
async function startOwn(options: LocalCognitoOptions): Promise<LocalCognito> {
  const local = await import('../local-cognito');
  return local.LocalCognito.start(options);
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
    throw new UsageError([error!.message], error!.code === 'UserLambdaValidationException' ? EXIT_CODES.denied : EXIT_CODES.problem);
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
