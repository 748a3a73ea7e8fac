import { maxTokenSize } from './max-token-size';
import type { ClaimLength } from './token-length';
import type { AppCheck } from '../checks/app/app-check';
import type { Rule, RulesetDocument, SetClaimRule } from '../core/document/document';

/** Rules that can make tokens longer than the budget allows. */
export const TOKEN_LENGTH: AppCheck = {
  name: 'TokenLength',
  finds: 'rules that can make a token longer than the budget',
  findings: app => {
    const { budget } = app.compilation.document;
    const compilation = { ...app.compilation, document: withAllDropped(app.compilation.document) };
    const findings = (budget?.tokens ?? []).map(token => ({ token, length: maxTokenSize({ ...app, compilation }, token) }));
    return {
      problems: findings.filter(({ length }) => length.longest > budget!.length).map(({ token, length }) => ({
        check: 'TokenLength',
        path: 'tokenBudget',
        given: `an ${token === 'ID' ? 'ID' : 'access'} token of at most ${length.longest} characters: ${length.withoutRules} without rules, ${describe(length.claims)}`,
        allowed: `${budget!.length} characters`,
        fix: 'shorten values with limit(...) or substring(...), declare their actual maximum lengths (maxLength, maxItems, or in the schema of the user pool), remove claims, let claims be dropped (OnExcess.DROP and a dropOrder), or set a larger budget',
      })),
      warnings: findings.flatMap(({ length }) => length.claims.filter(claim => claim.length === undefined)).slice(0, 1).map(({ claim, rules }) => ({
        id: 'UnboundedClaim',
        path: rules[0],
        message: `'${claim}' can be as long as the value in the table, so the budget can only be checked when a token is issued`,
        fix: 'declare valueType with maxLength or maxItems, or let the claim be dropped (OnExcess.DROP and a dropOrder)',
      })),
    };
  },
};

/** The rules of a token that has lost all claims that it can lose, with the claim that names them. */
function withAllDropped(document: RulesetDocument): RulesetDocument {
  const { budget, rules } = document;
  const canBeDropped = (rule: Rule): rule is SetClaimRule => budget?.onExcess === 'DROP' && rule.kind === 'setClaim' && rule.dropOrder !== undefined;
  const [marker] = rules.filter(canBeDropped);
  const names = [...new Set(rules.filter(canBeDropped).map(({ claim }) => claim))].join(' ');
  return marker === undefined ? document : {
    ...document,
    rules: [...rules.filter(rule => !canBeDropped(rule)), { ...marker, claim: budget!.marker, value: { op: 'literal', args: [names] }, tokens: budget!.tokens }],
  };
}

function describe(claims: readonly ClaimLength[]): string {
  return [...claims].sort((left, right) => (right.length ?? 0) - (left.length ?? 0))
    .map(({ claim, length }) => `'${claim}' ${length ?? 'of unknown length'}`).join(', ');
}
