import { canonicalKey, order } from './comparing';
import { failedToo, holdsFailure, isAccepted, listType, strictly, type Inference } from './inference';
import { LIST, membersOf } from './lists';
import { comparedWith, hasMember } from './membership';
import { deciding, spend, strict, type Evaluate, type Evaluation, type Operand, type Operator, type Engines } from './operator';
import { Failure, isFailure, isList, typeOf, worst, type Result, type TypeName, type Value, type ValueList } from './result';
import type { Json } from '../document/json';

/** Input of filters of strings. */
export const LIST_OF_STRINGS: Operand = { ...LIST, members: ['string'] };

/** A filter of strings. Elements that are not strings have failed, and are left out when the list is written to a token. */
export function filtering(keepsOf: (args: readonly Json[], engines: Engines) => (text: string) => boolean): Pick<Operator, 'infer' | 'build'> {
  return {
    infer: ({ operands: [list] }) => {
      const members = membersOf(list);
      const kept: Inference = { ...members, types: ['string'], absent: false, failed: members.failed || !isAccepted(members, ['string']) };
      return strictly(listType(kept), [list], [['list']]);
    },
    build: (args, operands, engines) => {
      const keeps = keepsOf(args, engines);
      return onList(members => members
        .map(member => typeof member === 'string' || isFailure(member) ? member : new Failure('TYPE'))
        .filter(member => isFailure(member) || keeps(member)))(args, operands, engines);
    },
  };
}

/** Applies a function to a present list. */
export function onList(apply: (members: ValueList, args: readonly Json[]) => Result): Operator['build'] {
  return strict([LIST], ([list], args) => apply(list as ValueList, args));
}

function filter<Name extends string>(
  name: Name, parameter: string, keeps: (text: string, part: string) => boolean,
): Operator<Name, 'transform'> {
  return {
    name,
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: parameter, type: 'string' }],
    operands: [LIST_OF_STRINGS],
    template: true,
    ...filtering(([part]) => text => keeps(text, String(part))),
  };
}

/** The elements that equal one of the constants. A failed constant does not affect elements that equal another one. */
function filterOneOf([list, ...constants]: readonly Evaluate[]): Evaluate {
  const compared = comparedWith(constants);
  return onPresentList(list, (members, evaluation) => {
    const { has, failure } = compared(evaluation);
    return members.flatMap(member => isFailure(member) || has(member) ? [member] : failure ?? []);
  });
}

/** Applies a function to a present list. Unlike `strict`, it evaluates the other operands itself. */
function onPresentList(list: Evaluate, apply: (members: ValueList, evaluation: Evaluation) => Result): Evaluate {
  return evaluation => {
    const members = list(evaluation);
    if (members === undefined || isFailure(members)) {
      return members;
    }
    return isList(members) ? apply(members, evaluation) : new Failure('TYPE');
  };
}

/** The elements that are, or are not, elements of another list. The same as `filter` with `hasMember`. */
function filterByList([list, other]: readonly Evaluate[], keptIf: boolean): Evaluate {
  return onPresentList(list, (members, evaluation) => {
    // each element is compared, although the operands may have been counted before, for another list around
    spend(evaluation, members.length);
    const others = members.length === 0 ? undefined : other(deciding(evaluation));
    if (others === undefined) {
      return keptIf ? [] : members;
    }
    const results = members.map(member => isIn(others, member));
    return worst(results.filter(isFailure)) ?? members.filter((_, index) => results[index] === keptIf);
  });
}

function isIn(others: Value | Failure, member: Value | Failure): boolean | Failure {
  const failure = worst([others, member].filter(isFailure));
  return failure ?? (isList(others) ? hasMember(others, member as Value) : new Failure('TYPE'));
}

function byList<Name extends string>(name: Name, keptIf: boolean): Operator<Name, 'transform'> {
  return {
    name,
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [LIST, { ...LIST, name: 'other' }],
    infer: ({ operands: [list, other] }) => {
      const members = membersOf(list);
      const kept = strictly(listType(members), [list], [['list']]);
      return holdsFailure(members) || holdsFailure(other) || !isAccepted(other, ['list']) ? failedToo(kept) : kept;
    },
    build: (_, operands) => filterByList(operands, keptIf),
  };
}

