import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../errors';

/** Host names of this machine. A request for another host name was sent here by DNS rebinding. */
const NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function isLoopbackRequest({ headers: { host = '' } }: IncomingMessage): boolean {
  return NAMES.has(host.replace(/:\d+$/, ''));
}

/** Rejects a request for another host name. Returns true if it did. */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  if (isLoopbackRequest(request)) {
    return false;
  }
  response.writeHead(403, { 'content-type': 'text/plain' }).end('This server only answers requests to localhost.\n');
  return true;
}

/** Listens on the loopback interface only. Returns the port. */
export async function listen(server: Server, port: number, option: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' || error.code === 'EACCES'
      ? new UsageError([`Port ${port} is ${error.code === 'EACCES' ? 'not allowed for this user' : 'taken'}: stop the program that uses it, or choose another port with ${option} (0 for any free port).`])
      : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>(resolve => server.close(() => resolve()));
}
