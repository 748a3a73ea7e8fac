import { AUTH0 } from './auth0';
import { CLERK } from './clerk';
import { ENTRA } from './entra';
import { KEYCLOAK } from './keycloak';
import { OKTA } from './okta';
import type { Peer } from './peer';

/** Other products. The page `docs/peers.md` is generated from this list, and every row is a test. */
export const PEERS: readonly Peer[] = [KEYCLOAK, OKTA, ENTRA, AUTH0, CLERK];
