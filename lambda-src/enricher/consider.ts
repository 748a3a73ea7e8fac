import type { LoadedRule, Ruleset } from './ruleset';
import type { TokenRequest } from '../../src/cognito/token-request';
import { carriesScopes, carriesToken } from '../../src/cognito/trigger-version';
import type { Outcome, Refusal } from '../../src/ruleset/decision';
import type { Rule } from '../../src/ruleset/document';
import { deciding, type Evaluation } from '../../src/ruleset/operators/operator';
import { Failure, isFailure, typeOf, type Result, type TypeName } from '../../src/ruleset/operators/result';

/** What a rule does under doubt: an unknown condition or a failed value. */
type Direction = 'GIVES' | 'TAKES' | 'REFUSES';

/** A rule by itself, before it meets the other rules. */
export interface Considered<R extends Rule = Rule> {
  readonly rule: R;
  /** It is in force: its condition is true, or unknown where that counts as true. */
  readonly fires: boolean;
  /** Its condition is not false. */
  readonly matches: boolean;
  readonly values: { readonly [member: string]: Result };
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

/** The one table of directions: what gives does not fire, what takes away fires, and what decides about the token refuses it. */
function directionOf(rule: Rule, { authorizationClaims }: Ruleset): Direction {
  switch (rule.kind) {
    case 'setClaim':
      return rule.ifAbsent === 'REFUSE' || authorizationClaims.has(rule.claim) ? 'REFUSES' : 'GIVES';
    case 'suppressClaim':
      return authorizationClaims.has(rule.claim) ? 'REFUSES' : 'TAKES';
    case 'addScope':
      return 'GIVES';
    case 'keepClaims':
    case 'suppressScope':
    case 'keepScopes':
      return 'TAKES';
    case 'setGroups':
    case 'deny':
      return 'REFUSES';
  }
}

/** Why a rule does not matter to a request whatever it would give, so that it is neither evaluated nor read for. */
export function idleOutcome(rule: Rule, ruleset: Ruleset, request: TokenRequest): 'DISABLED' | 'OTHER_SUBJECT' | 'NOT_CARRIED' | undefined {
  if (rule.mode === 'DISABLED') {
    return 'DISABLED';
  }
  if (!rule.subjects.includes(request.subject) || (request.subject === 'MACHINE' && isForUsers(rule))) {
    return 'OTHER_SUBJECT';
  }
  return directionOf(rule, ruleset) === 'GIVES' && !isCarried(rule, request) ? 'NOT_CARRIED' : undefined;
}

/** It works on what a machine does not have: an ID token, attributes, groups. */
function isForUsers(rule: Rule): boolean {
  return rule.kind === 'setGroups' || rule.kind === 'keepClaims'
    || ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && !rule.tokens.includes('ACCESS'));
}

function isCarried(rule: Rule, { eventVersion }: TokenRequest): boolean {
  return rule.kind === 'addScope' ? carriesScopes(eventVersion) : rule.kind !== 'setClaim' || rule.tokens.some(token => carriesToken(eventVersion, token));
}

/** Evaluates a rule by itself. */
export function consider(loaded: LoadedRule, ruleset: Ruleset, evaluation: Evaluation): Considered {
  const { rule, when, values } = loaded;
  const idle = idleOutcome(rule, ruleset, evaluation.request);
  if (idle) {
    return { rule, fires: false, matches: false, values: {}, outcome: idle };
  }
  const direction = directionOf(rule, ruleset);
  const condition = when ? when(deciding(evaluation)) : true;
  if (isFailure(condition) && (condition.decisive || direction !== 'TAKES')) {
    return refuses(condition, direction)
      ? refused(rule, condition)
      : { rule, fires: false, matches: true, values: {}, outcome: 'CONDITION_UNKNOWN', reason: describe(condition) };
  }
  if (condition === false) {
    return { rule, fires: false, matches: false, values: {}, outcome: 'CONDITION_FALSE' };
  }
  if (rule.kind === 'deny') {
    return { rule, fires: true, matches: true, values: {}, outcome: 'REFUSED', refusal: { reason: 'DENIED', rule: rule.id, message: rule.message } };
  }
  const results = Object.fromEntries(Object.entries(values).map(([member, value]) => [member, ofType(value(evaluation), expected(rule, member))]));
  const failures = Object.values(results).filter(isFailure);
  const refusing = failures.find(failure => refuses(failure, direction));
  return refusing
    ? refused(rule, refusing)
    : { rule, fires: true, matches: true, values: results, ...outcomeOf(rule, results, failures, isFailure(condition) ? condition : undefined) };
}

/** The type that a rule takes at this place; claims take any. */
function expected(rule: Rule, member: string): TypeName | undefined {
  switch (rule.kind) {
    case 'addScope': return rule.list ? 'list' : 'text';
    case 'keepScopes': return 'list';
    case 'setGroups': return member === 'preferredRole' ? 'text' : 'list';
    default: return undefined;
  }
}

function ofType(result: Result, type: TypeName | undefined): Result {
  return result === undefined || isFailure(result) || type === undefined || typeOf(result) === type ? result : new Failure('TYPE');
}

function refuses(failure: Failure, direction: Direction): boolean {
  return failure.decisive || direction === 'REFUSES';
}

function refused(rule: Rule, failure: Failure): Considered {
  const base = { rule, fires: false, matches: true, values: {} };
  if (failure.reason === 'PENDING') {
    // nothing was read any more, as the token is refused anyway; if it is not, this refuses it
    return { ...base, outcome: 'NOT_EVALUATED', refusal: { reason: 'READ', rule: rule.id } };
  }
  return { ...base, outcome: 'REFUSED', reason: describe(failure), refusal: { reason: reasonOf(rule, failure), rule: rule.id } };
}

function reasonOf(rule: Rule, { decisive, reason }: Failure): Refusal['reason'] {
  if (decisive) {
    return reason === 'CLIENTS' || reason === 'WORK' ? reason : 'READ';
  }
  return rule.kind === 'deny' ? 'DENY_UNKNOWN' : 'UNCERTAIN';
}

/** As far as the rule alone decides it: what becomes of a claim or a scope, the other rules decide too. */
function outcomeOf(
  rule: Rule,
  results: Record<string, Result>,
  failures: readonly Failure[],
  condition?: Failure,
): { outcome: Outcome; reason?: string } {
  const gives = rule.kind === 'setClaim' || rule.kind === 'addScope';
  if (gives && failures.length > 0) {
    return { outcome: 'FAILED', reason: describe(failures[0]) };
  }
  if (gives && results.value === undefined) {
    return { outcome: 'ABSENT' };
  }
  const doubt = condition ?? failures[0];
  return { outcome: 'APPLIED', ...(doubt && { reason: describe(doubt) }) };
}

export function describe({ reason, source }: Failure): string {
  return source === undefined ? reason : `${reason} ${source}`;
}
