import { conclude, Enrichment, readEvent } from './enricher';
import { lineOf } from './log';
import type { Ruleset } from './ruleset';
import { buildEvent, type EventParts } from '../../src/cognito/build-event';

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
 * Decides about nobody's token, before the first event: V8 compiles functions when they run first, and Lambda gives all of its CPU now and
 * a share of it later. Nothing is read, written or kept of it.
 */
export function rehearse(ruleset: Ruleset): void {
  const request = readEvent(JSON.parse(JSON.stringify(buildEvent(ruleset.document.triggerVersion, PARTS))), 0);
  if (!request) {
    return;
  }
  const enrichment = new Enrichment(ruleset, request, { slot: () => '', isClient: () => false });
  for (let reads = enrichment.reads(); reads.length > 0; reads = enrichment.reads()) {
    reads.forEach(read => enrichment.provide(read, { items: [], count: 0 }));
  }
  const { decision, response } = conclude(enrichment, request);
  JSON.stringify([response, lineOf({
    requestId: '', request, decision, breakGlass: { omitted: new Set(), ignored: [] }, reads: [], milliseconds: 0, responseBytes: 0,
  })]);
}
