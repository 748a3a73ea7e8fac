import type { PropertyType, ValueType } from './model';
import type { Json } from '../core/document/json';
import type { Inference } from '../core/operators/inference';
import type { TypeName } from '../core/operators/result';
import type { ValueSize } from '../token-size/value-size';

const ALL: readonly TypeName[] = ['string', 'number', 'boolean', 'list', 'map'];
const SCALARS: readonly TypeName[] = ['string', 'number', 'boolean'];
export const STRING: ValueType = { types: ['string'] };
export const STRINGS: ValueType = { types: ['list'], elements: STRING };

function hasScalars({ types }: ValueType): boolean {
  return types.some(type => SCALARS.includes(type));
}

/** The type of an expression whose parts tell nothing, by its static type and the maximum size of its value. */
export function typeFrom({ types, members }: Inference, size: ValueSize): ValueType {
  const values = size.possible?.filter(json => !/^[[{]/.test(json)).map(json => JSON.parse(json) as string | number | boolean);
  return {
    types,
    // true and false are no more than the type says
    ...values && hasScalars({ types }) && (values.length === 1 || types.some(type => type !== 'boolean')) && { values },
    ...types.includes('string') && Number.isFinite(size.characters) && { maxLength: size.characters },
    ...types.includes('list') && Number.isFinite(size.members) && { maxItems: size.members },
    ...types.includes('list') && members && members.types.length > 0 && { elements: typeFrom(members, size.element?.() ?? size) },
  };
}

/** The type of a constant. */
export function typeOfConstant(value: Json): ValueType {
  if (Array.isArray(value)) {
    const members: readonly Json[] = value;
    return { types: ['list'], maxItems: members.length, ...members.length > 0 && { elements: unionOf(members.map(typeOfConstant)) } };
  }
  if (typeof value === 'object') {
    return { types: ['map'], properties: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, { ...typeOfConstant(member), always: true }])) };
  }
  return { types: [typeof value as TypeName], values: [value] };
}

/** One of several types. */
export function unionOf(all: readonly ValueType[]): ValueType {
  const types = ALL.filter(type => all.some(each => each.types.includes(type)));
  const lists = all.filter(each => each.types.includes('list'));
  const maps = all.filter(each => each.types.includes('map'));
  const scalars = all.filter(hasScalars);
  const elements = lists.flatMap(each => each.elements ?? []);
  return {
    types,
    ...scalars.length > 0 && scalars.every(each => each.values) && { values: [...new Set(scalars.flatMap(each => each.values!))] },
    ...largest('maxLength', all.filter(each => each.types.includes('string'))),
    ...largest('maxItems', lists),
    ...lists.length > 0 && elements.length === lists.length && { elements: unionOf(elements) },
    ...maps.length > 0 && maps.every(each => each.properties) && { properties: unionOfProperties(maps.map(each => each.properties!)) },
  };
}

function largest(limit: 'maxLength' | 'maxItems', of: readonly ValueType[]): Partial<ValueType> {
  const limits = of.map(each => each[limit]);
  return limits.length > 0 && limits.every(each => each !== undefined) ? { [limit]: Math.max(...limits as number[]) } : {};
}

/** A property is always there if it is in each of the maps. */
function unionOfProperties(all: ReadonlyArray<NonNullable<ValueType['properties']>>): NonNullable<ValueType['properties']> {
  const names = [...new Set(all.flatMap(Object.keys))];
  return Object.fromEntries(names.map((name): [string, PropertyType] => {
    const found = all.flatMap(each => Object.hasOwn(each, name) ? [each[name]] : []);
    return [name, { ...unionOf(found), always: found.length === all.length && found.every(({ always }) => always) }];
  }));
}
