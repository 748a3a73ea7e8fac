import type { PreviewProps } from './preview-props';
import type { PreviewedClient, PreviewedPool } from './previewed-pool';
import type { RequestParts } from './request';
import { canBeAttribute, KNOWN_ATTRIBUTES } from '../core/cognito/attributes';
import { WITHOUT_SIGN_IN } from '../core/cognito/auth-flows';
import { ADMIN_SCOPE, isResourceScope } from '../core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { TRIGGER_SOURCES } from '../core/cognito/trigger-sources';
import { show, type Problem } from '../problems/problems';
import { didYouMean, nearest } from '../problems/suggest';

/** Requests that cannot happen, as far as the app shows its user pools and app clients: a test of one proves nothing. */
export function requestProblems(props: PreviewProps, pool: PreviewedPool, parts: RequestParts): readonly Problem[] {
  const { client } = pool;
  return [
    ...pool.isForeign ? [problem('client', `${client!.path}, an app client of another user pool`, 'an app client of a user pool of the enricher', 'pass one of its app clients')] : [],
    ...client && !pool.isForeign ? [...flowProblems(client, parts), ...scopeProblems(props, client, parts)] : [],
    ...Object.keys(props.userAttributes ?? {}).flatMap(name => attributeProblems(name, pool)),
    ...(props.groups ?? []).flatMap(name => groupProblems(name, pool)),
    ...providerProblems(props, pool),
  ];
}

function problem(place: string, given: string, allowed: string, fix: string): Problem {
  return { check: 'PreviewRequest', path: `preview.${place}`, given, allowed, fix };
}

/** Trigger sources of sign-in through the API. A user of the managed login page can have them too. */
const BY_API: readonly string[] = [TRIGGER_SOURCES.AUTHENTICATION, TRIGGER_SOURCES.NEW_PASSWORD_CHALLENGE, TRIGGER_SOURCES.AUTHENTICATE_DEVICE];

function flowProblems({ path, oauthFlows, authFlows }: PreviewedClient, { triggerSource }: RequestParts): readonly Problem[] {
  const usesLogin = oauthFlows?.some(flow => flow !== 'client_credentials');
  const usesApi = authFlows?.some(flow => !WITHOUT_SIGN_IN.includes(flow));
  const wrong = (lacks: string): readonly Problem[] => [problem('triggerSource', `${triggerSource} with ${path}, which ${lacks}`,
    'a trigger source of a flow that the app client has', 'pass another app client or trigger source, or correct the flows of the app client')];
  if (triggerSource === MACHINE_TRIGGER_SOURCE) {
    return oauthFlows && !oauthFlows.includes('client_credentials') ? wrong('does not have the client credentials flow') : [];
  }
  if (triggerSource === TRIGGER_SOURCES.HOSTED_AUTH) {
    return usesLogin === false ? wrong('cannot use the managed login page: it has neither the code flow nor the implicit flow') : [];
  }
  return BY_API.includes(triggerSource) && usesLogin === false && usesApi === false ? wrong('has no flow with which users sign in') : [];
}

function scopeProblems({ scopes: given = [] }: PreviewProps, { path, scopes }: PreviewedClient, { triggerSource }: RequestParts): readonly Problem[] {
  if (scopes === undefined) {
    return [];
  }
  const isMachine = triggerSource === MACHINE_TRIGGER_SOURCE;
  // sign-in through the API gives this scope, whatever scopes the app client has
  const ofUsers = triggerSource === TRIGGER_SOURCES.HOSTED_AUTH ? scopes : [...new Set([...scopes, ADMIN_SCOPE])];
  const allowed = isMachine ? scopes.filter(isResourceScope) : ofUsers;
  return given.filter(scope => !allowed.includes(scope)).map(scope => problem('scopes', `${show(scope)}${didYouMean(scope, allowed)}`,
    `${isMachine ? 'the scopes of resource servers' : 'the scopes'} that ${path} has: ${allowed.join(', ') || 'none'}`,
    'correct the scope, or add it to the scopes of the app client; rules add scopes that nobody requests'));
}

function attributeProblems(name: string, { customAttributes: custom }: PreviewedPool): readonly Problem[] {
  const isMissing = name.startsWith('custom:') && custom !== undefined && !custom.includes(name);
  return canBeAttribute(name) && !isMissing ? [] : [problem('userAttributes', `${show(name)}${didYouMean(name, [...KNOWN_ATTRIBUTES, ...custom ?? []])}`,
    isMissing ? `a custom attribute of the user pool: ${custom.filter(each => each.startsWith('custom:')).join(', ') || 'it has none'}`
      : 'a standard attribute, or a custom attribute, written custom:name',
    'correct the name, or add the attribute to the user pool')];
}

/** Administrators create groups that the app does not show. A name that is nearly the name of a group of the app is a mistake. */
function groupProblems(name: string, { groups = [] }: PreviewedPool): readonly Problem[] {
  const meant = groups.includes(name) ? undefined : nearest(name, groups);
  return meant === undefined ? [] : [problem('groups', `${show(name)}${didYouMean(name, groups)}`,
    `the groups of the user pool: ${groups.join(', ')}; or other names, if administrators create more groups`, `write '${meant}'`)];
}

function providerProblems({ identityProvider: name }: PreviewProps, { providers, client }: PreviewedPool): readonly Problem[] {
  if (name === undefined) {
    return [];
  }
  if (providers && !providers.includes(name)) {
    return [problem('identityProvider', `${show(name)}${didYouMean(name, providers)}`, `an identity provider of the user pool: ${providers.join(', ') || 'it has none'}`,
      'correct the name, or create the identity provider')];
  }
  return client?.providers && !client.providers.includes(name) ? [problem('identityProvider', show(name),
    `an identity provider of ${client.path}: ${client.providers.join(', ')}`, 'pass another app client, or add the provider to its supported identity providers')] : [];
}
