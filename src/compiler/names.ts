import { tokenInStructure, tooManyMembers } from './constants';
import type { CompileContext } from './context';
import { holdsToken } from '../cdk/tokens';
import { LIMITS } from '../core/document/limits';
import { show } from '../problems/problems';

/** Stands where something else than a string was reported. */
const UNKNOWN = 'unknown';

/** A name that synthesis has to know. */
export function compileName(given: unknown, path: string, context: CompileContext): string {
  if (holdsToken(given)) {
    context.problem(tokenInStructure(path, given));
  } else if (typeof given !== 'string' || given === '') {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a string that is not empty', fix: 'write the string' });
  }
  return typeof given === 'string' ? given : UNKNOWN;
}

/** Names that synthesis has to know. */
export function compileNames(given: unknown, path: string, context: CompileContext, least = 1): readonly string[] {
  if (!Array.isArray(given) || given.length < least) {
    context.problem({ check: 'Argument', path, given: show(given), allowed: 'a list of one string at least', fix: 'name one, or leave the rule out' });
    return [];
  }
  if (given.length > LIMITS.members) {
    context.problem(tooManyMembers(path, given.length));
    return [];
  }
  return given.map((each, index) => compileName(each, `${path}[${index}]`, context));
}
