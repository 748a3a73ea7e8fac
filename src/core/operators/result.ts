import type { Json } from '../document/json';

/**
 * Why a value cannot be known. Absent is not failed: an absent value is `undefined`.
 *
 * - READ: a table could not be read.
 * - LIMIT: a query found more items than its limit.
 * - OMITTED: an operator switched the source off.
 * - TYPE: a value of a type that the operator does not take.
 * - CONVERSION: a present value that a conversion cannot convert.
 * - SIZE: a string or list that would be larger than strings may be, or take too many steps to make.
 * - WORK: evaluating the rules takes more steps than it may.
 * - CLIENTS: the list of app clients was not loaded.
 * - EVENT: this kind of event does not tell.
 * - UNKNOWN: a condition that decides the value is unknown.
 * - PENDING: not read yet; only while the reads are planned.
 */
export type FailureReason = 'READ' | 'LIMIT' | 'OMITTED' | 'TYPE' | 'CONVERSION' | 'SIZE' | 'WORK' | 'CLIENTS' | 'EVENT' | 'UNKNOWN' | 'PENDING';

export class Failure {
  /**
   * @param reason what went wrong, for the trace
   * @param decisive true for a read that failed under DENY (and one not made yet): nothing may replace it
   * @param source the source that could not be read
   */
  constructor(readonly reason: FailureReason, readonly decisive = false, readonly source?: string) {}
}

/** A present value. Members of lists and maps may have failed by themselves; they are left out where a value is emitted. */
export type Value = string | number | boolean | ValueList | ValueMap;
export type ValueList = ReadonlyArray<Value | Failure>;
export interface ValueMap { readonly [name: string]: Value | Failure }

/** What an expression gives: a present value, absent, or failed. Conditions give true, false, or failed, which is unknown. */
export type Result = Value | undefined | Failure;

export type TypeName = 'string' | 'number' | 'boolean' | 'list' | 'map';

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case 'string': return 'string';
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    default: return Array.isArray(value) ? 'list' : 'map';
  }
}

export function isFailure(value: unknown): value is Failure {
  return value instanceof Failure;
}

export function isList(value: Result): value is ValueList {
  return Array.isArray(value);
}

/** An empty string is absent. */
export function present(value: Result): Result {
  return value === '' ? undefined : value;
}

/** A list of the given members; absent ones are left out. A member that nothing may replace decides the whole list. */
export function listOf(members: readonly Result[]): ValueList | Failure {
  const list: Array<Value | Failure> = [];
  for (const member of members) {
    if (isFailure(member) && member.decisive) {
      return member;
    }
    if (member !== undefined && member !== '') {
      list.push(member);
    }
  }
  return list;
}

/** Of several failures the one that matters most: what nothing may replace comes first. */
export function worst(failures: readonly Failure[]): Failure {
  return failures.find(failure => failure.decisive) ?? failures[0];
}

/** JSON to emit: members that failed and empty strings are left out, at any depth. */
export function toJson(value: Value): Json {
  if (typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.filter(isEmitted).map(member => toJson(member));
  }
  const members = Object.entries(value as ValueMap).flatMap(([name, member]) => isEmitted(member) ? [[name, toJson(member)] as const] : []);
  // `fromEntries` defines own members: a name like `__proto__` stays a name
  return Object.fromEntries(members.sort(([a], [b]) => a < b ? -1 : 1));
}

function isEmitted(member: Value | Failure): member is Value {
  return !isFailure(member) && member !== '';
}
