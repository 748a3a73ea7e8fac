import type { CompileContext } from './context';
import { compileName } from './names';
import { holdsToken } from '../cdk/tokens';

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
