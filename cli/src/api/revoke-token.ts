import { ApiError } from './api-error';
import type { ApiBackend } from './backend';
import { callOf } from './call';
import { checkSecret } from './client-secret';
import type { Input } from './input';
import type { Client } from '../app/model';
import type { PoolServer } from '../oauth/pool-server';

/**
 * Ends the session of a refresh token. Succeeds for a revoked or unknown token, as the OAuth revocation endpoint does.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revokeToken(input: Input, backend: ApiBackend): Promise<object> {
  const { server, client } = callOf(input, backend);
  const token = input.text('Token');
  checkSecret(client, input.optionalText('ClientSecret'), 'UnauthorizedException');
  if (!client.revocation) {
    throw new ApiError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
  }
  if (isSigned(token)) {
    throw new ApiError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  }
  if (await isOfAnother(token, client, server)) {
    throw new ApiError('UnauthorizedException', 'The token was issued to another client.');
  }
  await server.revoke(token);
  return {};
}

/** An ID or access token. */
function isSigned(token: string): boolean {
  return token.split('.').length === 3;
}

async function isOfAnother(token: string, { id }: Client, server: PoolServer): Promise<boolean> {
  const others = server.backend.pool().clients.filter(each => each.id !== id);
  return (await Promise.all(others.map(each => server.sessionOf(token, each)))).some(found => found !== undefined);
}
