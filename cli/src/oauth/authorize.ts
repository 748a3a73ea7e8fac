import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendErrorPage } from './pages';
import { AUTHORIZE } from './paths';
import type { PoolServer } from './pool-server';
import { scopesOf } from './scopes';

/** An error before the redirect URI is verified is shown on a page. A later error is sent to the redirect URI. */
type Checked = { readonly error: string; readonly description: string } | { readonly redirect: string } | { readonly query: URLSearchParams };

/**
 * Checks an authorization request by the rules of Amazon Cognito where the protocol leaves room: redirect URIs must match exactly, and a request
 * without scopes gets all scopes of the client.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
function checkAuthorize(query: URLSearchParams, server: PoolServer): Checked {
  const client = server.clientById(query.get('client_id') ?? '')!;
  const redirectUri = query.get('redirect_uri') ?? '';
  const callbacks = [...client.callbackUrls, ...server.backend.ownCallbacks];
  if (!callbacks.includes(redirectUri)) {
    const allowed = client.callbackUrls.length > 0 ? client.callbackUrls.join(', ') : 'none';
    return { error: 'redirect_mismatch', description: `The redirect_uri ${redirectUri === '' ? 'is missing' : redirectUri} must exactly match one of the callback URLs of ${client.path}: ${allowed}.` };
  }
  if (query.get('response_type') === 'token') {
    return { error: 'unsupported_response_type', description: 'The implicit grant (response_type=token) is not available here, because it exposes tokens in the URL: use response_type=code, with PKCE.' };
  }
  const back = (error: string, description: string): Checked => {
    const url = new URL(redirectUri);
    const state = query.get('state');
    const parameters = { error, error_description: description, ...state !== null && { state } };
    Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
    return { redirect: url.href };
  };
  if (!client.oauthFlows.includes('code')) {
    return back('unauthorized_client', `${client.path} does not have the authorization code grant`);
  }
  const scopes = scopesOf(query.get('scope'));
  const unknown = scopes.filter(scope => !client.scopes.includes(scope));
  if (unknown.length > 0) {
    return back('invalid_scope', `${unknown.join(', ')}: ${client.path} has ${client.scopes.join(', ')}`);
  }
  const asked = new URLSearchParams(query);
  asked.set('scope', (scopes.length > 0 ? scopes : client.scopes).join(' '));
  return { query: asked };
}

/** `GET /oauth2/authorize` */
export async function authorize(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, server: PoolServer): Promise<void> {
  const checked = checkAuthorize(query, server);
  if ('error' in checked) {
    sendErrorPage(response, 400, checked.error, checked.description);
  } else if ('redirect' in checked) {
    response.writeHead(302, { 'location': checked.redirect, 'cache-control': 'no-store' }).end();
  } else {
    request.url = `${AUTHORIZE}?${checked.query.toString()}`;
    await server.handle(request, response);
  }
}
