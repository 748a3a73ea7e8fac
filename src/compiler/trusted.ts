import type { CompileContext } from './context';
import { compileName } from './names';
import { holdsToken } from '../cdk/tokens';

/** Attributes that authors vouch for, each with its reason; both stand in the document. */
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
    context.problem({ check: 'Argument', path, given: 'white space', allowed: 'a string that is not empty', fix: 'write why users cannot change the attribute' });
  }
  return text;
}
