import { isFailure, typeOf, worst, type Failure, type Value, type ValueList, type ValueMap } from './result';
import { ownMember } from '../json';

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
  switch (type) {
    case 'list': return areListsEqual(left as ValueList, right as ValueList);
    case 'map': return areMapsEqual(left as ValueMap, right as ValueMap);
    default: return left === right;
  }
}

function areListsEqual(left: ValueList, right: ValueList): boolean | Failure {
  const failures = [...left, ...right].filter(isFailure);
  if (failures.length === 0) {
    return left.length === right.length && everyOf(left.map((member, index) => areEqual(member, right[index])));
  }
  // members have a certain place only up to the first that has failed
  const firstFailures = [left, right].map(list => list.findIndex(isFailure)).filter(index => index >= 0);
  const certain = Math.min(...firstFailures, left.length, right.length);
  const before = everyOf(left.slice(0, certain).map((member, index) => areEqual(member, right[index])));
  return before === false || !mayBeAsLong(left, right) ? false : worst(failures);
}

/** As each member that has failed may be there or not. */
function mayBeAsLong(left: ValueList, right: ValueList): boolean {
  const [leftLeast, rightLeast] = [left, right].map(list => list.filter(member => !isFailure(member)).length);
  return leftLeast <= right.length && rightLeast <= left.length;
}

function areMapsEqual(left: ValueMap, right: ValueMap): boolean | Failure {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return everyOf([...names].map(name => {
    const [one, other] = [ownMember(left, name), ownMember(right, name)];
    if (one !== undefined && other !== undefined) {
      return areEqual(one, other);
    }
    const only = one ?? other!;
    return isFailure(only) ? only : false;
  }));
}

/** False if one is false, else the failure if one has failed. */
function everyOf(results: ReadonlyArray<boolean | Failure>): boolean | Failure {
  const failures = results.filter(isFailure);
  return !results.includes(false) && (failures.length > 0 ? worst(failures) : true);
}

/** The order of two numbers, or of two texts by code point: negative, zero or positive. Undefined for anything else. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    return left - right;
  }
  return typeof left === 'string' && typeof right === 'string' ? orderTexts(left, right) : undefined;
}

/** JavaScript compares code units, which puts surrogates before the characters U+E000 to U+FFFF. */
function orderTexts(left: string, right: string): number {
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
