import { tokenInStructure, tooManyMembers } from './constants';
import type { CompileContext } from './context';
import { holdsToken } from '../cdk/tokens';
import { LIMITS } from '../core/document/limits';
import { show } from '../problems/problems';

/** Replaces a name that is not a string, after it is reported. */
const UNKNOWN = 'unknown';

/** Compiles a name that must be known at synthesis. */
export function compileName(given: unknown, path: string, context: CompileContext): string {
  if (holdsToken(given)) {
    context.problem(tokenInStructure(path, given, context));
  } else if (typeof given !== 'string' || given === '') {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a non-empty string', fix: 'write the string' });
  }
  return typeof given === 'string' ? given : UNKNOWN;
}

/** Compiles a list of names that must be known at synthesis. */
export function compileNames(given: unknown, path: string, context: CompileContext, least = 1): readonly string[] {
  if (!Array.isArray(given) || given.length < least) {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a list of at least one string', fix: 'add a name, or remove the rule' });
    return [];
  }
  if (given.length > LIMITS.members) {
    context.problem(tooManyMembers(path, given.length));
    return [];
  }
  return given.map((each, index) => compileName(each, `${path}[${index}]`, context));
}

/** Sorts the given constants into the order of `all`, whatever order they were given in. Returns `usual` if none are given. */
export function inOrder<T extends string>(given: ReadonlyArray<`${T}`> | undefined, all: readonly T[], usual: readonly T[]): readonly T[] {
  return given === undefined ? usual : all.filter(each => (given as readonly string[]).includes(each));
}

/** Compiles `trustedAttributes`: attributes that the author trusts, each with the reason. Both are part of the document. */
export function compileTrusted(given: { readonly [name: string]: unknown }, context: CompileContext): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(given).map(([name, reason]) => {
    const path = `trustedAttributes.${holdsToken(name) ? '(name)' : name}`;
    compileName(name, path, context);
    return [name, trustedReason(reason, path, context)];
  }));
}

function trustedReason(reason: unknown, path: string, context: CompileContext): string {
  const text = compileName(reason, path, context);
  if (text !== '' && text.trim() === '') {
    context.problem({ check: 'Argument', path, given: 'a string of white space', allowed: 'a non-empty string', fix: 'write why users cannot change the attribute' });
  }
  return text;
}
