import type { AdapterPayload } from 'oidc-provider';
import { ADMIN_SCOPE, isResourceScope } from '../../../src/core/cognito/scopes';
import type { Client } from '../app/model';

const PLACEHOLDER = 'https://callback.invalid/';

/** An app client, as the authorization server knows it. */
export function clientMetadata({ id, secret, scopes, oauthFlows }: Client): AdapterPayload {
  const hasCode = oauthFlows.includes('code');
  return {
    client_id: id,
    ...secret !== undefined && { client_secret: secret },
    token_endpoint_auth_method: secret === undefined ? 'none' : 'client_secret_basic',
    // for the provider's own tokens, which clients never see: this key is fast to generate
    id_token_signed_response_alg: 'ES256',
    // its rules for redirect URIs differ from Cognito's, which are enforced before a request reaches it
    redirect_uris: hasCode ? [PLACEHOLDER] : [],
    response_types: hasCode ? ['code'] : [],
    grant_types: [...hasCode ? ['authorization_code'] : [], 'refresh_token', ...oauthFlows.includes('client_credentials') ? ['client_credentials'] : []],
    scope: [...new Set([...scopes, 'openid', ADMIN_SCOPE])].join(' '),
  };
}

/** Scopes of a machine token if the request names none: all resource server scopes of the client. */
export function machineScopes({ scopes }: Client): readonly string[] {
  return scopes.filter(isResourceScope);
}
