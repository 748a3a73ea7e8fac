import { itemUses, type ItemUse } from './item-uses';
import { LEVELS, type Expression, type Level, type Provenance, type SortCondition } from '../core/document/document';
import { keyExpressions } from '../core/document/source-keys';
import { operatorOf } from '../core/operators';
import type { Path } from '../core/operators/paths';
import { parsePath } from '../template/path';

/** Where provenance has to look beside the expression itself. */
export interface ProvenanceContext {
  readonly source: (name: string) => LookedUp | undefined;
  /** Attributes that are declared trusted. */
  readonly trustedAttributes: { readonly [name: string]: string };
}

interface LookedUp {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
  readonly userEditable?: readonly string[];
}

/** Somebody who has a part in what an expression gives. */
export interface Contribution {
  /** Nobody above it, as far as the rules alone tell. */
  readonly level: Level;
  /** What the value is, by the operator that reads it. */
  readonly expression: Expression;
  /** An attribute of users, whose writers the pool tells. */
  readonly attribute?: string;
  /** The table sources on the way, outermost first: the value decides which item is read. */
  readonly sources: readonly string[];
}

const ATTRIBUTE_READERS: readonly string[] = ['userAttribute', 'federatedAttribute', 'idpList'];

/** What is put together has the lowest level of its parts. */
export function lowest(contributions: readonly Contribution[]): Provenance {
  const level: Level = LEVELS[Math.max(0, ...contributions.map(part => LEVELS.indexOf(part.level)))];
  const attributes = [...new Set(contributions.flatMap(({ attribute }) => attribute ?? []))].sort();
  const client = contributions.some(({ expression: { op } }) => op === 'clientId' || op === 'client');
  return { level, ...(attributes.length > 0 && { attributes }), ...(client && { client: true }) };
}

/** Everybody who has a part in what an expression gives. A condition counts for what it decides. */
export function contributionsTo(expression: Expression, context: ProvenanceContext, sources: readonly string[] = []): readonly Contribution[] {
  return contributionsOf(expression, context, sources, itemUses(expression));
}

function contributionsOf(
  expression: Expression, context: ProvenanceContext, sources: readonly string[], uses: readonly ItemUse[],
): readonly Contribution[] {
  const { op, args = [], of = [] } = expression;
  const one = (level: Level, attribute?: string): Contribution => ({ level, expression, sources, ...(attribute !== undefined && { attribute }) });
  const ofAttribute = (name: string): Contribution => isTrusted(name, context) ? one('OPERATOR') : one('COGNITO', name);
  if (ATTRIBUTE_READERS.includes(op)) {
    return [ofAttribute(String(args[0]))];
  }
  switch (op) {
    case 'email':
      return [ofAttribute('email')];
    case 'verifiedEmail':
      return [one('OPERATOR'), ofAttribute('email_verified')];
    case 'verifiedPhoneNumber':
      return [one('OPERATOR'), ofAttribute('phone_number_verified')];
    case 'clientId':
    case 'client':
      return [one('COGNITO')];
    case 'exists':
    case 'count':
      return contributionsToSource(String(args[0]), context, sources);
    case 'attribute':
      return isUserEditable(String(args[0]), args[1], context) ? [one('USER')] : contributionsToSource(String(args[0]), context, sources);
    case 'items':
      return uses.some(({ source, path = [] }) => source === args[0] && isUserEditable(source, path, context))
        ? [one('USER')] : contributionsToSource(String(args[0]), context, sources);
    case 'trusted':
      return [one('OPERATOR')];
    default: {
      const { level } = operatorOf(op);
      return [...level ? [one(level)] : [], ...of.flatMap(operand => contributionsOf(operand, context, sources, uses))];
    }
  }
}

function isTrusted(name: string, { trustedAttributes }: ProvenanceContext): boolean {
  return Object.prototype.hasOwnProperty.call(trustedAttributes, name);
}

function isUserEditable(source: string, path: unknown, context: ProvenanceContext): boolean {
  const read = path as ReadonlyArray<string | number>;
  // what is read may be a part of what users edit, or hold it
  return context.source(source)?.userEditable?.map(stepsOf)
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

/**
 * Everybody who decides which items of a table are read. A key with a part that is the user's `sub` or the client's id, with text
 * of the operator around it at most, is bound to them: whoever chooses the other part chooses among what is theirs.
 */
export function contributionsToSource(name: string, context: ProvenanceContext, sources: readonly string[] = []): readonly Contribution[] {
  const source = context.source(name);
  const item: Contribution = { level: 'OPERATOR', expression: { op: 'exists', args: [name] }, sources };
  // a source that reads itself is reported by its own check
  const isClosed = !source || isBoundSource(source) || sources.includes(name);
  return [item, ...isClosed ? [] : keyExpressions(source).flatMap(part => contributionsTo(part, context, [...sources, name]))];
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
