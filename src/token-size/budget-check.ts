import { maxTokenSize } from './max-token-size';
import type { ClaimLength } from './token-length';
import type { AppCheck } from '../checks/app/app-check';

/** Rules that can make longer tokens than the budget has room for. */
export const TOKEN_LENGTH: AppCheck = {
  name: 'TokenLength',
  finds: 'rules whose longest token is longer than the budget',
  findings: app => {
    const { budget } = app.compilation.document;
    const findings = (budget?.tokens ?? []).map(token => ({ token, length: maxTokenSize(app, token) }));
    return {
      problems: findings.filter(({ length }) => length.longest > budget!.length).map(({ token, length }) => ({
        check: 'TokenLength',
        path: 'tokenBudget',
        given: `an ${token === 'ID' ? 'ID' : 'access'} token of ${length.longest} characters at most: ${length.withoutRules} without rules, ${describe(length.claims)}`,
        allowed: `${budget!.length} characters`,
        fix: 'shorten values with limit(...) or substring(...), declare lengths that they really have (maxLength, maxItems, or the attributes of the pool), take claims out, or take a larger budget',
      })),
      warnings: findings.flatMap(({ length }) => length.claims.filter(claim => claim.length === undefined)).slice(0, 1).map(({ claim, rules }) => ({
        id: 'UnboundedClaim',
        path: rules[0],
        message: `'${claim}' can be as long as a table has it, so that the budget shows only when a token is issued: declare valueType with maxLength or maxItems`,
      })),
    };
  },
};

function describe(claims: readonly ClaimLength[]): string {
  return [...claims].sort((left, right) => (right.length ?? 0) - (left.length ?? 0))
    .map(({ claim, length }) => `'${claim}' ${length ?? 'of unknown length'}`).join(', ');
}
