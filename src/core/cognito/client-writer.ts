import { VERIFICATION_FLAGS, type ClientWriter } from './attribute-writers';
import { ADMIN_SCOPE } from './scopes';

/** The settings of an app client, with the names of the Cognito API. An `Fn::If` is each of its branches; other intrinsic functions are unknown. */
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
  // without explicit flows an app client has the default flows, which sign in
  const byApi = mayBe(ExplicitAuthFlows, flows => flows.length === 0 || flows.some(flow => !WITHOUT_SIGN_IN.includes(flow)));
  const byLogin = mayBe(AllowedOAuthFlows, grants => grants.some(grant => grant !== 'client_credentials'));
  // users keep tokens that they can refresh or exchange
  const hasUsers = byApi || byLogin || mayBe(ExplicitAuthFlows, flows => flows.some(flow => flow !== 'ALLOW_CLIENT_TOKEN_AUTH'));
  const hasPasswords = mayBe(SupportedIdentityProviders, providers => providers.length === 0 || providers.some(each => each === 'COGNITO' || !isText(each)));
  return {
    name,
    ...writesOf(WriteAttributes),
    ...!hasUsers && { hasNoUsers: true },
    signsIn: byApi || (byLogin && hasPasswords),
    ...signsInWith(settings),
    hasAdminScope: byApi || (byLogin && mayBe(AllowedOAuthScopes, scopes => scopes.some(mayBeAdminScope))),
  };
}

function writesOf(setting: unknown): Pick<ClientWriter, 'writes' | 'flags' | 'isUnknown'> {
  const lists = listsOf(setting);
  const written = [...new Set(lists.flatMap(list => list ?? []))];
  if (lists.includes(undefined) || !written.every(isText)) {
    return { isUnknown: true };
  }
  const isDefault = lists.some(list => list?.length === 0);
  const flags = written.filter(name => VERIFICATION_FLAGS.includes(name));
  return !isDefault ? { writes: written } : { ...flags.length > 0 && { flags } };
}

/** Token exchange can bring users of another app client. Without a list of identity providers, it is not documented which ones apply. */
function signsInWith({ ExplicitAuthFlows, SupportedIdentityProviders }: ClientSettings): Pick<ClientWriter, 'signsInWith'> {
  const names = listsOf(SupportedIdentityProviders).map(list => list && list.length > 0 && list.every(isText) ? list : undefined);
  const exchanges = mayBe(ExplicitAuthFlows, flows => flows.some(flow => !isText(flow) || flow.startsWith('ALLOW_TOKEN_EXCHANGE')));
  return exchanges || names.includes(undefined) ? {} : { signsInWith: [...new Set(names.flatMap(list => list ?? []))] };
}

/** The lists that a setting may be. An empty list stands for the default, as everywhere in Cognito, and undefined for a list that is unknown. */
function listsOf(setting: unknown): ReadonlyArray<readonly unknown[] | undefined> {
  const list = setting ?? [];
  if (Array.isArray(list)) {
    return [list];
  }
  const { 'Fn::If': choice, Ref: reference } = list as { readonly 'Fn::If'?: unknown; readonly 'Ref'?: unknown };
  return Array.isArray(choice) ? choice.slice(1).flatMap(listsOf) : [reference === 'AWS::NoValue' ? [] : undefined];
}

/** True if the setting is unknown, or if one of the lists that it may be is so. */
function mayBe(setting: unknown, isSo: (list: readonly unknown[]) => boolean): boolean {
  return listsOf(setting).some(list => !list || isSo(list));
}

function isText(each: unknown): each is string {
  return typeof each === 'string';
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
  const maySignIn = (grants: unknown): boolean => grants === undefined || mayBe(grants, list => list.some(grant => grant === 'code' || !isText(grant)));
  // without a status, the configuration turns registration on
  return EnableStatus === 'Disabled' || !(maySignIn(AuthenticatedGrantTypes) || maySignIn(OpenDcrGrantTypes)) ? undefined : {
    name: 'app clients that register themselves (DcrConfiguration)',
    origin: 'REGISTRATION',
    signsIn: true,
    // without a list of scopes, only OpenID Connect scopes are allowed
    hasAdminScope: mayBe(AllowedScopes, scopes => scopes.some(mayBeAdminScope)),
  };
}

/** True unless it is certainly another scope. Scopes of resource servers contain a slash, even if the rest is known only at deployment. */
function mayBeAdminScope(scope: unknown): boolean {
  return scope === ADMIN_SCOPE || (typeof scope === 'object' && !/"[^"]*\/[^"]*"/.test(JSON.stringify(scope)));
}

/**
 * Authentication flows of an app client that does not name any.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
const DEFAULT_AUTH_FLOWS: readonly string[] = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** The flows of an app client. One with legacy names, without `ALLOW_`, also has the flows that all app clients had then. */
export function authFlowsOf(flows: readonly string[]): readonly string[] {
  if (flows.length === 0 || flows.some(flow => flow.startsWith('ALLOW_'))) {
    return flows.length > 0 ? flows : DEFAULT_AUTH_FLOWS;
  }
  const usual = flows.includes('CUSTOM_AUTH_FLOW_ONLY') ? ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'] : DEFAULT_AUTH_FLOWS;
  return [...new Set([...usual, ...flows.map(flow => `ALLOW_${flow}`)])];
}

/** Flows by which nobody signs in anew. Any other flow counts as a sign-in, also one that this version does not know. */
export const WITHOUT_SIGN_IN: readonly unknown[] = [
  'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION',
];
