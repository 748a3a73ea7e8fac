import type { Trust } from './verify';

export interface Configuration {
  readonly trust: Trust;
  readonly membershipScope: string;
  readonly port: number;
}

type Environment = { readonly [name: string]: string | undefined };

/** Reads the environment variables. Throws an error if they make no sense: a back end that trusts the wrong tokens must not start. */
export function configurationOf({ USER_POOL_ID, ISSUER, CLIENT_ID, JWKS_URI, MEMBERSHIP_SCOPE, PORT }: Environment): Configuration {
  if (!CLIENT_ID) {
    throw new Error('CLIENT_ID is missing: the id of the app client whose tokens are accepted.');
  }
  if (!USER_POOL_ID === !ISSUER) {
    throw new Error('Set USER_POOL_ID for a user pool or ISSUER for a local issuer: one of them.');
  }
  const port = Number(PORT || 3001);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT is no port: ${PORT}`);
  }
  return {
    trust: { from: USER_POOL_ID ? { userPoolId: USER_POOL_ID } : { issuer: ISSUER! }, clientId: CLIENT_ID, ...JWKS_URI && { jwksUri: JWKS_URI } },
    membershipScope: MEMBERSHIP_SCOPE || 'membership:USA.Premium',
    port,
  };
}
