import type { IssueRequest } from './model';
import { issuerOf, type BaseTokenParts, type TokenIdentifiers } from '../../../src/core/cognito/base-tokens';
import { MACHINE_TRIGGER_SOURCE, type EventParts } from '../../../src/core/cognito/token-request';
import type { Pool } from '../app/model';

/** The event of a request, and the tokens that Amazon Cognito would issue without the function. */
export type RequestParts = BaseTokenParts & EventParts;

/**
 * @param now epoch seconds
 * @param issuer the `iss` claim
 * @param identifiers of tokens and session; fixed ones by default
 */
export function requestParts(request: IssueRequest, now: number, issuer: string, identifiers?: TokenIdentifiers): RequestParts {
  const { pool, client, user, triggerSource, scopes, clientMetadata, resource, acr, amr, authTime } = request;
  return {
    triggerSource,
    region: pool.trigger?.enricher.region ?? pool.region,
    userPoolId: pool.id,
    userName: user?.username ?? client.id,
    clientId: client.id,
    userAttributes: user?.attributes ?? {},
    groups: user?.groups ?? [],
    iamRoles: user?.iamRoles ?? [],
    ...user?.preferredRole !== undefined && { preferredRole: user.preferredRole },
    scopes,
    ...clientMetadata && { clientMetadata: { ...clientMetadata } },
    ...resource !== undefined && { resource },
    ...acr !== undefined && { acr },
    ...amr && { amr },
    ...client.readAttributes && { readAttributes: client.readAttributes },
    now,
    issuer,
    ...authTime !== undefined && { authTime },
    lifetimes: client.lifetimes,
    ...identifiers && { identifiers },
  };
}

/** A sentence that says why Amazon Cognito issues the tokens without calling a function; undefined if it calls one. */
export function reasonNotToRun({ pool: { trigger, path, callsOther }, triggerSource }: IssueRequest): string | undefined {
  if (!trigger) {
    return callsOther ? `${path} calls another pre token generation function, which does not run here: these are the tokens without it.`
      : `${path} calls no TokenEnricher: Amazon Cognito issues the tokens unchanged.`;
  }
  return triggerSource === MACHINE_TRIGGER_SOURCE && trigger.version !== 'V3_0'
    ? `With ${trigger.version}, Amazon Cognito issues machine tokens without calling the function: rules for Subject.MACHINE select V3_0.`
    : undefined;
}

/** The issuer of a pool's tokens in the cloud. */
export function cloudIssuer({ region, id, issuerType }: Pool): string {
  return issuerOf(region, id, issuerType);
}
