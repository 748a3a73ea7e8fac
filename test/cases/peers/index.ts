import { CLERK } from './clerk';
import { ENTRA } from './entra';
import { KEYCLOAK } from './keycloak';
import { OKTA } from './okta';
import type { Peer } from './peer';

/** Other products: the page `docs/peers.md` is written out of this, and every row of it is a test. */
export const PEERS: readonly Peer[] = [KEYCLOAK, OKTA, ENTRA, CLERK];
