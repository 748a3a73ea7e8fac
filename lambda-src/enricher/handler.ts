import type { Context } from 'aws-lambda';
import type { Enrichment } from './enrichment';
import type { Invocation, Outcome } from './invocation';
import { lineOf, log } from './log';
import { collectGarbage, savesTime } from './preparation';
import { startUp, type Started } from './start-up';
import type { TokenRequest } from '../../src/core/cognito/token-request';

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
  await Promise.all([rehearse(now), now.aws?.services.settled]);
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
    const { aws } = now;
    started = { ...now, isDeployed: true, aws: aws && { ...aws, services: { ...aws.services, tables: aws.services.tables?.rehearsing() } } };
    const invocation = { event, requestId: '', deadline: aws?.network.Deadline.ofInitialization(REHEARSAL), reads: [], begun: performance.now() };
    lineOf(await enrich(invocation), invocation, now.breakGlass);
  }
}

/** Cognito has waited for the initialization too, where a first event started it. */
function waitedBefore(): number {
  const waited = initialized;
  initialized = 0;
  return waited > 0 && process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'on-demand' ? waited : 0;
}

/** The pre token generation trigger. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  const { aws, enricher } = started;
  const invocation: Invocation = {
    event,
    requestId: context.awsRequestId,
    deadline: aws?.network.Deadline.of(context.getRemainingTimeInMillis(), waitedBefore()),
    reads: [],
    begun: performance.now(),
  };
  const previous = aws?.services.previous;
  const enriched = previous === undefined ? enrich(invocation) : aws!.network.besidePrevious(previous, enricher, invocation, enrich);
  // what is there is not waited for, as that takes longer than some rules
  const outcome = enriched instanceof Promise ? await enriched : enriched;
  const { refused, told, message, response } = outcome;
  log(outcome, invocation, started.breakGlass);
  if (refused !== undefined) {
    throw new TokenRefused(told ?? enricher.refusalMessage(refused, invocation.requestId, message));
  }
  return outcome.previous ? outcome.previous.answer : { ...event as object, response };
}

/** What the rules make of an event, at once where nothing has to be read. A mistake of this code makes no token, and no word about it reaches the user. */
function enrich(invocation: Invocation): Outcome | Promise<Outcome> {
  try {
    const { enricher: { Enrichment, readEvent }, ruleset, isDeployed, environment, aws } = started;
    if (!ruleset) {
      return { refused: 'DOCUMENT' };
    }
    if (!isDeployed) {
      return { refused: 'DEPLOYING' };
    }
    const request = readEvent(invocation.event, Math.floor(Date.now() / 1000));
    if (!request) {
      return { refused: 'NO_SUBJECT' };
    }
    const enrichment = new Enrichment(ruleset, request, environment);
    return aws
      ? aws.network.prepare(aws.services, enrichment, request, invocation).then(() => concluded(enrichment, request)).catch(mistaken)
      : concluded(enrichment, request);
  } catch (error) {
    return mistaken(error);
  }
}

function concluded(enrichment: Enrichment, request: TokenRequest): Outcome {
  const { decision, response } = started.enricher.conclude(enrichment, request);
  const { refusal } = decision;
  return refusal
    ? { refused: refusal.reason, request, decision, rule: refusal.rule, message: refusal.message }
    : { request, decision, response };
}

function mistaken(error: unknown): Outcome {
  return { refused: 'INTERNAL', stack: framesOf(error) };
}

/** Where it happened, without the message, which could hold anything. */
function framesOf(error: unknown): readonly string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).slice(0, 5).map(line => line.trim()) : [];
}
