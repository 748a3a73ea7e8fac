import type { IResolvable } from 'aws-cdk-lib';
import type { CompileContext, Position } from './context';
import { Token, Tokenization } from '../cdk/aws-cdk-lib';
import { DYNAMIC_REFERENCE, namesBehind, splitTokens, withPaths, type TextPart } from '../cdk/tokens';
import type { Expression } from '../core/document/document';
import { isPlainMap, type Json } from '../core/document/json';
import { LIMITS } from '../core/document/limits';
import type { TypeName } from '../core/operators/result';
import { show, type Problem } from '../problems/problems';
import { isAuthorObject } from '../values/author-node';

const ALLOWED = 'a non-empty string, a number, a boolean, or lists and maps of these';
const TYPES: { readonly [type in TypeName]: string } = {
  string: 'a non-empty string', number: 'a number', boolean: 'a boolean', list: 'a list', map: 'a map',
};

/** The position of a constant. */
type ConstantPosition = Pick<Position, 'path' | 'operand'>;

/** Replaces an expression with a problem. Its type is unknown, so that no check reports the same mistake again. */
export const NOTHING: Expression = { op: 'element' };

/** The outermost constant: the depth of the current entry in it, and the counts so far. */
interface Whole {
  readonly depth: number;
  readonly found: { members: number; isTooDeep: boolean };
}

/** Compiles a constant that an author wrote: to a literal, or to an expression with slots if it contains deploy-time values. */
export function compileConstant(value: unknown, position: ConstantPosition, context: CompileContext): Expression {
  const whole: Whole = { depth: 0, found: { members: 0, isTooDeep: false } };
  const expression = compileMember(value, position, context, whole);
  const { members, isTooDeep } = whole.found;
  if (members > LIMITS.size && !isTooDeep) {
    context.problem({
      check: 'Limit',
      path: position.path,
      given: `more than ${LIMITS.size} entries`,
      allowed: `lists and maps of at most ${LIMITS.size} entries in total`,
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
  // the problem is reported already, and there may be any number of further entries
  if (found.members > LIMITS.size || found.isTooDeep) {
    return NOTHING;
  }
  if (depth > LIMITS.depth || (depth === LIMITS.depth && holdsMembers(value))) {
    found.isTooDeep = true;
    context.problem({ check: 'Limit', path, given: show(value), allowed: `lists and maps nested at most ${LIMITS.depth} deep`, fix: 'reduce the nesting' });
    return NOTHING;
  }
  if (isAuthorObject(value)) {
    return reject(operand?.instead ?? (operand?.accepts ? 'write the constant itself' : 'use Value.listOf or Value.objectOf for lists and maps that contain values'));
  }
  switch (typeof value) {
    case 'string':
      return value === '' ? reject('remove it: an empty string is absent; to test for it, use isPresent()') : compileString(value, path, context);
    case 'boolean':
      return literal(value);
    case 'number':
      return compileNumber(value, path, context, whole) ?? reject('write it as a string if its digits matter');
    case 'object':
      break;
    default:
      return reject('remove it, or write it as a string');
  }
  if (value === null) {
    return reject('remove it: a claim is never null');
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

/** A problem with a list or map that should be a table. */
export function tooManyMembers(path: string, count: number): Problem {
  return { check: 'Limit', path, given: `${count} entries`, allowed: `lists and maps of at most ${LIMITS.members} entries`, fix: 'keep them in a table' };
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
    context.problem(tokenInStructure(`${path} (name of a property)`, name, context));
  }
  const members = names.map(name => compileMember(value[name], { path: `${path}.${name}` }, context, deeper(whole)));
  return members.every(isLiteral)
    ? literal(Object.fromEntries(names.map((name, index) => [name, valueOf(members[index])])))
    : { op: 'objectOf', args: [names, false], of: members };
}

/** Compiles a string. Deploy-time values in it become slots. */
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

/** Compiles a token that is a part of a string. */
export function liftPart(token: IResolvable, path: string, context: CompileContext): Expression {
  const part = liftToken(token, 'string', path, context);
  return isLiteral(part) ? literal(String(valueOf(part))) : part;
}

/** The parts of a string. Reports an encoded list in it. */
export function textParts(text: string, path: string, context: CompileContext): readonly TextPart[] {
  if (/#\{Token\[/.test(text)) {
    context.problem({
      check: 'DeployTimeList',
      path,
      given: show(text),
      allowed: 'deploy-time strings inside a string, not lists',
      fix: 'select one element of the list with Fn.select, or pass the whole list to Value.literal',
    });
    return [];
  }
  return splitTokens(text);
}

/** Compiles a token: to a slot, or to a constant if the token resolves to a plain value. */
function liftToken(token: IResolvable, type: 'string' | 'number' | 'list', path: string, context: CompileContext, whole?: Whole): Expression {
  const lifted = context.slots.lift(token, type, path);
  switch (lifted.kind) {
    case 'slot': return lifted.expression;
    case 'plain': return whole ? compileMember(lifted.value, { path }, context, deeper(whole)) : compileConstant(lifted.value, { path }, context);
    case 'secret': context.problem(secret(path, 'a secret, a dynamic reference or a NoEcho parameter')); return NOTHING;
    case 'noValue': context.problem({
      check: 'DeployTimeValue',
      path,
      given: 'a deploy-time value that can be AWS::NoValue',
      allowed: 'deploy-time values that are always present',
      fix: "use another value instead of Aws.NO_VALUE, such as 'none'",
    }); return NOTHING;
    case 'mixed': context.problem({
      check: 'Constant',
      path,
      given: 'a lazy list or map that contains deploy-time values',
      allowed: ALLOWED,
      fix: 'write the list or map itself, with the deploy-time values in it',
    }); return NOTHING;
  }
}

export function secret(path: string, given: string): Problem {
  return {
    check: 'Secret',
    path,
    given,
    allowed: 'values that may be visible in the configuration of the function and in tokens',
    fix: 'do not use secrets or NoEcho parameters in rules; keep values that differ for each user in a table',
  };
}

/** Joins several parts to one string, and merges adjacent literals. A template that cannot be parsed may have no parts. */
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

/** A problem with a token where the string must be known at synthesis. */
export function tokenInStructure(path: string, given: unknown, { scope }: CompileContext): Problem {
  const names = namesBehind(given).map(name => `'${name}'`);
  return {
    check: 'DeployTimeValue',
    path,
    given: show(withPaths(given, scope)),
    allowed: 'a string that is known at synthesis',
    fix: `write ${names.length > 0 ? `the name: ${names.join(', ')}` : 'the string itself'}; deploy-time values are allowed in constants, comparisons and templates outside of {{ }}`,
  };
}
