import type { Check } from './check';
import type { Rule } from '../../core/document/document';
import { LIMITS } from '../../core/document/limits';

/** Claims and scopes beyond the limit of Cognito. */
export const RULE_LIMITS: Check = {
  name: 'Limit',
  finds: 'more claims and scopes than Cognito accepts',
  problems: ({ document: { rules } }) => {
    const changes = rules.filter(({ mode }) => mode === 'ENFORCE').reduce((count, rule) => count + changesOf(rule), 0);
    return changes <= LIMITS.changes ? [] : [{
      check: 'Limit',
      path: 'scopes',
      given: `${changes} claims and scopes, in both tokens together`,
      allowed: `at most ${LIMITS.changes}: Amazon Cognito accepts no more`,
      fix: 'put several values into one claim, as a list or a map',
    }];
  },
};

/** The number of claims and scopes that a rule adds, as far as the rule shows it. */
function changesOf(rule: Rule): number {
  switch (rule.kind) {
    case 'setClaim': return rule.tokens.length;
    case 'addScope': return rule.value.op === 'literal' ? [rule.value.args![0]].flat().length : 1;
    default: return 0;
  }
}
