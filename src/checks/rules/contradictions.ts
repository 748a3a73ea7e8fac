import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { isAttributeClaim } from '../../core/cognito/claims';
import {
  isEnforced, type AddScopeRule, type KeepClaimsRule, type Rule, type SetClaimRule, type SetGroupsRule, type SuppressClaimRule,
  type SuppressScopeRule,
} from '../../core/document/document';
import type { Problem } from '../../problems/problems';

/** Rules that can never have an effect, because another rule always overrides them. */
export const CONTRADICTIONS: Check = {
  name: 'Contradiction',
  finds: 'a rule that another rule always overrides',
  problems: ({ document }) => {
    const rules = document.rules.filter(isEnforced);
    return rules.flatMap((rule, index) => {
      switch (rule.kind) {
        case 'setClaim': return [...replaced(rule, rules.slice(index + 1)), ...suppressed(rule, rules)];
        case 'addScope': return suppressedScope(rule, rules);
        case 'setGroups': return replacedGroups(rule, rules.slice(index + 1));
        default: return [];
      }
    });
  },
};

/** A default followed by exceptions is fine. But if the later rule always has a value, the earlier rule never wins. */
function replaced(rule: SetClaimRule, later: readonly Rule[]): readonly Problem[] {
  const other = later.find((each): each is SetClaimRule => each.kind === 'setClaim' && each.claim === rule.claim && !each.when
    && covers(each, rule) && isCertain(each));
  return other ? [{
    check: 'Contradiction',
    path: rule.id,
    given: `a rule for '${rule.claim}' that ${other.id} always overrides`,
    allowed: 'a default, followed by rules with a condition or with a value that can be absent',
    fix: `remove one of the two rules, add a condition to ${other.id}, or move it first`,
  }] : [];
}

function isCertain({ value, subjects }: SetClaimRule): boolean {
  const { absent, failed } = inferExpression(value, subjects);
  return !absent && !failed;
}

type Reach = Pick<SetClaimRule, 'tokens' | 'subjects'>;

function covers(later: Reach, earlier: Reach): boolean {
  return earlier.tokens.every(token => later.tokens.includes(token)) && hasSubjects(later, earlier);
}

function hasSubjects(rule: Pick<Rule, 'subjects'>, of: Pick<Rule, 'subjects'>): boolean {
  return of.subjects.every(subject => rule.subjects.includes(subject));
}

function suppressed(rule: SetClaimRule, rules: readonly Rule[]): readonly Problem[] {
  const other = rules.find((each): each is SuppressClaimRule | KeepClaimsRule => takesOut(each, rule.claim) && !each.when
    && covers({ ...each, tokens: each.kind === 'keepClaims' ? ['ID'] : each.tokens }, rule));
  return other && !rule.when ? [{
    check: 'Contradiction',
    path: rule.id,
    given: `a rule that sets '${rule.claim}', which ${other.id} ${other.kind === 'keepClaims' ? 'does not keep' : 'always suppresses'}`,
    allowed: 'either to set a claim or to suppress it; suppressing wins',
    fix: `remove one of the two rules, ${other.kind === 'keepClaims' ? `add '${rule.claim}' to the claims that ${other.id} keeps, ` : ''}or add a condition to ${other.id}`,
  }] : [];
}

function takesOut(rule: Rule, claim: string): rule is SuppressClaimRule | KeepClaimsRule {
  return rule.kind === 'suppressClaim' ? rule.claim === claim : rule.kind === 'keepClaims' && isAttributeClaim(claim) && !rule.claims.includes(claim);
}

function suppressedScope(rule: AddScopeRule, rules: readonly Rule[]): readonly Problem[] {
  const other = rules.find((each): each is SuppressScopeRule => each.kind === 'suppressScope' && !each.when
    && rule.value.op === 'literal' && each.scope === rule.value.args![0] && hasSubjects(each, rule));
  return other && !rule.when ? [{
    check: 'Contradiction',
    path: rule.id,
    given: `a rule that adds the scope '${other.scope}', which ${other.id} always suppresses`,
    allowed: 'either to add a scope or to suppress it; suppressing wins',
    fix: `remove one of the two rules, or add a condition to ${other.id}`,
  }] : [];
}

function replacedGroups(rule: SetGroupsRule, later: readonly Rule[]): readonly Problem[] {
  const named = (['groups', 'iamRoles', 'preferredRole'] as const).filter(member => rule[member]);
  const other = later.find((each): each is SetGroupsRule => each.kind === 'setGroups' && !each.when && named.every(member => each[member])
    && hasSubjects(each, rule));
  return other ? [{
    check: 'Contradiction',
    path: rule.id,
    given: `a rule for ${named.join(', ')} that ${other.id} always overrides`,
    allowed: 'a default, followed by rules with a condition',
    fix: `remove one of the two rules, add a condition to ${other.id}, or move it first`,
  }] : [];
}
