import { maxTokenSize } from './max-token-size';
import type { ClaimLength } from './token-length';
import type { AppCheck } from '../checks/app/app-check';

/** Rules that can make tokens longer than the budget allows. */
export const TOKEN_LENGTH: AppCheck = {
  name: 'TokenLength',
  finds: 'rules that can make a token longer than the budget',
  findings: app => {
    const { budget } = app.compilation.document;
    const findings = (budget?.tokens ?? []).map(token => ({ token, length: maxTokenSize(app, token) }));
    return {
      problems: findings.filter(({ length }) => length.longest > budget!.length).map(({ token, length }) => ({
        check: 'TokenLength',
        path: 'tokenBudget',
        given: `an ${token === 'ID' ? 'ID' : 'access'} token of at most ${length.longest} characters: ${length.withoutRules} without rules, ${describe(length.claims)}`,
        allowed: `${budget!.length} characters`,
        fix: 'shorten values with limit(...) or substring(...), declare their actual maximum lengths (maxLength, maxItems, or in the schema of the user pool), remove claims, or set a larger budget',
      })),
      warnings: findings.flatMap(({ length }) => length.claims.filter(claim => claim.length === undefined)).slice(0, 1).map(({ claim, rules }) => ({
        id: 'UnboundedClaim',
        path: rules[0],
        message: `'${claim}' can be as long as the value in the table, so the budget can only be checked when a token is issued`,
        fix: 'declare valueType with maxLength or maxItems',
      })),
    };
  },
};

function describe(claims: readonly ClaimLength[]): string {
  return [...claims].sort((left, right) => (right.length ?? 0) - (left.length ?? 0))
    .map(({ claim, length }) => `'${claim}' ${length ?? 'of unknown length'}`).join(', ');
}
