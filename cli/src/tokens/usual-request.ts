import { ADMIN_SCOPE } from '../../../src/core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE } from '../../../src/core/cognito/token-request';
import { TRIGGER_SOURCES } from '../../../src/core/cognito/trigger';
import type { Client } from '../app/model';
import { machineScopes } from '../oauth/client-metadata';

/** The default trigger source for a client. */
export function usualSource({ oauthFlows }: Client, isUser: boolean): string {
  return !isUser ? MACHINE_TRIGGER_SOURCE : oauthFlows.includes('code') ? TRIGGER_SOURCES.HOSTED_AUTH : TRIGGER_SOURCES.AUTHENTICATION;
}

/** The reason why Amazon Cognito would not issue a token; undefined if it would. */
export function refusalOf(client: Client, isUser: boolean, scopes: readonly string[]): string | undefined {
  const { path, oauthFlows, authFlows, scopes: allowed } = client;
  if (!isUser && !oauthFlows.includes('client_credentials') && !authFlows.includes('ALLOW_CLIENT_TOKEN_AUTH')) {
    return `${path} does not have the client credentials grant: name a user`;
  }
  const unknown = scopes.filter(scope => !(isUser ? [...allowed, ADMIN_SCOPE] : machineScopes(client)).includes(scope));
  return unknown.length > 0 ? `${path} does not have the scope ${unknown.join(', ')}: it has ${allowed.join(', ') || 'none'}` : undefined;
}

/** Scopes that Amazon Cognito grants for a trigger source if the request names none. */
export function usualScopes(client: Client, triggerSource: string): readonly string[] {
  switch (triggerSource) {
    case MACHINE_TRIGGER_SOURCE: return machineScopes(client);
    case TRIGGER_SOURCES.HOSTED_AUTH: return client.scopes;
    default: return [ADMIN_SCOPE];
  }
}
