import { isFailure, typeOf, type Failure, type Value, type ValueMap } from './result';

/** Equality by type and value, at any depth. Gives the failure where a member that has failed decides. */
export function areEqual(left: Value | Failure, right: Value | Failure): boolean | Failure {
  if (isFailure(left) || isFailure(right)) {
    return isFailure(left) ? left : right as Failure;
  }
  const type = typeOf(left);
  if (type !== typeOf(right)) {
    return false;
  }
  switch (type) {
    case 'list': return areAllEqual(left as Value[], right as Value[]);
    case 'map': {
      const [leftNames, rightNames] = [left, right].map(map => Object.keys(map as ValueMap).sort());
      return areAllEqual(leftNames, rightNames) === true
        && areAllEqual(leftNames.map(name => (left as ValueMap)[name]), leftNames.map(name => (right as ValueMap)[name]));
    }
    default: return left === right;
  }
}

function areAllEqual(left: ReadonlyArray<Value | Failure>, right: ReadonlyArray<Value | Failure>): boolean | Failure {
  if (left.length !== right.length) {
    return false;
  }
  let failure: Failure | undefined;
  for (let index = 0; index < left.length; index++) {
    const equal = areEqual(left[index], right[index]);
    if (equal === false) {
      return false;
    }
    failure ??= isFailure(equal) ? equal : undefined;
  }
  return failure ?? true;
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
