import { readFileSync } from 'fs';
import { join } from 'path';
import { BreakGlass } from './break-glass';
import type * as Enricher from './enricher';
import type { Environment } from './enrichment';
import type * as Network from './network';
import type { Ruleset } from './ruleset';
import type { Services } from './services';
import { BREAK_GLASS_VARIABLE, DIGEST_VARIABLE, DOCUMENT_FILE, DOCUMENT_VERSION, type RulesetDocument } from '../../src/core/document/document';

/* eslint-disable @typescript-eslint/no-require-imports */

/** What one environment of the function has from its first event to its last. */
export interface Started {
  readonly enricher: typeof Enricher;
  /** None where the document cannot be read: every token is refused then. */
  readonly ruleset?: Ruleset;
  /** Configuration and code of a function are updated one after the other: for seconds they do not belong together. */
  readonly isDeployed: boolean;
  readonly environment: Environment;
  readonly breakGlass: BreakGlass;
  /** Where something calls AWS. */
  readonly aws?: { readonly network: typeof Network; readonly services: Services };
  /** A rehearsal saves time, or takes none as there is something to wait for. */
  readonly rehearses: boolean;
}

/**
 * What is done once, before the first event, and does not have to succeed but for the loading. A first connection takes most of
 * the CPU of a first token, and Lambda gives all of it now; while the other side answers, the rest is loaded.
 *
 * @param saves what is done now saves time later
 */
export async function startUp(saves: boolean): Promise<Started> {
  const document = attempt(readDocument);
  const network = document && require('./network') as typeof Network | undefined;
  const aws = network && { network, services: network.startServices(network, document!, saves) };
  /** What came from the other side is answered. */
  const turn = async (): Promise<unknown> => aws && new Promise(resolve => setImmediate(resolve));
  await turn();
  const enricher = require('./enricher') as typeof Enricher;
  await turn();
  const ruleset = attempt(() => document && enricher.loadRuleset(document));
  await turn();
  const slots = new Map(Object.keys(document?.slots ?? {}).map(slot => [slot, process.env[slot]] as const));
  const isDeployed = process.env[DIGEST_VARIABLE] === document?.digest && ![...slots.values()].includes(undefined);
  const breakGlass = new BreakGlass(document, process.env[BREAK_GLASS_VARIABLE]);
  const environment: Environment = {
    slot: name => slots.get(name) ?? '',
    isClient: (key, clientId) => aws?.services.clients?.isClient(key, clientId),
    omitted: breakGlass.omitted,
  };
  return { enricher, ruleset, isDeployed, environment, breakGlass, aws, rehearses: saves || aws?.services.isPending() === true };
}

function readDocument(): RulesetDocument | undefined {
  const document = JSON.parse(readFileSync(join(__dirname, DOCUMENT_FILE), 'utf8')) as RulesetDocument;
  return document.version === DOCUMENT_VERSION ? document : undefined;
}

/** The first event tells what is wrong. */
function attempt<T>(begin: () => T): T | undefined {
  try {
    return begin();
  } catch {
    return undefined;
  }
}
