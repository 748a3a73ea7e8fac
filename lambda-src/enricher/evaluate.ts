import type { LoadedPlan, Member, PlannedRule } from './ruleset';
import type { Outcome, Denial } from '../../src/core/document/decision';
import type { Rule } from '../../src/core/document/document';
import { deciding, type Evaluation } from '../../src/core/operators/operator';
import { Failure, isFailure, typeOf, type Result, type TypeName } from '../../src/core/operators/result';
import type { Direction } from '../../src/core/plan/plan';

/** What becomes of a rule by itself, before it meets the other rules. */
export interface RuleState {
  /** It is in force: its condition is true, or unknown where that counts as true. */
  readonly fires: boolean;
  /** Its condition is not false. */
  readonly matches: boolean;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly denial?: Denial;
  /** Of a rule with one value. */
  readonly value?: Result;
  /** Of a rule with several values. */
  readonly values?: { readonly [member in Member['name']]?: Result };
}

/**
 * Evaluates each rule by itself.
 *
 * @param shadow for rules under SHADOW, which have steps of their own
 */
export function evaluateRules({ planned }: LoadedPlan, enforced: Evaluation, shadow: Evaluation): readonly RuleState[] {
  return planned.map(rule => evaluateRule(rule, rule.rule.mode === 'SHADOW' ? shadow : enforced));
}

function evaluateRule(planned: PlannedRule, evaluation: Evaluation): RuleState {
  const { rule, idle, when, direction, members } = planned;
  if (idle) {
    return inactive(idle);
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

/** @param condition where it is unknown, it counts as true */
function withValue({ rule, direction, value: evaluate, type }: PlannedRule, condition: Result, evaluation: Evaluation): RuleState {
  const value = evaluate && ofType(evaluate(evaluation), type);
  const isGrant = rule.kind === 'setClaim' || rule.kind === 'addScope';
  const reason = isFailure(condition) ? describe(condition) : undefined;
  if (!isFailure(value)) {
    return { ...active(isGrant && value === undefined && reason === undefined ? 'ABSENT' : 'APPLIED', reason), value };
  }
  if (denies(value, direction)) {
    return denied(rule, value);
  }
  return isGrant ? { ...active('FAILED', describe(value)), value } : { ...active('APPLIED', reason ?? describe(value)), value };
}

/** Groups decide about the token: a failed one denies it. */
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

/** A rule in force. */
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
  // nothing was read any more, as the token is denied anyway; if it is not, this denies it
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
