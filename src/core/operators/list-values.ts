import { always, failedToo, holdsFailure, isAccepted, maybe, strictly, type Inference } from './inference';
import { onList } from './list-filters';
import { LIST, membersOf } from './lists';
import { strict, type Operand, type Operator } from './operator';
import { Failure, follow, isFailure, isList, worst, type Result, type Value, type ValueList } from './result';

const base = { kind: 'transform', yields: 'value', operands: [LIST], template: true } as const;

/** The element at an index; negative indexes count from the end. Fails if an element before it has failed, as that one may be absent. */
function memberAt(members: ValueList, index: number): Result {
  return index >= 0 ? follow(members, [index]) : follow([...members].reverse(), [-1 - index]);
}

function inferMember(list: Inference): Inference {
  const members = membersOf(list);
  return strictly({ ...members, absent: true, failed: members.failed }, [list], [['list']]);
}

/** A result that depends on all elements. It fails if one of them has failed. */
function onAll(apply: (members: readonly Value[]) => Result): Operator['build'] {
  return onList(members => worst(members.filter(isFailure)) ?? apply(members as readonly Value[]));
}

function onNumbers<Name extends string>(
  name: Name, result: Inference, apply: (numbers: readonly number[]) => Result,
): Operator<Name, 'transform'> {
  return {
    ...base,
    name,
    operands: [{ ...LIST, members: ['number'] }],
    parameters: [],
    infer: ({ operands: [list] }) => {
      const members = membersOf(list);
      const inferred = strictly(result, [list], [['list']]);
      return members.failed || !isAccepted(members, ['number']) ? failedToo(inferred) : inferred;
    },
    build: onAll(members => members.every(member => typeof member === 'number') ? apply(members) : new Failure('TYPE')),
  };
}

/** Fails if the sum exceeds the range of a double. */
function total(numbers: readonly number[]): Result {
  const sum = numbers.reduce((left, right) => left + right, 0);
  return Number.isFinite(sum) ? sum : new Failure('CONVERSION');
}

const SIZED: Operand = { name: 'value', yields: 'value', accepts: ['list', 'map', 'string'] };

function size(value: Value): Result {
  if (typeof value === 'string') {
    return [...value].length;
  }
  const members = isList(value) ? value : Object.values(value as object) as ValueList;
  return worst(members.filter(isFailure)) ?? members.filter(member => member !== '').length;
}

export const LIST_VALUES = [
  {
    ...base,
    name: 'at',
    parameters: [{ name: 'index', type: 'integer' }],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList((members, [index]) => memberAt(members, index as number)),
  },
  {
    ...base,
    name: 'first',
    parameters: [],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList(members => memberAt(members, 0)),
  },
  {
    ...base,
    name: 'last',
    parameters: [],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList(members => memberAt(members, -1)),
  },
  {
    ...base,
    name: 'size',
    operands: [SIZED],
    parameters: [],
    infer: ({ operands }) => strictly({ ...always('number'), failed: operands[0].types.some(type => type !== 'string') && holdsFailure(operands[0]) }, operands, [SIZED.accepts]),
    build: strict([SIZED], ([value]) => size(value)),
  },
  onNumbers('min', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : undefined),
  onNumbers('max', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.max(a, b)) : undefined),
  onNumbers('sum', failedToo(always('number')), total),
] as const satisfies readonly Operator[];
