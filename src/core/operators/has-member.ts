import { failureWithin, canonicalKey } from './canonical-key';
import { areEqual } from './comparing';
import { isFailure, worst, type Failure, type Value, type ValueList, type ValueMap } from './result';

/** So many members can be compared one by one, for each member of another list. */
const FEW = 16;

type Structure = ValueList | ValueMap;

interface Index {
  readonly scalars: ReadonlySet<unknown>;
  readonly looks: ReadonlySet<string>;
  readonly structures: readonly Structure[];
  /** Lists and maps within which something has failed. */
  readonly uncertain: readonly Structure[];
  readonly failures: readonly Failure[];
}

/** A long list is often asked for each member of another one, which must not take the product of both lengths. */
const indexes = new WeakMap<ValueList, Index>();

/** True if a member is equal; where none is but one has failed, nobody knows. */
export function hasMember(list: ValueList, member: Value): boolean | Failure {
  if (typeof member !== 'object') {
    return hasScalar(list, member);
  }
  const { looks, structures, uncertain, failures } = indexOf(list);
  const look = canonicalKey(member);
  if (look !== undefined && looks.has(look)) {
    return true;
  }
  const candidates = look === undefined ? structures : uncertain;
  const doubts = candidates.length > FEW ? [doubt(member, candidates)] : candidates.map(each => areEqual(each, member)).filter(isFailure);
  const all = [...failures, ...doubts];
  return all.length > 0 ? worst(all) : false;
}

function hasScalar(list: ValueList, member: Value): boolean | Failure {
  if (list.length < FEW) {
    const failures = list.filter(isFailure);
    return list.includes(member) || (failures.length > 0 ? worst(failures) : false);
  }
  const { scalars, failures } = indexOf(list);
  return scalars.has(member) || (failures.length > 0 ? worst(failures) : false);
}

/** To compare many that hold something failed with many others would take seconds: that one of them is equal cannot be excluded. */
function doubt(member: Value, candidates: readonly Structure[]): Failure {
  return failureWithin(member) ?? failureWithin(candidates)!;
}

function indexOf(list: ValueList): Index {
  const known = indexes.get(list);
  if (known) {
    return known;
  }
  const failures = list.filter(isFailure);
  const structures = list.filter((member): member is Structure => typeof member === 'object' && !isFailure(member));
  const index: Index = {
    scalars: new Set(list.filter(member => typeof member !== 'object')),
    looks: new Set(structures.flatMap(structure => canonicalKey(structure) ?? [])),
    structures,
    uncertain: structures.filter(structure => canonicalKey(structure) === undefined),
    failures: failures.length > 0 ? [worst(failures)] : [],
  };
  indexes.set(list, index);
  return index;
}
