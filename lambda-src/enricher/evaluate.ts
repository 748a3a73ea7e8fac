import type { LoadedPlan, Member, PlannedRule } from './ruleset';
import { isKnownTriggerSource } from '../../src/core/cognito/trigger';
import type { Outcome, Denial } from '../../src/core/document/decision';
import type { Rule } from '../../src/core/document/document';
import { deciding, type Evaluation } from '../../src/core/operators/operator';
import { Failure, isFailure, typeOf, type Result, type TypeName } from '../../src/core/operators/result';
import type { Direction } from '../../src/core/plan/plan';

/** The result of a rule on its own, before it is combined with other rules. */
export interface RuleState {
  /** The rule applies: its condition is true, or it is unknown and the rule restricts. */
  readonly fires: boolean;
  /** The condition of the rule is not false. */
  readonly matches: boolean;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly denial?: Denial;
  /** The value of a rule with one value. */
  readonly value?: Result;
  /** The values of a rule with several values. */
  readonly values?: { readonly [member in Member['name']]?: Result };
}

/**
 * Evaluates each rule on its own.
 *
 * @param shadow evaluation for shadow rules, which have their own limit of steps
 */
export function evaluateRules({ planned }: LoadedPlan, enforced: Evaluation, shadow: Evaluation): readonly RuleState[] {
  return planned.map(rule => evaluateRule(rule, rule.rule.mode === 'SHADOW' ? shadow : enforced));
}

function evaluateRule(planned: PlannedRule, evaluation: Evaluation): RuleState {
  const { rule, idle, triggerSources, when, direction, members } = planned;
  if (idle) {
    return inactive(idle);
  }
  if (triggerSources && !isKnownTriggerSource(evaluation.request.triggerSource) && !triggerSources.includes(evaluation.request.triggerSource)) {
    return inactive('CONDITION_FALSE', 'UNKNOWN_TRIGGER_SOURCE');
  }
  const condition = when ? when(deciding(evaluation)) : true;
  if (condition === false) {
    return inactive('CONDITION_FALSE');
  }
  if (isFailure(condition) && (condition.decisive || direction !== 'RESTRICTS')) {
    return denies(condition, direction) ? denied(rule, condition) : { ...inactive('CONDITION_UNKNOWN', describe(condition)), matches: true };
  }
  if (rule.kind === 'deny') {
    return { ...active('DENIED'), denial: { reason: 'DENIED', rule: rule.id, message: rule.message } };
  }
  return members ? withMembers(rule, members, evaluation) : withValue(planned, condition, evaluation);
}

/** @param condition true, or unknown for a restricting rule, which then applies */
function withValue({ rule, direction, value: evaluate, type }: PlannedRule, condition: Result, evaluation: Evaluation): RuleState {
  const value = evaluate && ofType(evaluate(evaluation), type);
  const isGrant = rule.kind === 'setClaim' || rule.kind === 'addScope';
  const reason = isFailure(condition) ? describe(condition) : undefined;
  if (!isFailure(value)) {
    return { ...active(isGrant && value === undefined ? 'ABSENT' : 'APPLIED', reason), value };
  }
  if (denies(value, direction)) {
    return denied(rule, value);
  }
  return isGrant ? { ...active('FAILED', describe(value)), value } : { ...active('APPLIED', reason ?? describe(value)), value };
}

/** Groups are an access decision: a failed value denies the token. */
function withMembers(rule: Rule, members: readonly Member[], evaluation: Evaluation): RuleState {
  const values: { [name in Member['name']]?: Result } = {};
  for (const { name, value, type } of members) {
    const result = ofType(value(evaluation), type);
    if (isFailure(result)) {
      return denied(rule, result);
    }
    values[name] = result;
  }
  return { ...active('APPLIED'), values };
}

function inactive(outcome: Outcome, reason?: string): RuleState {
  return { fires: false, matches: false, outcome, reason };
}

/** The state of a rule that applies. */
function active(outcome: Outcome, reason?: string): RuleState {
  return { fires: true, matches: true, outcome, reason };
}

function ofType(result: Result, type: TypeName | undefined): Result {
  return type === undefined || result === undefined || isFailure(result) || typeOf(result) === type ? result : new Failure('TYPE');
}

function denies(failure: Failure, direction: Direction): boolean {
  return failure.decisive || direction === 'DENIES';
}

function denied(rule: Rule, failure: Failure): RuleState {
  // PENDING: the read was skipped because another rule denies the token; if that is not the case, this denial takes effect
  const isPending = failure.reason === 'PENDING';
  return {
    ...inactive(isPending ? 'NOT_EVALUATED' : 'DENIED', isPending ? undefined : describe(failure)),
    matches: true,
    denial: { reason: isPending ? 'READ' : reasonOf(rule, failure), rule: rule.id },
  };
}

function reasonOf(rule: Rule, { decisive, reason }: Failure): Denial['reason'] {
  if (decisive) {
    return reason === 'CLIENTS' || reason === 'WORK' ? reason : 'READ';
  }
  return rule.kind === 'deny' ? 'DENY_UNKNOWN' : 'UNCERTAIN';
}

function describe({ reason, source }: Failure): string {
  return source === undefined ? reason : `${reason} ${source}`;
}
