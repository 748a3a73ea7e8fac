import type { AccessTokens } from '../oauth/access-tokens';
import type { PoolServer } from '../oauth/pool-server';
import type { Directory } from '../users/directory';

/** What the JSON API works on. */
export interface ApiBackend {
  readonly servers: () => readonly PoolServer[];
  readonly directory: Directory;
  readonly accessTokens: AccessTokens;
}
