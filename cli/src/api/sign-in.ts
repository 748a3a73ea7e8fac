import { tokensOf } from './api-error';
import { ADMIN_SCOPE } from '../../../src/core/cognito/scopes';
import type { TriggerSource } from '../../../src/values/trigger-source';
import type { Client } from '../app/model';
import type { PoolServer } from '../oauth/pool-server';
import { sessionOf } from '../oauth/sessions';
import type { IssuedTokens } from '../tokens/model';
import type { User } from '../users/model';

export type ClientMetadata = Readonly<Record<string, string>>;

/** The sign-in of an authenticated user. */
export interface SignIn {
  readonly server: PoolServer;
  readonly client: Client;
  readonly user: User;
  readonly triggerSource: TriggerSource;
  readonly clientMetadata?: ClientMetadata;
}

/**
 * The result of a sign-in or a refresh.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AuthenticationResultType.html
 */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken?: string;
  readonly RefreshToken?: string;
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
}

/** Opens a session. If the function denies the tokens, no session is kept. */
export async function signIn({ server, client, user, triggerSource, clientMetadata }: SignIn): Promise<object> {
  const issuance = await server.backend.issuer.issue({
    pool: server.backend.pool(), client, user, triggerSource: triggerSource.value, scopes: [ADMIN_SCOPE], ...clientMetadata && { clientMetadata },
  });
  const tokens = tokensOf(issuance);
  const refreshToken = await server.openSession(sessionOf(issuance, user.attributes.sub));
  return { AuthenticationResult: resultOf(tokens, client, refreshToken), ChallengeParameters: {} };
}

export function resultOf({ accessToken, idToken }: IssuedTokens, client: Client, refreshToken?: string): AuthenticationResult {
  return {
    AccessToken: accessToken,
    ...idToken !== undefined && { IdToken: idToken },
    ...refreshToken !== undefined && { RefreshToken: refreshToken },
    ExpiresIn: client.lifetimes.accessToken,
    TokenType: 'Bearer',
  };
}
