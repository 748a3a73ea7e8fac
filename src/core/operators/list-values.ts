import { always, failedToo, holdsFailure, isAccepted, maybe, strictly, type Inference } from './inference';
import { LIST, onList } from './list-filters';
import { membersOf } from './lists';
import { strict, type Operand, type Operator } from './operator';
import { follow } from './paths';
import { Failure, isFailure, isList, worst, type Result, type Value, type ValueList } from './result';

const base = { kind: 'transform', yields: 'value', operands: [LIST], template: true } as const;
const NO_SUCH_MEMBER = 'absent for an absent value and when there is no such member';

/** A member by its place; from the end by a negative one. Of a list with a failed member before it nobody knows which it is. */
function memberAt(members: ValueList, index: number): Result {
  return index >= 0 ? follow(members, [index]) : follow([...members].reverse(), [-1 - index]);
}

function inferMember(list: Inference): Inference {
  const members = membersOf(list);
  return strictly({ ...members, absent: true, failed: members.failed }, [list], [['list']]);
}

/** What follows from all members. It cannot be known where one of them has failed. */
function onAll(apply: (members: readonly Value[]) => Result): Operator['build'] {
  return onList(members => {
    const failures = members.filter(isFailure);
    return failures.length > 0 ? worst(failures) : apply(members as readonly Value[]);
  });
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

/** Beyond what a double holds there is no number. */
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
  const failures = members.filter(isFailure);
  return failures.length > 0 ? worst(failures) : members.filter(member => member !== '').length;
}

export const LIST_VALUES = [
  {
    ...base,
    name: 'at',
    parameters: [{ name: 'index', type: 'integer' }],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList((members, [index]) => memberAt(members, index as number)),
    documentation: {
      meaning: 'The member at a position: 0 is the first, -1 the last. Failed when a member before it has failed.',
      absent: NO_SUCH_MEMBER,
      gives: 'the type of the member',
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
    documentation: { meaning: 'The first member of a list; failed when it has failed.', absent: NO_SUCH_MEMBER, gives: 'the type of the member', example: 'Value.groups().sort().first()', peers: ['Arrays.get', 'single value of a multivalued mapper'] },
  },
  {
    ...base,
    name: 'last',
    parameters: [],
    infer: ({ operands: [list] }) => inferMember(list),
    build: onList(members => memberAt(members, -1)),
    documentation: { meaning: 'The last member of a list; failed when it has failed.', absent: NO_SUCH_MEMBER, gives: 'the type of the member', example: "Value.email().split('.').last()", peers: ['Arrays.get'] },
  },
  {
    ...base,
    name: 'size',
    operands: [SIZED],
    parameters: [],
    infer: ({ operands }) => strictly({ ...always('number'), failed: operands[0].types.some(type => type !== 'string') && holdsFailure(operands[0]) }, operands, [SIZED.accepts]),
    build: strict([SIZED], ([value]) => size(value)),
    documentation: {
      meaning: 'How many members a list or map has, or how many characters (code points) a string. Failed when a member has failed.',
      absent: 'absent for an absent value',
      example: 'Value.groups().size()',
      peers: ['Arrays.size', 'Arrays.isEmpty', 'String.len', 'length'],
    },
  },
  onNumbers('min', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.min(a, b)) : undefined, {
    meaning: 'The least of the numbers of a list. A member that is no number makes it failed.',
    absent: 'absent for an absent value and for a list without members',
    example: "profile.attribute('precedences').min()",
  }),
  onNumbers('max', maybe('number'), numbers => numbers.length > 0 ? numbers.reduce((a, b) => Math.max(a, b)) : undefined, {
    meaning: 'The greatest of the numbers of a list. A member that is no number makes it failed.',
    absent: 'absent for an absent value and for a list without members',
    example: "profile.attribute('clearances').max()",
  }),
  onNumbers('sum', always('number'), total, {
    meaning: 'The sum of the numbers of a list, 0 for a list without members. A member that is no number makes it failed.',
    absent: 'absent for an absent value',
    example: "profile.attribute('seats').sum()",
  }),
] as const satisfies readonly Operator[];
