import { Token } from 'aws-cdk-lib';
import type { PreviewProps } from './preview-props';
import type { PreviewedClient, PreviewedPool } from './previewed-pool';
import type { RequestParts } from './request';
import { requestProblem } from './request-problem';
import { userProblems } from './user-problems';
import { WITHOUT_SIGN_IN } from '../core/cognito/auth-flows';
import { ADMIN_SCOPE, isResourceScope } from '../core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE } from '../core/cognito/token-request';
import { TRIGGER_SOURCES } from '../core/cognito/trigger-sources';
import { show, type Problem } from '../problems/problems';
import { didYouMean } from '../problems/suggest';

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
