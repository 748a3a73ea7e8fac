import { canonicalKey } from './canonical-key';
import { isFailure, type ValueList } from './result';

/** Removes duplicates. Keeps elements that have failed or contain a failure, as they are not certainly equal to another. */
export function uniqueMembers(members: ValueList): ValueList {
  const scalars = new Set<unknown>();
  const keys = new Set<string>();
  return members.filter(member => {
    if (isFailure(member)) {
      return true;
    }
    if (typeof member !== 'object') {
      return isNew(scalars, member);
    }
    const key = canonicalKey(member);
    return key === undefined || isNew(keys, key);
  });
}

function isNew<T>(seen: Set<T>, value: T): boolean {
  const isFirst = !seen.has(value);
  seen.add(value);
  return isFirst;
}
