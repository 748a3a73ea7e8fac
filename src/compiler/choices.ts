import type { CompileContext } from './context';
import { show } from '../problems/problems';

/** One of a few texts; the usual one when nothing is given. */
export function choice<T extends string>(given: unknown, allowed: readonly T[], usual: T, path: string, context: CompileContext): T {
  if (given === undefined || (allowed as readonly unknown[]).includes(given)) {
    return (given ?? usual) as T;
  }
  context.problem({ check: 'Option', path, given: show(given), allowed: `one of ${allowed.join(', ')}`, fix: 'choose one of them, or leave it out' });
  return usual;
}

/** One or more of a few texts, in their own order. */
export function choices<T extends string>(
  given: unknown, allowed: readonly T[], usual: readonly T[], path: string, context: CompileContext,
): readonly T[] {
  if (given === undefined) {
    return usual;
  }
  const list = Array.isArray(given) ? given : [given];
  if (list.length === 0 || !list.every(each => (allowed as readonly unknown[]).includes(each))) {
    context.problem({ check: 'Option', path, given: show(given), allowed: `one or more of ${allowed.join(', ')}`, fix: 'name what the rule is for, or leave it out' });
    return usual;
  }
  return allowed.filter(each => list.includes(each));
}
