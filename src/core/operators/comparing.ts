import { canonicalKey } from './canonical-key';
import { isFailure, typeOf, worst, type Failure, type Value, type ValueList, type ValueMap } from './result';
import { ownMember } from '../document/json';

/**
 * Equality by type and value, at any depth. A member that has failed may be anything, or not be there: gives the failure
 * where that decides.
 */
export function areEqual(left: Value | Failure, right: Value | Failure): boolean | Failure {
  if (isFailure(left) || isFailure(right)) {
    return worst([left, right].filter(isFailure));
  }
  const type = typeOf(left);
  if (type !== typeOf(right)) {
    return false;
  }
  if (typeof left !== 'object' || typeof right !== 'object') {
    return left === right;
  }
  const [look, otherLook] = [canonicalKey(left), canonicalKey(right)];
  if (look !== undefined && otherLook !== undefined) {
    return look === otherLook;
  }
  return type === 'list' ? areListsEqual(left as ValueList, right as ValueList) : areMapsEqual(left as ValueMap, right as ValueMap);
}

function areListsEqual(left: ValueList, right: ValueList): boolean | Failure {
  const [one, other] = [failedMembers(left), failedMembers(right)];
  // each member that has failed may be there or not
  if (left.length - one.count > right.length || right.length - other.count > left.length) {
    return false;
  }
  // members have a certain place only up to the first that has failed
  const certain = Math.min(one.first, other.first);
  const failures: Failure[] = [];
  for (let index = 0; index < certain; index++) {
    const result = areEqual(left[index], right[index]);
    if (result === false) {
      return false;
    }
    failures.push(...isFailure(result) ? [result] : []);
  }
  return decisionOf([...one.worst, ...other.worst, ...failures]);
}

function areMapsEqual(left: ValueMap, right: ValueMap): boolean | Failure {
  const [one, other] = [failedMembers(left), failedMembers(right)];
  // a map must have every name that is certainly in the other
  if (one.certainNames.length > other.names || other.certainNames.length > one.names) {
    return false;
  }
  if (!other.certainNames.every(name => ownMember(left, name) !== undefined)) {
    return false;
  }
  const failures: Failure[] = [];
  for (const name of one.certainNames) {
    const counterpart = ownMember(right, name);
    const result = counterpart !== undefined && areEqual(left[name], counterpart);
    if (result === false) {
      return false;
    }
    failures.push(...isFailure(result) ? [result] : []);
  }
  return decisionOf([...one.worst, ...other.worst, ...failures]);
}

function decisionOf(failures: readonly Failure[]): true | Failure {
  return failures.length > 0 ? worst(failures) : true;
}

interface FailedMembers {
  readonly count: number;
  /** Of a list: the place of the first, or the length. */
  readonly first: number;
  /** The one that matters most, if there is one. */
  readonly worst: readonly Failure[];
  readonly names: number;
  /** Of a map: names of the members that have not failed. */
  readonly certainNames: readonly string[];
}

/** A long list or map is compared with each member of another list: it is searched once. */
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
    worst: failures.length > 0 ? [worst(failures)] : [],
    names: names.length,
    certainNames: names.filter(name => !isFailure((value as ValueMap)[name])),
  };
  known.set(value, found);
  return found;
}

/** The order of two numbers, or of two strings by code point: negative, zero or positive. Undefined for anything else. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    return left - right;
  }
  return typeof left === 'string' && typeof right === 'string' ? orderStrings(left, right) : undefined;
}

/** JavaScript compares code units, which puts surrogates before the characters U+E000 to U+FFFF. */
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
