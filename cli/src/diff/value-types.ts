import type { ValueType } from '../../../src/contract/model';

/** Whether each value of a type is a value of another type, or the other way around. */
export type Relation = 'SAME' | 'NARROWER' | 'WIDER';

/** Compares the values after a change with those before. Wider: there are values that were impossible before. */
export function relationOf(before: ValueType, after: ValueType): Relation {
  if (!isWithin(after, before)) {
    return 'WIDER';
  }
  return isWithin(before, after) ? 'SAME' : 'NARROWER';
}

function isWithin(inner: ValueType, outer: ValueType): boolean {
  const { types } = inner;
  return types.every(type => outer.types.includes(type))
    && hasKnownValues(inner, outer)
    && (!types.includes('string') || inner.values !== undefined || isUpTo(inner.maxLength, outer.maxLength))
    && (!types.includes('list') || (isUpTo(inner.maxItems, outer.maxItems) && areElementsWithin(inner, outer)))
    && (!types.includes('map') || !outer.properties || (inner.properties !== undefined && arePropertiesWithin(inner.properties, outer.properties)));
}

function areElementsWithin({ elements }: ValueType, outer: ValueType): boolean {
  return !outer.elements || (elements !== undefined && isWithin(elements, outer.elements));
}

/** A value of a known list of values has no other limit. */
function hasKnownValues({ types, values }: ValueType, outer: ValueType): boolean {
  const isScalar = types.some(type => type !== 'list' && type !== 'map');
  return !isScalar || !outer.values || values?.every(each => outer.values!.includes(each)) === true;
}

function isUpTo(inner: number | undefined, outer: number | undefined): boolean {
  return outer === undefined || (inner !== undefined && inner <= outer);
}

/** A property that is not always there can be missing. Other properties are allowed. */
function arePropertiesWithin(inner: NonNullable<ValueType['properties']>, outer: NonNullable<ValueType['properties']>): boolean {
  return Object.entries(outer).every(([name, property]) => {
    const own = Object.hasOwn(inner, name) ? inner[name] : undefined;
    return own ? isWithin(own, property) && (own.always || !property.always) : !property.always;
  });
}
