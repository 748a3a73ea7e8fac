import { differences } from './differences';
import type { Invocation, Outcome } from './enrich';
import { invokePrevious } from './previous-function';

/** The outcome of an event that the previous function answers. */
export interface Compared extends Outcome {
  /** The answer of the previous function: the complete event. */
  readonly previousAnswer?: { readonly event: unknown };
  /** The reason why the previous function did not answer. */
  readonly previousError?: string;
  /** The error message of the previous function, which is shown to the user. */
  readonly previousMessage?: string;
  /** The claims, by token and name, in which the rules differ from the previous function; or that only one of them denied the token. */
  readonly differences?: readonly string[];
}

/** Runs the rules and the previous function. The answer of the previous function decides; differences are counted. */
export async function compareWithPrevious(arn: string, { event, deadline }: Invocation, enriched: Promise<Outcome>): Promise<Compared> {
  const [previous, outcome] = await Promise.all([invokePrevious(arn, event, deadline), enriched]);
  const { request, response, denied } = outcome;
  if ('error' in previous) {
    const { error, message } = previous;
    return { ...outcome, denied: 'PREVIOUS', previousMessage: message, previousError: error, differences: denied === undefined ? ['issued'] : [] };
  }
  const answer = (previous.answer as { readonly response?: unknown } | null)?.response;
  return {
    ...outcome,
    denied: undefined,
    previousAnswer: { event: previous.answer },
    differences: request && response ? differences(request, response, answer) : [`denied: ${denied}`],
  };
}
