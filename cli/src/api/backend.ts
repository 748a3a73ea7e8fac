import type { AccessTokens } from '../oauth/access-tokens';
import type { PoolServer } from '../oauth/pool-server';
import type { Directory } from '../users/directory';

/** State that the JSON API reads and changes. */
export interface ApiBackend {
  readonly servers: () => readonly PoolServer[];
  readonly directory: Directory;
  readonly accessTokens: AccessTokens;
}
