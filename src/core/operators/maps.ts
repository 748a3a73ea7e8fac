import { inferPath, union } from './inference';
import { strict, type Evaluate, type Operator } from './operator';
import { follow, type Path } from './paths';
import { Failure, isFailure, isList, type Result } from './result';
import { listOfEach } from './sizes';
import { inferEach } from './strings';

function lookup(keys: readonly string[], key: Evaluate, values: readonly Evaluate[]): Evaluate {
  const valueOf = new Map(keys.map((name, index) => [name, values[index]]));
  const otherwise: Evaluate | undefined = values[keys.length];
  const lookUp = (text: Result, valueAt: (value: Evaluate) => Result): Result => {
    if (text === undefined || isFailure(text)) {
      return text;
    }
    if (typeof text !== 'string') {
      return new Failure('TYPE');
    }
    const value = valueOf.get(text) ?? otherwise;
    return value && valueAt(value);
  };
  return evaluation => {
    const result = key(evaluation);
    if (!isList(result)) {
      return lookUp(result, value => value(evaluation));
    }
    // each value of the table once, however many members have it
    const known = new Map<Evaluate, Result>();
    return listOfEach(result, member => lookUp(member, value => {
      if (!known.has(value)) {
        known.set(value, value(evaluation));
      }
      return known.get(value);
    }));
  };
}

export const MAP_OPERATORS = [
  {
    name: 'lookup',
    kind: 'transform',
    yields: 'value',
    each: true,
    parameters: [{ name: 'keys', type: 'names' }],
    operands: [{ name: 'value', yields: 'value', accepts: ['string'] }, { name: 'values', yields: 'value', rest: true, instead: 'use Value.choose(...), which takes Values' }],
    infer: ({ args: [keys], operands: [key, ...values] }) => {
      const mapped = union(values);
      const hasOther = values.length > (keys as string[]).length;
      return inferEach(key, hasOther ? mapped : { ...mapped, absent: true });
    },
    build: ([keys], [key, ...values]) => lookup(keys as string[], key, values),
    documentation: {
      meaning: 'What a table has for a string, or another value where it has nothing. On a list it applies to each member.',
      absent: 'absent for an absent value, and for a string that the table does not have when there is no other value',
      gives: 'the type of what the table has; of a list, a list',
      example: "Value.userAttribute('custom:plan').lookup({ g: 'gold', s: 'silver' })",
      peers: ['LookupValue', 'Iso3166Convert', 'Role name mapper', "{'a': 'b'}[user.role]", 'GetMappedValueFromLocalizedCollection'],
    },
  },
  {
    name: 'property',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'path', type: 'path' }],
    operands: [{ name: 'value', yields: 'value', accepts: ['list', 'map'] }],
    infer: ({ args: [path], operands: [operand] }) => inferPath(operand, path as unknown as Path),
    build: strict([{ name: 'value', yields: 'value' }], ([value], [path]) => follow(value, path as unknown as Path)),
    documentation: {
      meaning: 'What a path leads to in a map or list: `address.city`, `roles[0].name`.',
      absent: 'absent when the path leads to nothing',
      failed: 'failed for a failed value, and when the path goes on through a value without members',
      gives: 'the type of what is there',
      example: "profile.attribute('address').property('city')",
      peers: ['GetClaimFromJson', 'GetSingleItemFromJson', 'dot notation'],
    },
  },
] as const satisfies readonly Operator[];
