import { Enrichment } from './enrichment';
import type { Ruleset } from './ruleset';
import { readEvent, type TokenRequest } from '../../src/cognito/token-request';

/** As Cognito sends it for a user: by the version, which tells a machine of none. */
const REQUEST = {
  userAttributes: { 'sub': '00000000-0000-4000-8000-000000000000', 'email': 'rehearsal@example.com', 'email_verified': 'true', 'cognito:user_status': 'CONFIRMED' },
  groupConfiguration: { groupsToOverride: ['rehearsal'], iamRolesToOverride: [], preferredRole: null },
  scopes: ['openid'],
};

/**
 * An enrichment of nobody's token, for the time before the first event: V8 compiles functions when they run first, and Lambda gives all of
 * its CPU now and a share of it later.
 */
export function beginRehearsal(ruleset: Ruleset): { readonly enrichment: Enrichment; readonly request: TokenRequest } | undefined {
  const version = ruleset.document.triggerVersion.slice(1, 2);
  const request = readEvent({ version, triggerSource: 'TokenGeneration_HostedAuth', callerContext: { clientId: '' }, request: REQUEST }, 0);
  return request && { enrichment: new Enrichment(ruleset, request, { slot: () => 'rehearsal', isClient: () => false }), request };
}
