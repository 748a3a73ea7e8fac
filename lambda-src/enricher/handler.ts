import type { Context } from 'aws-lambda';
import { log, type ReadReport } from './log';
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
  started = await startUp();
  initialized = performance.now();
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
  const invoked = performance.now();
  const reads: ReadReport[] = [];
  let outcome: Outcome;
  try {
    const deadline = Deadline.of(context.getRemainingTimeInMillis(), waitedBefore());
    if (started.previous) {
      return await answerOfPrevious(started.previous, event, context, { deadline, reads, invoked });
    }
    outcome = await enrich(event, deadline, reads);
    if (outcome.refused === undefined) {
      logOutcome(outcome, context, reads, invoked);
      return { ...event as object, response: outcome.response };
    }
  } catch (error) {
    if (error instanceof TokenRefused) {
      throw error;
    }
    // a mistake of this code: no token, and no word about it to the user
    outcome = { refused: 'INTERNAL', stack: framesOf(error) };
  }
  logOutcome(outcome, context, reads, invoked);
  throw new TokenRefused(started.enricher.refusalMessage(outcome.refused!, context.awsRequestId, outcome.message));
}

/** The function of before decides; what the rules would do differently is counted. */
async function answerOfPrevious(
  previous: NonNullable<Started['previous']>, event: unknown, context: Context,
  { deadline, reads, invoked }: { readonly deadline: Deadline; readonly reads: ReadReport[]; readonly invoked: number },
): Promise<unknown> {
  const [answered, own] = await Promise.all([
    previous(event, deadline).then(answer => ({ answer }), (failure: { readonly reason?: string; readonly told?: string }) => ({ failure })),
    enrich(event, deadline, reads).catch((error: unknown): Outcome => ({ refused: 'INTERNAL', stack: framesOf(error) })),
  ]);
  if ('failure' in answered) {
    const { reason = 'INTERNAL', told } = answered.failure;
    const compared = own.refused === undefined ? ['issued'] : [];
    logOutcome({ ...own, refused: 'PREVIOUS', rule: undefined, compared, previous: reason }, context, reads, invoked);
    throw new TokenRefused(told ?? started.enricher.refusalMessage('PREVIOUS', context.awsRequestId));
  }
  const { request, response, refused } = own;
  const isComparable = refused === undefined && request !== undefined && response !== undefined;
  const answer = answered.answer as { readonly response?: unknown } | null;
  const compared = isComparable ? started.enricher.differences(request, response, answer?.response) : [`refused: ${refused}`];
  logOutcome({ ...own, refused: undefined, rule: undefined, compared }, context, reads, invoked);
  return answered.answer;
}

function logOutcome(outcome: Outcome, { awsRequestId }: Context, reads: readonly ReadReport[], invoked: number): void {
  const { request, decision, response, refused, rule, stack, compared, previous } = outcome;
  log({
    requestId: awsRequestId,
    request,
    decision,
    refused,
    rule,
    stack,
    compared,
    previous,
    breakGlass: started.breakGlass,
    reads,
    milliseconds: Math.round(performance.now() - invoked),
    responseBytes: response ? JSON.stringify(response).length : 0,
  });
}

async function enrich(event: unknown, deadline: Deadline, reads: ReadReport[]): Promise<Outcome> {
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
  await tables?.readItems(enrichment, deadline, watching, reads);
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
