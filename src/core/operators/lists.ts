import { order } from './comparing';
import { textOf } from './conversions';
import { ANYTHING, failedToo, inferPath, listType, maybe, strictly, type Inference } from './inference';
import { deciding, type Evaluation, type Operand, type Operator } from './operator';
import {
  Failure, follow, isFailure, isList, joined, listOfEach, present, typeOf, worst, type Path, type Result, type Value, type ValueList,
} from './result';

export const LIST: Operand = { name: 'value', yields: 'value', accepts: ['list'] };

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
  },
  {
    name: 'element',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'path', type: 'path', optional: true }],
    operands: [],
    infer: ({ args: [path], element }) => inferPath(element, (path ?? []) as unknown as Path),
    build: ([path]) => ({ element }) => follow(element, (path ?? []) as unknown as Path),
  },
  {
    name: 'mapEach',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [LIST, { name: 'value', yields: 'value', perMember: true }],
    infer: ({ operands: [list, body] }) => strictly(listType({ ...body, absent: false }), [list], [['list']]),
    build: onMembers((members, valueOf) => listOfEach(members, valueOf)),
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
  },
] as const satisfies readonly Operator[];