const ORDERED: readonly TypeName[] = ['string', 'number'];

/** Sorts numbers or strings. If the order decides something, a failed element makes the result failed, as it could be anywhere. */
function sorted(members: ValueList, descending: boolean, decides: boolean): Result {
  const failure = worst(members.filter(isFailure));
  if (failure && (decides || failure.decisive)) {
    return failure;
  }
  const values = members.filter((member): member is Value => !isFailure(member));
  const type = values.length > 0 ? typeOf(values[0]) : 'string';
  return ORDERED.includes(type) && values.every(value => typeOf(value) === type)
    ? values.sort((left, right) => (descending ? -1 : 1) * order(left, right)!)
    : new Failure('TYPE');
}

function flatten(members: ValueList): ValueList {
  return members.flatMap((member): ValueList => isList(member) ? member : [member]);
}

function inferFlatten(list: Inference): Inference {
  const members = membersOf(list);
  const inner = members.types.includes('list') ? membersOf(members) : members;
  const isSure = members.types.length === 1;
  return strictly(listType({ ...isSure ? inner : { ...inner, types: ['string', 'number', 'boolean', 'list', 'map'] }, failed: holdsFailure(members) }), [list], [['list']]);
}

const base = { kind: 'transform', yields: 'value', operands: [LIST], template: true } as const;

export const LIST_FILTERS = [
  filter('filterPrefix', 'prefix', (text, prefix) => text.startsWith(prefix)),
  filter('filterSuffix', 'suffix', (text, suffix) => text.endsWith(suffix)),
  {
    ...base,
    name: 'filterOneOf',
    template: undefined,
    parameters: [],
    operands: [LIST, {
      name: 'constants',
      yields: 'value',
      accepts: ['string', 'number', 'boolean'],
      rest: true,
      instead: 'use filterOneOfValue(...), which takes a Value that is a list',
    }],
    infer: ({ operands: [list, ...constants] }) => {
      const members = membersOf(list);
      return strictly(listType({ ...members, failed: members.failed || constants.some(({ failed }) => failed) }), [list], [['list']]);
    },
    build: (_, operands) => filterOneOf(operands),
  },
  byList('filterOneOfValue', true),
  byList('filterNoneOfValue', false),
  {
    ...base,
    name: 'unique',
    parameters: [],
    infer: ({ operands: [list] }) => strictly(listType(membersOf(list)), [list], [['list']]),
    build: onList(uniqueMembers),
  },
  {
    ...base,
    name: 'sort',
    operands: [{ ...LIST, members: ORDERED }],
    parameters: [{ name: 'descending', type: 'boolean', optional: true }],
    infer: ({ operands: [list] }) => {
      const members = membersOf(list);
      const result = strictly(listType({ ...members, failed: false }), [list], [['list']]);
      return members.failed || members.types.length !== 1 || !isAccepted(members, ORDERED) ? failedToo(result) : result;
    },
    build: (args, [list]) => evaluation => {
      const members = list(evaluation);
      return members === undefined || isFailure(members) ? members
        : isList(members) ? sorted(members, args[0] === true, evaluation.decides === true) : new Failure('TYPE');
    },
  },
  {
    ...base,
    name: 'limit',
    parameters: [{ name: 'count', type: 'integer', least: 1 }],
    infer: ({ operands: [list] }) => strictly(listType(membersOf(list)), [list], [['list']]),
    build: onList((members, [count]) => members.slice(0, count as number)),
  },
  {
    ...base,
    name: 'flatten',
    parameters: [],
    infer: ({ operands: [list] }) => inferFlatten(list),
    build: onList(flatten),
  },
] as const satisfies readonly Operator[];

/** Removes duplicates. Keeps elements that have failed or contain a failure, as they are not certainly equal to another. */
function uniqueMembers(members: ValueList): ValueList {
  const scalars = new Set<unknown>();
  const keys = new Set<string>();
  return members.filter(member => {
    if (isFailure(member)) {
      return true;
    }
    if (typeof member !== 'object') {
      return isNew(scalars, member);
    }
    const key = canonicalKey(member);
    return key === undefined || isNew(keys, key);
  });
}

function isNew<T>(seen: Set<T>, value: T): boolean {
  const isFirst = !seen.has(value);
  seen.add(value);
  return isFirst;
}
