import { Stack, Token } from 'aws-cdk-lib';
import type { DeployTimeValues } from './deploy-time-values';
import type { PreviewProps } from './preview-props';
import type { PreviewedClient, PreviewedPool } from './previewed-pool';
import type { Compilation } from '../compiler/compile';
import { identitiesOf, issuerOf, type BaseTokenParts, type IdentityProvider } from '../core/cognito/base-tokens';
import { ADMIN_SCOPE, isResourceScope } from '../core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE, type EventParts } from '../core/cognito/token-request';
import { TRIGGER_SOURCES } from '../core/cognito/trigger';

const SUB = '11111111-2222-4333-8444-555555555555';
const CLIENT_ID = 'previewclient0000000000000';
const USERNAME = 'preview-user';

/** The event of a preview, and the tokens that Cognito would issue without the function. */
export type RequestParts = BaseTokenParts & EventParts;

/** The request of a preview. Whatever a test does not set is as usual for the app client. */
export function requestParts({ slots: { scope } }: Compilation, props: PreviewProps, pool: PreviewedPool, values: DeployTimeValues): RequestParts {
  const triggerSource = props.triggerSource?.value ?? usualTriggerSource(pool.client);
  const { region } = Stack.of(scope);
  const knownRegion = Token.isUnresolved(region) ? 'us-east-1' : region;
  const userPoolId = `${knownRegion}_Preview00`;
  const { identityProvider, preferredRole, clientMetadata, resource, acr, amr } = props;
  const userName = props.username ?? (identityProvider === undefined ? USERNAME : `${identityProvider}_${USERNAME}`);
  return {
    triggerSource,
    region: knownRegion,
    userPoolId,
    issuer: issuerOf(knownRegion, userPoolId, pool.issuerType),
    userName,
    clientId: knownClientId(props, values) ?? CLIENT_ID,
    userAttributes: { ...identityOf(userName, pool.provider), ...props.userAttributes },
    // Cognito puts federated users into a group of their provider
    groups: [...props.groups ?? [], ...identityProvider === undefined ? [] : [`${userPoolId}_${identityProvider}`]],
    iamRoles: props.iamRoles ?? [],
    ...preferredRole !== undefined && { preferredRole },
    scopes: props.scopes ?? usualScopes(triggerSource, pool.client),
    ...clientMetadata && { clientMetadata },
    now: Math.floor((props.now ?? new Date(Date.UTC(2030, 0, 1))).getTime() / 1000),
    ...resource !== undefined && { resource },
    ...acr !== undefined && { acr },
    ...amr && { amr },
    ...pool.client?.readAttributes && { readAttributes: pool.client.readAttributes },
  };
}

function identityOf(userName: string, provider: IdentityProvider | undefined): { readonly sub: string; readonly [name: string]: string } {
  return provider === undefined ? { 'sub': SUB, 'cognito:user_status': 'CONFIRMED' }
    : { 'sub': SUB, 'cognito:user_status': 'EXTERNAL_PROVIDER', 'identities': identitiesOf(userName, provider) };
}

/** The managed login page if the app client can use it; otherwise machine tokens, or sign-in through the API. */
function usualTriggerSource({ oauthFlows }: Partial<PreviewedClient> = {}): string {
  if (oauthFlows === undefined || oauthFlows.some(flow => flow !== 'client_credentials')) {
    return TRIGGER_SOURCES.HOSTED_AUTH;
  }
  return oauthFlows.length > 0 ? TRIGGER_SOURCES.CLIENT_CREDENTIALS : TRIGGER_SOURCES.AUTHENTICATION;
}

/** A request to the managed login page or for a machine token that names no scopes gets those of the app client. */
function usualScopes(triggerSource: string, { scopes }: Partial<PreviewedClient> = {}): readonly string[] {
  switch (triggerSource) {
    case MACHINE_TRIGGER_SOURCE: return scopes?.filter(isResourceScope) ?? [];
    case TRIGGER_SOURCES.HOSTED_AUTH: return scopes ?? ['openid'];
    default: return [ADMIN_SCOPE];
  }
}

/** For an ID that is known only at deployment, returns the value that the rules use for it. */
function knownClientId({ client, clientId }: PreviewProps, values: DeployTimeValues): string | undefined {
  const id = clientId ?? client?.userPoolClientRef.clientId;
  return id === undefined || !Token.isUnresolved(id) ? id : values.textOfToken(id);
}
