import { Failure, isFailure, listOf, type Result, type Value } from './result';
import { LIMITS } from '../document/limits';

/**
 * A list of what is made of each member. What is made can hold a long string or list for every member: it fails as soon as all of
 * it would be larger than strings may be, before it fills the memory.
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

/** What is left of the room when this is put into it: a string takes its length, and everything takes one besides. */
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

/** One string of several, unless that would be too long. */
export function joined(texts: readonly string[], separator: string): string | Failure {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  return length > LIMITS.text ? new Failure('SIZE') : texts.join(separator);
}

/** A string, unless it is too long. */
export function limited(text: string): string | Failure {
  return text.length > LIMITS.text ? new Failure('SIZE') : text;
}
