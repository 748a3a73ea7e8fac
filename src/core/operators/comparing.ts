import { isFailure, typeOf, worst, type Failure, type Value, type ValueList, type ValueMap } from './result';
import { ownMember } from '../document/json';

/**
 * Compares two values by type and value, at any depth. A failed element could have any value, or be absent: returns the failure if the
 * result depends on it.
 */
export function areEqual(left: Value | Failure, right: Value | Failure): boolean | Failure {
  if (isFailure(left) || isFailure(right)) {
    return worst([left, right].filter(isFailure))!;
  }
  const type = typeOf(left);
  if (type !== typeOf(right)) {
    return false;
  }
  if (typeof left !== 'object' || typeof right !== 'object') {
    return left === right;
  }
  const [key, otherKey] = [canonicalKey(left), canonicalKey(right)];
  if (key !== undefined && otherKey !== undefined) {
    return key === otherKey;
  }
  return type === 'list' ? areListsEqual(left as ValueList, right as ValueList) : areMapsEqual(left as ValueMap, right as ValueMap);
}

function areListsEqual(left: ValueList, right: ValueList): boolean | Failure {
  const [one, other] = [failedMembers(left), failedMembers(right)];
  // each failed element may be present or absent
  if (left.length - one.count > right.length || right.length - other.count > left.length) {
    return false;
  }
  // positions are certain only up to the first failed element
  const certain = Math.min(one.first, other.first);
  const results: Array<boolean | Failure> = [];
  for (let index = 0; index < certain; index++) {
    const result = areEqual(left[index], right[index]);
    if (result === false) {
      return false;
    }
    results.push(result);
  }
  return worst([one.worst, other.worst, ...results].filter(isFailure)) ?? true;
}

function areMapsEqual(left: ValueMap, right: ValueMap): boolean | Failure {
  const [one, other] = [failedMembers(left), failedMembers(right)];
  // each map must have every name that is certainly in the other
  if (!other.certainNames.every(name => ownMember(left, name) !== undefined)) {
    return false;
  }
  const results: Array<boolean | Failure> = [];
  for (const name of one.certainNames) {
    const counterpart = ownMember(right, name);
    const result = counterpart !== undefined && areEqual(left[name], counterpart);
    if (result === false) {
      return false;
    }
    results.push(result);
  }
  return worst([one.worst, other.worst, ...results].filter(isFailure)) ?? true;
}

interface FailedMembers {
  readonly count: number;
  /** Lists: index of the first failed element, or the length. */
  readonly first: number;
  /** The most severe failure, if there is one. */
  readonly worst?: Failure;
  /** Maps: names of the properties that have not failed. */
  readonly certainNames: readonly string[];
}

/** Cached, as a long list or map can be compared with each element of another list. */
const known = new WeakMap<ValueList | ValueMap, FailedMembers>();

function failedMembers(value: ValueList | ValueMap): FailedMembers {
  const before = known.get(value);
  if (before) {
    return before;
  }
  const members = Object.values(value) as ReadonlyArray<Value | Failure>;
  const failures = members.filter(isFailure);
  const first = members.findIndex(isFailure);
  const names = Array.isArray(value) ? [] : Object.keys(value);
  const found: FailedMembers = {
    count: failures.length,
    first: first < 0 ? members.length : first,
    worst: worst(failures),
    certainNames: names.filter(name => !isFailure((value as ValueMap)[name])),
  };
  known.set(value, found);
  return found;
}

/** Compares two numbers, or two strings by code point. Returns a negative number, zero or a positive number; undefined for other types. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    return left - right;
  }
  return typeof left === 'string' && typeof right === 'string' ? orderStrings(left, right) : undefined;
}

/** Compares by code point. JavaScript compares code units, which sorts surrogates before U+E000 to U+FFFF. */
function orderStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) {
      return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
    }
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Cached, as the same long value is often compared with each element of a list. */
const canonicalKeys = new WeakMap<ValueList | ValueMap, string | undefined>();

/** A string that is equal only for equal lists or maps. Undefined if the value contains a failure. */
export function canonicalKey(value: ValueList | ValueMap): string | undefined {
  if (!canonicalKeys.has(value)) {
    canonicalKeys.set(value, failureWithin(value) ? undefined : JSON.stringify(sorted(value)));
  }
  return canonicalKeys.get(value);
}

/** Sorts the properties of maps, as their order is not significant. */
function sorted(value: Value | Failure): unknown {
  if (typeof value !== 'object') {
    return value;
  }
  return Array.isArray(value)
    ? value.map(sorted)
    : Object.fromEntries(Object.entries(value as ValueMap).sort(([a], [b]) => a < b ? -1 : 1).map(([name, member]) => [name, sorted(member)]));
}

/** A failure inside a value: a decisive one if there is one. */
export function failureWithin(value: Value | Failure): Failure | undefined {
  if (isFailure(value)) {
    return value;
  }
  if (typeof value !== 'object') {
    return undefined;
  }
  let found: Failure | undefined;
  for (const member of Object.values(value) as Array<Value | Failure>) {
    const failure = failureWithin(member);
    if (failure?.decisive) {
      return failure;
    }
    found ??= failure;
  }
  return found;
}
