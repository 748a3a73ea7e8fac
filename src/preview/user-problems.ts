import type { PreviewProps } from './preview-props';
import type { PreviewedPool } from './previewed-pool';
import type { RequestParts } from './request';
import { requestProblem } from './request-problem';
import { canBeAttribute, KNOWN_ATTRIBUTES } from '../core/cognito/attributes';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { TRIGGER_SOURCES } from '../core/cognito/trigger-sources';
import { show, type Problem } from '../problems/problems';
import { didYouMean, nearest } from '../problems/suggest';

/** Problems of the user of a request. */
export function userProblems(props: PreviewProps, pool: PreviewedPool, parts: RequestParts): readonly Problem[] {
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
