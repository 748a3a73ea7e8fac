import type { Considered } from './consider';
import type { LoadedPlan, PlannedRule } from './plan';
import type { TokenChanges } from '../../src/core/cognito/changes';
import { isAttributeClaim, type TokenName } from '../../src/core/cognito/claims';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { carriesToken, carriesValue } from '../../src/core/cognito/trigger-version';
import type { Outcome } from '../../src/core/document/decision';
import type { KeepClaimsRule, Rule, SetClaimRule, SuppressClaimRule } from '../../src/core/document/document';
import { setOwnMember } from '../../src/core/document/json';
import { isFailure, toJson, type Value } from '../../src/core/operators/result';
import type { ClaimFit, Setters } from '../../src/core/plan/plan';

/** What the claim rules do to one token. */
export interface ClaimDecision {
  readonly token: TokenName;
  readonly changes: TokenChanges;
  /** How many claims are set. */
  readonly count: number;
  /** The places of the rules that give claims their values, in the order of the plan; `NOBODY` where none does. */
  readonly deciding: readonly number[];
  /** Those that are suppressed because no rule that sets them gave a value. */
  readonly masked: readonly string[];
}

/** No place of a rule. */
export const NOBODY = -1;
const NO_CLAIMS: ReadonlySet<string> = new Set();
const NONE: readonly string[] = [];

/** One token while its claims are decided. */
interface Undecided extends Considered {
  readonly token: TokenName;
  readonly plan: LoadedPlan;
  readonly request: TokenRequest;
}

/** The claims of one token: of the matching rules of a claim the last one that yields a value decides; suppressing wins. */
export function decideClaims(
  token: TokenName, plan: LoadedPlan, { states, values, outcomes, refusals }: Considered, request: TokenRequest,
): ClaimDecision {
  const undecided: Undecided = { token, plan, states, values, outcomes, refusals, request };
  const suppressed = suppressedClaims(undecided);
  const deciding: number[] = [];
  // most tokens need none
  let masked: string[] | undefined;
  const set = {};
  let count = 0;
  for (const setter of plan.setters[token]) {
    const isSuppressed = suppressed?.has(setter.claim) === true;
    const place = decisiveRule(setter, undecided, isSuppressed);
    deciding.push(isSuppressed ? NOBODY : place);
    if (place === NOBODY) {
      if (isMasked(setter, undecided)) {
        (masked ??= []).push(setter.claim);
      }
    } else if (!isSuppressed) {
      setOwnMember(set, setter.claim, toJson(values[place] as Value));
      count++;
    }
  }
  const suppress = masked ? new Set([...masked, ...suppressed ?? NO_CLAIMS]) : suppressed ?? NO_CLAIMS;
  return { token, changes: { set, suppress }, count, deciding, masked: masked ?? NONE };
}

/** The place of the rule that gives a claim its value in the end, if one does, or would where the claim is suppressed. */
function decisiveRule(
  { fit, authorizes, rules }: Setters, { plan: { planned }, states, values, outcomes, refusals, request }: Undecided, isSuppressed: boolean,
): number {
  let decisive = NOBODY;
  let isDecided = false;
  for (let index = rules.length - 1; index >= 0; index--) {
    const place = rules[index];
    const value = values[place];
    if (!states[place].fires || value === undefined || isFailure(value)) {
      continue;
    }
    const outcome = outcomeOf(value, fit, request);
    tell(outcomes, place, (isDecided || isSuppressed) && outcome === 'APPLIED' ? 'REPLACED' : outcome);
    if (outcome === 'NOT_CARRIED' && (authorizes || isRequired(planned[place].rule))) {
      refusals.push({ reason: 'VERSION', rule: planned[place].rule.id });
    }
    // a value that the event cannot carry is a value: it must not bring back what it replaces
    if (outcome !== 'DROPPED' && !isDecided) {
      isDecided = true;
      decisive = outcome === 'APPLIED' ? place : NOBODY;
    }
  }
  return decisive;
}

/** Of a rule that works on two tokens is told what was dropped in one of them first, else how far it came. */
const TELLING: readonly Outcome[] = ['DROPPED', 'APPLIED', 'REPLACED', 'NOT_CARRIED'];

export function tell(outcomes: Array<Outcome | undefined>, place: number, outcome: Outcome): void {
  const other = outcomes[place];
  if (other === undefined || (other !== outcome && TELLING.indexOf(outcome) < TELLING.indexOf(other))) {
    outcomes[place] = outcome;
  }
}

function isRequired(rule: Rule): boolean {
  return rule.kind === 'setClaim' && rule.ifAbsent === 'REFUSE';
}

/** What rules take out of a token, if there are any in force. */
function suppressedClaims({ token, plan: { planned, places }, states, outcomes, refusals, request }: Undecided): ReadonlySet<string> | undefined {
  let claims: Set<string> | undefined;
  for (const place of places.suppressing) {
    const { rule, suppresses } = planned[place] as PlannedRule<SuppressClaimRule | KeepClaimsRule>;
    if (!states[place].fires || !isSuppressing(rule, token)) {
      continue;
    }
    claims ??= new Set();
    if (!carriesToken(request.eventVersion, token)) {
      refusals.push({ reason: 'VERSION', rule: rule.id });
      continue;
    }
    for (const claim of suppresses ?? attributesBeside(rule as KeepClaimsRule, request)) {
      claims.add(claim);
    }
    tell(outcomes, place, 'APPLIED');
  }
  return claims;
}

/** What becomes of a value: what the token or the event cannot hold counts as none. */
function outcomeOf(value: Value, { mayBeSet, isAudience, mayBeComplex, isCarried }: ClaimFit, { eventVersion, clientId }: TokenRequest): Outcome {
  if (!(mayBeSet || (isAudience && value === clientId)) || (typeof value === 'object' && !mayBeComplex)) {
    return 'DROPPED';
  }
  return isCarried && carriesValue(eventVersion, value) ? 'APPLIED' : 'NOT_CARRIED';
}

/** What would become of the rule at a place by itself in a token, if it yields a value. */
export function outcomeAlone(place: number, { states, values }: Considered, fit: ClaimFit, request: TokenRequest): Outcome | undefined {
  const value = values[place];
  return !states[place].fires || value === undefined || isFailure(value) ? undefined : outcomeOf(value, fit, request);
}

/** A rule without a value never lets the original through, unless each that matches, or of none each, says so. One that has to have a value refuses. */
function isMasked({ rules, isAttribute }: Setters, { token, plan: { planned }, states, refusals }: Undecided): boolean {
  for (const place of rules) {
    if (states[place].matches && isRequired(planned[place].rule)) {
      refusals.push({ reason: 'REQUIRED', rule: planned[place].rule.id });
      return false;
    }
  }
  return token === 'ID' && isAttribute && !keepsOriginal(rules, planned, states);
}

function keepsOriginal(rules: readonly number[], planned: readonly PlannedRule[], states: Considered['states']): boolean {
  const matching = rules.filter(place => states[place].matches);
  return (matching.length > 0 ? matching : rules).every(place => (planned[place].rule as SetClaimRule).ifAbsent === 'KEEP_ORIGINAL');
}

/** Attributes are in the ID token alone. */
export function isSuppressing(rule: SuppressClaimRule | KeepClaimsRule, token: TokenName): boolean {
  return rule.kind === 'keepClaims' ? token === 'ID' : rule.tokens.includes(token);
}

/** All of them may be suppressed. */
export function attributesBeside({ claims }: KeepClaimsRule, { attributeNames }: TokenRequest): readonly string[] {
  return attributeNames.filter(name => isAttributeClaim(name) && !claims.includes(name));
}
