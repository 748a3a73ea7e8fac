import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import type { IssuanceSummary, ViewerIssuance, ViewerToken } from './contract';
import { previewTest } from './preview-test';
import type { RulesetDocument } from '../../../src/core/document/document';
import { BUDGET_LENGTHS } from '../../../src/token-size/budget-defaults';
import type { Claims, Issuance } from '../tokens/model';

/** Limits of token consumers, as in the budgets of the library. */
const CONSUMERS = [
  { name: 'HTTP API', bytes: BUDGET_LENGTHS.httpApi },
  { name: 'REST API', bytes: BUDGET_LENGTHS.restApi },
  { name: 'Application Load Balancer', bytes: BUDGET_LENGTHS.applicationLoadBalancer },
  { name: 'Cookie', bytes: BUDGET_LENGTHS.cookie },
];

export async function viewerIssuance(issuance: Issuance, jwks: JSONWebKeySet, document: RulesetDocument | undefined): Promise<ViewerIssuance> {
  const { id, at, request, tokens, error, explanation } = issuance;
  const { idToken, accessToken } = tokens ?? {};
  const tokenOf = (name: 'ID' | 'ACCESS', raw: string, claims: Claims): Promise<ViewerToken> => {
    const own = document?.budget?.tokens.includes(name) ? [{ name: 'Budget of the rules', bytes: document.budget.length }] : [];
    return viewerToken(raw, claims, jwks, [...own, ...CONSUMERS]);
  };
  return {
    id,
    at,
    pool: request.pool.id,
    client: request.client.id,
    ...request.user && { username: request.user.name },
    triggerSource: request.triggerSource,
    scopes: request.scopes,
    ...request.clientMetadata && { clientMetadata: request.clientMetadata },
    ...idToken !== undefined && { idToken: await tokenOf('ID', idToken, tokens!.claims.idToken!) },
    ...accessToken !== undefined && { accessToken: await tokenOf('ACCESS', accessToken, tokens!.claims.accessToken) },
    ...error && { error },
    explanation,
    previewTest: previewTest(issuance),
  };
}

async function viewerToken(raw: string, claims: Claims, jwks: JSONWebKeySet, budgets: ViewerToken['budgets']): Promise<ViewerToken> {
  const verified = await jwtVerify(raw, createLocalJWKSet(jwks)).then(() => true, () => false);
  return { raw, header: decodeProtectedHeader(raw) as Claims, claims, verified, bytes: raw.length, budgets };
}

export function summaryOf({ id, at, request, error }: Issuance): IssuanceSummary {
  return {
    id,
    at,
    pool: request.pool.path,
    client: request.client.path,
    ...request.user && { username: request.user.name },
    triggerSource: request.triggerSource,
    denied: error !== undefined,
  };
}
