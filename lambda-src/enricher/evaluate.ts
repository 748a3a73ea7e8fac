import { decideClaims, type ClaimDecision } from './claims';
import { consider, type Considered, type Outcomes } from './consider';
import type { GroupDecision } from './groups';
import { OPTIONAL } from './optional';
import type { LoadedPlan, PlannedRule } from './plan';
import type { Ruleset } from './ruleset';
import type { ScopeDecision } from './scopes';
import type { Changes, TokenChanges } from '../../src/cognito/changes';
import type { TokenName } from '../../src/cognito/claims';
import { issuedTokens, type TokenRequest } from '../../src/cognito/token-request';
import { versionOf } from '../../src/cognito/trigger-version';
import type { Decision, Origin, Outcome, Refusal, RuleTrace } from '../../src/ruleset/decision';
import { LIMITS } from '../../src/ruleset/limits';
import { deciding, type Evaluation } from '../../src/ruleset/operators/operator';

/**
 * What the rules decide about one request. Pure: everything that it depends on is in the arguments, and everything that
 * could not be known is in them as a failure.
 *
 * @param watching for rules under SHADOW
 */
export function evaluate(ruleset: Ruleset, plan: LoadedPlan, evaluation: Evaluation, watching: () => Evaluation): Decision {
  const { request } = evaluation;
  const decides = deciding(evaluation);
  const watched = plan.watches ? watching() : evaluation;
  const watchedDecides = deciding(watched);
  const considered = plan.planned.map(each => each.rule.mode === 'SHADOW' ? consider(each, watched, watchedDecides) : consider(each, evaluation, decides));
  const issued = issuedTokens(request);
  const claims = issued.map(token => decideClaims(token, plan, considered, request));
  const scopes = plan.places.scopes.length > 0 ? OPTIONAL.decideScopes(plan, considered, request) : NO_SCOPES;
  const groups = plan.places.groups.length > 0 ? OPTIONAL.decideGroups(plan, considered, request) : NO_GROUPS;
  const refusals: Refusal[] = [];
  for (const { rule, refusal } of considered) {
    if (refusal && rule.mode === 'ENFORCE') {
      refusals.push(refusal);
    }
  }
  for (const each of claims) {
    refusals.push(...each.refusals);
  }
  refusals.push(...scopes.refusals, ...tooManyChanges(considered, claims, scopes, request));
  const versionMismatch = versionOf(request.eventVersion) !== ruleset.document.triggerVersion;
  return new Evaluated({ plan, considered, issued, claims, scopes, groups, evaluation }, refusals, versionMismatch);
}

/** All that was decided, of which logs, previews and others need more or less. */
export interface Decided {
  readonly plan: LoadedPlan;
  readonly considered: readonly Considered[];
  readonly issued: readonly TokenName[];
  /** In the order of the tokens. */
  readonly claims: readonly ClaimDecision[];
  readonly scopes: ScopeDecision;
  readonly groups: GroupDecision;
  readonly evaluation: Evaluation;
}

/** What the rules decide, of which what only previews and logs need is made when it is asked for. */
class Evaluated implements Decision {
  public readonly refusal?: Refusal;
  public readonly changes: Changes;

  constructor(private readonly decided: Decided, refusals: readonly Refusal[], public readonly versionMismatch: boolean) {
    const { issued, claims, scopes, groups: { groups } } = decided;
    const changesOf = (token: TokenName): TokenChanges => claims[issued.indexOf(token)]?.changes ?? NONE;
    this.refusal = refusals.length > 0 ? decisive(refusals) : undefined;
    const tokens = { ID: changesOf('ID'), ACCESS: changesOf('ACCESS') };
    this.changes = { tokens, scopesToAdd: scopes.add, scopesToSuppress: scopes.suppress, ...(groups && { groups }) };
  }

  public get origins(): readonly Origin[] {
    return OPTIONAL.originsOf(this.decided);
  }

  public get trace(): readonly RuleTrace[] {
    const { decided, decided: { plan: { planned }, considered } } = this;
    return considered.map((each, index) => traceOf(each, index, decided, planned[index]));
  }
}

const NO_SCOPES: ScopeDecision = { add: [], suppress: [], origins: [], outcomes: [], refusals: [] };
const NO_GROUPS: GroupDecision = { origins: [], outcomes: [] };
const NONE: TokenChanges = { set: {}, suppress: new Set() };

/** More claims and scopes than Cognito takes would fail there, without a word about why. What Cognito puts into tokens counts as well. */
function tooManyChanges(
  considered: readonly Considered[], claims: readonly ClaimDecision[], scopes: { readonly add: readonly string[] }, request: TokenRequest,
): readonly Refusal[] {
  const own = claims.length * CLAIMS_OF_COGNITO + request.attributeNames.length + (request.scopes?.length ?? 0);
  const added = claims.reduce((sum, { count }) => sum + count, 0) + scopes.add.length;
  if (own + added <= LIMITS.changes) {
    return [];
  }
  const last = considered.findLast(({ rule, outcome }) => outcome === 'APPLIED' && (rule.kind === 'addScope' || rule.kind === 'setClaim'));
  return last ? [{ reason: 'CHANGES', rule: last.rule.id }] : [];
}

/** About as many claims as a token has without attributes and scopes. */
const CLAIMS_OF_COGNITO = 20;

/** The message of a DenyRule that is true comes before everything else. */
function decisive(refusals: readonly Refusal[]): Refusal {
  return refusals.find(({ reason }) => reason === 'DENIED') ?? refusals[0];
}

function traceOf(each: Considered, index: number, decided: Decided, planned: PlannedRule): RuleTrace {
  const { rule, outcome, reason } = each;
  const isShadow = rule.mode === 'SHADOW';
  const told = (isShadow ? telling(OPTIONAL.shadowOutcomes(each, planned, decided.evaluation)) : tellingAt(index, decided)) ?? outcome;
  if (isShadow || reason !== undefined) {
    return { rule: rule.id, outcome: told, ...(isShadow && { shadow: true }), ...(reason !== undefined && { reason }) };
  }
  // nearly always, for every rule of every token: the same as for the one before
  if (planned.told?.outcome !== told) {
    planned.told = { rule: rule.id, outcome: told };
  }
  return planned.told;
}

const TELLING: readonly Outcome[] = ['DROPPED', 'APPLIED', 'REPLACED', 'NOT_CARRIED'];

/** Of a rule that works on two tokens: what was dropped in one of them first, else how far it came. */
function telling(outcomes: Outcomes): Outcome | undefined {
  return TELLING.find(outcome => outcomes.includes(outcome));
}

/** The same of the rule at a place. For every token it is asked about every rule. */
function tellingAt(index: number, { claims, scopes, groups }: Decided): Outcome | undefined {
  let best = scopes.outcomes[index] ?? groups.outcomes[index];
  for (let token = 0; token < claims.length; token++) {
    const { outcomes: { [index]: outcome } } = claims[token];
    if (best === undefined) {
      best = outcome;
    } else if (outcome !== undefined && outcome !== best && TELLING.indexOf(outcome) < TELLING.indexOf(best)) {
      best = outcome;
    }
  }
  return best;
}
