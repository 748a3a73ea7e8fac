import { localAnswers } from './local-data';
import { previewOf, unchanged, type Preview, type PreviewedRequest } from './preview';
import { parseEvent, tokensBefore } from './trigger-event';
import { baseTokens } from '../../../src/core/cognito/base-tokens';
import { buildEvent, MACHINE_TRIGGER_SOURCE } from '../../../src/core/cognito/token-request';
import { undocumented } from '../../../src/preview/undocumented';
import type { LoadedApp } from '../app/load-app';
import type { Client, Enricher, Pool } from '../app/model';
import { checkScopes, chooseClient, chooseUser, metadataOf } from '../commands/choose';
import { UsageError } from '../errors';
import type { Loaded } from '../load';
import { readText } from '../read-text';
import { valuesOf } from '../tokens/explain';
import { cloudIssuer, reasonNotToRun, requestParts } from '../tokens/request-parts';
import { refusalOf, usualScopes, usualSource } from '../tokens/usual-request';
import { NO_USERS } from '../users/load-users';
import type { User } from '../users/model';
import { usersOf } from '../users/users';

/** Options of the command for the request. */
export interface RequestOptions {
  readonly users: string;
  readonly user?: string;
  readonly tables?: string;
  readonly client?: string;
  readonly scope?: readonly string[];
  readonly metadata?: string;
  readonly triggerSource?: string;
  readonly resource?: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly now?: Date;
}

/** Previews the tokens of a user in the users file or, without one, of a machine. */
export function previewOfRequest(loaded: Loaded, options: RequestOptions): Preview {
  const { app } = loaded;
  const { pool, client } = chooseClient(options.client, app.pools);
  const user = options.user === undefined ? undefined : userNamed(options.user, pool, loaded, options.users);
  const refusal = refusalOf(client, user !== undefined, []);
  if (refusal !== undefined) {
    throw new UsageError([`${refusal} with --user.`]);
  }
  checkScopes(options.scope ?? [], client);
  const triggerSource = options.triggerSource ?? usualSource(client, user !== undefined);
  if ((triggerSource === MACHINE_TRIGGER_SOURCE) !== (user === undefined)) {
    throw new UsageError([user ? `${triggerSource} is for machines: leave out --user, or the trigger source.` : `${triggerSource} is for users: name one with --user.`]);
  }
  const clientMetadata = metadataOf(options.metadata);
  const scopes = options.scope ?? usualScopes(client, triggerSource);
  const { resource, acr, amr } = options;
  const request = {
    pool,
    client,
    triggerSource,
    scopes,
    ...user && { user },
    ...clientMetadata && { clientMetadata },
    ...resource !== undefined && { resource },
    ...acr !== undefined && { acr },
    ...amr && { amr },
  };
  const now = secondsOf(options.now);
  const parts = requestParts(request, now, cloudIssuer(pool));
  const base = baseTokens(parts);
  const notRun = reasonNotToRun(request);
  if (notRun !== undefined) {
    return unchanged(base, notRun);
  }
  const { enricher, version } = pool.trigger!;
  return evaluated({ enricher, event: buildEvent(version, parts), base, now, clientId: client.id }, parts, loaded, options.tables);
}

/** Previews the tokens of a pre token generation event. */
export function previewOfEvent(file: string, loaded: Loaded, options: RequestOptions): Preview {
  const { app } = loaded;
  const event = parseEvent(readFile(file), file === '-' ? 'standard input' : file);
  const { pool, client } = clientOfEvent(event, app, options.client);
  const enricher = pool?.trigger?.enricher ?? onlyEnricher(app);
  const { clients } = app.documents.get(enricher.path)!;
  if (!client && Object.keys(clients).length > 0) {
    const known = app.pools.flatMap(each => each.clients).map(({ path }) => path).join(', ');
    throw new UsageError([`Name the app client of the event with --client, because rules of ${enricher.path} depend on it: ${known}.`]);
  }
  const now = secondsOf(options.now);
  const base = tokensBefore(event, now, pool, client);
  const { triggerSource } = event as { readonly triggerSource?: unknown };
  const request = { enricher, event, base, now, ...client && { clientId: client.id } };
  const preview = evaluated(request, { triggerSource: String(triggerSource) }, loaded, options.tables);
  return client ? preview : { ...preview, notes: [...preview.notes, UNKNOWN_CLIENT] };
}

const UNKNOWN_CLIENT = 'The app client of the event is not known here, so the preview assumes that it can read all attributes: name it with --client.';

function userNamed(name: string, pool: Pool, { users }: Loaded, usersFile: string): User {
  const known = usersOf(users?.file ?? NO_USERS, pool);
  const named = [...known.values()].map(({ name: username, attributes }) => ({ username, attributes }));
  return known.get(chooseUser(name, pool.path, named, usersFile))!;
}

/** The client that an option names, or that has the id in the event. Ids of a deployment are not known here. */
function clientOfEvent(event: object, app: LoadedApp, name: string | undefined): { readonly pool?: Pool; readonly client?: Client } {
  if (name !== undefined) {
    return chooseClient(name, app.pools);
  }
  const { callerContext } = event as { readonly callerContext?: { readonly clientId?: unknown } | null };
  const all = app.pools.flatMap(pool => pool.clients.map(client => ({ pool, client })));
  const calling = app.pools.filter(({ trigger }) => trigger);
  return all.find(({ client }) => client.id === callerContext?.clientId) ?? (calling.length === 1 ? { pool: calling[0] } : {});
}

function onlyEnricher({ enrichers }: LoadedApp): Enricher {
  if (enrichers.length !== 1) {
    throw new UsageError([`Name the TokenEnricher of the event: the app has ${enrichers.map(({ path }) => path).join(', ')}.`]);
  }
  return enrichers[0];
}

function evaluated(
  request: Omit<PreviewedRequest, 'document'>, parts: Parameters<typeof undocumented>[1], loaded: Loaded, tablesFile: string | undefined,
): Preview {
  const { app } = loaded;
  const document = app.documents.get(request.enricher.path)!;
  const preview = previewOf({ ...request, document }, valuesOf(request.enricher, app.parameters), localAnswers(loaded, tablesFile));
  return { ...preview, notes: [...preview.notes, ...undocumented(document, parts)] };
}

/** @param file a path, or - for standard input */
function readFile(file: string): string {
  try {
    return readText(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError([`${file} cannot be read: ${(error as Error).message}. Name a file with an event, or - for standard input.`]);
  }
}

function secondsOf(date = new Date()): number {
  return Math.floor(date.getTime() / 1000);
}
