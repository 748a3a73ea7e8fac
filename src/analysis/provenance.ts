import { facetOf } from './facets';
import type { Control } from './facets/sources';
import { itemUses, type ItemUse } from './item-uses';
import { withPossible, writerOf, writerOfFederated, writerOfUsername, type PoolWriters } from '../core/cognito/attribute-writers';
import { LEVELS, type Expression, type Level, type Provenance, type SortCondition, type SubjectName } from '../core/document/document';
import { keyExpressions, sourceRead } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import type { Path } from '../core/operators/result';
import { parsePath } from '../template/reader';

/** The information that provenance needs in addition to the expression. */
export interface ProvenanceContext {
  readonly sources: { readonly [name: string]: LookedUp };
  /** Attributes that are declared trusted, with the reason. */
  readonly trustedAttributes: { readonly [name: string]: string };
  /** The subjects of the rule; by default, users. */
  readonly subjects?: readonly SubjectName[];
  /** The value is a list of scopes: what the caller requests counts as granted by the operator if it is cut to a constant list. */
  readonly requestsScopes?: boolean;
}

interface LookedUp {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
  readonly userWritable?: readonly string[];
}

/** A party that influences the value of an expression. */
export interface Contribution {
  /** The least trusted party that the rules alone reveal. */
  readonly level: Level;
  /** The kind of party. */
  readonly control: Control['kind'];
  /** The expression that reads the value. */
  readonly expression: Expression;
  /** A user attribute. Its writers depend on the user pool. */
  readonly attribute?: string;
  /** The table sources whose keys use the value, outermost first. */
  readonly sources: readonly string[];
}

/** The provenance of a combined value: the lowest level of its parts. */
export function lowest(contributions: readonly Contribution[]): Provenance {
  const level = [...LEVELS].reverse().find(each => contributions.some(part => part.level === each)) ?? LEVELS[0];
  const attributes = [...new Set(contributions.flatMap(({ attribute }) => attribute ?? []))].sort();
  const client = contributions.some(({ control }) => control === 'client');
  return { level, ...(attributes.length > 0 && { attributes }), ...(client && { client: true }) };
}

/** All parties that influence the value of an expression. A condition influences the value that it selects. */
export function contributionsTo(expression: Expression, context: ProvenanceContext): readonly Contribution[] {
  const { found, sources } = contributionsWithin(expression, context, []);
  return [...found, ...[...sources].flatMap(name => contributionsToSource(name, context))];
}

/**
 * All parties that influence which items of a table are read. If a key is bound to the subject, a caller who chooses its other parts can only
 * select their own items.
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
    for (const part of source && !isBoundKey(source, context.subjects ?? ['USER']) ? keyExpressions(source) : []) {
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
  /** The table sources that the expression reads, except where it uses user-writable attributes. */
  readonly sources: ReadonlySet<string>;
}

/** Counts each expression once, however often it occurs. */
function contributionsWithin(root: Expression, context: ProvenanceContext, way: readonly string[]): Within {
  const uses = itemUses(root);
  const found: Contribution[] = [];
  const sources = new Set<string>();
  const seen: Record<Flow, Set<Expression>> = { RESULT: new Set(), CUT: new Set(), ELSEWHERE: new Set() };
  const visit = (expression: Expression, flow: Flow): void => {
    if (seen[flow].has(expression)) {
      return;
    }
    seen[flow].add(expression);
    const facet = facetOf(expression.op);
    if (facet.kind === 'trusted') {
      found.push({ level: 'OPERATOR', control: 'level', expression, sources: way });
      return;
    }
    if ('control' in facet && facet.control.kind === 'table' && !isWrittenByUsers(expression, uses, context)) {
      sources.add(sourceRead(expression)!.source);
    } else if ('control' in facet && !(flow === 'CUT' && facet.control.kind === 'metadata')) {
      found.push(...controlled(facet.control, expression, context, way));
    }
    operandsFor(context.subjects, expression).forEach(([operand, index]) => visit(operand, flow === 'RESULT' ? flowOf(expression, index) : flow));
  };
  visit(root, context.requestsScopes && way.length === 0 ? 'RESULT' : 'ELSEWHERE');
  return { found, sources };
}

/** The operands with their index. Of a choice between users and machines, a token of one of them has only its own value. */
function operandsFor(subjects: readonly SubjectName[] = [], { op, of = [] }: Expression): ReadonlyArray<readonly [Expression, number]> {
  const operands = of.map((operand, index) => [operand, index] as const);
  const condition = facetOf(op).kind === 'choice' ? facetOf(of[0].op) : undefined;
  if (condition?.kind !== 'subject' || subjects.length !== 1) {
    return operands;
  }
  const branchOfOthers = condition.subject === subjects[0] ? 2 : 1;
  return operands.filter(([, index]) => index !== branchOfOthers);
}

/** The way of a value: unchanged into the result, cut to constants before that, or any other. */
type Flow = 'RESULT' | 'CUT' | 'ELSEWHERE';

