import { decideClaims, type ClaimDecision } from './claims';
import { evaluateRules, type RuleState } from './evaluate';
import { decideGroups, type GroupDecision } from './groups';
import type { LoadedPlan, Ruleset } from './ruleset';
import { decideScopes, type ScopeDecision } from './scopes';
import { keepBudget } from './token-size';
import { originsOf, traceOf } from './trace';
import type { TokenName } from '../../src/core/cognito/claims';
import type { TokenChanges } from '../../src/core/cognito/response';
import { issuedTokens, type TokenRequest } from '../../src/core/cognito/token-request';
import { versionOf } from '../../src/core/cognito/trigger';
import type { Decision, Outcome, Denial } from '../../src/core/document/decision';
import { LIMITS } from '../../src/core/document/limits';
import type { Evaluation } from '../../src/core/operators/operator';

/** The results of the rules for one request, by index of the rule: each on its own, and in combination with the others. */
export interface RuleResults {
  readonly states: readonly RuleState[];
  /** Outcomes of rules that take or would take effect on a token; undefined for rules that did nothing. */
  readonly outcomes: Array<Outcome | undefined>;
  /** Reasons to deny the token. */
  readonly denials: Denial[];
}

/** All decisions for a request, from which trace and origins are derived. */
export interface Decided {
  readonly plan: LoadedPlan;
  readonly results: RuleResults;
  /** One for each token that is issued. */
  readonly claims: readonly ClaimDecision[];
  readonly scopes: ScopeDecision;
  readonly groups: GroupDecision;
  readonly request: TokenRequest;
}

/**
 * Decides one request with the rules. The function is pure: it depends only on its arguments, in which values that could not be determined
 * are failures.
 *
 * @param evaluation creates an evaluation with its own limit of steps
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

/** Approximate number of claims of a token without attributes and scopes. */
const CLAIMS_OF_COGNITO = 20;

/** Includes the claims and scopes that Cognito itself adds to tokens. */
function areTooMany(claims: readonly ClaimDecision[], { add }: ScopeDecision, { attributeNames, scopes }: TokenRequest): boolean {
  const set = claims.reduce((sum, { changes }) => sum + CLAIMS_OF_COGNITO + Object.keys(changes.set).length, 0);
  return attributeNames.length + (scopes?.length ?? 0) + add.length + set > LIMITS.changes;
}

/** Denies the token here, as Cognito would reject too many claims and scopes without a reason. */
function tooManyChanges({ planned }: LoadedPlan, states: readonly RuleState[]): readonly Denial[] {
  const last = planned.findLast(({ rule: { kind } }, place) => (kind === 'setClaim' || kind === 'addScope') && states[place].outcome === 'APPLIED');
  return last ? [{ reason: 'CHANGES', rule: last.rule.id }] : [];
}

/** Selects the denial to report. A DenyRule whose condition is true takes precedence, as it has a message for the user. */
function decisive(denials: readonly Denial[]): Denial | undefined {
  return denials.find(({ reason }) => reason === 'DENIED') ?? denials[0];
}
