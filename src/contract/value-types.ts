import type { PropertyType, ValueType } from './model';
import { facetOf } from '../analysis/facets';
import { inferExpression, memberAtHand } from '../analysis/inference';
import type { Expression, SubjectName } from '../core/document/document';
import type { Json } from '../core/document/json';
import { ANYTHING, type Inference } from '../core/operators/inference';
import { TYPE_NAMES, type TypeName } from '../core/operators/result';
import { valueSize, type SizeContext } from '../token-size/max-value-size';
import { anything, type ValueSize } from '../token-size/value-size';

/** The element of a list for which an expression is evaluated. */
interface Element {
  readonly type?: ValueType;
  readonly inference: Inference;
}

const OUTSIDE: Element = { inference: ANYTHING };

/** The possible values of an expression, as far as the rules and limits reveal them. */
export function typeOfValue(expression: Expression, context: SizeContext): ValueType {
  return typeWithin(expression, context, OUTSIDE);
}

function typeWithin(expression: Expression, context: SizeContext, element: Element): ValueType {
  const inference = inferExpression(expression, context.subjects, element.inference);
  const size = element === OUTSIDE ? valueSize(expression, context) : anything(Infinity);
  const known = structureOf(expression, context, element) ?? typeFrom(inference, size);
  const types = known.types.filter(type => inference.types.includes(type));
  const { elements, maxItems, ...others } = known;
  const limit = maxItems ?? typeFrom(inference, size).maxItems;
  return { ...others, types, ...types.includes('list') && { ...limit !== undefined && { maxItems: limit }, ...elements && { elements } } };
}

/** The type by the parts of an expression; undefined if only the operator tells its type. */
function structureOf({ op, args = [], of = [] }: Expression, context: SizeContext, element: Element): ValueType | undefined {
  const typeIn = (part: Expression): ValueType => typeWithin(part, context, element);
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'trusted': return typeIn(of[0]);
    case 'choice': return chosen(unionOf(of.slice(1).map(typeIn)), facet.by === 'KEY' ? typeIn(of[0]) : undefined);
    case 'firstPresent': return unionOf(of.map(typeIn));
    case 'list': return { types: ['list'], ...of.length > 0 && { elements: unionOf(of.map(typeIn)) } };
    case 'each': return { types: ['list'], elements: typeWithin(of[1], context, elementOf(of[0], context, element)) };
    case 'member': return typeIn(of[0]).elements;
    // the elements of a flattened list are the elements of its elements
    case 'members': return op === 'flatten' ? undefined : { ...typeIn(of[0]), maxItems: undefined };
  }
  switch (op) {
    case 'literal': return typeOfConstant(args[0]);
    case 'objectOf': return { types: ['map'], properties: propertiesOf(args[0] as readonly string[], of, args[1] === true, context, element) };
    case 'element': return args[0] === undefined || args[0] === null ? element.type : undefined;
    default: return undefined;
  }
}

/** @param key a list of keys chooses a list */
function chosen(choice: ValueType, key: ValueType | undefined): ValueType {
  if (!key?.types.includes('list')) {
    return choice;
  }
  const { maxItems } = key;
  const list: ValueType = { types: ['list'], elements: choice, ...maxItems !== undefined && { maxItems } };
  return key.types.length > 1 ? unionOf([choice, list]) : list;
}

function elementOf(list: Expression, context: SizeContext, around: Element): Element {
  const { elements } = typeWithin(list, context, around);
  return { ...elements && { type: elements }, inference: memberAtHand(inferExpression(list, context.subjects, around.inference)) };
}

/** @param areAll the map is absent or failed if one of its properties is */
function propertiesOf(
  names: readonly string[], values: readonly Expression[], areAll: boolean, context: SizeContext, element: Element,
): { readonly [name: string]: PropertyType } {
  return Object.fromEntries(names.flatMap((name, index) => {
    const type = typeWithin(values[index], context, element);
    const { absent, failed } = absenceOf(values[index], context.subjects, element.inference);
    return type.types.length === 0 ? [] : [[name, { ...type, always: areAll || !(absent || failed) }] as const];
  }));
}

/** Whether an expression can be without a value. Cognito sends some values always, although events can lack them. */
export function absenceOf(expression: Expression, subjects: readonly SubjectName[], element?: Inference): Pick<Inference, 'absent' | 'failed'> {
  const facet = facetOf(expression.op);
  const { absent, failed } = inferExpression(expression, subjects, element);
  return { absent: absent && !(facet.kind === 'source' && facet.isAlwaysSent), failed };
}

const SCALARS: readonly TypeName[] = ['string', 'number', 'boolean'];
export const STRING: ValueType = { types: ['string'] };
export const STRINGS: ValueType = { types: ['list'], elements: STRING };

function hasScalars({ types }: ValueType): boolean {
  return types.some(type => SCALARS.includes(type));
}

/** The type of an expression whose parts tell nothing, by its static type and the maximum size of its value. */
function typeFrom({ types, members }: Inference, size: ValueSize): ValueType {
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
function typeOfConstant(value: Json): ValueType {
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
  const types = TYPE_NAMES.filter(type => all.some(each => each.types.includes(type)));
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
