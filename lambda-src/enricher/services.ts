import type { Enrichment } from './enricher';
import type { Invocation } from './invocation';
import type * as Network from './network';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { PREVIOUS_VARIABLE, type RulesetDocument } from '../../src/core/document/document';
import { Deadline } from '../aws/deadline';

/** What calls AWS for the events of one environment, as far as the rules need it. */
export interface Services {
  readonly clients?: Network.ClientIds;
  readonly tables?: Network.TableReader;
  /** The ARN of the function that answers while the rules run beside it. */
  readonly previous?: string;
  /** Once the connection is opened and the ids of clients are there, or that has failed. */
  readonly settled: Promise<unknown>;
  /** That is still to come. */
  readonly isPending: () => boolean;
}

/** Milliseconds that a connection may add to the start of an environment. */
const CONNECTING = 500;

/**
 * Begins what takes most of the CPU of a first token, and Lambda gives all of it now.
 *
 * @param network of which there is what the rules need
 * @param isTried the connection is used once
 */
export function startServices(network: Partial<typeof Network>, document: RulesetDocument, isTried: boolean): Services {
  const { ClientIds, TableReader, besidePrevious } = network;
  const tables = TableReader && new TableReader(document.sources);
  const clients = ClientIds && new ClientIds();
  const deadline = Deadline.ofInitialization(CONNECTING);
  let isPending = tables !== undefined || clients !== undefined;
  const settled = Promise.allSettled([tables?.connect(deadline, isTried), clients?.preload(Object.keys(document.clients), deadline)])
    .then(() => { isPending = false; });
  return { tables, clients, previous: besidePrevious && process.env[PREVIOUS_VARIABLE], settled, isPending: () => isPending };
}

/** Reads what an enrichment needs, before it is concluded. */
export async function prepare(
  { clients, tables }: Services, enrichment: Enrichment, request: TokenRequest, { deadline, reads }: Invocation,
): Promise<void> {
  const watching = deadline!.watching();
  const { ENFORCE: enforced, SHADOW: watched } = enrichment.clients;
  if (clients && (enforced.length > 0 || watched.length > 0)) {
    await Promise.all([
      clients.load(enforced, request.clientId, deadline!),
      clients.load(watched.filter(key => !enforced.includes(key)), request.clientId, watching),
    ]);
  }
  await tables?.readItems(enrichment, deadline!, watching, reads);
}
