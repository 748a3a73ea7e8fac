import { order } from './comparing';
import { textOf } from './conversions';
import { ANYTHING, failedToo, inferPath, listType, maybe, strictly, type Inference } from './inference';
import { deciding, type Evaluation, type Operand, type Operator } from './operator';
import { follow, type Path } from './paths';
import { Failure, isFailure, isList, present, typeOf, worst, type Result, type Value, type ValueList } from './result';
import { joined, listOfEach } from './sizes';

const LIST: Operand = { name: 'value', yields: 'value', accepts: ['list'] };

/** What a list operator does with the members, once the list is there. */
function onMembers(
  apply: (members: ValueList, evaluateOn: (member: Value | Failure) => Result) => Result,
  within: (evaluation: Evaluation) => Evaluation = evaluation => evaluation,
): Operator['build'] {
  return (_, [list, body]) => evaluation => {
    const members = list(evaluation);
    if (members === undefined || isFailure(members)) {
      return members;
    }
    const around: Evaluation = { ...within(evaluation), once: evaluation.once ?? new Map() };
    return isList(members) ? apply(members, element => body({ ...around, element })) : new Failure('TYPE');
  };
}

function filter(members: ValueList, holds: (member: Value | Failure) => Result): Result {
  const results = members.map(holds);
  const failures = results.filter(isFailure);
  return failures.length > 0 ? worst(failures) : members.filter((_, index) => results[index] === true);
}

function sortBy(descending: boolean): (members: ValueList, keyOf: (member: Value | Failure) => Result) => Result {
  return (members, keyOf) => {
    const keyed = members.map(member => ({ member, key: keyOf(member) }));
    const failures = keyed.flatMap(({ key }) => isFailure(key) ? [key] : []);
    if (failures.length > 0) {
      return worst(failures);
    }
    const withKey = keyed.filter(({ key }) => key !== undefined) as Array<{ member: Value | Failure; key: Value }>;
    const type = withKey.length > 0 ? typeOf(withKey[0].key) : 'string';
    if ((type !== 'string' && type !== 'number') || withKey.some(({ key }) => typeOf(key) !== type)) {
      return new Failure('TYPE');
    }
    withKey.sort((a, b) => (descending ? -1 : 1) * order(a.key, b.key)!);
    return [...withKey, ...keyed.filter(({ key }) => key === undefined)].map(({ member }) => member);
  };
}

/** Members that have failed are left out, as where a list is emitted; where the string decides something, it has failed then. */
function join(members: ValueList, separator: string, decides: boolean): Result {
  const texts = members.filter(member => decides || !isFailure(member)).map(textOf);
  const failures = texts.filter(isFailure);
  return failures.length > 0 ? worst(failures) : present(joined(texts as string[], separator));
}

export function membersOf(list: Inference): Inference {
  return list.members ?? ANYTHING;
}

export const LIST_OPERATORS = [
  {
    name: 'join',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'separator', type: 'string', mayBeEmpty: true }],
    operands: [{ ...LIST, members: ['string', 'number', 'boolean'] }],
    template: true,
    infer: ({ operands: [list] }) => {
      const { types, failed } = membersOf(list);
      const isCertain = !failed && types.every(type => type !== 'list' && type !== 'map');
      return strictly(isCertain ? maybe('string') : failedToo(maybe('string')), [list], [['list']]);
    },
    build: ([separator], [list]) => evaluation => {
      const members = list(evaluation);
      if (members === undefined || isFailure(members)) {
        return members;
      }
      return isList(members) ? join(members, String(separator), evaluation.decides) : new Failure('TYPE');
    },
    documentation: {
      meaning: 'The members of a list as one string, with the separator between them. Members that are lists or maps have no string: failed. Members that have failed are left out of a value; in a condition or a key the string has failed then.',
      absent: 'absent for an absent value and for a list without members',
      example: "Value.groups().join(',')",
      peers: ['String.join', 'Arrays.toCsvString', 'StringJoin', 'Join'],
    },
  },
  {
    name: 'element',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'path', type: 'path', optional: true }],
    operands: [],
    infer: ({ args: [path], element }) => inferPath(element, (path ?? []) as unknown as Path),
    build: ([path]) => ({ element }) => follow(element, (path ?? []) as unknown as Path),
    documentation: {
      meaning: 'The member at hand inside `mapEach`, `filter` and `sortBy`, or what a path leads to in it.',
      absent: 'absent when the path leads to nothing',
      failed: 'failed when the member has, or the path goes on through a value without members',
      gives: 'the type of the member',
      example: "memberships.attribute('roles').filter(Value.element('active').isTrue())",
    },
  },
  {
    name: 'mapEach',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [LIST, { name: 'value', yields: 'value', perMember: true }],
    infer: ({ operands: [list, body] }) => strictly(listType({ ...body, absent: false }), [list], [['list']]),
    build: onMembers((members, valueOf) => listOfEach(members, valueOf)),
    documentation: {
      meaning: 'A list of what a value gives for each member, which it reads as `Value.element()`. Results that are absent or have failed are left out.',
      absent: 'absent for an absent value',
      example: "tenant.attribute('roles').mapEach(Value.element('name'))",
      peers: ['projection .![name]', 'Role name mapper', 'TreatAsMultiValue'],
    },
  },
  {
    name: 'filter',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [LIST, { name: 'condition', yields: 'condition', perMember: true }],
    infer: ({ operands: [list, condition] }) => {
      const kept = strictly(listType(membersOf(list)), [list], [['list']]);
      return condition.failed ? failedToo(kept) : kept;
    },
    build: onMembers(filter, deciding),
    documentation: {
      meaning: 'The members for which a condition is true; unknown for one member: the list has failed.',
      absent: 'absent for an absent value',
      example: "tenant.attribute('roles').filter(Value.element('active').isTrue())",
      peers: ['selection .?[active]', 'Arrays.remove', 'Groups.contains', 'group filter by contains'],
    },
  },
  {
    name: 'sortBy',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'descending', type: 'boolean' }],
    operands: [LIST, { name: 'key', yields: 'value', accepts: ['string', 'number'], perMember: true }],
    infer: ({ operands: [list, key] }) => {
      const sorted = strictly(listType(membersOf(list)), [list], [['list']]);
      return key.failed || key.types.length !== 1 || !['string', 'number'].includes(key.types[0]) ? failedToo(sorted) : sorted;
    },
    build: (args, operands, tools) => onMembers(sortBy(args[0] === true), deciding)(args, operands, tools),
    documentation: {
      meaning: 'The members in the order of what a value gives for each: all numbers, or all strings by code point. Members for which it is absent come last.',
      absent: 'absent for an absent value',
      example: "tenant.attribute('roles').sortBy(Value.element('precedence'))",
    },
  },
] as const satisfies readonly Operator[];

