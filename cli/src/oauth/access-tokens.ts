import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { PoolServer } from './pool-server';
import { scopesOf } from './scopes';
import type { Claims } from '../tokens/model';
import type { User } from '../users/model';

export interface VerifiedAccessToken {
  readonly server: PoolServer;
  readonly user: User;
  readonly claims: Claims;
  readonly scopes: readonly string[];
}

/** Verifies access tokens of users as the APIs of Amazon Cognito do: signed here, not expired, and with a session that is still active. */
export class AccessTokens {
  private readonly keySet: ReturnType<typeof createLocalJWKSet>;

  constructor(jwks: JSONWebKeySet, private readonly servers: () => readonly PoolServer[]) {
    this.keySet = createLocalJWKSet(jwks);
  }

  /** Returns undefined if the token is not accepted. */
  public async verify(token: string): Promise<VerifiedAccessToken | undefined> {
    const claims = await jwtVerify(token, this.keySet, { algorithms: ['RS256'] }).then(({ payload }) => payload, () => undefined);
    if (claims?.token_use !== 'access') {
      return undefined;
    }
    const server = this.servers().find(each => each.clientById(String(claims.client_id)) && each.isActive(claims.origin_jti));
    const user = server?.backend.userBySub(String(claims.sub));
    return server && user?.enabled ? { server, user, claims, scopes: scopesOf(claims.scope) } : undefined;
  }
}
