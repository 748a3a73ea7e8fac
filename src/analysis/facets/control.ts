import type { Level } from '../../core/document/document';
import type { Json } from '../../core/document/json';

/** The name of an attribute of users, by the constants of the operator that reads it. */
export type AttributeName = (args: readonly Json[]) => string;

/** Who controls what an operator takes from outside of the rules. */
export type Control =
  /** Nobody above this level. */
  | { readonly kind: 'level'; readonly level: Level }
  /** Whoever the pool lets write an attribute. */
  | { readonly kind: 'attribute'; readonly name: AttributeName }
  /** The operator, as Cognito verified it; whoever may write that it is verified takes it away. */
  | { readonly kind: 'verified'; readonly name: AttributeName }
  /** Whoever may call as the app client. */
  | { readonly kind: 'client' }
  /** The caller, who asks for scopes of those that Cognito granted. */
  | { readonly kind: 'scopes' }
  /** The caller, who sends it with the request. */
  | { readonly kind: 'metadata' }
  /** Cognito; but a user who is linked to an identity provider may have signed in without it. */
  | { readonly kind: 'linkedProvider' }
  /** Whoever decides which item of a table is read, and whoever writes the item. */
  | { readonly kind: 'table' }
  /** Whoever controls the list whose member it is. */
  | { readonly kind: 'member' };

export function level(of: Level): Control {
  return { kind: 'level', level: of };
}

/** The attribute that the first constant names. */
export const named: AttributeName = ([name]) => String(name);
