import { outcomeAlone } from './claims';
import type { Considered, Outcomes } from './consider';
import type { PlannedRule } from './plan';
import { addedBy } from './scopes';
import { issuedTokens } from '../../src/cognito/token-request';
import type { AddScopeRule, SetClaimRule } from '../../src/ruleset/document';
import type { Evaluation } from '../../src/ruleset/operators/operator';

/** What a rule that only watches would have done in each token. */
export function shadowOutcomes(each: Considered, { fits }: PlannedRule, { request }: Evaluation): Outcomes {
  switch (each.rule.kind) {
    case 'setClaim':
      return issuedTokens(request).filter(token => (each.rule as SetClaimRule).tokens.includes(token))
        .map(token => outcomeAlone(each as Considered<SetClaimRule>, fits![token], request));
    case 'addScope': {
      const added = each.fires ? addedBy(each.rule as AddScopeRule, each.value) : undefined;
      return added && !added.complete ? ['DROPPED'] : [];
    }
    default:
      return [];
  }
}
