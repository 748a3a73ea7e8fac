import type { Considered, Outcomes } from './consider';
import type { LoadedPlan } from './plan';
import type { TokenChanges } from '../../src/cognito/changes';
import { isAttributeClaim, type TokenName } from '../../src/cognito/claims';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesToken, carriesValue } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { KeepClaimsRule, SetClaimRule, SuppressClaimRule } from '../../src/ruleset/document';
import type { Json } from '../../src/ruleset/json';
import { isFailure, toJson, type Result } from '../../src/ruleset/operators/result';
import type { ClaimFit, Setters } from '../../src/ruleset/plan';

/** What the claim rules do to one token, and what becomes of each rule in it. */
export interface ClaimDecision {
  readonly changes: TokenChanges;
  /** The rules that set, mask or suppress a claim. */
  readonly origins: () => ReadonlyMap<string, readonly string[]>;
  readonly outcomes: Outcomes;
  readonly refusals: readonly Refusal[];
}

const NO_CLAIMS: ReadonlySet<string> = new Set();

/** The claims of one token: of the matching rules of a claim the last one that yields a value decides; suppressing wins. */
export function decideClaims(
  token: TokenName,
  { planned, setters: { [token]: setters }, places }: LoadedPlan,
  considered: readonly Considered[],
  request: TokenRequest,
): ClaimDecision {
  const set = new Map<string, Json>();
  const suppress = new Map<string, readonly string[]>();
  const outcomes: Array<Outcome | undefined> = [];
  const refusals: Refusal[] = [];

  for (const { claim, isAttribute, authorizes, fit, rules } of setters) {
    let decisive: number | undefined;
    let value: Json | undefined;
    for (const index of rules) {
      const each = considered[index] as Considered<SetClaimRule>;
      const result = each.values.value;
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
    if (value !== undefined) {
      set.set(claim, value);
      continue;
    }
    const all = rules.map(index => considered[index] as Considered<SetClaimRule>);
    const matching = all.filter(({ matches }) => matches);
    const required = matching.find(({ rule }) => rule.ifAbsent === 'REFUSE');
    if (required) {
      refusals.push({ reason: 'REQUIRED', rule: required.rule.id });
    } else if (token === 'ID' && isAttribute && !(matching.length > 0 ? matching : all).every(({ rule }) => rule.ifAbsent === 'KEEP_ORIGINAL')) {
      // a masking rule never lets the original through
      suppress.set(claim, all.map(({ rule }) => rule.id));
    }
  }

  for (const index of places.suppressing) {
    const { rule, fires } = considered[index] as Considered<SuppressClaimRule | KeepClaimsRule>;
    if (!fires || !tokensOf(rule).includes(token)) {
      continue;
    }
    if (!carriesToken(request.eventVersion, token)) {
      refusals.push({ reason: 'VERSION', rule: rule.id });
      continue;
    }
    for (const claim of planned[index].suppresses ?? attributesBeside(rule as KeepClaimsRule, request)) {
      suppress.set(claim, [...suppress.get(claim) ?? [], rule.id]);
    }
    outcomes[index] = 'APPLIED';
  }
  for (const claim of suppress.keys()) {
    if (set.delete(claim)) {
      const { rules } = setters.find(each => each.claim === claim)!;
      rules.filter(index => outcomes[index] === 'APPLIED').forEach(index => { outcomes[index] = 'REPLACED'; });
    }
  }
  const settersOf = ({ claim, rules }: Setters): ReadonlyArray<readonly [string, readonly string[]]> =>
    set.has(claim) ? [[claim, rules.filter(index => outcomes[index] === 'APPLIED').map(index => considered[index].rule.id)]] : [];
  const origins = (): ReadonlyMap<string, readonly string[]> => new Map([...setters.flatMap(settersOf), ...suppress]);
  return { changes: { set, suppress: suppress.size > 0 ? new Set(suppress.keys()) : NO_CLAIMS }, origins, outcomes, refusals };
}

/** What becomes of a value: what the token or the event cannot hold counts as none. */
function outcomeOf(value: Json, { mayBeSet, isAudience, mayBeComplex, isCarried }: ClaimFit, { eventVersion, clientId }: TokenRequest): Outcome {
  if (!(mayBeSet || (isAudience && value === clientId)) || (typeof value === 'object' && !mayBeComplex)) {
    return 'DROPPED';
  }
  return isCarried && carriesValue(eventVersion, value) ? 'APPLIED' : 'NOT_CARRIED';
}

/** What would become of a rule by itself in a token, if it yields a value. */
export function outcomeAlone({ fires, values }: Considered<SetClaimRule>, fit: ClaimFit, request: TokenRequest): Outcome | undefined {
  const result: Result = values.value;
  return !fires || result === undefined || isFailure(result) ? undefined : outcomeOf(toJson(result), fit, request);
}

function tokensOf(rule: SuppressClaimRule | KeepClaimsRule): readonly TokenName[] {
  // attributes are in the ID token alone
  return rule.kind === 'keepClaims' ? ['ID'] : rule.tokens;
}

/** All of them may be suppressed. */
function attributesBeside({ claims }: KeepClaimsRule, { attributeNames }: TokenRequest): readonly string[] {
  return attributeNames.filter(name => isAttributeClaim(name) && !claims.includes(name));
}
