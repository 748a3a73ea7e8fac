import { areEqual, canonicalKey, failureWithin } from './comparing';
import type { Evaluate, Evaluation } from './operator';
import { isFailure, worst, type Failure, type Result, type Value, type ValueList, type ValueMap } from './result';

/** Up to this number of elements can be compared one by one, for each element of another list. */
const FEW = 16;

type Structure = ValueList | ValueMap;

interface Index {
  readonly scalars: ReadonlySet<unknown>;
  readonly keys: ReadonlySet<string>;
  readonly structures: readonly Structure[];
  /** Lists and maps that contain a failure. */
  readonly uncertain: readonly Structure[];
  /** The most severe failure of an element. */
  readonly failure?: Failure;
}

/** Indexes of long lists. They avoid quadratic time if a list is searched for each element of another list. */
const indexes = new WeakMap<ValueList, Index>();

/** True if an element is equal. If none is equal but one has failed, the result is the failure. */
export function hasMember(list: ValueList, member: Value): boolean | Failure {
  if (typeof member !== 'object') {
    return hasScalar(list, member);
  }
  const { keys, structures, uncertain, failure } = indexOf(list);
  const key = canonicalKey(member);
  if (key !== undefined && keys.has(key)) {
    return true;
  }
  const candidates = key === undefined ? structures : uncertain;
  const doubts = candidates.length > FEW ? [doubt(member, candidates)] : candidates.map(each => areEqual(each, member));
  return worst([failure, ...doubts].filter(isFailure)) ?? false;
}

function hasScalar(list: ValueList, member: Value): boolean | Failure {
  if (list.length < FEW) {
    return list.includes(member) || (worst(list.filter(isFailure)) ?? false);
  }
  const { scalars, failure } = indexOf(list);
  return scalars.has(member) || (failure ?? false);
}

/** The failure for many candidates that contain failures. Comparing each would take seconds, and one of them may be equal. */
function doubt(member: Value, candidates: readonly Structure[]): Failure {
  return failureWithin(member) ?? failureWithin(candidates)!;
}

function indexOf(list: ValueList): Index {
  const known = indexes.get(list);
  if (known) {
    return known;
  }
  const structures = list.filter((member): member is Structure => typeof member === 'object' && !isFailure(member));
  const index: Index = {
    scalars: new Set(list.filter(member => typeof member !== 'object')),
    keys: new Set(structures.flatMap(structure => canonicalKey(structure) ?? [])),
    structures,
    uncertain: structures.filter(structure => canonicalKey(structure) === undefined),
    failure: worst(list.filter(isFailure)),
  };
  indexes.set(list, index);
  return index;
}

/** Values to compare with. */
export interface Compared {
  readonly has: (value: Result) => boolean;
  /** The most severe failure of a value, which could be equal to any other. */
  readonly failure?: Failure;
}

/**
 * Evaluates the values with which an operator compares, most of them constants. The set of the constants is made once, as an operator can be
 * evaluated for each element of a list: comparing with each of many constants would take seconds.
 */
export function comparedWith(operands: readonly Evaluate[]): (evaluation: Evaluation) => Compared {
  const others = operands.filter(({ constant }) => constant === undefined);
  let constants: ReadonlySet<Result> | undefined;
  return evaluation => {
    const known = constants ??= new Set(operands.map(({ constant }) => constant));
    const results = others.map(operand => operand(evaluation));
    return {
      has: value => value !== undefined && (known.has(value) || (!isFailure(value) && results.includes(value))),
      failure: worst(results.filter(isFailure)),
    };
  };
}
