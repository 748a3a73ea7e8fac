import { notFound } from './api-error';
import type { ApiBackend } from './backend';
import type { Input } from './input';
import type { Client } from '../app/model';
import type { PoolServer } from '../oauth/pool-server';

/** A request, with the app client that it names. */
export interface Call {
  readonly input: Input;
  readonly backend: ApiBackend;
  readonly server: PoolServer;
  readonly client: Client;
}

/** `USER`: an app calls the operation for its user. `ADMIN`: a back end calls it and names the user pool. */
export type Caller = 'USER' | 'ADMIN';

export function callOf(input: Input, backend: ApiBackend, caller: Caller = 'USER'): Call {
  const id = input.text('ClientId');
  const servers = caller === 'ADMIN' ? [serverOf(input, backend)] : backend.servers();
  for (const server of servers) {
    const client = server.clientById(id);
    if (client) {
      return { input, backend, server, client };
    }
  }
  throw notFound(`User pool client ${id} does not exist.`);
}

/** The server of the pool that the request names. */
export function serverOf(input: Input, { servers }: ApiBackend): PoolServer {
  const id = input.text('UserPoolId');
  const server = servers().find(each => each.backend.pool().id === id);
  if (!server) {
    throw notFound(`User pool ${id} does not exist.`);
  }
  return server;
}
