import { order } from './comparing';
import { failedToo, holdsFailure, isAccepted, listType, strictly, type Inference } from './inference';
import { membersOf } from './lists';
import { strict, type Evaluate, type Operand, type Operator, type Tools } from './operator';
import { Failure, isFailure, isList, typeOf, worst, type Result, type TypeName, type Value, type ValueList } from './result';
import { uniqueMembers } from './unique-members';
import type { Json } from '../document/json';

export const LIST: Operand = { name: 'value', yields: 'value', accepts: ['list'] };

/** What filters of strings take. */
export const LIST_OF_STRINGS: Operand = { ...LIST, members: ['string'] };

/** Of a filter of strings. A member of which nobody knows whether it stays has failed, and is left out where the list is emitted. */
export function filtering(keepsOf: (args: readonly Json[], tools: Tools) => (text: string) => boolean): Pick<Operator, 'infer' | 'build'> {
  return {
    infer: ({ operands: [list] }) => {
      const members = membersOf(list);
      const kept: Inference = { ...members, types: ['string'], absent: false, failed: members.failed || !isAccepted(members, ['string']) };
      return strictly(listType(kept), [list], [['list']]);
    },
    build: (args, operands, tools) => {
      const keeps = keepsOf(args, tools);
      return onList(members => members
        .map(member => typeof member === 'string' || isFailure(member) ? member : new Failure('TYPE'))
        .filter(member => isFailure(member) || keeps(member)))(args, operands, tools);
    },
  };
}

/** What is made of a list, once it is there. */
export function onList(apply: (members: ValueList, args: readonly Json[]) => Result): Operator['build'] {
  return strict([LIST], ([list], args) => apply(list as ValueList, args));
}

function filter<Name extends string>(
  name: Name, parameter: string, keeps: (text: string, part: string) => boolean, documentation: Operator['documentation'],
): Operator<Name, 'transform'> {
  return {
    name,
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: parameter, type: 'string' }],
    operands: [LIST_OF_STRINGS],
    template: true,
    ...filtering(([part]) => text => keeps(text, String(part))),
    documentation,
  };
}

/** The members that are equal to one of some constants. A constant that cannot be known decides nothing else. */
function filterOneOf([list, ...constants]: readonly Evaluate[]): Evaluate {
  return evaluation => {
    const members = list(evaluation);
    if (members === undefined || isFailure(members)) {
      return members;
    }
    if (!isList(members)) {
      return new Failure('TYPE');
    }
    const results = constants.map(constant => constant(evaluation));
    const allowed = new Set(results.filter(each => each !== undefined && !isFailure(each)));
    const failures = results.filter(isFailure);
    return members.flatMap(member => isFailure(member) || allowed.has(member) ? [member] : failures.length > 0 ? [worst(failures)] : []);
  };
}

const ORDERED: readonly TypeName[] = ['string', 'number'];

/** All numbers or all strings. Where the order decides something, a member that has failed could be at any place. */
function sorted(members: ValueList, descending: boolean, decides: boolean): Result {
  const failures = members.filter(isFailure);
  if (failures.length > 0 && (decides || failures.some(({ decisive }) => decisive))) {
    return worst(failures);
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

const SAME = 'absent for an absent value';
const base = { kind: 'transform', yields: 'value', operands: [LIST], template: true } as const;

export const LIST_FILTERS = [
  filter('filterPrefix', 'prefix', (text, prefix) => text.startsWith(prefix), {
    meaning: 'The members that start with a string. Members that are no strings have failed.',
    absent: SAME,
    example: "Value.groups().filterPrefix('app-')",
    peers: ['Groups.startsWith', 'isMemberOfGroupNameStartsWith', 'User client role', 'group filter by prefix'],
  }),
  filter('filterSuffix', 'suffix', (text, suffix) => text.endsWith(suffix), {
    meaning: 'The members that end with a string. Members that are no strings have failed.',
    absent: SAME,
    example: "Value.groups().filterSuffix('-admins')",
    peers: ['Groups.endsWith', 'group filter by suffix'],
  }),
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
      instead: 'use filter(...) with Value.element().isEqualToValue(...), which takes a Value',
    }],
    infer: ({ operands: [list, ...constants] }) => {
      const members = membersOf(list);
      return strictly(listType({ ...members, failed: members.failed || constants.some(({ failed }) => failed) }), [list], [['list']]);
    },
    build: (_, operands) => filterOneOf(operands),
    documentation: {
      meaning: 'The members that are equal to one of some constants, by type and value.',
      absent: SAME,
      example: "Value.groups().filterOneOf(['admins', 'editors'])",
      peers: ['getFilteredGroups', 'static allowlist'],
    },
  },
  {
    ...base,
    name: 'unique',
    parameters: [],
    infer: ({ operands: [list] }) => strictly(listType(membersOf(list)), [list], [['list']]),
    build: onList(uniqueMembers),
    documentation: { meaning: 'Every member once, in the order of their first occurrence; equal by type and value, at any depth.', absent: SAME, example: "Value.groups().lookup({ admins: 'editor', staff: 'editor' }).unique()", peers: ['distinct', 'uniq'] },
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
    documentation: { meaning: 'The members in order: all numbers, or all strings by code point; failed for a mixture.', absent: SAME, example: 'Value.groups().sort()' },
  },
  {
    ...base,
    name: 'limit',
    parameters: [{ name: 'count', type: 'integer', least: 1 }],
    infer: ({ operands: [list] }) => strictly(listType(membersOf(list)), [list], [['list']]),
    build: onList((members, [count]) => members.slice(0, count as number)),
    documentation: { meaning: 'The first members, as many as there may be.', absent: SAME, example: 'Value.groups().sort().limit(50)', peers: ['Groups.contains with a limit'] },
  },
  {
    ...base,
    name: 'flatten',
    parameters: [],
    infer: ({ operands: [list] }) => inferFlatten(list),
    build: onList(flatten),
    documentation: { meaning: 'The members of the members that are lists, in their place; other members stay.', absent: SAME, example: "Value.groups().lookup({ admins: ['read', 'write'], staff: ['read'] }).flatten().unique()", peers: ['Arrays.flatten'] },
  },
] as const satisfies readonly Operator[];
