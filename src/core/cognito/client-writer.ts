import type { ClientWriter } from './attribute-writers';
import { ADMIN_SCOPE } from './scopes';

/** Flows by which nobody signs in anew. Any other flow counts as a sign-in, also one that this version does not know. */
const WITHOUT_SIGN_IN: readonly string[] = [
  'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION',
];

/** The settings of an app client, with the names of the Cognito API. A property that is not a list of strings is unknown. */
export interface ClientSettings {
  readonly ExplicitAuthFlows?: unknown;
  readonly AllowedOAuthFlows?: unknown;
  readonly AllowedOAuthScopes?: unknown;
  readonly SupportedIdentityProviders?: unknown;
  readonly WriteAttributes?: unknown;
}

/**
 * Derives how users can write attributes through an app client. Unknown settings count as permissive.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function clientWriter(name: string, settings: ClientSettings): ClientWriter {
  const { ExplicitAuthFlows, AllowedOAuthFlows, AllowedOAuthScopes, SupportedIdentityProviders, WriteAttributes } = settings;
  const flows = stringsOf(ExplicitAuthFlows);
  // without explicit flows an app client has the default flows, which sign in
  const byApi = flows === undefined || flows.length === 0 || flows.some(flow => !WITHOUT_SIGN_IN.includes(flow));
  const grants = AllowedOAuthFlows === undefined ? [] : stringsOf(AllowedOAuthFlows);
  const byLogin = grants === undefined || grants.some(grant => grant !== 'client_credentials');
  const scopes = AllowedOAuthScopes === undefined ? [] : Array.isArray(AllowedOAuthScopes) ? AllowedOAuthScopes.filter(mayBeAdminScope) : undefined;
  const providers = stringsOf(SupportedIdentityProviders);
  return {
    name,
    ...writesOf(WriteAttributes),
    // an empty list means the default, as everywhere
    signsIn: byApi || (byLogin && (providers === undefined || providers.length === 0 || providers.includes('COGNITO'))),
    hasAdminScope: byApi || (byLogin && (scopes === undefined || scopes.length > 0)),
  };
}

/** An empty list means the default: all attributes. */
function writesOf(attributes: unknown): Pick<ClientWriter, 'writes' | 'isUnknown'> {
  const writes = stringsOf(attributes);
  return attributes === undefined || writes?.length === 0 ? {} : writes ? { writes } : { isUnknown: true };
}

/** The settings of dynamic client registration, with the names of the Cognito API. */
export interface RegistrationSettings {
  readonly EnableStatus?: unknown;
  readonly AuthenticatedGrantTypes?: unknown;
  readonly OpenDcrGrantTypes?: unknown;
  readonly AllowedScopes?: unknown;
}

/**
 * The app clients that applications can register by themselves. They can write all attributes, and sign in with managed login.
 *
 * @returns undefined if registration is off, or if no registered client can sign in
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DcrConfigurationType.html
 */
export function registeredClients(settings: RegistrationSettings): ClientWriter | undefined {
  const { EnableStatus, AuthenticatedGrantTypes, OpenDcrGrantTypes, AllowedScopes } = settings;
  // without a list of grant types, the authorization code grant is allowed
  const maySignIn = (grants: unknown): boolean => stringsOf(grants)?.every(grant => grant !== 'code') !== true;
  // without a status, the configuration turns registration on
  return EnableStatus === 'Disabled' || !(maySignIn(AuthenticatedGrantTypes) || maySignIn(OpenDcrGrantTypes)) ? undefined : {
    name: 'app clients that register themselves (DcrConfiguration)',
    origin: 'REGISTRATION',
    signsIn: true,
    // without a list of scopes, only OpenID Connect scopes are allowed
    hasAdminScope: AllowedScopes !== undefined && (!Array.isArray(AllowedScopes) || AllowedScopes.some(mayBeAdminScope)),
  };
}

/** True unless it is certainly another scope. Scopes of resource servers contain a slash, even if the rest is known only at deployment. */
function mayBeAdminScope(scope: unknown): boolean {
  return scope === ADMIN_SCOPE || (typeof scope === 'object' && !/"[^"]*\/[^"]*"/.test(JSON.stringify(scope)));
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every(each => typeof each === 'string') ? value : undefined;
}
