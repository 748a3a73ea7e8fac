import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessTokens } from './access-tokens';
import { baseTokens } from '../../../src/core/cognito/base-tokens';
import { isAttributeClaim } from '../../../src/core/cognito/claims';

/**
 * `GET /oauth2/userInfo`: the attributes that the scopes of the access token allow, all as strings.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export async function userInfo(request: IncomingMessage, response: ServerResponse, accessTokens: AccessTokens): Promise<void> {
  const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(' ');
  const verified = scheme.toLowerCase() === 'bearer' ? await accessTokens.verify(token) : undefined;
  if (!verified) {
    reject(response, 401, 'invalid_token', 'Access token is invalid, has expired or was revoked');
    return;
  }
  const { user, scopes, claims, server } = verified;
  if (!scopes.includes('openid')) {
    reject(response, 403, 'insufficient_scope', 'The access token needs the scope openid');
    return;
  }
  const { readAttributes } = server.clientById(String(claims.client_id))!;
  const { idToken = {} } = baseTokens({
    triggerSource: '',
    region: '',
    userPoolId: '',
    clientId: '',
    userName: user.username,
    userAttributes: user.attributes,
    groups: [],
    iamRoles: [],
    scopes,
    now: 0,
    ...readAttributes && { readAttributes },
  });
  const attributes = Object.entries(idToken).filter(([name]) => isAttributeClaim(name)).map(([name, value]) => [name, String(value)]);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify({ sub: user.attributes.sub, ...Object.fromEntries(attributes), username: user.username }));
}

function reject(response: ServerResponse, status: number, error: string, description: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'www-authenticate': `Bearer error="${error}", error_description="${description}"` })
    .end(JSON.stringify({ error, error_description: description }));
}
