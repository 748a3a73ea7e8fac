import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../errors';

/** Names under which a browser reaches this machine; one of another name was led here by somebody else's name server. */
const NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function isLoopbackRequest({ headers: { host = '' } }: IncomingMessage): boolean {
  return NAMES.has(host.replace(/:\d+$/, ''));
}

/** Rejects a request that was led here under another name. */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  if (isLoopbackRequest(request)) {
    return false;
  }
  response.writeHead(403, { 'content-type': 'text/plain' }).end('This server answers to localhost alone.\n');
  return true;
}

/** Listens on the loopback interface and nowhere else. Gives the port. */
export async function listen(server: Server, port: number, option: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' || error.code === 'EACCES'
      ? new UsageError([`Port ${port} is ${error.code === 'EACCES' ? 'not allowed for this user' : 'taken'}: end what uses it, or give another one with ${option} (0 for any that is free).`])
      : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>(resolve => server.close(() => resolve()));
}
