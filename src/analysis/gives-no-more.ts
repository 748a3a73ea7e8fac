import { facetOf } from './facets';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/**
 * True if a value is, or contains, only constants that each of the other values is, or contains, as well. False and an empty list give nothing.
 */
export function givesNoMore(value: Expression, ...others: readonly Expression[]): boolean {
  const given = constantsIn(value);
  const certain = others.map(each => new Set(certainIn(each)));
  return given !== undefined && certain.every(each => given.every(constant => each.has(constant)));
}

/** All constants that a value can be or contain; undefined if it can have others. */
function constantsIn(value: Expression): readonly Json[] | undefined {
  const found = value.op === 'literal' ? [membersOf(value.args![0])] : partsOf(value)?.map(constantsIn);
  return found?.every(each => each !== undefined) ? found.flat() : undefined;
}

function partsOf({ op, of = [] }: Expression): readonly Expression[] | undefined {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'list':
    case 'firstPresent': return of;
    case 'choice': return of.slice(1);
    case 'members':
    case 'member':
    case 'trusted': return of.slice(0, 1);
    default: return undefined;
  }
}

/** The constants that a value always is or contains. */
function certainIn({ op, args = [], of = [] }: Expression): readonly Json[] {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source': return op === 'literal' ? membersOf(args[0]) : [];
    case 'list': return of.flatMap(certainIn);
    case 'trusted': return certainIn(of[0]);
    case 'choice': return facet.by === 'CONDITION' && of.length === 3 ? certainIn(of[1]).filter(each => certainIn(of[2]).includes(each)) : [];
    default: return [];
  }
}

function membersOf(constant: Json): readonly Json[] {
  return Array.isArray(constant) ? constant.flatMap(membersOf) : constant === false ? [] : [constant];
}
