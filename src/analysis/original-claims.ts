import { inferExpression } from './inference';
import { isAttributeClaim, tokensOfCognito } from '../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type SetClaimRule } from '../core/document/document';

/** A claim of Cognito itself that reaches a token although a rule sets the claim. */
export interface OriginalClaim {
  readonly rule: SetClaimRule;
  /** The member of the rule that lets it through. */
  readonly member: 'ifAbsent' | 'tokens';
  /** The user attribute. */
  readonly expression: Expression;
}

/**
 * The user attributes that Cognito adds to the ID token under the name of a claim, where the rules let them through: a rule keeps the original
 * if it has no value, or all rules of the claim leave out the ID token.
 */
export function originalClaims(all: readonly Rule[]): readonly OriginalClaim[] {
  const rules = all.filter(rule => isEnforced(rule) && rule.subjects.includes('USER'));
  const names = new Set(rules.flatMap(rule => rule.kind === 'setClaim' && isAttributeClaim(rule.claim) ? [rule.claim] : []));
  return [...names].filter(claim => !isSuppressed(claim, rules)).flatMap(claim => {
    const setting = rules.filter((rule): rule is SetClaimRule => rule.kind === 'setClaim' && rule.claim === claim);
    const inId = setting.filter(({ tokens }) => tokens.some(token => tokensOfCognito(claim).includes(token)));
    const expression: Expression = { op: 'userAttribute', args: [claim] };
    const through = (member: OriginalClaim['member'], those: readonly SetClaimRule[]): readonly OriginalClaim[] =>
      those.map(rule => ({ rule, member, expression }));
    if (inId.length === 0) {
      return through('tokens', setting);
    }
    // a rule that always applies either has a value or suppresses the original
    const isMasked = inId.some(({ when, ifAbsent, value, subjects }) => !when && (ifAbsent !== 'KEEP_ORIGINAL' || !canBeWithout(value, subjects)));
    return isMasked ? [] : through('ifAbsent', inId.filter(({ ifAbsent }) => ifAbsent === 'KEEP_ORIGINAL'));
  });
}

function isSuppressed(claim: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => !rule.when && (rule.kind === 'suppressClaim' ? rule.claim === claim && rule.tokens.includes('ID')
    : rule.kind === 'keepClaims' && !rule.claims.includes(claim)));
}

function canBeWithout(value: Expression, subjects: SetClaimRule['subjects']): boolean {
  const { absent, failed } = inferExpression(value, subjects);
  return absent || failed;
}
