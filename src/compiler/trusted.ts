import { tokenInStructure } from './constants';
import type { CompileContext } from './context';
import { holdsToken } from '../cdk/tokens';
import { show } from '../problems/problems';

/** Attributes that authors vouch for, each with its reason; both stand in the document. */
export function checkTrusted(trustedAttributes: { readonly [name: string]: unknown }, context: CompileContext): void {
  for (const [name, reason] of Object.entries(trustedAttributes)) {
    const path = `trustedAttributes.${holdsToken(name) ? '(name)' : name}`;
    [name, reason].filter(holdsToken).forEach(text => context.problem(tokenInStructure(path, text)));
    if (typeof reason !== 'string' || reason.trim() === '') {
      context.problem({ check: 'Argument', path, given: show(reason), allowed: 'a text that is not empty', fix: 'write why users cannot change the attribute' });
    }
  }
}
