import { always, failedToo, holdsFailure, isAccepted, maybe, strictly, type Inference } from './inference';
import { LIST, onList } from './list-filters';
import { membersOf } from './lists';
import { strict, type Operand, type Operator } from './operator';
import { follow } from './paths';
import { Failure, isFailure, isList, worst, type Result, type Value, type ValueList } from './result';

const base = { kind: 'transform', yields: 'value', operands: [LIST], template: true } as const;
const NO_SUCH_MEMBER = 'absent when the value is absent, and when there is no such element';
const ALL_NUMBERS = 'failed when the value has failed or is not a list, and when an element has failed or is not a number';

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
  name: Name, result: Inference, apply: (numbers: readonly number[]) => Result, documentation: Operator['documentation'],
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
    documentation,
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
    documentation: {
      meaning: 'The element at an index: 0 is the first, -1 the last.',
      absent: NO_SUCH_MEMBER,
      failed: 'failed when the value has failed or is not a list, and when the element, or one before it (for a negative index after it), has failed',
      gives: 'the type of the element',
      example: "Value.userAttribute('custom:path').split('/').at(-2)",
      peers: ['Arrays.get', 'GetSingleItemFromStringCollection'],
    },
  },
  {
    ...base,
    name: 'first',
    parameters: [],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList(members => memberAt(members, 0)),
    documentation: {
      meaning: 'The first element of a list.',
      absent: NO_SUCH_MEMBER,
      failed: 'failed when the value has failed or is not a list, and when the first element has failed',
      gives: 'the type of the element',
      example: 'Value.groups().sort().first()',
      peers: ['Arrays.get', 'single value of a multivalued mapper'],
    },
  },
  {
    ...base,
    name: 'last',
    parameters: [],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList(members => memberAt(members, -1)),
    documentation: {
      meaning: 'The last element of a list.',
      absent: NO_SUCH_MEMBER,
      failed: 'failed when the value has failed or is not a list, and when the last element has failed',
      gives: 'the type of the element',
      example: "Value.email().split('.').last()",
      peers: ['Arrays.get'],
    },
  },
  {
    ...base,
    name: 'size',
    operands: [SIZED],
    parameters: [],
    infer: ({ operands }) => strictly({ ...always('number'), failed: operands[0].types.some(type => type !== 'string') && holdsFailure(operands[0]) }, operands, [SIZED.accepts]),
    build: strict([SIZED], ([value]) => size(value)),
    documentation: {
      meaning: 'The number of elements of a list, properties of a map, or characters (code points) of a string.',
      absent: 'absent when the value is absent',
      failed: 'failed when the value has failed or has another type, and when an element or property has failed',
      example: 'Value.groups().size()',
      peers: ['Arrays.size', 'Arrays.isEmpty', 'String.len', 'length'],
    },
  },
  onNumbers('min', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : undefined, {
    meaning: 'The smallest number in a list.',
    absent: 'absent when the value is absent, and when the list is empty',
    failed: ALL_NUMBERS,
    example: "profile.attribute('precedences').min()",
  }),
  onNumbers('max', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.max(a, b)) : undefined, {
    meaning: 'The largest number in a list.',
    absent: 'absent when the value is absent, and when the list is empty',
    failed: ALL_NUMBERS,
    example: "profile.attribute('clearances').max()",
  }),
  onNumbers('sum', failedToo(always('number')), total, {
    meaning: 'The sum of the numbers in a list; 0 if the list is empty.',
    absent: 'absent when the value is absent',
    failed: `${ALL_NUMBERS}, and when the sum exceeds the range of a double`,
    example: "profile.attribute('seats').sum()",
  }),
] as const satisfies readonly Operator[];
