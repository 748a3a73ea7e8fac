import type { Level } from '../../core/document/document';
import type { Json } from '../../core/document/json';

/** Returns the name of a user attribute, given the arguments of the operator that reads it. */
export type AttributeName = (args: readonly Json[]) => string;

/** The party that controls a value that an operator takes from outside the rules. */
export type Control =
  /** A party of this level. */
  | { readonly kind: 'level'; readonly level: Level }
  /** Everyone who can write the attribute in the user pool. */
  | { readonly kind: 'attribute'; readonly name: AttributeName }
  /** The operator, because Cognito verified the value; but also everyone who can write the `_verified` attribute. */
  | { readonly kind: 'verified'; readonly name: AttributeName }
  /** Everyone who can call as the app client. */
  | { readonly kind: 'client' }
  /** Cognito; or the user, where people choose their username at sign-up. */
  | { readonly kind: 'username' }
  /** The caller, who selects among the scopes that Cognito allows. */
  | { readonly kind: 'scopes' }
  /** The caller, who sends the value with the request. */
  | { readonly kind: 'metadata' }
  /** Cognito. But a user who is linked to an identity provider can have signed in without it. */
  | { readonly kind: 'linkedProvider' }
  /** Everyone who influences which item is read, and everyone who writes the item. */
  | { readonly kind: 'table' }
  /** Everyone who controls the list that contains the element. */
  | { readonly kind: 'member' };

export function level(of: Level): Control {
  return { kind: 'level', level: of };
}

/** The first argument is the name of the attribute. */
export const named: AttributeName = ([name]) => String(name);
