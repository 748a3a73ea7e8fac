import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { FetchError, JwksValidationError, JwtBaseError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';

export type TokenUse = 'id' | 'access';

/** Returns the claims of a valid token, or throws `InvalidToken` or `KeysUnavailable`. */
export type Verify = (token: string, tokenUse: TokenUse) => Promise<JwtPayload>;

/** The accepted tokens: those of one app client of a user pool, or of an issuer that signs as Amazon Cognito does. */
export interface Trust {
  readonly from: { readonly userPoolId: string } | { readonly issuer: string };
  readonly clientId: string;
  /** URL of the key set, if it differs from that of the issuer. */
  readonly jwksUri?: string;
}

/** The token is invalid: 401. */
export class InvalidToken extends Error {}

/** The key set is not available, so the token cannot be verified: 503. */
export class KeysUnavailable extends Error {}

/** Timeout for the key set in milliseconds. */
const TIMEOUT = 3000;

export function verifierOf({ from, clientId, jwksUri }: Trust): Verify {
  const verify = 'userPoolId' in from ? cognitoVerifier(from.userPoolId, clientId, jwksUri) : issuerVerifier(from.issuer, clientId, jwksUri);
  return async (token, tokenUse) => {
    try {
      return await verify(token, tokenUse);
    } catch (error) {
      throw faultOf(error);
    }
  };
}

/** For a user pool, and for `token-enricher serve --issuer cognito`, which names that pool in its tokens. */
function cognitoVerifier(userPoolId: string, clientId: string, jwksUri?: string): Verify {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId }, { jwksCache: keysOf(jwksUri) });
  return async (token, tokenUse) => verifier.verify(token, { tokenUse });
}

/** For `token-enricher serve`, whose tokens name the local issuer. Access tokens have no audience: their client is in another claim. */
function issuerVerifier(issuer: string, clientId: string, jwksUri = `${issuer}/.well-known/jwks.json`): Verify {
  const verifier = JwtVerifier.create({ issuer, jwksUri, audience: null }, { jwksCache: keysOf(jwksUri) });
  return async (token, tokenUse) => verifier.verify(token, {
    customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse, clientId }),
  });
}

/** Fetches the keys when a token names an unknown one, so that a key rotation needs no restart. */
function keysOf(jwksUri?: string): SimpleJwksCache {
  return jwksUri === undefined ? new SimpleJwksCache() : new SimpleJwksCache({ fetcher: fetcherOf(jwksUri) });
}

/** Replaces the fetcher of aws-jwt-verify, which supports only HTTPS and, for a user pool, only the URL of that pool. */
function fetcherOf(jwksUri: string): Fetcher {
  return {
    fetch: async () => {
      try {
        const response = await fetch(jwksUri, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
        if (!response.ok) {
          throw new Error(`status ${response.status}`);
        }
        return await response.arrayBuffer();
      } catch (error) {
        throw new FetchError(jwksUri, error);
      }
    },
  };
}

function faultOf(error: unknown): unknown {
  if (error instanceof FetchError || error instanceof JwksValidationError || error instanceof WaitPeriodNotYetEndedJwkError) {
    return new KeysUnavailable(error.message, { cause: error });
  }
  return error instanceof JwtBaseError ? new InvalidToken(error.message, { cause: error }) : error;
}
