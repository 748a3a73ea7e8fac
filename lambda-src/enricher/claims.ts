import type { RuleResults } from './decide';
import type { RuleState } from './evaluate';
import type { LoadedPlan, PlannedRule } from './ruleset';
import { isAttributeClaim, type TokenName } from '../../src/core/cognito/claims';
import type { TokenChanges } from '../../src/core/cognito/response';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { carriesToken, carriesValue } from '../../src/core/cognito/trigger';
import type { Outcome } from '../../src/core/document/decision';
import type { KeepClaimsRule, Rule, SetClaimRule, SuppressClaimRule } from '../../src/core/document/document';
import { setOwnMember } from '../../src/core/document/json';
import { isFailure, toJson, type Value } from '../../src/core/operators/result';
import type { ClaimFit, Setters } from '../../src/core/plan/plan';

/** The effect of the claim rules on one token. */
export interface ClaimDecision {
  readonly token: TokenName;
  readonly changes: TokenChanges;
  /** The index of the rule that sets each claim. */
  readonly deciding: ReadonlyMap<string, number>;
  /** Claims that are suppressed because no rule that sets them has a value. */
  readonly masked: readonly string[];
}

/** The state of one token while its claims are decided. */
interface Undecided extends RuleResults {
  readonly token: TokenName;
  readonly plan: LoadedPlan;
  readonly request: TokenRequest;
}

/** Decides the claims of one token. If several rules set the same claim, the last matching rule with a value wins. Suppressing wins over setting. */
export function decideClaims(token: TokenName, plan: LoadedPlan, results: RuleResults, request: TokenRequest): ClaimDecision {
  const undecided: Undecided = { ...results, token, plan, request };
  const suppressed = suppressedClaims(undecided);
  const deciding = new Map<string, number>();
  const masked: string[] = [];
  const set = {};
  for (const setter of plan.setters[token]) {
    const { claim } = setter;
    const isSuppressed = suppressed.has(claim);
    const place = decisiveRule(setter, undecided, isSuppressed);
    if (place === undefined) {
      if (isMasked(setter, undecided)) {
        masked.push(claim);
      }
    } else if (!isSuppressed) {
      deciding.set(claim, place);
      setOwnMember(set, claim, toJson(results.states[place].value as Value));
    }
  }
  return { token, changes: { set, suppress: new Set([...masked, ...suppressed]) }, deciding, masked };
}

/** The index of the rule that sets a claim, or would set it if the claim were not suppressed; undefined if none does. */
function decisiveRule({ fit, authorizes, rules }: Setters, undecided: Undecided, isSuppressed: boolean): number | undefined {
  const { plan: { planned }, states, outcomes, denials, request } = undecided;
  let decisive: number | undefined;
  let isDecided = false;
  for (const place of rules.toReversed()) {
    const outcome = outcomeAlone(states[place], fit, request);
    if (outcome === undefined) {
      continue;
    }
    record(outcomes, place, (isDecided || isSuppressed) && outcome === 'APPLIED' ? 'REPLACED' : outcome);
    if (outcome === 'NOT_CARRIED' && (authorizes || isRequired(planned[place].rule))) {
      denials.push({ reason: 'VERSION', rule: planned[place].rule.id });
    }
    // a value that the event does not support still counts as a value: an earlier rule must not apply instead
    if (outcome !== 'DROPPED' && !isDecided) {
      isDecided = true;
      decisive = outcome === 'APPLIED' ? place : undefined;
    }
  }
  return decisive;
}

/** The outcome of a rule on its own for a token; undefined if it has no value. DROPPED or NOT_CARRIED if the token or the event cannot contain it. */
export function outcomeAlone({ fires, value }: RuleState, fit: ClaimFit, { eventVersion, clientId }: TokenRequest): Outcome | undefined {
  if (!fires || value === undefined || isFailure(value)) {
    return undefined;
  }
  const { mayBeSet, isAudience, mayBeComplex, isCarried } = fit;
  if (!(mayBeSet || (isAudience && value === clientId)) || (typeof value === 'object' && !mayBeComplex)) {
    return 'DROPPED';
  }
  return isCarried && carriesValue(eventVersion, value) ? 'APPLIED' : 'NOT_CARRIED';
}

/** Precedence of the outcomes of a rule in two tokens. DROPPED in one of them comes first. */
const BY_SIGNIFICANCE: readonly Outcome[] = ['DROPPED', 'APPLIED', 'REPLACED', 'NOT_CARRIED'];

export function mostSignificant(one: Outcome | undefined, other: Outcome | undefined): Outcome | undefined {
  return one === undefined || (other !== undefined && BY_SIGNIFICANCE.indexOf(other) < BY_SIGNIFICANCE.indexOf(one)) ? other : one;
}

function record(outcomes: Array<Outcome | undefined>, place: number, outcome: Outcome): void {
  outcomes[place] = mostSignificant(outcomes[place], outcome);
}

function isRequired(rule: Rule): boolean {
  return rule.kind === 'setClaim' && rule.ifAbsent === 'DENY';
}

/** The claims that enforced rules suppress in a token. */
function suppressedClaims({ token, plan: { planned, places }, states, outcomes, denials, request }: Undecided): ReadonlySet<string> {
  const claims = new Set<string>();
  for (const place of places.suppressing) {
    const { rule, suppresses } = planned[place] as PlannedRule<SuppressClaimRule | KeepClaimsRule>;
    if (!states[place].fires || !isSuppressing(rule, token)) {
      continue;
    }
    if (!carriesToken(request.eventVersion, token)) {
      denials.push({ reason: 'VERSION', rule: rule.id });
      continue;
    }
    (suppresses ?? attributesBeside(rule as KeepClaimsRule, request)).forEach(claim => claims.add(claim));
    record(outcomes, place, 'APPLIED');
  }
  return claims;
}

/**
 * True if a claim without a value is suppressed, so that the original attribute does not appear. It is kept only if all matching rules (or all
 * rules, if none matches) have `ifAbsent: KEEP_ORIGINAL`. A matching rule with `ifAbsent: DENY` denies the token.
 */
function isMasked({ rules, isAttribute }: Setters, { token, plan: { planned }, states, denials }: Undecided): boolean {
  const required = rules.find(place => states[place].matches && isRequired(planned[place].rule));
  if (required !== undefined) {
    denials.push({ reason: 'REQUIRED', rule: planned[required].rule.id });
    return false;
  }
  const matching = rules.filter(place => states[place].matches);
  const keepsOriginal = (place: number): boolean => (planned[place].rule as SetClaimRule).ifAbsent === 'KEEP_ORIGINAL';
  return token === 'ID' && isAttribute && !(matching.length > 0 ? matching : rules).every(keepsOriginal);
}

/** True if a rule suppresses claims of this token. Attributes are only in the ID token. */
export function isSuppressing(rule: SuppressClaimRule | KeepClaimsRule, token: TokenName): boolean {
  return rule.kind === 'keepClaims' ? token === 'ID' : rule.tokens.includes(token);
}

/** The attribute claims of the event that a rule does not keep. */
export function attributesBeside({ claims }: KeepClaimsRule, { attributeNames }: TokenRequest): readonly string[] {
  return attributeNames.filter(name => isAttributeClaim(name) && !claims.includes(name));
}
