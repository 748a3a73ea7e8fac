import { Enrichment, type Environment } from './enrichment';
import type { Ruleset } from './ruleset';
import { toResponse } from '../../src/core/cognito/changes';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import type { JsonMap } from '../../src/core/document/json';
import type { Item } from '../../src/core/operators/operator';

/** What became of a request: the response for Cognito, unless the decision refuses the token. */
export interface Enriched {
  readonly decision: Decision;
  readonly response: JsonMap;
}

/** The end of every enrichment, once nothing is left to read. */
export function conclude(enrichment: Enrichment, request: TokenRequest): Enriched {
  const decision = enrichment.decide();
  return { decision, response: toResponse(request.eventVersion, request.subject, decision.changes) };
}

/** What a test knows of a source: its item or items, that there is none, or that the read fails. */
export type Known = Item | readonly Item[] | undefined | 'failed';

/**
 * Enriches with items that are known already: for previews and tests.
 *
 * @param itemsOf the item of a source, or all items of a query; undefined when there is none, `failed` when the read fails
 */
export function enrichWithItems(ruleset: Ruleset, request: TokenRequest, environment: Environment, itemsOf: (source: string) => Known): Enriched {
  const enrichment = new Enrichment(ruleset, request, environment);
  for (let reads = enrichment.reads(); reads.length > 0; reads = enrichment.reads()) {
    for (const read of reads) {
      const known = itemsOf(read.source);
      if (known === 'failed') {
        enrichment.fail(read);
      } else {
        const items = Array.isArray(known) ? known as readonly Item[] : known === undefined ? [] : [known as Item];
        enrichment.provide(read, { items, count: items.length });
      }
    }
  }
  return conclude(enrichment, request);
}
