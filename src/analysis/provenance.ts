import { facetOf } from './facets';
import type { Control } from './facets/control';
import { itemUses, type ItemUse } from './item-uses';
import { LEVELS, type Expression, type Level, type Provenance, type SortCondition } from '../core/document/document';
import { sourceRead } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import { keyExpressions } from '../core/document/source-keys';
import type { Path } from '../core/operators/paths';
import { parsePath } from '../template/path';

/** Where provenance has to look beside the expression itself. */
export interface ProvenanceContext {
  readonly sources: { readonly [name: string]: LookedUp };
  /** Attributes that are declared trusted. */
  readonly trustedAttributes: { readonly [name: string]: string };
}

interface LookedUp {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
  readonly userWritable?: readonly string[];
}

/** Somebody who has a part in what an expression gives. */
export interface Contribution {
  /** Nobody above it, as far as the rules alone tell. */
  readonly level: Level;
  /** Who that is. */
  readonly control: Control['kind'];
  /** What the value is, by the operator that reads it. */
  readonly expression: Expression;
  /** An attribute of users, whose writers the pool tells. */
  readonly attribute?: string;
  /** The table sources on the way, outermost first: the value decides which item is read. */
  readonly sources: readonly string[];
}

/** What is put together has the lowest level of its parts. */
export function lowest(contributions: readonly Contribution[]): Provenance {
  const level = [...LEVELS].reverse().find(each => contributions.some(part => part.level === each)) ?? LEVELS[0];
  const attributes = [...new Set(contributions.flatMap(({ attribute }) => attribute ?? []))].sort();
  const client = contributions.some(({ control }) => control === 'client');
  return { level, ...(attributes.length > 0 && { attributes }), ...(client && { client: true }) };
}

/** Everybody who has a part in what an expression gives. A condition counts for what it decides. */
export function contributionsTo(expression: Expression, context: ProvenanceContext): readonly Contribution[] {
  const { found, sources } = contributionsWithin(expression, context, []);
  return [...found, ...[...sources].flatMap(name => contributionsToSource(name, context))];
}

/**
 * Everybody who decides which items of a table are read. A key with a part that is the user's `sub` or the client's id, with string
 * of the operator around it at most, is bound to them: whoever chooses the other part chooses among what is theirs.
 */
export function contributionsToSource(name: string, context: ProvenanceContext): readonly Contribution[] {
  const contributions: Contribution[] = [];
  const visited = new Set<string>();
  const visit = (each: string, way: readonly string[]): void => {
    if (visited.has(each)) {
      return;
    }
    visited.add(each);
    contributions.push({ level: 'OPERATOR', control: 'level', expression: { op: 'exists', args: [each] }, sources: way });
    const source = ownMember(context.sources, each);
    for (const part of source && !isBoundSource(source) ? keyExpressions(source) : []) {
      const { found, sources } = contributionsWithin(part, context, [...way, each]);
      contributions.push(...found);
      sources.forEach(other => visit(other, [...way, each]));
    }
  };
  visit(name, []);
  return contributions;
}

interface Within {
  readonly found: readonly Contribution[];
  /** The sources that it reads, of which somebody else decides what they find. */
  readonly sources: ReadonlySet<string>;
}

/** Each expression counts once, however often it stands there. */
function contributionsWithin(root: Expression, context: ProvenanceContext, way: readonly string[]): Within {
  const uses = itemUses(root);
  const found: Contribution[] = [];
  const sources = new Set<string>();
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) {
      return;
    }
    seen.add(expression);
    const facet = facetOf(expression.op);
    if (facet.kind === 'trusted') {
      found.push({ level: 'OPERATOR', control: 'level', expression, sources: way });
      return;
    }
    if ('control' in facet && facet.control.kind === 'table' && !isWrittenByUsers(expression, uses, context)) {
      sources.add(sourceRead(expression)!.source);
    } else if ('control' in facet) {
      found.push(...controlled(facet.control, expression, context, way));
    }
    expression.of?.forEach(visit);
  };
  visit(root);
  return { found, sources };
}

function controlled(
  control: Control, expression: Expression, { trustedAttributes }: ProvenanceContext, sources: readonly string[],
): readonly Contribution[] {
  const { args = [] } = expression;
  const one = (level: Level, attribute?: string): Contribution =>
    ({ level, control: control.kind, expression, sources, ...(attribute !== undefined && { attribute }) });
  const ofAttribute = (name: string): Contribution => Object.hasOwn(trustedAttributes, name) ? one('OPERATOR') : one('COGNITO', name);
  switch (control.kind) {
    case 'level': return [one(control.level)];
    case 'attribute': return [ofAttribute(control.name(args))];
    case 'verified': return [one('OPERATOR'), ofAttribute(control.name(args))];
    case 'client':
    case 'linkedProvider': return [one('COGNITO')];
    case 'scopes': return [one('CALLER')];
    case 'metadata':
    case 'table': return [one('USER')];
    case 'member': return [];
  }
}

/** It uses something of an item that users may write. */
function isWrittenByUsers(expression: Expression, uses: readonly ItemUse[], context: ProvenanceContext): boolean {
  const { source, use } = sourceRead(expression)!;
  switch (use) {
    case 'ATTRIBUTE': return isUserWritable(source, expression.args![1] as unknown as Path, context);
    case 'ITEMS': return uses.some(({ source: used, path = [] }) => used === source && isUserWritable(source, path, context));
    case 'COUNT':
    case 'EXISTENCE': return false;
  }
}

function isUserWritable(source: string, read: Path, { sources }: ProvenanceContext): boolean {
  // what is read may be a part of what users edit, or hold it
  return ownMember(sources, source)?.userWritable?.map(stepsOf)
    .some(edited => edited.slice(0, read.length).every((step, index) => step === read[index])) === true;
}

/** A path as rules write it, or the name of an attribute that is none. */
function stepsOf(written: string): Path {
  try {
    return parsePath(written);
  } catch {
    return [written];
  }
}

/** A sort key that only starts like somebody, or lies beside them, does not bind. */
function isBoundSource({ key, sort }: LookedUp): boolean {
  return Object.values(key).some(isBound) || (sort?.comparison === 'EQUAL' && sort.values.some(isBound));
}

function isBound({ op, of = [] }: Expression): boolean {
  if (op === 'template') {
    const values = of.filter(part => part.op !== 'literal' && part.op !== 'slot');
    return values.length === 1 && isBound(values[0]);
  }
  return op === 'sub' || op === 'clientId';
}
