import { Failure, isFailure, listOf, type Result, type Value } from './result';
import { LIMITS } from '../document/limits';

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
