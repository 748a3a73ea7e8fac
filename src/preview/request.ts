import type { DeployTimeValues } from './deploy-time-values';
import type { PreviewProps } from './preview-props';
import type { PreviewedClient, PreviewedPool } from './previewed-pool';
import { Stack, Token } from '../cdk/aws-cdk-lib';
import type { Compilation } from '../compiler/compile';
import { identitiesOf, issuerOf, type BaseTokenParts, type IdentityProvider } from '../core/cognito/base-tokens';
import { canBeAttribute, KNOWN_ATTRIBUTES } from '../core/cognito/claims';
import { WITHOUT_SIGN_IN } from '../core/cognito/client-writer';
import { ADMIN_SCOPE, isResourceScope } from '../core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE, type EventParts } from '../core/cognito/token-request';
import { TRIGGER_SOURCES } from '../core/cognito/trigger';
import type { RulesetDocument } from '../core/document/document';
import { didYouMean, nearest, show, type Problem } from '../problems/problems';

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

/** Requests that cannot happen, as far as the app shows its user pools and app clients: a test of one proves nothing. */
export function requestProblems(props: PreviewProps, pool: PreviewedPool, parts: RequestParts): readonly Problem[] {
  const { client } = pool;
  return [
    ...pool.isForeign ? [requestProblem('client', `${client!.path}, an app client of another user pool`, 'an app client of a user pool of the enricher', 'pass one of its app clients')] : [],
    ...client && !pool.isForeign ? [...flowProblems(client, parts), ...scopeProblems(props, client, parts)] : [],
    ...idProblems(props),
    ...userProblems(props, pool, parts),
  ];
}

/** The ID of an app client that the app imports is in the app. */
function idProblems({ client, clientId }: PreviewProps): readonly Problem[] {
  const own = client?.userPoolClientRef.clientId;
  const isOther = own !== undefined && clientId !== undefined && own !== clientId && !Token.isUnresolved(own);
  return isOther ? [requestProblem('clientId', show(clientId), `${show(own)}, the ID of client`, 'leave one of them out')] : [];
}

/** Trigger sources of sign-in through the API. A user of the managed login page can have them too. */
const BY_API: readonly string[] = [TRIGGER_SOURCES.AUTHENTICATION, TRIGGER_SOURCES.NEW_PASSWORD_CHALLENGE, TRIGGER_SOURCES.AUTHENTICATE_DEVICE];

function flowProblems({ path, oauthFlows, authFlows }: PreviewedClient, { triggerSource }: RequestParts): readonly Problem[] {
  const usesLogin = oauthFlows?.some(flow => flow !== 'client_credentials');
  const usesApi = authFlows?.some(flow => !WITHOUT_SIGN_IN.includes(flow));
  const wrong = (lacks: string): readonly Problem[] => [requestProblem('triggerSource', `${triggerSource} with ${path}, which ${lacks}`,
    'a trigger source of a flow that the app client has', 'pass another app client or trigger source, or correct the flows of the app client')];
  if (triggerSource === MACHINE_TRIGGER_SOURCE) {
    return oauthFlows && !oauthFlows.includes('client_credentials') ? wrong('does not have the client credentials flow') : [];
  }
  if (triggerSource === TRIGGER_SOURCES.HOSTED_AUTH) {
    return usesLogin === false ? wrong('cannot use the managed login page: it has neither the code flow nor the implicit flow') : [];
  }
  const isUser = usesLogin !== false || usesApi !== false;
  if (triggerSource === TRIGGER_SOURCES.REFRESH_TOKENS) {
    // those who signed in before the app client lost its flows
    return isUser || authFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH') ? [] : wrong('has no flow with which users get a refresh token or use one');
  }
  return isUser || !BY_API.includes(triggerSource) ? [] : wrong('has no flow with which users sign in');
}

function scopeProblems({ scopes: given = [] }: PreviewProps, { path, scopes }: PreviewedClient, { triggerSource }: RequestParts): readonly Problem[] {
  if (scopes === undefined) {
    return [];
  }
  const isMachine = triggerSource === MACHINE_TRIGGER_SOURCE;
  // sign-in through the API gives this scope, whatever scopes the app client has
  const ofUsers = triggerSource === TRIGGER_SOURCES.HOSTED_AUTH ? scopes : [...new Set([...scopes, ADMIN_SCOPE])];
  const allowed = isMachine ? scopes.filter(isResourceScope) : ofUsers;
  return given.filter(scope => !allowed.includes(scope)).map(scope => requestProblem('scopes', `${show(scope)}${didYouMean(scope, allowed)}`,
    `${isMachine ? 'the scopes of resource servers' : 'the scopes'} that ${path} has: ${allowed.join(', ') || 'none'}`,
    'correct the scope, or add it to the scopes of the app client; rules add scopes that nobody requests'));
}

/** Problems of the user of a request. */
function userProblems(props: PreviewProps, pool: PreviewedPool, parts: RequestParts): readonly Problem[] {
  if (parts.triggerSource === MACHINE_TRIGGER_SOURCE) {
    return OF_USERS.filter(name => isGiven(props[name])).map(name => requestProblem(name, 'a property of a user, and the token is that of a machine',
      'only properties of a machine: a machine is no user', 'leave it out, or pass the trigger source or the app client of a user'));
  }
  return [
    ...Object.keys(props.userAttributes ?? {}).flatMap(name => attributeProblems(name, pool)),
    ...(props.groups ?? []).flatMap(name => groupProblems(name, pool)),
    ...roleProblems(props),
    ...providerProblems(props, pool),
    ...signInProblems(props, pool, parts),
  ];
}

