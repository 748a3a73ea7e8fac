import { readFileSync } from 'fs';
import { join } from 'path';
import type { Context } from 'aws-lambda';
import { BreakGlass } from './break-glass';
import { Deadline } from './deadline';
import type { Enriched } from './enrich';
import { conclude, Enrichment, loadRuleset, readEvent, refusalMessage } from './enricher';
import { log, type ReadReport, type Report } from './log';
import type * as Network from './network';
import { rehearse } from './rehearsal';
import type { Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/cognito/token-request';
import { BREAK_GLASS_VARIABLE, DIGEST_VARIABLE, DOCUMENT_FILE } from '../../src/ruleset/document';

/** Thrown instead of an answer; Cognito shows its message to the user. */
class TokenRefused extends Error {
  public override readonly name = 'TokenRefused';
}

const ruleset = load();
const breakGlass = new BreakGlass(ruleset?.document, process.env[BREAK_GLASS_VARIABLE]);
const inForce = ruleset?.rules.filter(({ rule }) => rule.mode !== 'DISABLED') ?? [];
const network = connectivity();
const clients = network && new network.ClientIds();
const tables = network && new network.TableReader(ruleset!.document.sources);

/** A document that cannot be read refuses every token; it must not keep the function from saying so. */
function load(): Ruleset | undefined {
  try {
    return loadRuleset(JSON.parse(readFileSync(join(__dirname, DOCUMENT_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Rules that look at the event alone need none of it. */
function connectivity(): typeof Network | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return inForce.some(each => each.sources.length > 0 || each.clients.length > 0) ? require('./network') as typeof Network : undefined;
}

/** Milliseconds that opening a connection may add to the start of an environment. */
const CONNECTING = 500;

/**
 * What is done once, before the first event: the connection to DynamoDB is opened, and the ids of app clients that rules name are
 * loaded. Nothing of it has to succeed. A first connection takes most of the CPU of a first token, and Lambda gives all of it now.
 */
export async function initialize(): Promise<void> {
  try {
    const connecting = Promise.all([
      inForce.some(({ sources }) => sources.length > 0) && tables?.connect(CONNECTING),
      clients?.preload([...new Set(inForce.flatMap(each => each.clients))], Deadline.ofInitialization(CONNECTING)),
    ]);
    if (ruleset) {
      rehearse(ruleset);
    }
    await connecting;
  } catch {
    // the first event tells what is wrong
  }
  initialized = performance.now();
}

/** Milliseconds from the start of the process to the end of the initialization. */
let initialized = 0;

/** Cognito has waited for the initialization too, where a first event started it. */
function waitedBefore(): number {
  const waited = process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'on-demand' ? initialized : 0;
  initialized = 0;
  return waited;
}

/** The pre token generation trigger. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  const started = performance.now();
  const reads: ReadReport[] = [];
  const write = (report: Partial<Report>): void =>
    log({ requestId: context.awsRequestId, breakGlass, reads, milliseconds: Math.round(performance.now() - started), responseBytes: 0, ...report });
  let refusal: Refused;
  try {
    const outcome = await enrich(event, context, reads);
    if (!('refused' in outcome)) {
      write({ ...outcome, responseBytes: JSON.stringify(outcome.response).length });
      return { ...event as object, response: outcome.response };
    }
    refusal = outcome;
  } catch (error) {
    // a mistake of this code: no token, and no word about it to the user
    refusal = { refused: 'INTERNAL', stack: framesOf(error) };
  }
  const { message, ...report } = refusal;
  write(report);
  throw new TokenRefused(refusalMessage(refusal.refused, context.awsRequestId, message));
}

type Refused = Partial<Report> & { readonly refused: string; readonly message?: string };

async function enrich(event: unknown, context: Context, reads: ReadReport[]): Promise<Refused | (Enriched & { request: TokenRequest })> {
  if (!ruleset) {
    return { refused: 'DOCUMENT' };
  }
  // configuration and code of a function are updated one after the other: for seconds they do not belong together
  if (process.env[DIGEST_VARIABLE] !== ruleset.document.digest || Object.keys(ruleset.document.slots).some(slot => process.env[slot] === undefined)) {
    return { refused: 'DEPLOYING' };
  }
  const request = readEvent(event, Math.floor(Date.now() / 1000));
  if (!request) {
    return { refused: 'NO_SUBJECT' };
  }
  const deadline = Deadline.of(context.getRemainingTimeInMillis(), waitedBefore());
  const watching = deadline.watching();
  const enrichment = new Enrichment(ruleset, request, {
    slot: name => process.env[name] ?? '',
    isClient: key => clients?.isClient(key, request.clientId),
    omitted: breakGlass.omitted,
  });
  if (clients) {
    const enforced = enrichment.clients('ENFORCE');
    await Promise.all([
      clients.load(enforced, request.clientId, deadline),
      clients.load(enrichment.clients('SHADOW').filter(key => !enforced.includes(key)), request.clientId, watching),
    ]);
  }
  await tables?.readItems(enrichment, deadline, watching, reads);
  const enriched = conclude(enrichment, request);
  const { refusal } = enriched.decision;
  return refusal
    ? { refused: refusal.reason, request, decision: enriched.decision, rule: refusal.rule, message: refusal.message }
    : { ...enriched, request };
}

/** Where it happened, without the message, which could hold anything. */
function framesOf(error: unknown): readonly string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).slice(0, 5).map(line => line.trim()) : [];
}
