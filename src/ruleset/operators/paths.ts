import { Failure, isFailure, isList, type Result, type ValueMap } from './result';
import { ownMember } from '../json';

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
      at = typeof step === 'number' ? at[step] : new Failure('TYPE');
    } else if (typeof at === 'object') {
      at = typeof step === 'string' ? ownMember(at as ValueMap, step) : new Failure('TYPE');
    } else {
      return new Failure('TYPE');
    }
  }
  return at;
}
