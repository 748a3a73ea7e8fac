import { ApiError, invalidParameter, notAuthorized, tokensOf } from './api-error';
import type { ApiBackend } from './backend';
import { callOf, type Call } from './call';
import { checkSecret, checkSecretHash, requireSecretHash } from './client-secret';
import type { Input } from './input';
import { resultOf, type ClientMetadata } from './sign-in';
import { checkEnabled } from './users-of-call';
import { TriggerSource } from '../../../src/values/trigger-source';
import type { PoolServer } from '../oauth/pool-server';
import type { Session } from '../oauth/sessions';
import type { IssuedTokens } from '../tokens/model';
import type { User } from '../users/model';

interface Refreshable {
  readonly session: Session;
  readonly grantId: string;
  readonly user: User;
}

/** Refresh tokens that were replaced here, to distinguish their reuse from an unknown token. */
const replaced = new WeakMap<PoolServer, Set<string>>();

/**
 * `REFRESH_TOKEN_AUTH`: keeps the refresh token, and passes no client metadata to the function.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export async function startWithRefreshToken(call: Call): Promise<object> {
  const { input, client } = call;
  if (client.rotation) {
    throw invalidParameter('REFRESH_TOKEN_AUTH is not available for clients with refresh token rotation: use GetTokensFromRefreshToken.');
  }
  const parameters = input.parameters('AuthParameters');
  const refreshToken = parameters.get('REFRESH_TOKEN');
  const secretHash = parameters.find('SECRET_HASH');
  requireSecretHash(client, secretHash);
  const refreshable = await refreshableOf(call, refreshToken);
  const { user } = refreshable;
  checkSecretHash(client, secretHash, [user.username, user.attributes.sub]);
  return { AuthenticationResult: resultOf(await refresh(call, refreshable, TriggerSource.REFRESH_TOKENS), client), ChallengeParameters: {} };
}

/**
 * Works for all clients. Replaces the refresh token if its client uses rotation. According to the API reference, client metadata is
 * passed to the function.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
export async function getTokensFromRefreshToken(input: Input, backend: ApiBackend): Promise<object> {
  const call = callOf(input, backend);
  const { server, client } = call;
  const refreshToken = input.text('RefreshToken');
  checkSecret(client, input.optionalText('ClientSecret'));
  const refreshable = await refreshableOf(call, refreshToken);
  const tokens = await refresh(call, refreshable, TriggerSource.AUTHENTICATION, input.map('ClientMetadata'));
  if (!client.rotation) {
    return { AuthenticationResult: resultOf(tokens, client) };
  }
  // it may have been replaced or revoked while the function ran
  const { session, grantId } = await refreshableOf(call, refreshToken);
  spend(refreshToken, server, client.rotation.graceSeconds);
  return { AuthenticationResult: resultOf(tokens, client, await server.rotate(refreshToken, session, grantId)) };
}

/** Only one of several concurrent requests gets the next refresh token, unless the client has a retry grace period. */
function spend(refreshToken: string, server: PoolServer, graceSeconds: number): void {
  const spent = replaced.get(server) ?? new Set();
  if (graceSeconds === 0 && spent.has(refreshToken)) {
    throw reused();
  }
  replaced.set(server, spent.add(refreshToken));
}

function reused(): ApiError {
  return new ApiError('RefreshTokenReuseException', 'Refresh token was replaced by rotation.');
}

async function refreshableOf({ server, client }: Call, refreshToken: string): Promise<Refreshable> {
  const found = await server.sessionOf(refreshToken, client);
  if (!found && replaced.get(server)?.has(refreshToken)) {
    throw reused();
  }
  const user = found && server.backend.userBySub(found.session.accountId);
  if (!user) {
    throw notAuthorized('Invalid Refresh Token');
  }
  checkEnabled(user);
  return { ...found, user };
}

async function refresh(
  { server, client }: Call, { session, user }: Refreshable, triggerSource: TriggerSource, clientMetadata?: ClientMetadata,
): Promise<IssuedTokens> {
  const { scopes, resource, authTime, originJti, eventId } = session;
  return tokensOf(await server.backend.issuer.issue({
    pool: server.backend.pool(),
    client,
    user,
    triggerSource: triggerSource.value,
    scopes,
    resource,
    authTime,
    originJti,
    eventId,
    ...clientMetadata && { clientMetadata },
  }));
}
