import { didYouMean } from '../../../src/problems/problems';
import { byPath } from '../app/load-app';
import { UsageError } from '../errors';
import { parseClientMetadata } from '../tokens/client-metadata';

interface NamedClient {
  readonly id: string;
  readonly path: string;
  readonly name?: string;
  readonly scopes: readonly string[];
}

interface NamedPool {
  readonly path: string;
  readonly clients: readonly NamedClient[];
}

interface Chosen<P extends NamedPool> {
  readonly pool: P;
  readonly client: P['clients'][number];
}

interface NamedUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The app client with a name, and its pool. */
export function chooseClient<P extends NamedPool>(name: string | undefined, pools: readonly P[]): Chosen<P> {
  const all = pools.flatMap(pool => pool.clients.map((client): Chosen<P> => ({ pool, client })));
  if (all.length === 0) {
    throw new UsageError(pools.map(pool => `${pool.path} has no app client in the app: add one with \`userPool.addClient(...)\`, and run \`npx cdk synth\`.`));
  }
  const owner = pools.length === 1 ? pools[0].path : 'the app';
  const listed = all.map(({ client }) => client.path).join(', ');
  if (name === undefined) {
    if (all.length === 1) {
      return all[0];
    }
    throw new UsageError([`Name an app client with --client: ${owner} has ${listed}.`]);
  }
  const byName = all.filter(({ client }) => client.id === name || client.name === name);
  const found = byName.length > 0 ? byName : byPath(name, all, ({ client }) => client.path);
  if (found.length !== 1) {
    const ends = all.map(({ client }) => client.path.slice(client.path.lastIndexOf('/') + 1));
    throw new UsageError([found.length === 0
      ? `${capitalized(owner)} has no client '${name}'${didYouMean(name, ends) || '.'} It has ${listed}.`
      : `'${name}' names ${found.map(({ client }) => client.path).join(' and ')}: give more of the path.`]);
  }
  return found[0];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Reports scopes that the client does not have. */
export function checkScopes(scopes: readonly string[], { path: client, scopes: allowed }: NamedClient): void {
  const unknown = scopes.filter(scope => !allowed.includes(scope));
  if (unknown.length > 0) {
    throw new UsageError([`${client} does not have the scope ${unknown.join(', ')}${didYouMean(unknown[0], allowed) || '.'} It has ${allowed.join(', ') || 'none'}.`]);
  }
}

/** Finds a user by the name in the users file, or by an attribute. */
export function chooseUser(name: string, pool: string, users: readonly NamedUser[], usersFile: string): string {
  const found = users.find(({ username }) => username === name)
    ?? users.find(({ attributes }) => [attributes.email, attributes.phone_number, attributes.preferred_username, attributes.sub].includes(name));
  if (!found) {
    const names = users.map(({ username }) => username);
    const known = names.length > 0 ? `${usersFile} has ${names.join(', ')}.` : `Add one to ${usersFile}; \`token-enricher serve\` creates a first file.`;
    throw new UsageError([`${pool} has no user '${name}'${didYouMean(name, names) || '.'} ${known}`]);
  }
  return found.username;
}

/** Parses the option `--metadata`. */
export function metadataOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) {
    return undefined;
  }
  const metadata = parseClientMetadata(text);
  if (!metadata) {
    throw new UsageError([`--metadata is not a JSON object of strings: ${text}. Write it as '{"tenant":"acme"}'.`]);
  }
  return metadata;
}
