import { AUTHORIZE, LOGOUT, REVOKE, TOKEN, USER_INFO } from './paths';

/**
 * The OpenID Connect discovery document of a user pool.
 *
 * @param issuer issuer of the tokens; with `--issuer cognito` it differs from the URL of the endpoints
 * @param origin of this server
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function discoveryDocument(issuer: string, origin: string, poolId: string): object {
  return {
    issuer,
    authorization_endpoint: `${origin}${AUTHORIZE}`,
    token_endpoint: `${origin}${TOKEN}`,
    userinfo_endpoint: `${origin}${USER_INFO}`,
    revocation_endpoint: `${origin}${REVOKE}`,
    end_session_endpoint: `${origin}${LOGOUT}`,
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
  };
}
