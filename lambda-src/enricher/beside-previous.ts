import type * as Enricher from './enricher';
import type { Invocation, Outcome } from './invocation';
import { invokePrevious } from './previous-function';

/**
 * The function of before decides; what the rules would do differently is counted.
 *
 * @param enrich what the rules make of it
 */
export async function besidePrevious(
  arn: string, enricher: typeof Enricher, invocation: Invocation, enrich: (invocation: Invocation) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const { event, deadline } = invocation;
  const [answered, outcome] = await Promise.all([
    invokePrevious(arn, event, deadline!)
      .then(answer => ({ answer }), (failure: { readonly reason?: string; readonly told?: string }) => ({ failure })),
    enrich(invocation),
  ]);
  const { request, response, refused } = outcome;
  if ('failure' in answered) {
    const { reason = 'INTERNAL', told } = answered.failure;
    return { ...outcome, refused: 'PREVIOUS', rule: undefined, compared: refused === undefined ? ['issued'] : [], failed: reason, told };
  }
  const compared = request && response
    ? enricher.differences(request, response, (answered.answer as { readonly response?: unknown } | null)?.response)
    : [`refused: ${refused}`];
  return { ...outcome, refused: undefined, rule: undefined, compared, previous: answered };
}
