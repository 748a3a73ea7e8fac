import { outcomeAlone, tell } from './claims';
import type { Decided } from './evaluate';
import { collectAdded } from './scopes';
import { issuedTokens } from '../../src/core/cognito/token-request';
import type { Outcome } from '../../src/core/document/decision';

/** What would have become of the rule at a place, which only watches, by itself. */
export function shadowOutcome(place: number, { plan: { planned }, considered, evaluation: { request } }: Decided): Outcome | undefined {
  const { rule, fits } = planned[place];
  switch (rule.kind) {
    case 'setClaim': {
      const told: Array<Outcome | undefined> = [undefined];
      for (const token of issuedTokens(request)) {
        const outcome = rule.tokens.includes(token) ? outcomeAlone(place, considered, fits![token], request) : undefined;
        if (outcome) {
          tell(told, 0, outcome);
        }
      }
      return told[0];
    }
    case 'addScope':
      return considered.states[place].fires && collectAdded(rule, considered.values[place], []) === false ? 'DROPPED' : undefined;
    default:
      return undefined;
  }
}
