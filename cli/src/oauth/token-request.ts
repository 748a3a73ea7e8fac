import { IncomingMessage, type ServerResponse } from 'node:http';
import { machineScopes } from './client-metadata';
import { REVOKE, TOKEN } from './paths';
import type { PoolServer } from './pool-server';
import { scopesOf } from './scopes';
import { readForm } from '../http/body';

/** The parameters of a token request. Amazon Cognito also accepts them in the query string. */
export async function tokenParameters(request: IncomingMessage, query: URLSearchParams): Promise<URLSearchParams> {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of await readForm(request)) {
    parameters.set(name, value);
  }
  return parameters;
}

/** The client id, from the parameters or from HTTP basic authentication. */
export function clientIdOf(request: IncomingMessage, parameters: URLSearchParams): string {
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const [user] = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8').split(':') : [];
  // client ids are letters and digits: an encoded one is not valid
  return user ?? parameters.get('client_id') ?? '';
}

/** Forwards `POST /oauth2/token` and `/oauth2/revoke`, with all parameters in the body. */
export async function passOn(
  request: IncomingMessage, response: ServerResponse, parameters: URLSearchParams, path: string, server: PoolServer,
): Promise<void> {
  const client = server.clientById(clientIdOf(request, parameters));
  if (path === TOKEN && client && parameters.get('grant_type') === 'client_credentials') {
    const asked = scopesOf(parameters.get('scope'));
    const allowed = machineScopes(client);
    const unknown = asked.filter(scope => !allowed.includes(scope));
    if (unknown.length > 0) {
      reject(response, 'invalid_scope', `${unknown.join(', ')}: the client credentials grant issues scopes of resource servers only, and ${client.path} has ${allowed.join(', ') || 'none'}`);
      return;
    }
    parameters.set('scope', (asked.length > 0 ? asked : allowed).join(' '));
  }
  if (path === REVOKE && client?.revocation === false) {
    reject(response, 'unauthorized_client', `Token revocation is turned off for ${client.path}`);
    return;
  }
  await server.handle(rewritten(request, path, parameters.toString()), response);
}

function reject(response: ServerResponse, error: string, description: string): void {
  response.writeHead(400, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify({ error, error_description: description }));
}

/** The same request with another body. */
function rewritten(request: IncomingMessage, url: string, body: string): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { 'transfer-encoding': _encoding, ...headers } = request.headers;
  copy.method = 'POST';
  copy.url = url;
  copy.httpVersion = request.httpVersion;
  copy.headers = { ...headers, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) };
  // an incomplete request closes the connection when it ends
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}