/** The way of an operand of an expression that is in the result. */
function flowOf({ op, of = [] }: Expression, index: number): Flow {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'list':
    case 'firstPresent':
      return 'RESULT';
    case 'choice':
      return index > 0 ? 'RESULT' : 'ELSEWHERE';
    case 'derived':
      // a transform of constants gives constants
      return of.length === 1 ? 'RESULT' : 'ELSEWHERE';
    case 'members':
      return index > 0 ? 'ELSEWHERE' : facet.keeps === 'OPERANDS' && areConstant(of.slice(1)) ? 'CUT' : 'RESULT';
    default:
      return 'ELSEWHERE';
  }
}

function areConstant(expressions: readonly Expression[]): boolean {
  return expressions.every(({ op }) => op === 'literal' || op === 'slot');
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
    case 'username':
    case 'linkedProvider': return [one('COGNITO')];
    case 'scopes': return [one('CALLER')];
    case 'metadata':
    case 'table': return [one('USER')];
    case 'member': return [];
  }
}

/** True if the expression uses an attribute of an item that users can write. */
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
  // the attribute that is read can be inside a user-writable one, or contain one
  return ownMember(sources, source)?.userWritable?.map(stepsOf)
    .some(edited => edited.slice(0, read.length).every((step, index) => step === read[index])) === true;
}

/** Parses a path, or returns the name of an attribute that is not a valid path. */
function stepsOf(written: string): Path {
  try {
    return parsePath(written);
  } catch {
    return [written];
  }
}

interface Key {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/**
 * True if the key of a source is bound to the subject of the token: one part contains it, whatever the caller chooses for the other parts. A sort
 * key condition binds only with EQUAL.
 */
export function isBoundKey({ key, sort }: Key, subjects: readonly SubjectName[]): boolean {
  const parts = [...Object.values(key), ...sort?.comparison === 'EQUAL' ? sort.values : []];
  return parts.some(part => isBound(part, subjects));
}

/** True for the id of the subject, and for strings from which it can be read back. */
function isBound(value: Expression, subjects: readonly SubjectName[]): boolean {
  const { op, args = [], of = [] } = value;
  switch (op) {
    case 'sub':
      return true;
    case 'clientId':
      // users choose the app client that they sign in with
      return !subjects.includes('USER');
    case 'lower':
    case 'withPrefix':
    case 'withSuffix':
      return isBound(of[0], subjects);
    case 'template':
      return isBoundText(of, '', subjects);
    case 'join':
      return of[0].op === 'listOf' && isBoundText(of[0].of ?? [], String(args[0]), subjects);
    default:
      return false;
  }
}

/** The characters of ids and of url-encoded strings. Any other character sets them apart. */
const ID_CHARACTERS = /^[A-Za-z0-9._~%-]*$/;

/** True if a string contains the subject, and its other parts are constants, or url-encoded and set apart. */
function isBoundText(parts: readonly Expression[], separator: string, subjects: readonly SubjectName[]): boolean {
  const isConstant = ({ op }: Expression): boolean => op === 'literal' || op === 'slot';
  const values = parts.filter(part => !isConstant(part));
  if (!values.some(part => isBound(part, subjects)) || !values.every(part => part.op === 'urlEncode' || isBound(part, subjects))) {
    return false;
  }
  return parts.every((part, index) => {
    const following = parts.slice(index + 1);
    const next = following.findIndex(each => !isConstant(each));
    // everything between this value and the next
    const constants = following.slice(0, Math.max(next, 0)).map(({ op, args }) => op === 'literal' ? String(args![0]) : '');
    return isConstant(part) || next < 0 || !ID_CHARACTERS.test(['', ...constants, ''].join(separator));
  });
}

/** Who controls a contribution, in the finished app; undefined if the app does not show who can write the attribute. */
export function levelOf({ attribute, level, control, expression }: Contribution, writers: PoolWriters): Level | undefined {
  if (attribute === undefined && control !== 'username') {
    // the caller chooses scopes, but only among those that the operator allows for the client
    return control === 'scopes' ? 'OPERATOR' : level;
  }
  const providers = providersOf(expression);
  const levelIn = (pool: PoolWriters): Level => attribute === undefined ? writerOfUsername(pool)
    : providers ? writerOfFederated(attribute, providers, pool) : writerOf(attribute, pool);
  const known = levelIn(writers);
  const worst = levelIn(withPossible(attribute ?? '', writers));
  if (!isTrusted(known) || isTrusted(worst)) {
    return known;
  }
  // unless something is known, users provide their own address
  return attribute !== undefined && ADDRESSES.includes(attribute) && !providers && worst === 'USER' ? worst : undefined;
}

const ADDRESSES: readonly string[] = ['email', 'phone_number'];

/** The identity providers of a value that only their users have; undefined for other values. */
export function providersOf({ op, args = [] }: Expression): readonly string[] | undefined {
  return op === 'federatedAttribute' || op === 'idpList' ? args[1] as readonly string[] | undefined : undefined;
}

/** True if only Cognito and the operator control the value, or if it is not known who does. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
