import { Command, Option } from 'commander';
import { MACHINE_TRIGGER_SOURCE } from '../../../src/cognito/token-request';
import { didYouMean } from '../../../src/ruleset/suggest';
import { TriggerSource } from '../../../src/values/trigger-source';
import { byPath } from '../app/load-app';
import type { Client, Pool } from '../app/model';
import { UsageError } from '../errors';
import { LocalCognito } from '../local-cognito';
import { appOption, issuerOption, usersOption } from './options';
import { parseClientMetadata } from '../tokens/client-metadata';
import type { Issuance } from '../tokens/model';
import type { User } from '../users/model';
import { usualScopes } from '../viewer/viewer-api';

interface TokenOptions {
  readonly app: string;
  readonly users: string;
  readonly issuer: 'local' | 'cognito';
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
    .option('--user <name>', 'user of the users file; without one, the client asks for itself')
    .option('--client <client>', 'app client: construct path or its end, name, or id (default: the only one)')
    .option('--scope <scopes...>', 'scopes to ask for (default: all of the client)')
    .option('--metadata <json>', 'client metadata, as a JSON object of strings')
    .option('--trigger-source <source>', 'what makes Amazon Cognito issue the token, such as TokenGeneration_RefreshTokens')
    .addOption(new Option('--id', 'the ID token').conflicts(['access', 'json']))
    .addOption(new Option('--access', 'the access token (default)').conflicts(['id', 'json']))
    .option('--decode', 'claims as JSON instead of the token')
    .addOption(new Option('--json', 'both tokens, as the token endpoint answers, or their claims with --decode'))
    .action(async (enrichers: readonly string[], options: TokenOptions) => token(enrichers, options));
}

async function token(enrichers: readonly string[], options: TokenOptions): Promise<void> {
  const clientMetadata = metadataOf(options.metadata);
  const cognito = await LocalCognito.start({
    app: options.app, enrichers, users: options.users, writesUsers: false, port: 0, issuer: options.issuer, allowedOrigins: [],
  });
  try {
    const { pool, client } = chooseClient(options.client, cognito.loaded.app.pools);
    const user = options.user === undefined ? undefined : chooseUser(options.user, pool, cognito);
    checkScopes(options.scope ?? [], client);
    const triggerSource = options.triggerSource ?? (user ? TriggerSource.HOSTED_AUTH.value : MACHINE_TRIGGER_SOURCE);
    const issuance = await cognito.issuer.issue({
      pool,
      client,
      ...user && { user },
      triggerSource,
      scopes: options.scope ?? usualScopes(client, triggerSource),
      ...clientMetadata && { clientMetadata },
    });
    process.stdout.write(`${textOf(issuance, options)}\n`);
  } finally {
    await cognito.stop();
  }
}

function textOf({ tokens, error }: Issuance, { id, decode, json }: TokenOptions): string {
  if (!tokens) {
    throw new UsageError([error!.message]);
  }
  const { idToken, accessToken, claims } = tokens;
  if (json) {
    return JSON.stringify(decode
      ? { ...claims.idToken && { idToken: claims.idToken }, accessToken: claims.accessToken }
      : { ...idToken !== undefined && { id_token: idToken }, access_token: accessToken, token_type: 'Bearer' }, null, 2);
  }
  if (id && idToken === undefined) {
    throw new UsageError(['There is no ID token: a machine gets none, and a user needs the scope openid.']);
  }
  const [raw, decoded] = id ? [idToken!, claims.idToken] : [accessToken, claims.accessToken];
  return decode ? JSON.stringify(decoded, null, 2) : raw;
}

function chooseClient(name: string | undefined, pools: readonly Pool[]): { readonly pool: Pool; readonly client: Client } {
  const all = pools.flatMap(pool => pool.clients.map(client => ({ pool, client })));
  if (all.length === 0) {
    throw new UsageError(pools.map(({ path }) => `${path} has no app client in the app: add one with \`userPool.addClient(...)\`, and run \`npx cdk synth\`.`));
  }
  const listed = all.map(({ client }) => client.path).join(', ') || 'none';
  if (name === undefined) {
    if (all.length === 1) {
      return all[0];
    }
    throw new UsageError([`Name an app client with --client: the app has ${listed}.`]);
  }
  const byName = all.filter(({ client }) => client.id === name || client.name === name);
  const found = byName.length > 0 ? byName : byPath(name, all, ({ client }) => client.path);
  if (found.length !== 1) {
    throw new UsageError([found.length === 0
      ? `The app has no client '${name}'${didYouMean(name, all.map(({ client }) => client.path.slice(client.path.lastIndexOf('/') + 1))) || '.'} It has ${listed}.`
      : `'${name}' names ${found.map(({ client }) => client.path).join(' and ')}: give more of the path.`]);
  }
  return found[0];
}

function checkScopes(scopes: readonly string[], { path, scopes: allowed }: Client): void {
  const unknown = scopes.filter(scope => !allowed.includes(scope));
  if (unknown.length > 0) {
    throw new UsageError([`${path} does not have the scope ${unknown.join(', ')}${didYouMean(unknown[0], allowed) || '.'} It has ${allowed.join(', ') || 'none'}.`]);
  }
}

function chooseUser(name: string, pool: Pool, cognito: LocalCognito): User {
  const user = cognito.directory.find(pool, name);
  if (!user) {
    const names = [...cognito.directory.users(pool).keys()];
    throw new UsageError([`${pool.path} has no user '${name}'${didYouMean(name, names) || '.'} ${names.length > 0 ? `${cognito.usersFile} has ${names.join(', ')}.` : `Add one to ${cognito.usersFile}; \`token-enricher serve\` makes a first file.`}`]);
  }
  return user;
}

function metadataOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) {
    return undefined;
  }
  const metadata = parseClientMetadata(text);
  if (metadata) {
    return metadata;
  }
  throw new UsageError([`--metadata is no JSON object of strings: ${text}. Write it as '{"tenant":"acme"}'.`]);
}
