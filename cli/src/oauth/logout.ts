import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendErrorPage } from './pages';
import { LOGIN } from './paths';
import type { PoolServer } from './pool-server';

/**
 * `GET /logout`: ends the session of the browser and goes to a sign-out URL of the client, or back to the sign-in page.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function logout(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, server: PoolServer): Promise<void> {
  const client = server.clientById(query.get('client_id') ?? '')!;
  const target = targetOf(query, [...client.logoutUrls, ...server.backend.ownCallbacks]);
  if (target === undefined) {
    sendErrorPage(response, 400, 'redirect_mismatch', `The logout_uri ${query.get('logout_uri') ?? 'is missing and'} must exactly match one of the sign-out URLs of ${client.path}: ${client.logoutUrls.join(', ') || 'none'}.`);
    return;
  }
  const { provider } = server;
  const { cookies } = provider.createContext(request, response);
  const name = provider.cookieName('session');
  const id = cookies.get(name, { signed: false });
  if (id !== undefined) {
    await server.store.adapter('Session').destroy(id);
  }
  cookies.set(name, null);
  response.statusCode = 302;
  response.setHeader('location', target);
  response.setHeader('cache-control', 'no-store');
  response.end();
}

function targetOf(query: URLSearchParams, allowed: readonly string[]): string | undefined {
  const uri = query.get('logout_uri');
  if (uri !== null) {
    return allowed.includes(uri) ? uri : undefined;
  }
  return query.has('redirect_uri') && query.has('response_type') ? `${LOGIN}?${query.toString()}` : undefined;
}
