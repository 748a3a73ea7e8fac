import type { Context } from 'aws-lambda';
import { compareWithPrevious, type Compared } from './compare-with-previous';
import { Deadline } from './deadline';
import { enrich, type Invocation } from './enrich';
import { loadEnvironment } from './environment';
import { log } from './log';
import { warmUp } from './warm-up';
import { denialMessage } from '../../src/core/cognito/response';

// previews and tests load this file as well: evaluating rules needs no network, timers or environment
export { matchesPattern, patternProblem } from './expressions';
export { evaluateWithAnswers } from './request-evaluation';
export { loadRuleset } from './ruleset';
export { readEvent } from '../../src/core/cognito/token-request';
export { denialMessage };

/** Thrown to deny a token. Cognito shows the message to the user. */
class TokenDenied extends Error {
  public override readonly name = 'TokenDenied';
}

/**
 * Creates the handler of the pre token generation trigger. It is awaited while Lambda initializes the environment.
 *
 * @param folder the folder with the document
 */
export async function createHandler(folder: string): Promise<(event: unknown, context: Context) => Promise<unknown>> {
  const environment = loadEnvironment(folder);
  await warmUp(environment);
  // if the first event started the initialization (a cold start), Cognito has also waited for that
  let waited = process.env.AWS_LAMBDA_INITIALIZATION_TYPE === 'on-demand' ? performance.now() : 0;

  return async (event, context) => {
    const invocation: Invocation = {
      event,
      requestId: context.awsRequestId,
      deadline: Deadline.ofInvocation(context.getRemainingTimeInMillis(), waited),
      begun: performance.now(),
      reads: [],
    };
    waited = 0;
    const { previousFunction } = environment;
    const enriched = enrich(invocation, environment);
    const outcome: Compared = previousFunction === undefined ? await enriched : await compareWithPrevious(previousFunction, invocation, enriched);
    const { denied, previousMessage, decision, response, previousAnswer } = outcome;
    log(outcome, invocation, environment.disabled);
    if (denied !== undefined) {
      throw new TokenDenied(previousMessage ?? denialMessage(denied, invocation.requestId, decision?.denial?.message));
    }
    return previousAnswer ? previousAnswer.event : { ...event as object, response };
  };
}
