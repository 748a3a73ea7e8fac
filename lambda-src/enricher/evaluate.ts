import { decideClaims, emit, type ClaimDecision } from './claims';
import { consider, type Considered } from './consider';
import { decideGroups } from './groups';
import type { Ruleset } from './ruleset';
import { addedBy, decideScopes } from './scopes';
import { issuedTokens, type TokenRequest } from '../../src/cognito/token-request';
import { versionOf } from '../../src/cognito/trigger-version';
import type { Decision, Outcome, Refusal, RuleTrace } from '../../src/ruleset/decision';
import type { AddScopeRule, Rule, SetClaimRule } from '../../src/ruleset/document';
import { LIMITS } from '../../src/ruleset/limits';
import type { Evaluation } from '../../src/ruleset/operators/operator';

/**
 * What the rules decide about one request. Pure: everything that it depends on is in the arguments, and everything that
 * could not be known is in them as a failure.
 */
export function evaluate(ruleset: Ruleset, evaluation: Evaluation, watching: Evaluation): Decision {
  const { request } = evaluation;
  const considered = ruleset.rules.map(each => consider(each, ruleset, each.rule.mode === 'SHADOW' ? watching : evaluation));
  const issued = issuedTokens(request);
  const claims = issued.map(token => decideClaims(token, considered, request, ruleset.authorizationClaims));
  const scopes = decideScopes(considered, request);
  const groups = decideGroups(considered, request);
  const refusals = [
    ...considered.flatMap(({ rule, refusal }) => refusal && rule.mode === 'ENFORCE' ? [refusal] : []),
    ...[...claims, scopes].flatMap(each => each.refusals),
    ...tooManyChanges(considered, claims, scopes, request),
  ];
  const tokens = new Map(issued.map((token, index) => [token, claims[index].changes]));
  const decided = [...claims, scopes, groups].map(({ outcomes }) => outcomes as ReadonlyMap<Rule, Outcome>);
  const none = { set: new Map(), suppress: new Set<string>() };
  return {
    ...(refusals.length > 0 && { refusal: decisive(refusals) }),
    changes: {
      tokens: { ID: tokens.get('ID') ?? none, ACCESS: tokens.get('ACCESS') ?? none },
      scopesToAdd: scopes.add,
      scopesToSuppress: scopes.suppress,
      ...(groups.groups && { groups: groups.groups }),
    },
    origins: [
      ...issued.flatMap((token, index) => [...claims[index].origins].map(([claim, rules]) => ({ token, claim, rules }))),
      ...scopes.origins.length > 0 ? [{ token: 'ACCESS' as const, claim: 'scope', rules: scopes.origins }] : [],
      ...groups.groups ? issued.map(token => ({ token, claim: 'cognito:groups', rules: [...groups.outcomes.keys()].map(({ id }) => id) })) : [],
    ],
    trace: considered.map(each => traceOf(each, decided, evaluation)),
    versionMismatch: versionOf(request.eventVersion) !== ruleset.document.triggerVersion,
  };
}

/** More claims and scopes than Cognito takes would fail there, without a word about why. What Cognito puts into tokens counts as well. */
function tooManyChanges(
  considered: readonly Considered[], claims: readonly ClaimDecision[], scopes: { readonly add: readonly string[] }, request: TokenRequest,
): readonly Refusal[] {
  const own = claims.length * CLAIMS_OF_COGNITO + request.attributeNames.length + (request.scopes?.length ?? 0);
  const added = claims.reduce((count, { changes }) => count + changes.set.size, 0) + scopes.add.length;
  const last = considered.findLast(({ rule, outcome }) => outcome === 'APPLIED' && (rule.kind === 'addScope' || rule.kind === 'setClaim'));
  return last && own + added > LIMITS.changes ? [{ reason: 'CHANGES', rule: last.rule.id }] : [];
}

/** About as many claims as a token has without attributes and scopes. */
const CLAIMS_OF_COGNITO = 20;

/** The message of a DenyRule that is true comes before everything else. */
function decisive(refusals: readonly Refusal[]): Refusal {
  return refusals.find(({ reason }) => reason === 'DENIED') ?? refusals[0];
}

function traceOf(
  each: Considered,
  decided: ReadonlyArray<ReadonlyMap<Rule, Outcome>>,
  evaluation: Evaluation,
): RuleTrace {
  const { rule, outcome, reason } = each;
  const outcomes = rule.mode === 'SHADOW' ? shadowOutcomes(each, evaluation) : decided.flatMap(outcomesOf => outcomesOf.get(rule) ?? []);
  return {
    rule: rule.id,
    outcome: telling(outcomes) ?? outcome,
    ...(rule.mode === 'SHADOW' && { shadow: true }),
    ...(reason !== undefined && { reason }),
  };
}

/** What a rule that only watches would have done in each token. */
function shadowOutcomes(each: Considered, { request }: Evaluation): readonly Outcome[] {
  switch (each.rule.kind) {
    case 'setClaim':
      return issuedTokens(request).filter(token => (each.rule as SetClaimRule).tokens.includes(token))
        .flatMap(token => emit(each as Considered<SetClaimRule>, token, request)?.outcome ?? []);
    case 'addScope': {
      const added = each.fires ? addedBy(each.rule as AddScopeRule, each.values.value) : undefined;
      return added && !added.complete ? ['DROPPED'] : [];
    }
    default:
      return [];
  }
}

/** Of a rule that works on two tokens: what was dropped in one of them first, else how far it came. */
function telling(outcomes: readonly Outcome[]): Outcome | undefined {
  return (['DROPPED', 'APPLIED', 'REPLACED', 'NOT_CARRIED'] as const).find(outcome => outcomes.includes(outcome));
}
