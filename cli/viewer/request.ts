import { recordOf, rowsOf, words, type Row } from './editables';
import type { IssueBody, ViewerClient, ViewerIssuance, ViewerPool, ViewerState } from '../src/viewer/contract';

/** The token request that the page edits. Parts that the app does not have (anymore) are replaced when they are read, not here. */
export interface RequestEdit {
  readonly pool?: string;
  readonly client?: string;
  readonly username?: string;
  /** Requests tokens for the client itself. */
  readonly machine: boolean;
  readonly triggerSource: string;
  /** Undefined for all scopes of the client. */
  readonly scopes?: readonly string[];
  /** Input of the user, separated by spaces. */
  readonly otherScopes: string;
  readonly metadata: readonly Row[];
}

export const NEW_REQUEST: RequestEdit = { machine: false, triggerSource: '', otherScopes: '', metadata: [] };

/** The parts of the app that the request refers to. */
export interface Target {
  readonly pool?: ViewerPool;
  readonly client?: ViewerClient;
  readonly username?: string;
  readonly machine: boolean;
}

export function targetOf(state: ViewerState, request: RequestEdit): Target {
  const pool = state.pools.find(({ id }) => id === request.pool) ?? state.pools.find(({ clients }) => clients.length > 0) ?? state.pools[0];
  const client = pool?.clients.find(({ id }) => id === request.client) ?? pool?.clients[0];
  const user = pool?.users.find(({ username }) => username === request.username) ?? pool?.users[0];
  const machine = client !== undefined && canBeMachine(client) && (request.machine || !canSignIn(client));
  return { pool, client, username: machine ? undefined : user?.username, machine };
}

export function canSignIn(client: ViewerClient): boolean {
  return client.grants.some((grant) => grant !== 'client_credentials') || client.grants.length === 0;
}

export function canBeMachine(client: ViewerClient): boolean {
  return client.grants.includes('client_credentials');
}

export function hasCodeGrant(client: ViewerClient): boolean {
  return client.grants.includes('code');
}

/** Creates the request body. Throws an error with a message for the user if a metadata name occurs twice. */
export function bodyOf(request: RequestEdit, target: Target): IssueBody | undefined {
  const { pool, client, username, machine } = target;
  if (!pool || !client || (!machine && username === undefined)) return undefined;
  const metadata = recordOf(request.metadata);
  return {
    pool: pool.id,
    client: client.id,
    username,
    triggerSource: machine || request.triggerSource === '' ? undefined : request.triggerSource,
    scopes: [...new Set([...chosenScopes(request, client), ...words(request.otherScopes)])],
    clientMetadata: Object.keys(metadata).length > 0 ? metadata : undefined,
  };
}

export function chosenScopes(request: RequestEdit, client: ViewerClient): readonly string[] {
  return request.scopes ? client.scopes.filter((scope) => request.scopes?.includes(scope)) : client.scopes;
}

/** Converts an issuance back to its request, so that the user can edit and repeat it. */
export function requestOf(issuance: ViewerIssuance, state: ViewerState): RequestEdit {
  const client = state.pools.find(({ id }) => id === issuance.pool)?.clients.find(({ id }) => id === issuance.client);
  const own = client?.scopes ?? [];
  return {
    pool: issuance.pool,
    client: issuance.client,
    username: issuance.username,
    machine: issuance.username === undefined,
    triggerSource: state.triggerSources.includes(issuance.triggerSource) ? issuance.triggerSource : '',
    scopes: own.filter((scope) => issuance.scopes.includes(scope)),
    otherScopes: issuance.scopes.filter((scope) => !own.includes(scope)).join(' '),
    metadata: rowsOf(issuance.clientMetadata ?? {}),
  };
}
