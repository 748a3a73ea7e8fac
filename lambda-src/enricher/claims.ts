import type { Considered, Outcomes } from './consider';
import type { LoadedPlan } from './plan';
import type { TokenChanges } from '../../src/cognito/changes';
import { isAttributeClaim, type TokenName } from '../../src/cognito/claims';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesToken, carriesValue } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { KeepClaimsRule, SetClaimRule, SuppressClaimRule } from '../../src/ruleset/document';
import { setOwnMember, type Json } from '../../src/ruleset/json';
import { isFailure, toJson } from '../../src/ruleset/operators/result';
import type { ClaimFit, Setters } from '../../src/ruleset/plan';

/** What the claim rules do to one token, and what becomes of each rule in it. */
export interface ClaimDecision {
  readonly changes: TokenChanges;
  /** How many claims are set. */
  readonly count: number;
  /** Those that are suppressed because no rule that sets them gave a value. */
  readonly masked: readonly string[];
  readonly outcomes: Outcomes;
  readonly refusals: readonly Refusal[];
}

const NO_CLAIMS: ReadonlySet<string> = new Set();
const NONE: readonly string[] = [];

/** The claims of one token: of the matching rules of a claim the last one that yields a value decides; suppressing wins. */
export function decideClaims(token: TokenName, plan: LoadedPlan, considered: readonly Considered[], request: TokenRequest): ClaimDecision {
  const outcomes = new Array<Outcome | undefined>(considered.length);
  const refusals: Refusal[] = [];
  const suppressing = suppressedClaims(token, plan, considered, request, outcomes);
  // most tokens need none
  let masked: string[] | undefined;
  const set = {};
  let count = 0;
  for (const setter of plan.setters[token]) {
    const { claim, isAttribute, rules } = setter;
    const value = valueOf(setter, considered, request, outcomes, refusals);
    if (value === undefined) {
      const required = rules.find(index => considered[index].matches && (considered[index].rule as SetClaimRule).ifAbsent === 'REFUSE');
      if (required !== undefined) {
        refusals.push({ reason: 'REQUIRED', rule: considered[required].rule.id });
      } else if (token === 'ID' && isAttribute && isMasked(rules, considered)) {
        (masked ??= []).push(claim);
      }
    } else if (suppressing?.claims.has(claim)) {
      replaced(rules, outcomes);
    } else {
      setOwnMember(set, claim, value);
      count++;
    }
  }
  const suppress = masked ? new Set([...masked, ...suppressing?.claims ?? []]) : suppressing?.claims ?? NO_CLAIMS;
  return {
    changes: { set, suppress }, count, masked: masked ?? NONE, outcomes, refusals: suppressing ? [...refusals, ...suppressing.refusals] : refusals,
  };
}

/** What the rules of a claim give it in the end, if anything. */
function valueOf(
  { fit, authorizes, rules }: Setters,
  considered: readonly Considered[],
  request: TokenRequest,
  outcomes: Array<Outcome | undefined>,
  refusals: Refusal[],
): Json | undefined {
  let decisive: number | undefined;
  let value: Json | undefined;
  for (const index of rules) {
    const each = considered[index] as Considered<SetClaimRule>;
    const result = each.value;
    if (!each.fires || result === undefined || isFailure(result)) {
      continue;
    }
    const json = toJson(result);
    const outcome = outcomeOf(json, fit, request);
    outcomes[index] = outcome;
    if (outcome === 'NOT_CARRIED' && (each.rule.ifAbsent === 'REFUSE' || authorizes)) {
      refusals.push({ reason: 'VERSION', rule: each.rule.id });
    }
    // a value that the event cannot carry is a value: it must not bring back what it replaces
    if (outcome !== 'DROPPED') {
      if (decisive !== undefined && outcomes[decisive] === 'APPLIED') {
        outcomes[decisive] = 'REPLACED';
      }
      decisive = index;
      value = outcome === 'APPLIED' ? json : undefined;
    }
  }
  return value;
}

/** What rules take out of a token, if there are any in force. */
function suppressedClaims(
  token: TokenName,
  { planned, places }: LoadedPlan,
  considered: readonly Considered[],
  request: TokenRequest,
  outcomes: Array<Outcome | undefined>,
): { readonly claims: ReadonlySet<string>; readonly refusals: readonly Refusal[] } | undefined {
  let claims: Set<string> | undefined;
  const refusals: Refusal[] = [];
  for (const index of places.suppressing) {
    const { rule, fires } = considered[index] as Considered<SuppressClaimRule | KeepClaimsRule>;
    if (!fires || !tokensOf(rule).includes(token)) {
      continue;
    }
    claims ??= new Set();
    if (!carriesToken(request.eventVersion, token)) {
      refusals.push({ reason: 'VERSION', rule: rule.id });
      continue;
    }
    for (const claim of planned[index].suppresses ?? attributesBeside(rule as KeepClaimsRule, request)) {
      claims.add(claim);
    }
    outcomes[index] = 'APPLIED';
  }
  return claims && { claims, refusals };
}

/** What becomes of a value: what the token or the event cannot hold counts as none. */
function outcomeOf(value: Json, { mayBeSet, isAudience, mayBeComplex, isCarried }: ClaimFit, { eventVersion, clientId }: TokenRequest): Outcome {
  if (!(mayBeSet || (isAudience && value === clientId)) || (typeof value === 'object' && !mayBeComplex)) {
    return 'DROPPED';
  }
  return isCarried && carriesValue(eventVersion, value) ? 'APPLIED' : 'NOT_CARRIED';
}

/** What would become of a rule by itself in a token, if it yields a value. */
export function outcomeAlone({ fires, value }: Considered<SetClaimRule>, fit: ClaimFit, request: TokenRequest): Outcome | undefined {
  return !fires || value === undefined || isFailure(value) ? undefined : outcomeOf(toJson(value), fit, request);
}

/** A rule without a value never lets the original through, unless each that matches, or of none each, says so. */
function isMasked(rules: Setters['rules'], considered: readonly Considered[]): boolean {
  const all = rules.map(index => considered[index] as Considered<SetClaimRule>);
  const matching = all.filter(({ matches }) => matches);
  return !(matching.length > 0 ? matching : all).every(({ rule }) => rule.ifAbsent === 'KEEP_ORIGINAL');
}

function replaced(rules: Setters['rules'], outcomes: Array<Outcome | undefined>): void {
  for (const index of rules) {
    if (outcomes[index] === 'APPLIED') {
      outcomes[index] = 'REPLACED';
    }
  }
}

function tokensOf(rule: SuppressClaimRule | KeepClaimsRule): readonly TokenName[] {
  // attributes are in the ID token alone
  return rule.kind === 'keepClaims' ? ['ID'] : rule.tokens;
}

/** All of them may be suppressed. */
export function attributesBeside({ claims }: KeepClaimsRule, { attributeNames }: TokenRequest): readonly string[] {
  return attributeNames.filter(name => isAttributeClaim(name) && !claims.includes(name));
}
