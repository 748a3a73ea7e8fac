import { areEqual } from './comparing';
import { isFailure, toJson, type Value, type ValueList } from './result';

/** Every member once. Lists and maps are compared with those that look the same alone, so that many take no square of time. */
export function uniqueMembers(members: ValueList): ValueList {
  const seen = new Map<unknown, Value[]>();
  return members.filter(member => {
    if (isFailure(member)) {
      return true;
    }
    const look = typeof member === 'object' ? JSON.stringify(toJson(member)) : member;
    const alike = seen.get(look) ?? [];
    if (alike.some(each => areEqual(each, member) === true)) {
      return false;
    }
    alike.push(member);
    seen.set(look, alike);
    return true;
  });
}
