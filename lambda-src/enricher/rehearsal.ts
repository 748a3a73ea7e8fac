import { Enrichment } from './enrichment';
import type { Ruleset } from './ruleset';
import { buildEvent, type EventParts } from '../../src/cognito/build-event';
import { readEvent, type TokenRequest } from '../../src/cognito/token-request';

const PARTS: EventParts = {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: '',
  userPoolId: '',
  userName: 'rehearsal',
  clientId: '',
  userAttributes: { 'sub': '00000000-0000-4000-8000-000000000000', 'email': 'rehearsal@example.com', 'email_verified': 'true', 'cognito:user_status': 'CONFIRMED' },
  groups: ['rehearsal'],
  iamRoles: [],
  scopes: ['openid'],
};

/**
 * An enrichment of nobody's token, for the time before the first event: V8 compiles functions when they run first, and Lambda gives all of
 * its CPU now and a share of it later.
 */
export function beginRehearsal(ruleset: Ruleset): { readonly enrichment: Enrichment; readonly request: TokenRequest } | undefined {
  const request = readEvent(JSON.parse(JSON.stringify(buildEvent(ruleset.document.triggerVersion, PARTS))), 0);
  return request && { enrichment: new Enrichment(ruleset, request, { slot: () => 'rehearsal', isClient: () => false }), request };
}
