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
    // evaluates each value of the table once, however many elements select it
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
      meaning: 'Looks up the string in a table of constants. Returns `otherwise` if the table does not contain the string.',
      absent: 'absent when the value is absent, and when the table does not contain the string and there is no `otherwise`',
      gives: 'the type of the values in the table; for a list, a list',
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
      meaning: 'The value at a path in a map or list, such as `address.city` or `roles[0].name`.',
      absent: 'absent when the value is absent, and when there is no value at the path',
      failed: 'failed when the value has failed, and when the path continues into a value that is not a list or map',
      gives: 'the type of the value at the path',
      example: "profile.attribute('address').property('city')",
      peers: ['GetClaimFromJson', 'GetSingleItemFromJson', 'dot notation'],
    },
  },
] as const satisfies readonly Operator[];
