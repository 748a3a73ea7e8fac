import type { Context } from 'aws-lambda';
import { lineOf, log, type ReadReport, type Report } from './log';
import { collectGarbage, savesTime } from './preparation';
import { startUp, type Started } from './start-up';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { Decision } from '../../src/ruleset/decision';
import type { JsonMap } from '../../src/ruleset/json';
import { Deadline } from '../aws/deadline';

/** Thrown instead of an answer; Cognito shows its message to the user. */
class TokenRefused extends Error {
  public override readonly name = 'TokenRefused';
}

let started: Started;
/** Milliseconds from the start of the process to the end of the initialization. */
let initialized = 0;

/** Has to be awaited before the first event. */
export async function initialize(): Promise<void> {
  const saves = savesTime();
  const now = await startUp(saves);
  await Promise.all([rehearse(now), now.settled]);
  if (saves) {
    collectGarbage();
  }
  started = now;
  initialized = performance.now();
}

/** Milliseconds. */
const REHEARSAL = 1000;

/** Everything that is done for an event, for nobody: nothing is sent, written or kept of it. */
async function rehearse(now: Started): Promise<void> {
  const event = now.ruleset?.document.rehearsal;
  if (event && now.rehearses) {
    started = { ...now, isDeployed: true, tables: now.tables?.rehearsing() };
    const invocation = { event, requestId: '', deadline: Deadline.ofInitialization(REHEARSAL), reads: [], begun: performance.now() };
    lineOf(reportOf(await enrichSafely(invocation), invocation));
  }
}

/** Cognito has waited for the initialization too, where a first event started it. */
function waitedBefore(): number {
  const waited = initialized;
  initialized = 0;
  return waited > 0 && process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'on-demand' ? waited : 0;
}

/** What becomes of an invocation: a response, or why there is none. */
interface Outcome {
  readonly request?: TokenRequest;
  readonly decision?: Decision;
  readonly response?: JsonMap;
  readonly refused?: string;
  readonly rule?: string;
  /** What a rule tells the user. */
  readonly message?: string;
  readonly stack?: readonly string[];
  /** In what the rules differ from the function that answers. */
  readonly compared?: readonly string[];
  /** Why that function did not answer. */
  readonly previous?: string;
}

/** The pre token generation trigger. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  const invocation: Invocation = {
    event,
    requestId: context.awsRequestId,
    deadline: Deadline.of(context.getRemainingTimeInMillis(), waitedBefore()),
    reads: [],
    begun: performance.now(),
  };
  if (started.previous) {
    return answerOfPrevious(started.previous, invocation);
  }
  const outcome = await enrichSafely(invocation);
  const { refused, response, message } = outcome;
  log(reportOf(outcome, invocation));
  if (refused !== undefined) {
    throw new TokenRefused(started.enricher.refusalMessage(refused, invocation.requestId, message));
  }
  return { ...event as object, response };
}

interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  readonly deadline: Deadline;
  /** What became of the reads, as they are made. */
  readonly reads: ReadReport[];
  readonly begun: number;
}

/** The function of before decides; what the rules would do differently is counted. */
async function answerOfPrevious(previous: NonNullable<Started['previous']>, invocation: Invocation): Promise<unknown> {
  const { event, deadline, requestId } = invocation;
  const [answered, own] = await Promise.all([
    previous(event, deadline).then(given => ({ given }), (failure: { readonly reason?: string; readonly told?: string }) => ({ failure })),
    enrichSafely(invocation),
  ]);
  if ('failure' in answered) {
    const { reason = 'INTERNAL', told } = answered.failure;
    log(reportOf({ ...own, refused: 'PREVIOUS', rule: undefined, compared: own.refused === undefined ? ['issued'] : [], previous: reason }, invocation));
    throw new TokenRefused(told ?? started.enricher.refusalMessage('PREVIOUS', requestId));
  }
  const { request, response, refused } = own;
  const { given } = answered;
  const compared = request && response
    ? started.enricher.differences(request, response, (given as { readonly response?: unknown } | null)?.response)
    : [`refused: ${refused}`];
  log(reportOf({ ...own, refused: undefined, rule: undefined, compared }, invocation));
  return given;
}

/** A mistake of this code makes no token, and no word about it reaches the user. */
async function enrichSafely(invocation: Invocation): Promise<Outcome> {
  try {
    return await enrich(invocation);
  } catch (error) {
    return { refused: 'INTERNAL', stack: framesOf(error) };
  }
}

function reportOf(outcome: Outcome, { requestId, reads, begun }: Invocation): Report {
  const { request, decision, refused, rule, stack, compared, previous } = outcome;
  return {
    requestId,
    request,
    decision,
    refused,
    rule,
    stack,
    compared,
    previous,
    breakGlass: started.breakGlass,
    reads,
    milliseconds: Math.round(performance.now() - begun),
  };
}

async function enrich({ event, deadline, reads }: Invocation): Promise<Outcome> {
  const { enricher: { conclude, Enrichment, readEvent }, ruleset, isDeployed, slots, breakGlass, clients, tables } = started;
  if (!ruleset) {
    return { refused: 'DOCUMENT' };
  }
  if (!isDeployed) {
    return { refused: 'DEPLOYING' };
  }
  const request = readEvent(event, Math.floor(Date.now() / 1000));
  if (!request) {
    return { refused: 'NO_SUBJECT' };
  }
  const watching = deadline.watching();
  const enrichment = new Enrichment(ruleset, request, {
    slot: name => slots.get(name) ?? '',
    isClient: key => clients?.isClient(key, request.clientId),
    omitted: breakGlass.omitted,
  });
  const { ENFORCE: enforced, SHADOW: watched } = enrichment.clients;
  if (clients && (enforced.length > 0 || watched.length > 0)) {
    await Promise.all([
      clients.load(enforced, request.clientId, deadline),
      clients.load(watched.filter(key => !enforced.includes(key)), request.clientId, watching),
    ]);
  }
  if (tables) {
    await tables.readItems(enrichment, deadline, watching, reads);
  }
  const { decision, response } = conclude(enrichment, request);
  const { refusal } = decision;
  return refusal
    ? { refused: refusal.reason, request, decision, rule: refusal.rule, message: refusal.message }
    : { request, decision, response };
}

/** Where it happened, without the message, which could hold anything. */
function framesOf(error: unknown): readonly string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).slice(0, 5).map(line => line.trim()) : [];
}
