import { decideClaims, type ClaimDecision } from './claims';
import { evaluateRules, type RuleState } from './evaluate';
import { decideGroups, type GroupDecision } from './groups';
import type { LoadedPlan, Ruleset } from './ruleset';
import { decideScopes, type ScopeDecision } from './scopes';
import { keepBudget } from './token-size';
import { originsOf, traceOf } from './trace';
import type { TokenChanges } from '../../src/core/cognito/changes';
import type { TokenName } from '../../src/core/cognito/claims';
import { issuedTokens, type TokenRequest } from '../../src/core/cognito/token-request';
import { versionOf } from '../../src/core/cognito/trigger-version';
import type { Decision, Outcome, Denial } from '../../src/core/document/decision';
import { LIMITS } from '../../src/core/document/limits';
import type { Evaluation } from '../../src/core/operators/operator';

/** The rules of a request by their places: what became of each by itself, and beside the others. */
export interface RuleResults {
  readonly states: readonly RuleState[];
  /** Of rules that a token shows, or would show; undefined for those that did nothing. */
  readonly outcomes: Array<Outcome | undefined>;
  /** Why there is no token. */
  readonly denials: Denial[];
}

/** Everything that was decided, of which trace and origins tell parts. */
export interface Decided {
  readonly plan: LoadedPlan;
  readonly results: RuleResults;
  /** Of each token that is issued. */
  readonly claims: readonly ClaimDecision[];
  readonly scopes: ScopeDecision;
  readonly groups: GroupDecision;
  readonly request: TokenRequest;
}

/**
 * What the rules decide about one request. Pure: everything that it depends on is in the arguments, and everything that
 * could not be known is in them as a failure.
 *
 * @param evaluation makes one with steps of its own
 */
export function decide({ document }: Ruleset, plan: LoadedPlan, evaluation: () => Evaluation): Decision {
  const enforced = evaluation();
  const { request } = enforced;
  const states = evaluateRules(plan, enforced, evaluation());
  const results: RuleResults = {
    states,
    outcomes: states.map(() => undefined),
    denials: states.flatMap(({ denial }, place) => denial && plan.planned[place].rule.mode === 'ENFORCE' ? [denial] : []),
  };
  const claims = issuedTokens(request).map(token => decideClaims(token, plan, results, request));
  const scopes = decideScopes(plan, results, request);
  const groups = decideGroups(plan, results, request);
  if (areTooMany(claims, scopes, request)) {
    results.denials.push(...tooManyChanges(plan, states));
  }
  const decided: Decided = { plan, results, claims, scopes, groups, request };
  const decision: Decision = {
    denial: decisive(results.denials),
    changes: {
      tokens: { ID: changesOf('ID', claims), ACCESS: changesOf('ACCESS', claims) },
      scopesToAdd: scopes.add,
      scopesToSuppress: scopes.suppress,
      ...groups.groups && { groups: groups.groups },
    },
    origins: originsOf(decided),
    trace: traceOf(decided),
    versionMismatch: versionOf(request.eventVersion) !== document.triggerVersion,
  };
  return keepBudget(decision, request, document);
}

function changesOf(name: TokenName, claims: readonly ClaimDecision[]): TokenChanges {
  return claims.find(({ token }) => token === name)?.changes ?? { set: {}, suppress: new Set() };
}

/** About as many claims as a token has without attributes and scopes. */
const CLAIMS_OF_COGNITO = 20;

/** Claims and scopes that Cognito puts into tokens count as well. */
function areTooMany(claims: readonly ClaimDecision[], { add }: ScopeDecision, { attributeNames, scopes = [] }: TokenRequest): boolean {
  const set = claims.reduce((sum, { changes }) => sum + CLAIMS_OF_COGNITO + Object.keys(changes.set).length, 0);
  return attributeNames.length + scopes.length + add.length + set > LIMITS.changes;
}

/** More claims and scopes than Cognito takes would fail there, without a word about why. */
function tooManyChanges({ planned }: LoadedPlan, states: readonly RuleState[]): readonly Denial[] {
  const last = planned.findLast(({ rule: { kind } }, place) => (kind === 'setClaim' || kind === 'addScope') && states[place].outcome === 'APPLIED');
  return last ? [{ reason: 'CHANGES', rule: last.rule.id }] : [];
}

/** The message of a DenyRule that is true comes before everything else. */
function decisive(denials: readonly Denial[]): Denial | undefined {
  return denials.find(({ reason }) => reason === 'DENIED') ?? denials[0];
}
