import type { AdapterPayload } from 'oidc-provider';
import { ADMIN_SCOPE, isResourceScope } from '../../../src/core/cognito/scopes';
import type { Client } from '../app/model';

const PLACEHOLDER = 'https://callback.invalid/';

/** A client of the app as the authorization server knows it. */
export function clientMetadata({ id, secret, scopes, oauthFlows }: Client): AdapterPayload {
  const hasCode = oauthFlows.includes('code');
  return {
    client_id: id,
    ...secret !== undefined && { client_secret: secret },
    token_endpoint_auth_method: secret === undefined ? 'none' : 'client_secret_basic',
    // of the provider's own tokens, which nobody sees: a key that takes no time to make
    id_token_signed_response_alg: 'ES256',
    // its own rules for these are others than Cognito's, which are kept before a request gets to it
    redirect_uris: hasCode ? [PLACEHOLDER] : [],
    response_types: hasCode ? ['code'] : [],
    grant_types: [...hasCode ? ['authorization_code'] : [], 'refresh_token', ...oauthFlows.includes('client_credentials') ? ['client_credentials'] : []],
    scope: [...new Set([...scopes, 'openid', ADMIN_SCOPE])].join(' '),
  };
}

/** Scopes that a machine gets where it asks for none: all that its client has of resource servers. */
export function machineScopes({ scopes }: Client): readonly string[] {
  return scopes.filter(isResourceScope);
}