const OF_USERS = ['userAttributes', 'username', 'identityProvider', 'groups', 'iamRoles', 'preferredRole', 'acr', 'amr'] as const;

function isGiven(value: unknown): boolean {
  return value !== undefined && Object.keys(Object(value)).length > 0;
}

function attributeProblems(name: string, { customAttributes: custom }: PreviewedPool): readonly Problem[] {
  const isMissing = name.startsWith('custom:') && custom !== undefined && !custom.includes(name);
  return canBeAttribute(name) && !isMissing ? [] : [requestProblem('userAttributes', `${show(name)}${didYouMean(name, [...KNOWN_ATTRIBUTES, ...custom ?? []])}`,
    isMissing ? `a custom attribute of the user pool: ${custom.filter(each => each.startsWith('custom:')).join(', ') || 'it has none'}`
      : 'a standard attribute, or a custom attribute, written custom:name',
    'correct the name, or add the attribute to the user pool')];
}

/** Administrators create groups that the app does not show. A name that is nearly the name of a group of the app is a mistake. */
function groupProblems(name: string, { groups = [] }: PreviewedPool): readonly Problem[] {
  const meant = groups.includes(name) ? undefined : nearest(name, groups);
  return meant === undefined ? [] : [requestProblem('groups', `${show(name)}${didYouMean(name, groups)}`,
    `the groups of the user pool: ${groups.join(', ')}; or other names, if administrators create more groups`, `write '${meant}'`)];
}

/** Roles are those of the groups, and the preferred role is one of them. */
function roleProblems({ iamRoles = [], preferredRole }: PreviewProps): readonly Problem[] {
  return preferredRole === undefined || iamRoles.includes(preferredRole) ? [] : [requestProblem('preferredRole', show(preferredRole),
    `one of iamRoles: ${iamRoles.map(show).join(', ') || 'there are none'}`, 'add the role to iamRoles, or leave it out')];
}

function providerProblems({ identityProvider: name }: PreviewProps, { providers, client }: PreviewedPool): readonly Problem[] {
  if (name === undefined) {
    return [];
  }
  if (providers && !providers.includes(name)) {
    return [requestProblem('identityProvider', `${show(name)}${didYouMean(name, providers)}`, `an identity provider of the user pool: ${providers.join(', ') || 'it has none'}`,
      'correct the name, or create the identity provider')];
  }
  return client?.providers && !client.providers.includes(name) ? [requestProblem('identityProvider', show(name),
    `an identity provider of ${client.path}: ${client.providers.join(', ')}`, 'pass another app client, or add the provider to its supported identity providers')] : [];
}

/** Trigger sources that only users of Cognito itself can have. */
const BY_PASSWORD: readonly string[] = [TRIGGER_SOURCES.NEW_PASSWORD_CHALLENGE, TRIGGER_SOURCES.AUTHENTICATE_DEVICE];

/**
 * Federated users sign in on the managed login page, and have neither a password nor devices. Users of Cognito itself can sign in there if the app
 * client supports it.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
function signInProblems({ identityProvider }: PreviewProps, { client }: PreviewedPool, { triggerSource }: RequestParts): readonly Problem[] {
  if (identityProvider !== undefined) {
    return BY_PASSWORD.includes(triggerSource) ? [requestProblem('triggerSource', `${triggerSource} with a federated user`,
      'a trigger source of sign-in on the managed login page, or of a refresh', 'pass TriggerSource.HOSTED_AUTH, or leave identityProvider out')] : [];
  }
  const { path, providers } = client ?? {};
  return triggerSource === TRIGGER_SOURCES.HOSTED_AUTH && providers && !providers.includes('COGNITO')
    ? [requestProblem('identityProvider', `none, with ${path}, on whose managed login page users sign in with ${providers.join(' or ')} only`,
      `an identity provider of the app client: ${providers.join(', ')}`, 'pass its name, pass another app client, or add COGNITO to its supported identity providers')] : [];
}

/** A property of a request that cannot happen. */
function requestProblem(property: keyof PreviewProps, given: string, allowed: string, fix: string): Problem {
  return { check: 'PreviewRequest', path: `preview.${property}`, given, allowed, fix };
}

/** Names of sources that the rules do not have, and times that are none: with a wrong name, a test would pass for the wrong reason. */
export function sourceAndTimeProblems(props: PreviewProps, { sources }: RulesetDocument): readonly Problem[] {
  const names = Object.keys(sources);
  const unknown = (member: string, given: readonly string[]): readonly Problem[] => given.filter(name => !names.includes(name)).map(name => ({
    check: 'PreviewSource',
    path: `preview.${member}`,
    given: `'${name}'${didYouMean(name, names)}`,
    allowed: names.length > 0 ? `the sources of the rules: ${names.join(', ')}` : 'no names: the rules have no sources',
    fix: 'correct the name, or leave it out',
  }));
  return [
    ...unknown('items', Object.keys(props.items ?? {})),
    ...unknown('failingSources', props.failingSources ?? []),
    ...props.now !== undefined && Number.isNaN(props.now.getTime()) ? [{
      check: 'PreviewTime' as const,
      path: 'preview.now',
      given: show(String(props.now)),
      allowed: 'a valid date',
      fix: "write it as new Date('2030-01-01T00:00:00Z'), or leave it out",
    }] : [],
  ];
}
