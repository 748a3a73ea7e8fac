import { differences } from './differences';
import type { Invocation, Outcome } from './enrich';
import { invokePrevious } from './previous-function';

/** What becomes of an event for which the previous function decides. */
export interface Compared extends Outcome {
  /** What the previous function answered: the whole event. */
  readonly previousAnswer?: { readonly event: unknown };
  /** Why the previous function did not answer. */
  readonly previousError?: string;
  /** What the previous function threw: shown to the user. */
  readonly previousMessage?: string;
  /** Claims, by token and name, in which the rules differ from it; or that one of them denied. */
  readonly differences?: readonly string[];
}

/** The previous function decides; what the rules would do differently is counted. */
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
