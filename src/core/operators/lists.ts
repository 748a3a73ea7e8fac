import { order } from './comparing';
import { textOf } from './conversions';
import { ANYTHING, failedToo, inferPath, listType, maybe, strictly, type Inference } from './inference';
import { deciding, type Evaluation, type Operand, type Operator } from './operator';
import { follow, type Path } from './paths';
import { Failure, isFailure, isList, present, typeOf, worst, type Result, type Value, type ValueList } from './result';
import { joined, listOfEach } from './sizes';

const LIST: Operand = { name: 'value', yields: 'value', accepts: ['list'] };

/** Applies a list operator to the elements of a present list. */
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
  return worst(results.filter(isFailure)) ?? members.filter((_, index) => results[index] === true);
}

function sortBy(descending: boolean): (members: ValueList, keyOf: (member: Value | Failure) => Result) => Result {
  return (members, keyOf) => {
    const keyed = members.map(member => ({ member, key: keyOf(member) }));
    const failure = worst(keyed.map(({ key }) => key).filter(isFailure));
    if (failure) {
      return failure;
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

/** Leaves out failed elements, as when a list is written to a token. If the string decides something, it has failed instead. */
function join(members: ValueList, separator: string, decides: boolean): Result {
  const texts = members.filter(member => decides || !isFailure(member)).map(textOf);
  return worst(texts.filter(isFailure)) ?? present(joined(texts as string[], separator));
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
      meaning: 'Joins the elements of a list to a string, with the separator between them. Numbers and booleans are converted. Failed elements are left out.',
      absent: 'absent when the value is absent, and when the list or the result is empty',
      failed: 'failed when the value has failed or is not a list, when an element is a list or map, and, in a condition or key, when an element has failed',
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
      meaning: 'The current list element inside `mapEach`, `filter` and `sortBy`, or a value nested in it. If these are nested, it is the element of the innermost list.',
      absent: 'absent when there is no value at the path',
      failed: 'failed when the element has failed, and when the path continues into a value that is not a list or map',
      gives: 'the type of the element',
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
      meaning: 'Evaluates a value for each element, which it reads as `Value.element()`, and returns the list of results. Absent and failed results are left out.',
      absent: 'absent when the value is absent',
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
      meaning: 'The elements for which the condition is true. The condition reads the element as `Value.element()`.',
      absent: 'absent when the value is absent',
      failed: 'failed when the value has failed or is not a list, and when the condition is unknown for an element',
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
    build: (args, operands, engines) => onMembers(sortBy(args[0] === true), deciding)(args, operands, engines),
    documentation: {
      meaning: 'Sorts the elements by a key, which reads the element as `Value.element()`. Keys are all numbers, or all strings, which are compared by code point. Elements without a key come last. Elements with equal keys keep their order.',
      absent: 'absent when the value is absent',
      failed: 'failed when the value has failed or is not a list, when a key has failed, and when keys have different types or are not strings or numbers',
      example: "tenant.attribute('roles').sortBy(Value.element('precedence'))",
    },
  },
] as const satisfies readonly Operator[];

