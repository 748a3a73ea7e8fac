import { attributesBeside } from './claims';
import type { Considered } from './consider';
import type { Decided } from './evaluate';
import type { TokenName } from '../../src/cognito/claims';
import type { Origin } from '../../src/ruleset/decision';
import type { KeepClaimsRule } from '../../src/ruleset/document';

/** Which rules made which changes: for previews, and for what drops changes again. */
export function originsOf(decided: Decided): readonly Origin[] {
  const { issued, scopes, groups } = decided;
  return [
    ...issued.flatMap((token, index) => [...claimOrigins(token, index, decided)].map(([claim, rules]) => ({ token, claim, rules }))),
    ...scopes.origins.length > 0 ? [{ token: 'ACCESS' as const, claim: 'scope', rules: scopes.origins }] : [],
    ...groups.groups ? issued.map(token => ({ token, claim: 'cognito:groups', rules: groups.origins })) : [],
  ];
}

/** The rules that set, mask or suppress a claim. */
function claimOrigins(token: TokenName, index: number, decided: Decided): ReadonlyMap<string, readonly string[]> {
  const { plan, considered, evaluation: { request } } = decided;
  const { changes: { set }, masked, outcomes } = decided.claims[index];
  const idOf = (place: number): string => considered[place].rule.id;
  const origins = new Map<string, readonly string[]>();
  for (const { claim, rules } of plan.setters[token]) {
    if (Object.hasOwn(set, claim)) {
      origins.set(claim, rules.filter(place => outcomes[place] === 'APPLIED').map(idOf));
    } else if (masked.includes(claim)) {
      origins.set(claim, rules.map(idOf));
    }
  }
  const suppressing = plan.places.suppressing.filter(place => outcomes[place] === 'APPLIED');
  for (const place of suppressing) {
    const { rule } = considered[place] as Considered<KeepClaimsRule>;
    for (const claim of plan.planned[place].suppresses ?? attributesBeside(rule, request)) {
      origins.set(claim, [...origins.get(claim) ?? [], rule.id]);
    }
  }
  return origins;
}
