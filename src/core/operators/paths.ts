import { Failure, isFailure, isList, worst, type Result, type ValueList, type ValueMap } from './result';
import { ownMember } from '../document/json';

/** Names and positions that lead from a value to one of its members. */
export type Path = ReadonlyArray<string | number>;

/**
 * The member that a path leads to. Absent where a list or map has no such member; failed where the path goes on through a
 * value that has no members.
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

/** Of a member that has failed nobody knows whether it is there: neither is the place of those after it. */
function memberAt(list: ValueList, position: number): Result {
  const failures = position < list.length ? list.slice(0, position + 1).filter(isFailure) : [];
  return failures.length > 0 ? worst(failures) : list[position];
}
