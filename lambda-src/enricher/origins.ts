import { attributesBeside, isSuppressing, NOBODY, type ClaimDecision } from './claims';
import type { Decided } from './evaluate';
import type { PlannedRule } from './plan';
import { carriesToken } from '../../src/core/cognito/trigger-version';
import type { Origin } from '../../src/core/document/decision';
import type { KeepClaimsRule, SuppressClaimRule } from '../../src/core/document/document';

/** Which rules made which changes: for previews, and for what drops changes again. */
export function originsOf(decided: Decided): readonly Origin[] {
  const { claims, scopes, groups } = decided;
  return [
    ...claims.flatMap(each => [...claimOrigins(each, decided)].map(([claim, rules]) => ({ token: each.token, claim, rules }))),
    ...scopes.origins.length > 0 ? [{ token: 'ACCESS' as const, claim: 'scope', rules: scopes.origins }] : [],
    ...groups.groups ? claims.map(({ token }) => ({ token, claim: 'cognito:groups', rules: groups.origins })) : [],
  ];
}

/** The rules that set, mask or suppress a claim. */
function claimOrigins({ token, deciding, masked }: ClaimDecision, { plan, considered, evaluation }: Decided): ReadonlyMap<string, readonly string[]> {
  const { planned, places, setters } = plan;
  const { request } = evaluation;
  const idOf = (place: number): string => planned[place].rule.id;
  const origins = new Map<string, readonly string[]>();
  setters[token].forEach(({ claim, rules }, index) => {
    if (deciding[index] !== NOBODY) {
      origins.set(claim, [idOf(deciding[index])]);
    } else if (masked.includes(claim)) {
      origins.set(claim, rules.map(idOf));
    }
  });
  for (const place of places.suppressing) {
    const { rule, suppresses } = planned[place] as PlannedRule<SuppressClaimRule | KeepClaimsRule>;
    const acts = considered.states[place].fires && isSuppressing(rule, token) && carriesToken(request.eventVersion, token);
    for (const claim of acts ? suppresses ?? attributesBeside(rule as KeepClaimsRule, request) : []) {
      origins.set(claim, [...origins.get(claim) ?? [], rule.id]);
    }
  }
  return origins;
}
