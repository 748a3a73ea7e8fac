import type { TokenBudget } from './token-budget';
import { holdsToken } from '../cdk/tokens';
import { choice, choices } from '../compiler/choices';
import { tokenInStructure } from '../compiler/constants';
import type { CompileContext } from '../compiler/context';
import type { CompiledRule } from '../compiler/rules';
import { isAttributeClaim, isClaimName, treatmentOf } from '../core/cognito/claims';
import type { Budget } from '../core/document/document';
import { show } from '../problems/problems';

const MARKER = 'claims_dropped';
/** Characters of a token without rules, about. */
const LEAST = 1000;
const TOKENS = ['ID', 'ACCESS'] as const;

/** The budget of the document, checked. */
export function compileBudget(budget: TokenBudget, rules: readonly CompiledRule[], context: CompileContext): Budget {
  const { length, _options: { markerClaim = MARKER, onExcess, tokens } } = budget;
  if (!Number.isSafeInteger(length) || length < LEAST) {
    context.problem({ check: 'Argument', path: 'tokenBudget.length', given: show(length), allowed: `a whole number, ${LEAST} at least`, fix: 'give that instead' });
  }
  checkMarker(markerClaim, rules, context);
  return {
    length,
    tokens: choices(tokens, TOKENS, TOKENS, 'tokenBudget.tokens', context),
    onExcess: choice(onExcess, ['REFUSE', 'DROP'] as const, 'REFUSE', 'tokenBudget.onExcess', context),
    marker: typeof markerClaim === 'string' ? markerClaim : MARKER,
  };
}

function checkMarker(marker: unknown, rules: readonly CompiledRule[], context: CompileContext): void {
  const path = 'tokenBudget.markerClaim';
  if (holdsToken(marker)) {
    context.problem(tokenInStructure(path, marker));
  } else if (typeof marker !== 'string' || !isClaimName(marker) || !treatmentOf(marker).set || isAttributeClaim(marker) || rules.some(rule => 'claim' in rule && rule.claim === marker)) {
    context.problem({
      check: 'ReservedClaim',
      path,
      given: show(marker),
      allowed: 'a claim that neither Amazon Cognito nor a rule sets',
      fix: `choose another name, or leave it out for '${MARKER}'`,
    });
  }
}
