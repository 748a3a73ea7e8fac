import { Token, Tokenization, type IResolvable } from 'aws-cdk-lib';
import type { CompileContext, Position } from './context';
import { DYNAMIC_REFERENCE, splitTokens, type TextPart } from '../cdk/tokens';
import type { Expression } from '../core/document/document';
import { isPlainMap, type Json } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import type { TypeName } from '../core/operators/result';
import { show, type Problem } from '../problems/problems';
import { isAuthorObject } from '../values/author-node';

const ALLOWED = 'a string that is not empty, a number, a boolean, or lists and maps of these';
const TYPES: { readonly [type in TypeName]: string } = {
  string: 'a string that is not empty', number: 'a number', boolean: 'a boolean', list: 'a list', map: 'a map',
};

/** Where a constant stands. */
type ConstantPosition = Pick<Position, 'path' | 'operand'>;

/** Stands where something was reported: it can be anything, so that nothing else is reported of it. */
export const NOTHING: Expression = { op: 'element' };

/** The constant around a member: how deep the member is in it, and what was found so far. */
interface Whole {
  readonly depth: number;
  readonly found: { members: number; isTooDeep: boolean };
}

/** The expression of a constant that an author wrote: a literal, or slots where it holds deploy-time values. */
export function compileConstant(value: unknown, position: ConstantPosition, context: CompileContext): Expression {
  const whole: Whole = { depth: 0, found: { members: 0, isTooDeep: false } };
  const expression = compileMember(value, position, context, whole);
  const { members, isTooDeep } = whole.found;
  if (members > LIMITS.size && !isTooDeep) {
    context.problem({
      check: 'Limit',
      path: position.path,
      given: `more than ${LIMITS.size} members`,
      allowed: `lists and maps of at most ${LIMITS.size} members in all`,
      fix: 'keep them in a table',
    });
  }
  return members > LIMITS.size || isTooDeep ? NOTHING : expression;
}

function compileMember(value: unknown, { path, operand }: ConstantPosition, context: CompileContext, whole: Whole): Expression {
  const reject = (fix: string): Expression => {
    const allowed = operand?.accepts?.map(type => TYPES[type]).join(' or ') ?? ALLOWED;
    context.problem({ check: 'Constant', path, given: show(value), allowed, fix });
    return NOTHING;
  };
  const { depth, found } = whole;
  found.members += 1;
  // the others are of no use any more, and there may be any number of them
  if (found.members > LIMITS.size || found.isTooDeep) {
    return NOTHING;
  }
  if (depth > LIMITS.depth || (depth === LIMITS.depth && holdsMembers(value))) {
    found.isTooDeep = true;
    context.problem({ check: 'Limit', path, given: show(value), allowed: `at most ${LIMITS.depth} lists and maps, one in the other`, fix: 'make it flatter' });
    return NOTHING;
  }
  if (isAuthorObject(value)) {
    return reject(operand?.instead ?? (operand?.accepts ? 'write the constant itself' : 'use Value.listOf or Value.objectOf to build lists and maps of values'));
  }
  switch (typeof value) {
    case 'string':
      return value === '' ? reject('an empty string is absent: use isPresent() to ask for it, and leave it out otherwise') : compileString(value, path, context);
    case 'boolean':
      return literal(value);
    case 'number':
      return compileNumber(value, path, context, whole) ?? reject('write it as a string where its digits matter');
    case 'object':
      break;
    default:
      return reject('leave it out, or write it as a string');
  }
  if (value === null) {
    return reject('leave it out: no claim is ever null');
  }
  if (Tokenization.isResolvable(value)) {
    return liftToken(value, 'string', path, context, whole);
  }
  if (Array.isArray(value)) {
    return compileList(value, path, context, whole);
  }
  return isPlainMap(value)
    ? compileMap(value, path, context, whole)
    : reject('write it as a string, a number, a list or a map');
}

function holdsMembers(value: unknown): boolean {
  return Array.isArray(value) || isPlainMap(value);
}

function deeper({ depth, found }: Whole): Whole {
  return { depth: depth + 1, found };
}

function literal(value: Json): Expression {
  return { op: 'literal', args: [value] };
}

function compileNumber(value: number, path: string, context: CompileContext, whole: Whole): Expression | undefined {
  const token = Tokenization.reverseNumber(value);
  if (token) {
    return liftToken(token, 'number', path, context, whole);
  }
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact ? literal(value) : undefined;
}

/** A list or map that belongs into a table. */
export function tooManyMembers(path: string, count: number): Problem {
  return { check: 'Limit', path, given: `${count} members`, allowed: `lists and maps of at most ${LIMITS.members} members`, fix: 'keep them in a table' };
}

