import type { Considered } from './consider';
import type { TokenChanges } from '../../src/cognito/changes';
import { isAttributeClaim, isClaimName, mayBeComplex, maySet, treatmentOf, type TokenName } from '../../src/cognito/claims';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesToken, carriesValue } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { KeepClaimsRule, SetClaimRule, SuppressClaimRule } from '../../src/ruleset/document';
import type { Json } from '../../src/ruleset/json';
import { isFailure, toJson, type Result } from '../../src/ruleset/operators/result';

type ClaimRule = SetClaimRule | SuppressClaimRule | KeepClaimsRule;

/** What the claim rules do to one token, and what becomes of each rule in it. */
export interface ClaimDecision {
  readonly changes: TokenChanges;
  /** The rules that set, mask or suppress a claim. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
  readonly outcomes: ReadonlyMap<ClaimRule, Outcome>;
  readonly refusals: readonly Refusal[];
}

/** The claims of one token: of the matching rules of a claim the last one that yields a value decides; suppressing wins. */
export function decideClaims(
  token: TokenName,
  considered: readonly Considered[],
  request: TokenRequest,
  authorizationClaims: ReadonlySet<string>,
): ClaimDecision {
  const set = new Map<string, Json>();
  const suppress = new Set<string>();
  const origins = new Map<string, readonly string[]>();
  const outcomes = new Map<ClaimRule, Outcome>();
  const refusals: Refusal[] = [];

  const setters = settersByClaim(token, considered);
  for (const [claim, rules] of setters) {
    const candidates = rules.map(each => ({ rule: each.rule, emitted: emit(each, token, request) }));
    // a value that the event cannot carry is a value: it must not bring back what it replaces
    const decisive = candidates.findLast(({ emitted }) => emitted?.outcome === 'APPLIED' || emitted?.outcome === 'NOT_CARRIED');
    candidates.forEach(({ rule, emitted }) => {
      if (emitted) {
        outcomes.set(rule, emitted.outcome === 'APPLIED' && rule !== decisive?.rule ? 'REPLACED' : emitted.outcome);
      }
      if (emitted?.outcome === 'NOT_CARRIED' && (authorizationClaims.has(claim) || rule.ifAbsent === 'REFUSE')) {
        refusals.push({ reason: 'VERSION', rule: rule.id });
      }
    });
    if (decisive?.emitted?.value !== undefined) {
      set.set(claim, decisive.emitted.value);
      origins.set(claim, [decisive.rule.id]);
      continue;
    }
    const matching = rules.filter(({ matches }) => matches);
    const required = matching.find(({ rule }) => rule.ifAbsent === 'REFUSE');
    if (required) {
      refusals.push({ reason: 'REQUIRED', rule: required.rule.id });
    } else if (token === 'ID' && isAttributeClaim(claim) && !(matching.length > 0 ? matching : rules).every(({ rule }) => rule.ifAbsent === 'KEEP_ORIGINAL')) {
      // a masking rule never lets the original through
      suppress.add(claim);
      origins.set(claim, rules.map(({ rule }) => rule.id));
    }
  }

  for (const { rule, fires } of considered) {
    if (!fires || rule.mode !== 'ENFORCE' || (rule.kind !== 'suppressClaim' && rule.kind !== 'keepClaims') || !tokensOf(rule).includes(token)) {
      continue;
    }
    if (!carriesToken(request.eventVersion, token)) {
      refusals.push({ reason: 'VERSION', rule: rule.id });
      continue;
    }
    for (const claim of suppressedBy(rule, request)) {
      origins.set(claim, suppress.has(claim) ? [...origins.get(claim)!, rule.id] : [rule.id]);
      suppress.add(claim);
    }
    outcomes.set(rule, 'APPLIED');
  }
  for (const claim of suppress) {
    if (set.delete(claim)) {
      setters.get(claim)!.filter(({ rule }) => outcomes.get(rule) === 'APPLIED').forEach(({ rule }) => outcomes.set(rule, 'REPLACED'));
    }
  }
  return { changes: { set, suppress }, origins, outcomes, refusals };
}

function settersByClaim(token: TokenName, considered: readonly Considered[]): Map<string, Considered<SetClaimRule>[]> {
  const byClaim = new Map<string, Considered<SetClaimRule>[]>();
  for (const each of considered) {
    if (each.rule.kind === 'setClaim' && each.rule.mode === 'ENFORCE' && each.outcome !== 'OTHER_SUBJECT' && each.rule.tokens.includes(token)) {
      const rules = byClaim.get(each.rule.claim) ?? [];
      rules.push(each as Considered<SetClaimRule>);
      byClaim.set(each.rule.claim, rules);
    }
  }
  return byClaim;
}

/** What a rule puts into the token, if it yields a value: what the token or the event cannot hold counts as none. */
export function emit(
  { rule, fires, values }: Considered<SetClaimRule>,
  token: TokenName,
  request: TokenRequest,
): { outcome: Outcome; value?: Json } | undefined {
  const result: Result = values.value;
  if (!fires || result === undefined || isFailure(result)) {
    return undefined;
  }
  const value = toJson(result);
  if (!maySet(rule.claim, token, value, request.clientId) || !isClaimName(rule.claim) || (typeof value === 'object' && !mayBeComplex(rule.claim, token))) {
    return { outcome: 'DROPPED' };
  }
  return carriesToken(request.eventVersion, token) && carriesValue(request.eventVersion, value) ? { outcome: 'APPLIED', value } : { outcome: 'NOT_CARRIED' };
}

function tokensOf(rule: SuppressClaimRule | KeepClaimsRule): readonly TokenName[] {
  // attributes are in the ID token alone
  return rule.kind === 'keepClaims' ? ['ID'] : rule.tokens;
}

function suppressedBy(rule: SuppressClaimRule | KeepClaimsRule, { attributeNames }: TokenRequest): readonly string[] {
  const claims = rule.kind === 'keepClaims'
    ? attributeNames.filter(name => isAttributeClaim(name) && !rule.claims.includes(name))
    : [rule.claim];
  return claims.filter(claim => treatmentOf(claim).suppress);
}
