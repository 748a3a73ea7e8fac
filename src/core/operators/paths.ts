import { Failure, isFailure, isList, worst, type Result, type ValueList, type ValueMap } from './result';
import { ownMember } from '../document/json';

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