function compileList(value: readonly unknown[], path: string, context: CompileContext, whole: Whole): Expression {
  if (value.length > LIMITS.members) {
    context.problem(tooManyMembers(path, value.length));
    return NOTHING;
  }
  const token = Token.isUnresolved(value) ? Tokenization.reverseList(value as string[]) : undefined;
  if (token) {
    return liftToken(token, 'list', path, context, whole);
  }
  const members = value.map((member, index) => compileMember(member, { path: `${path}[${index}]` }, context, deeper(whole)));
  return members.every(isLiteral) ? literal(members.map(valueOf)) : { op: 'listOf', of: members };
}

function compileMap(value: Readonly<Record<string, unknown>>, path: string, context: CompileContext, whole: Whole): Expression {
  const names = Object.keys(value).sort();
  if (names.length > LIMITS.members) {
    context.problem(tooManyMembers(path, names.length));
    return NOTHING;
  }
  for (const name of names.filter(each => Token.isUnresolved(each))) {
    context.problem(tokenInStructure(`${path} (name of a member)`, name));
  }
  const members = names.map(name => compileMember(value[name], { path: `${path}.${name}` }, context, deeper(whole)));
  return members.every(isLiteral)
    ? literal(Object.fromEntries(names.map((name, index) => [name, valueOf(members[index])])))
    : { op: 'objectOf', args: [names, false], of: members };
}

/** A string, with its deploy-time values in slots. */
export function compileString(text: string, path: string, context: CompileContext): Expression {
  if (text.includes(DYNAMIC_REFERENCE)) {
    context.problem(secret(path, show(text)));
    return NOTHING;
  }
  const parts = textParts(text, path, context);
  const [first, ...others] = parts;
  return others.length === 0 && typeof first === 'object'
    ? liftToken(first.deployTime, 'string', path, context)
    : joinStrings(parts.map(part => typeof part === 'string' ? literal(part) : liftPart(part.deployTime, path, context)));
}

/** A token that is a part of a string. */
export function liftPart(token: IResolvable, path: string, context: CompileContext): Expression {
  const part = liftToken(token, 'string', path, context);
  return isLiteral(part) ? literal(String(valueOf(part))) : part;
}

/** The parts of a string; an encoded list in it is reported. */
export function textParts(text: string, path: string, context: CompileContext): readonly TextPart[] {
  if (/#\{Token\[/.test(text)) {
    context.problem({
      check: 'DeployTimeList',
      path,
      given: show(text),
      allowed: 'deploy-time strings inside a string',
      fix: 'take one member out of the list with Fn.select, or give the whole list to Value.literal',
    });
    return [];
  }
  return splitTokens(text);
}

/** What a token is: a slot, or a constant where the token is a plain value already. */
export function liftToken(token: IResolvable, type: 'string' | 'number' | 'list', path: string, context: CompileContext, whole?: Whole): Expression {
  const lifted = context.slots.lift(token, type, path);
  switch (lifted.kind) {
    case 'slot': return lifted.expression;
    case 'plain': return whole ? compileMember(lifted.value, { path }, context, deeper(whole)) : compileConstant(lifted.value, { path }, context);
    case 'secret': context.problem(secret(path, 'a secret, a dynamic reference or a NoEcho parameter')); return NOTHING;
    case 'noValue': context.problem({
      check: 'DeployTimeValue',
      path,
      given: 'a value of the deployment that can be AWS::NoValue',
      allowed: 'values that are there in every deployment',
      fix: "give another value instead of Aws.NO_VALUE, such as 'none'",
    }); return NOTHING;
    case 'mixed': context.problem({
      check: 'Constant',
      path,
      given: 'a lazy list or map with values of the deployment in it',
      allowed: ALLOWED,
      fix: 'write the list or map itself, with the values in it',
    }); return NOTHING;
  }
}

export function secret(path: string, given: string): Problem {
  return {
    check: 'Secret',
    path,
    given,
    allowed: 'values that may be read in the configuration of the function and in tokens',
    fix: 'keep secrets and parameters out of rules; what differs for each user belongs into a table',
  };
}

/** One string of several; neighbours that are known become one. Of a template that cannot be read there may be none. */
export function joinStrings(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && isLiteral(last) && isLiteral(part)) {
      joined[joined.length - 1] = literal(`${String(valueOf(last))}${String(valueOf(part))}`);
    } else {
      joined.push(part);
    }
  }
  return joined.length > 1 ? { op: 'template', of: joined } : joined[0] ?? NOTHING;
}

function isLiteral({ op }: Expression): boolean {
  return op === 'literal';
}

function valueOf({ args }: Expression): Json {
  return args![0];
}

/** A token where synthesis has to know the string. */
export function tokenInStructure(path: string, given: unknown): Problem {
  return {
    check: 'DeployTimeValue',
    path,
    given: show(given),
    allowed: 'a string that is known when the app is synthesized',
    fix: 'write the string itself; values that are known at deployment may stand in constants, comparisons and templates outside of {{ }}',
  };
}
