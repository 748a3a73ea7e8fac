import { areEqual } from './comparing';
import { isFailure, worst, type Failure, type Value, type ValueList } from './result';

/** From this length on looking a member up beats comparing, once it is done for several. */
const LONG = 16;

interface Index {
  readonly scalars: ReadonlySet<unknown>;
  readonly failures: readonly Failure[];
}

/** A long list is often asked for each member of another one, which must not take the product of both lengths. */
const indexes = new WeakMap<ValueList, Index>();

/** True if a member is equal; where none is but one has failed, nobody knows. */
export function hasMember(list: ValueList, member: Value): boolean | Failure {
  if (list.length >= LONG && typeof member !== 'object') {
    const { scalars, failures } = indexOf(list);
    return scalars.has(member) || (failures.length > 0 ? worst(failures) : false);
  }
  const results = list.map(each => areEqual(each, member));
  const failures = results.filter(isFailure);
  return results.includes(true) || (failures.length > 0 ? worst(failures) : false);
}

function indexOf(list: ValueList): Index {
  const index = indexes.get(list) ?? { scalars: new Set(list.filter(member => typeof member !== 'object')), failures: list.filter(isFailure) };
  indexes.set(list, index);
  return index;
}
