import type { LoadedPlan, PlannedRule } from './plan';
import type { Member } from './ruleset';
import type { Outcome, Refusal } from '../../src/core/document/decision';
import type { DenyRuleDocument, Rule } from '../../src/core/document/document';
import { deciding, type Evaluation } from '../../src/core/operators/operator';
import { Failure, isFailure, typeOf, type Result, type TypeName } from '../../src/core/operators/result';
import type { Direction } from '../../src/core/plan/plan';

/** What becomes of a rule by itself, before it meets the other rules: one object for all rules that have no more to tell. */
export interface RuleState {
  /** It is in force: its condition is true, or unknown where that counts as true. */
  readonly fires: boolean;
  /** Its condition is not false. */
  readonly matches: boolean;
  readonly outcome: Outcome;
  readonly reason: string | undefined;
  readonly refusal: Refusal | undefined;
  /** Of a rule with several values. */
  readonly values: { readonly [member: string]: Result } | undefined;
}

/** The rules of a request, by their places: by themselves, and what becomes of them beside each other. */
export interface Considered {
  readonly states: readonly RuleState[];
  /** Of rules with one value. */
  readonly values: readonly Result[];
  /** Of rules that a token shows, or would show; of those that do nothing there is none. */
  readonly outcomes: Array<Outcome | undefined>;
  /** Why there is no token. */
  readonly refusals: Refusal[];
}

/**
 * Evaluates rules by themselves.
 *
 * @param watched the evaluation for rules that only watch
 */
export function consider({ planned }: LoadedPlan, evaluation: Evaluation, watched: Evaluation): Considered {
  const decides = deciding(evaluation);
  const watchedDecides = watched === evaluation ? decides : deciding(watched);
  // not pushed one by one: arrays that grow leave garbage
  const states = new Array<RuleState>(planned.length);
  const values = new Array<Result>(planned.length);
  const refusals: Refusal[] = [];
  for (let place = 0; place < planned.length; place++) {
    const each = planned[place];
    const { watches } = each;
    const condition = each.idle || !each.when ? true : each.when(watches ? watchedDecides : decides);
    const settled = each.idle ?? settledBy(each, condition);
    const own = watches ? watched : evaluation;
    const value = settled ? undefined : valueOf(each, own);
    const state = settled ?? (each.members ? withMembers(each, each.members, own) : withValue(each, value, condition));
    states[place] = state;
    values[place] = value;
    if (state.refusal && !watches) {
      refusals.push(state.refusal);
    }
  }
  return { states, values, outcomes: new Array<Outcome | undefined>(planned.length), refusals };
}

/** A rule that does nothing. */
export function inactive(outcome: Outcome, matches = false, reason?: string): RuleState {
  return { fires: false, matches, outcome, reason, refusal: undefined, values: undefined };
}

/** A rule in force. */
function active(outcome: Outcome, reason?: string, values?: RuleState['values']): RuleState {
  return { fires: true, matches: true, outcome, reason, refusal: undefined, values };
}

const APPLIED = active('APPLIED');
const ABSENT = active('ABSENT');
const CONDITION_FALSE = inactive('CONDITION_FALSE');

/** What becomes of a rule of which the value does not matter. */
function settledBy({ rule, denies, direction }: PlannedRule, condition: Result): RuleState | undefined {
  if (condition === false) {
    return CONDITION_FALSE;
  }
  if (isFailure(condition) && (condition.decisive || direction !== 'TAKES')) {
    return refuses(condition, direction) ? refused(rule, condition) : inactive('CONDITION_UNKNOWN', true, describe(condition));
  }
  return denies ? denied(rule as DenyRuleDocument) : undefined;
}

function denied({ id, message }: DenyRuleDocument): RuleState {
  return { ...active('REFUSED'), refusal: { reason: 'DENIED', rule: id, message } };
}

function valueOf({ value, type }: PlannedRule, evaluation: Evaluation): Result {
  return value && ofType(value(evaluation), type);
}

/** @param condition where it is unknown, it counts as true */
function withValue({ rule, direction, gives }: PlannedRule, value: Result, condition: Result): RuleState {
  if (isFailure(value)) {
    if (refuses(value, direction)) {
      return refused(rule, value);
    }
    return gives ? active('FAILED', describe(value)) : active('APPLIED', describe(isFailure(condition) ? condition : value));
  }
  return isFailure(condition) ? active('APPLIED', describe(condition)) : gives && value === undefined ? ABSENT : APPLIED;
}

/** Groups decide about the token: what is not known of them refuses it. */
function withMembers({ rule }: PlannedRule, members: readonly Member[], evaluation: Evaluation): RuleState {
  const values: Record<string, Result> = {};
  for (const { name, value, type } of members) {
    const result = ofType(value(evaluation), type);
    if (isFailure(result)) {
      return refused(rule, result);
    }
    values[name] = result;
  }
  return active('APPLIED', undefined, values);
}

function ofType(result: Result, type: TypeName | undefined): Result {
  return type === undefined || result === undefined || isFailure(result) || typeOf(result) === type ? result : new Failure('TYPE');
}

function refuses(failure: Failure, direction: Direction): boolean {
  return failure.decisive || direction === 'REFUSES';
}

function refused(rule: Rule, failure: Failure): RuleState {
  // nothing was read any more, as the token is refused anyway; if it is not, this refuses it
  const isPending = failure.reason === 'PENDING';
  return {
    ...inactive(isPending ? 'NOT_EVALUATED' : 'REFUSED', true, isPending ? undefined : describe(failure)),
    refusal: { reason: isPending ? 'READ' : reasonOf(rule, failure), rule: rule.id },
  };
}

function reasonOf(rule: Rule, { decisive, reason }: Failure): Refusal['reason'] {
  if (decisive) {
    return reason === 'CLIENTS' || reason === 'WORK' ? reason : 'READ';
  }
  return rule.kind === 'deny' ? 'DENY_UNKNOWN' : 'UNCERTAIN';
}

function describe({ reason, source }: Failure): string {
  return source === undefined ? reason : `${reason} ${source}`;
}
