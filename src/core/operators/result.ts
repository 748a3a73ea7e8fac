import type { Expression } from '../document/document';
import { ownMember, type Json } from '../document/json';
import { LIMITS } from '../document/limits';

/**
 * The reason why a value could not be determined. Absent is not failed: an absent value is `undefined`.
 *
 * - READ: a table could not be read.
 * - LIMIT: a query found more items than its limit.
 * - KEYS: a list of keys is longer than the limit of its source, so nothing was read.
 * - OMITTED: the source is disabled with `TE_DISABLED_SOURCES`.
 * - TYPE: the value has a type that the operator does not accept.
 * - CONVERSION: the value is present but cannot be converted.
 * - SIZE: the string or list would be larger than the limit, or would take too many steps to build.
 * - WORK: evaluating the rules takes more steps than the limit.
 * - CLIENTS: the ids of the app clients could not be loaded.
 * - EVENT: events of this version do not contain the value.
 * - UNKNOWN: the value depends on an unknown condition.
 * - PENDING: not read yet. Occurs only while reads are planned.
 */
export type FailureReason = 'READ' | 'LIMIT' | 'KEYS' | 'OMITTED' | 'TYPE' | 'CONVERSION' | 'SIZE' | 'WORK' | 'CLIENTS' | 'EVENT' | 'UNKNOWN' | 'PENDING';

export class Failure {
  /**
   * @param reason for the trace
   * @param decisive must not be replaced by a fallback: a read that failed with `onError: DENY`, or was not made yet
   * @param source the source that could not be read, also for values that depend on it
   */
  constructor(readonly reason: FailureReason, readonly decisive = false, readonly source?: string) {}
}

/** A present value. Elements of lists and properties of maps can have failed; they are left out when the value is written to a token. */
export type Value = string | number | boolean | ValueList | ValueMap;
export type ValueList = ReadonlyArray<Value | Failure>;
export interface ValueMap { readonly [name: string]: Value | Failure }

/** The result of an expression: present, absent or failed. Conditions return true, false, or a failure, which means unknown. */
export type Result = Value | undefined | Failure;

export const TYPE_NAMES = ['string', 'number', 'boolean', 'list', 'map'] as const;

export type TypeName = typeof TYPE_NAMES[number];

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

/** Turns an empty string into absent. */
export function present(value: Result): Result {
  return value === '' ? undefined : value;
}

/** A list without the absent elements. If an element is a decisive failure, it is the result. */
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

/** The most severe of several failures: a decisive one if there is one, else the first. Undefined if there are none. */
export function worst(failures: readonly Failure[]): Failure | undefined {
  return failures.find(failure => failure.decisive) ?? failures[0];
}

/** The JSON that is written to a token. Failures and empty strings are left out, at any depth. */
export function toJson(value: Value): Json {
  if (typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.filter(isEmitted).map(member => toJson(member));
  }
  const members = Object.entries(value as ValueMap).flatMap(([name, member]) => isEmitted(member) ? [[name, toJson(member)] as const] : []);
  // `fromEntries` defines own properties, so `__proto__` stays an ordinary name
  return Object.fromEntries(members.sort(([a], [b]) => a < b ? -1 : 1));
}

function isEmitted(member: Value | Failure): member is Value {
  return !isFailure(member) && member !== '';
}

/** Property names and list indexes that lead from a value to a nested value. */
export type Path = ReadonlyArray<string | number>;

/**
 * The value at a path. Absent if a list or map has no such element or property. Failed if the path continues into a value that is not a
 * list or map.
 */
export function follow(value: Result, path: Path): Result {
  let at: Result = value;
  for (const step of path) {
    if (at === undefined || isFailure(at)) {
      return at;
    }
    if (isList(at)) {
      at = typeof step === 'number' ? memberAt(at, step) : new Failure('TYPE');
    } else if (typeof at === 'object') {
      at = typeof step === 'string' ? ownMember(at as ValueMap, step) : new Failure('TYPE');
    } else {
      return new Failure('TYPE');
    }
  }
  return at;
}

/** Fails if the element or one before it has failed. A failed element may be absent, so later positions are uncertain. */
function memberAt(list: ValueList, position: number): Result {
  return position < list.length ? worst(list.slice(0, position + 1).filter(isFailure)) ?? list[position] : undefined;
}

/**
 * Builds a list from each element. The results can be long strings or lists, so it fails as soon as their total size exceeds the limit,
 * before it fills the memory.
 */
export function listOfEach<T>(members: readonly T[], make: (member: T) => Result): Result {
  const made: Result[] = [];
  let room: number = LIMITS.text;
  for (const member of members) {
    const result = make(member);
    room = roomAfter(result, room);
    if (room < 0) {
      return new Failure('SIZE');
    }
    made.push(result);
  }
  return listOf(made);
}

/** The room left after a value is added. Each value takes 1; strings and property names also take their length. */
function roomAfter(value: Result, room: number): number {
  if (typeof value === 'string') {
    return room - value.length - 1;
  }
  if (typeof value !== 'object' || isFailure(value)) {
    return room - 1;
  }
  let left = room - 1;
  for (const [name, member] of Object.entries(value) as Array<[string, Value | Failure]>) {
    left = roomAfter(member, left - (Array.isArray(value) ? 0 : name.length));
    if (left < 0) {
      break;
    }
  }
  return left;
}

/** Joins strings. Fails if the result would be too long. */
export function joined(texts: readonly string[], separator: string): string | Failure {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  return length > LIMITS.text ? new Failure('SIZE') : texts.join(separator);
}

/** Fails if a string is too long. */
export function limited(text: string): string | Failure {
  return text.length > LIMITS.text ? new Failure('SIZE') : text;
}

/** The result of an expression as plain data, which previews get from the code of the function. */
export type Evaluated =
  | { readonly kind: 'PRESENT'; readonly type: TypeName; readonly value: Json }
  | { readonly kind: 'ABSENT' }
  | { readonly kind: 'FAILED'; readonly reason: FailureReason; readonly source?: string };

/** The result of an expression for one request. In `mapEach` and the like, it is the result for one element of the list. */
export type ResultOf = (expression: Expression, element?: Json) => Evaluated;

export function asEvaluated(result: Result): Evaluated {
  if (result === undefined) {
    return { kind: 'ABSENT' };
  }
  return isFailure(result) ? { kind: 'FAILED', reason: result.reason, ...result.source !== undefined && { source: result.source } }
    : { kind: 'PRESENT', type: typeOf(result), value: toJson(result) };
}
