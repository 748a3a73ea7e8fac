import { typeFrom, typeOfConstant, unionOf } from './known-types';
import type { PropertyType, ValueType } from './model';
import { facetOf } from '../analysis/facets';
import { inferExpression, memberAtHand } from '../analysis/inference';
import type { Expression, SubjectName } from '../core/document/document';
import { ANYTHING, type Inference } from '../core/operators/inference';
import { valueSize, type SizeContext } from '../token-size/max-value-size';
import { anything } from '../token-size/value-size';

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
