import { decideClaims, type ClaimDecision } from './claims';
import { consider, type Considered } from './consider';
import type { GroupDecision } from './groups';
import { OPTIONAL } from './optional';
import type { LoadedPlan } from './plan';
import type { Ruleset } from './ruleset';
import type { ScopeDecision } from './scopes';
import type { Changes, TokenChanges } from '../../src/core/cognito/changes';
import type { TokenName } from '../../src/core/cognito/claims';
import { issuedTokens, type TokenRequest } from '../../src/core/cognito/token-request';
import { versionOf } from '../../src/core/cognito/trigger-version';
import type { Decision, Origin, Refusal, RuleTrace } from '../../src/core/document/decision';
import { LIMITS } from '../../src/core/document/limits';
import type { Evaluation } from '../../src/core/operators/operator';

/**
 * What the rules decide about one request. Pure: everything that it depends on is in the arguments, and everything that
 * could not be known is in them as a failure.
 *
 * @param watching for rules under SHADOW
 */
export function evaluate(ruleset: Ruleset, plan: LoadedPlan, evaluation: Evaluation, watching: () => Evaluation): Decision {
  const { request } = evaluation;
  const considered = consider(plan, evaluation, plan.watches ? watching() : evaluation);
  const claims: ClaimDecision[] = [];
  for (const token of issuedTokens(request)) {
    claims.push(decideClaims(token, plan, considered, request));
  }
  const scopes = plan.places.scopes.length > 0 ? OPTIONAL.decideScopes(plan, considered, request) : NO_SCOPES;
  const groups = plan.places.groups.length > 0 ? OPTIONAL.decideGroups(plan, considered, request) : NO_GROUPS;
  if (areTooMany(claims, scopes, request)) {
    considered.refusals.push(...tooManyChanges(plan, considered));
  }
  const versionMismatch = versionOf(request.eventVersion) !== ruleset.document.triggerVersion;
  return new Evaluated({ plan, considered, claims, scopes, groups, evaluation }, versionMismatch);
}

/** All that was decided, of which logs, previews and others need more or less. */
export interface Decided {
  readonly plan: LoadedPlan;
  readonly considered: Considered;
  /** Of each token that is issued. */
  readonly claims: readonly ClaimDecision[];
  readonly scopes: ScopeDecision;
  readonly groups: GroupDecision;
  readonly evaluation: Evaluation;
}

/** What the rules decide, of which what only previews and logs need is made when it is asked for. */
class Evaluated implements Decision {
  public readonly refusal?: Refusal;
  public readonly changes: Changes;

  constructor(private readonly decided: Decided, public readonly versionMismatch: boolean) {
    const { considered: { refusals }, claims, scopes, groups: { groups } } = decided;
    this.refusal = refusals.length > 0 ? decisive(refusals) : undefined;
    const tokens = { ID: changesOf('ID', claims), ACCESS: changesOf('ACCESS', claims) };
    this.changes = { tokens, scopesToAdd: scopes.add, scopesToSuppress: scopes.suppress, ...(groups && { groups }) };
  }

  public get origins(): readonly Origin[] {
    return OPTIONAL.originsOf(this.decided);
  }

  public get trace(): readonly RuleTrace[] {
    const { decided } = this;
    const { plan, considered } = decided;
    // most users of an app are treated as those before them; what a rule under SHADOW would do depends on more
    if (plan.watches || !plan.told || !isSame(plan.told, considered)) {
      const trace = plan.planned.map((_, place) => traceOf(place, decided));
      plan.told = { states: considered.states, outcomes: considered.outcomes, trace };
    }
    return plan.told.trace;
  }
}

function isSame(some: Pick<Considered, 'states' | 'outcomes'>, others: Considered): boolean {
  for (let place = 0; place < others.states.length; place++) {
    if (some.states[place] !== others.states[place] || some.outcomes[place] !== others.outcomes[place]) {
      return false;
    }
  }
  return true;
}

function changesOf(name: TokenName, claims: readonly ClaimDecision[]): TokenChanges {
  for (const { token, changes } of claims) {
    if (token === name) {
      return changes;
    }
  }
  return NONE;
}

const NO_SCOPES: ScopeDecision = { add: [], suppress: [], origins: [] };
const NO_GROUPS: GroupDecision = { origins: [] };
const NONE: TokenChanges = { set: {}, suppress: new Set() };

/** What Cognito puts into tokens counts as well. */
function areTooMany(claims: readonly ClaimDecision[], { add }: ScopeDecision, { attributeNames, scopes = [] }: TokenRequest): boolean {
  let changes = attributeNames.length + scopes.length + add.length;
  for (const { count } of claims) {
    changes += CLAIMS_OF_COGNITO + count;
  }
  return changes > LIMITS.changes;
}

/** More claims and scopes than Cognito takes would fail there, without a word about why. */
function tooManyChanges({ planned }: LoadedPlan, { states }: Considered): readonly Refusal[] {
  const last = planned.findLast(({ gives }, place) => gives && states[place].outcome === 'APPLIED');
  return last ? [{ reason: 'CHANGES', rule: last.rule.id }] : [];
}

/** About as many claims as a token has without attributes and scopes. */
const CLAIMS_OF_COGNITO = 20;

/** The message of a DenyRule that is true comes before everything else. */
function decisive(refusals: readonly Refusal[]): Refusal {
  return refusals.find(({ reason }) => reason === 'DENIED') ?? refusals[0];
}

function traceOf(place: number, decided: Decided): RuleTrace {
  const { plan: { planned: { [place]: { rule } } }, considered: { states, outcomes } } = decided;
  const { outcome, reason } = states[place];
  const isShadow = rule.mode === 'SHADOW';
  return {
    rule: rule.id,
    outcome: (isShadow ? OPTIONAL.shadowOutcome(place, decided) : outcomes[place]) ?? outcome,
    ...isShadow && { shadow: true },
    ...reason !== undefined && { reason },
  };
}
