import { inOrder } from './arguments';
import { tokenInStructure } from './constants';
import type { CompileContext } from './context';
import type { CompiledRule } from './rules';
import { holdsToken } from '../cdk/tokens';
import { isAttributeClaim, isClaimName, treatmentOf } from '../core/cognito/claims';
import type { Budget } from '../core/document/document';
import { placed } from '../options/options';
import { show } from '../problems/problems';
import { DEFAULT_MARKER } from '../token-size/budget-defaults';
import type { TokenBudget } from '../token-size/token-budget';

/** The approximate number of characters of a token without rules. */
const LEAST = 1000;
const TOKENS = ['ID', 'ACCESS'] as const;

/** Checks the token budget and compiles it to the document. */
export function compileBudget(budget: TokenBudget, rules: readonly CompiledRule[], context: CompileContext): Budget {
  const { length, _options: { markerClaim = DEFAULT_MARKER, onExcess, tokens } } = budget;
  placed(budget._problems, 'tokenBudget').forEach(problem => context.problem(problem));
  if (!Number.isSafeInteger(length) || length < LEAST) {
    context.problem({
      check: 'Argument',
      path: 'tokenBudget.length',
      given: show(length),
      allowed: `a whole number, at least ${LEAST}`,
      fix: 'write the number of characters that every consumer of the tokens accepts, or use TokenBudget.httpApi()',
    });
  }
  checkMarker(markerClaim, rules, context);
  return {
    length,
    tokens: inOrder(tokens, TOKENS, TOKENS),
    onExcess: (onExcess ?? 'DENY') as Budget['onExcess'],
    marker: markerClaim,
  };
}

function checkMarker(marker: unknown, rules: readonly CompiledRule[], context: CompileContext): void {
  const path = 'tokenBudget.markerClaim';
  if (holdsToken(marker)) {
    context.problem(tokenInStructure(path, marker, context));
  } else if (typeof marker !== 'string' || !isClaimName(marker) || !treatmentOf(marker).set || isAttributeClaim(marker) || rules.some(rule => 'claim' in rule && rule.claim === marker)) {
    context.problem({
      check: 'ReservedClaim',
      path,
      given: show(marker),
      allowed: 'a claim name that neither Cognito nor a rule sets',
      fix: `choose another name, or remove markerClaim to use '${DEFAULT_MARKER}'`,
    });
  }
}
