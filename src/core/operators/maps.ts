import { ANYTHING, always, inferPath, isAccepted, listType, strictly, union, type Inference } from './inference';
import { strict, type Evaluate, type Operand, type Operator } from './operator';
import { Failure, follow, isFailure, isList, listOf, listOfEach, type Path, type Result, type Value, type ValueMap } from './result';
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

const MAP: Operand = { name: 'value', yields: 'value', accepts: ['map'] };

/** A list of something of each property of a map. A property that has failed could be absent, so it becomes a failed element. */
function listOfProperties(of: (name: string, property: Value) => Result): Operator['build'] {
  return strict([MAP], ([map]) => listOf(Object.entries(map as ValueMap).map(([name, property]): Result => {
    // constants of rules can contain empty strings, which are absent
    return isFailure(property) ? property : property === '' ? undefined : of(name, property);
  })));
}

function inferProperties(map: Inference, property: Inference): Inference {
  // the contents of maps are unknown
  return strictly(listType({ ...property, absent: false, failed: true }), [map], [MAP.accepts]);
}

/** Makes a map with some of the properties of another one, in the order of the names. The time depends on the map, however many names there are. */
function picking(names: readonly string[]): (map: ValueMap) => ValueMap {
  const positions = new Map(names.map((name, index) => [name, index]));
  return map => Object.fromEntries(Object.entries(map).filter(([name]) => positions.has(name))
    .sort(([one], [other]) => positions.get(one)! - positions.get(other)!));
}

/** A map for a map, and a list of maps for a list. */
function inferPicked(value: Inference): Inference {
  const ofMap = strictly(always('map'), [value], [['map', 'list']]);
  if (!value.types.includes('list')) {
    return ofMap;
  }
  const { members = ANYTHING } = value;
  const ofList = { ...ofMap, ...listType({ ...always('map'), failed: members.failed || !isAccepted(members, ['map']) }), absent: ofMap.absent, failed: ofMap.failed };
  return value.types.includes('map') ? union([ofMap, ofList]) : ofList;
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
  },
  {
    name: 'property',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'path', type: 'path' }],
    operands: [{ name: 'value', yields: 'value', accepts: ['list', 'map'] }],
    infer: ({ args: [path], operands: [operand] }) => inferPath(operand, path as unknown as Path),
    build: strict([{ name: 'value', yields: 'value' }], ([value], [path]) => follow(value, path as unknown as Path)),
  },
  {
    name: 'pickProperties',
    kind: 'transform',
    yields: 'value',
    each: true,
    parameters: [{ name: 'names', type: 'names' }],
    operands: [MAP],
    infer: ({ operands: [value] }) => inferPicked(value),
    build: (args, operands, engines) => {
      const pick = picking(args[0] as string[]);
      return strict([MAP], ([map]) => pick(map as ValueMap), true)(args, operands, engines);
    },
  },
  {
    name: 'propertyNames',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [MAP],
    template: true,
    infer: ({ operands: [map] }) => inferProperties(map, always('string')),
    build: listOfProperties(name => name),
  },
  {
    name: 'propertyValues',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [MAP],
    template: true,
    infer: ({ operands: [map] }) => inferProperties(map, ANYTHING),
    build: listOfProperties((_, property) => property),
  },
] as const satisfies readonly Operator[];
