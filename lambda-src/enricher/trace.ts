import { attributesBeside, isSuppressing, mostSignificant, outcomeAlone, type ClaimDecision } from './claims';
import type { Decided } from './decide';
import type { PlannedRule } from './ruleset';
import { collectAdded } from './scopes';
import { issuedTokens } from '../../src/core/cognito/token-request';
import { carriesToken } from '../../src/core/cognito/trigger';
import type { Origin, Outcome, RuleTrace } from '../../src/core/document/decision';
import type { KeepClaimsRule, SuppressClaimRule } from '../../src/core/document/document';

/** The outcome of each rule, in the order of the document. */
export function traceOf(decided: Decided): readonly RuleTrace[] {
  const { plan: { planned }, results: { states, outcomes } } = decided;
  return planned.map(({ rule }, place): RuleTrace => {
    const { outcome, reason } = states[place];
    const isShadow = rule.mode === 'SHADOW';
    return {
      rule: rule.id,
      outcome: (isShadow ? shadowOutcome(place, decided) : outcomes[place]) ?? outcome,
      ...isShadow && { shadow: true },
      ...reason !== undefined && { reason },
    };
  });
}

/** The outcome that a shadow rule would have on its own. */
function shadowOutcome(place: number, { plan: { planned }, results: { states }, request }: Decided): Outcome | undefined {
  const { rule, fits } = planned[place];
  switch (rule.kind) {
    case 'setClaim': {
      return issuedTokens(request)
        .map(token => rule.tokens.includes(token) ? outcomeAlone(states[place], fits![token], request) : undefined)
        .reduce(mostSignificant, undefined);
    }
    case 'addScope':
      return states[place].fires && collectAdded(rule, states[place].value, []) === false ? 'DROPPED' : undefined;
    default:
      return undefined;
  }
}

/** The changes with the rules that made them. */
export function originsOf(decided: Decided): readonly Origin[] {
  const { claims, scopes, groups } = decided;
  return [
    ...claims.flatMap(each => [...claimOrigins(each, decided)].map(([claim, rules]) => ({ token: each.token, claim, rules }))),
    ...scopes.origins.length > 0 ? [{ token: 'ACCESS' as const, claim: 'scope', rules: scopes.origins }] : [],
    ...groups.groups ? claims.map(({ token }) => ({ token, claim: 'cognito:groups', rules: groups.origins })) : [],
  ];
}

/** The rules that set, mask or suppress a claim. */
function claimOrigins({ token, deciding, masked }: ClaimDecision, { plan, results, request }: Decided): ReadonlyMap<string, readonly string[]> {
  const { planned, places, setters } = plan;
  const idOf = (place: number): string => planned[place].rule.id;
  const origins = new Map<string, readonly string[]>();
  setters[token].forEach(({ claim, rules }) => {
    const place = deciding.get(claim);
    if (place !== undefined) {
      origins.set(claim, [idOf(place)]);
    } else if (masked.includes(claim)) {
      origins.set(claim, rules.map(idOf));
    }
  });
  for (const place of places.suppressing) {
    const { rule, suppresses } = planned[place] as PlannedRule<SuppressClaimRule | KeepClaimsRule>;
    const acts = results.states[place].fires && isSuppressing(rule, token) && carriesToken(request.eventVersion, token);
    for (const claim of acts ? suppresses ?? attributesBeside(rule as KeepClaimsRule, request) : []) {
      origins.set(claim, [...origins.get(claim) ?? [], rule.id]);
    }
  }
  return origins;
}
