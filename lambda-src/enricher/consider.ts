import type { PlannedRule } from './plan';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { Rule } from '../../src/ruleset/document';
import type { Evaluation } from '../../src/ruleset/operators/operator';
import { Failure, isFailure, typeOf, type Result, type TypeName } from '../../src/ruleset/operators/result';
import type { Direction } from '../../src/ruleset/plan';

/** A rule by itself, before it meets the other rules. */
export interface Considered<R extends Rule = Rule> {
  readonly rule: R;
  /** It is in force: its condition is true, or unknown where that counts as true. */
  readonly fires: boolean;
  /** Its condition is not false. */
  readonly matches: boolean;
  /** Of a rule with one value. */
  readonly value: Result;
  /** Of a rule with several. */
  readonly values: { readonly [member: string]: Result };
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

/** What becomes of rules, by their places; of those that do nothing there is none. */
export type Outcomes = ReadonlyArray<Outcome | undefined>;

const NO_VALUES: Considered['values'] = {};

/**
 * Evaluates a rule by itself.
 *
 * @param decides the same evaluation for what decides
 */
export function consider(planned: PlannedRule, evaluation: Evaluation, decides: Evaluation): Considered {
  const { rule, when, direction, idle } = planned;
  if (idle) {
    return idle;
  }
  const condition = when ? when(decides) : true;
  if (isFailure(condition) && (condition.decisive || direction !== 'TAKES')) {
    return refuses(condition, direction) ? refused(rule, condition) : inactive(rule, 'CONDITION_UNKNOWN', true, describe(condition));
  }
  if (condition === false) {
    return planned.whenFalse;
  }
  if (rule.kind === 'deny') {
    const refusal: Refusal = { reason: 'DENIED', rule: rule.id, message: rule.message };
    return { rule, fires: true, matches: true, value: undefined, values: NO_VALUES, outcome: 'REFUSED', reason: undefined, refusal };
  }
  return withValues(planned, evaluation, isFailure(condition) ? condition : undefined);
}

/** A rule that does nothing. */
export function inactive(rule: Rule, outcome: Outcome, matches: boolean, reason?: string): Considered {
  return { rule, fires: false, matches, value: undefined, values: NO_VALUES, outcome, reason, refusal: undefined };
}

/** @param doubt the condition, where it is unknown and counts as true */
function withValues({ rule, direction, members }: PlannedRule, evaluation: Evaluation, doubt: Failure | undefined): Considered {
  const values: Record<string, Result> | undefined = rule.kind === 'setGroups' ? {} : undefined;
  let value: Result;
  let failure: Failure | undefined;
  for (const { name, value: evaluate, type } of members) {
    const result = ofType(evaluate(evaluation), type);
    if (values) {
      values[name] = result;
    } else {
      value = result;
    }
    if (isFailure(result)) {
      if (refuses(result, direction)) {
        return refused(rule, result);
      }
      failure ??= result;
    }
  }
  const gives = rule.kind === 'setClaim' || rule.kind === 'addScope';
  const outcome = gives && failure ? 'FAILED' : gives && value === undefined ? 'ABSENT' : 'APPLIED';
  const unknown = outcome === 'FAILED' ? failure : outcome === 'ABSENT' ? undefined : doubt ?? failure;
  return { rule, fires: true, matches: true, value, values: values ?? NO_VALUES, outcome, reason: unknown && describe(unknown), refusal: undefined };
}

function ofType(result: Result, type: TypeName | undefined): Result {
  return type === undefined || result === undefined || isFailure(result) || typeOf(result) === type ? result : new Failure('TYPE');
}

function refuses(failure: Failure, direction: Direction): boolean {
  return failure.decisive || direction === 'REFUSES';
}

function refused(rule: Rule, failure: Failure): Considered {
  // nothing was read any more, as the token is refused anyway; if it is not, this refuses it
  const isPending = failure.reason === 'PENDING';
  return {
    rule,
    fires: false,
    matches: true,
    value: undefined,
    values: NO_VALUES,
    outcome: isPending ? 'NOT_EVALUATED' : 'REFUSED',
    reason: isPending ? undefined : describe(failure),
    refusal: { reason: isPending ? 'READ' : reasonOf(rule, failure), rule: rule.id },
  };
}

function reasonOf(rule: Rule, { decisive, reason }: Failure): Refusal['reason'] {
  if (decisive) {
    return reason === 'CLIENTS' || reason === 'WORK' ? reason : 'READ';
  }
  return rule.kind === 'deny' ? 'DENY_UNKNOWN' : 'UNCERTAIN';
}

export function describe({ reason, source }: Failure): string {
  return source === undefined ? reason : `${reason} ${source}`;
}
