import type { Check } from './check';
import type { Rule } from '../../core/document/document';
import { LIMITS } from '../../core/document/limits';

/** More than one enricher can hold. */
export const RULE_LIMITS: Check = {
  name: 'Limit',
  finds: 'more claims and scopes than there may be',
  problems: ({ document: { rules } }) => {
    const changes = rules.filter(({ mode }) => mode === 'ENFORCE').reduce((count, rule) => count + changesOf(rule), 0);
    return [
      ...changes <= LIMITS.changes ? [] : [{
        check: 'Limit',
        path: 'scopes',
        given: `${changes} claims and scopes, in both tokens together`,
        allowed: `at most ${LIMITS.changes}: Amazon Cognito takes no more`,
        fix: 'put several values into one claim, as a list or object',
      }],
    ];
  },
};

/** How many claims and scopes a rule adds, as far as it alone tells. */
function changesOf(rule: Rule): number {
  switch (rule.kind) {
    case 'setClaim': return rule.tokens.length;
    case 'addScope': return rule.value.op === 'literal' ? [rule.value.args![0]].flat().length : 1;
    default: return 0;
  }
}
