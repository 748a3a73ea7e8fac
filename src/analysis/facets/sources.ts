import type { Level } from '../../core/document/document';
import type { Json } from '../../core/document/json';
import type { NameOf } from '../../core/operators';

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

/** A value that is not derived from another value. */
export interface SourceFacet {
  readonly kind: 'source';
  readonly control: Control;
  /** The user attribute that the value contains, if there is one. */
  readonly shows: AttributeName | undefined;
  /** Cognito sends the value with every event, although its static type allows absent. */
  readonly isAlwaysSent: boolean;
}

function source(control: Control, shows?: AttributeName): SourceFacet {
  return { kind: 'source', control, shows, isAlwaysSent: false };
}

function sent(control: Control): SourceFacet {
  return { kind: 'source', control, shows: undefined, isAlwaysSent: true };
}

const ATTRIBUTE = source({ kind: 'attribute', name: named }, named);

/** Sources and constants. */
export const SOURCE_FACETS: { readonly [name in NameOf<'source' | 'constant'>]: SourceFacet } = {
  literal: source(level('OPERATOR')),
  slot: source(level('OPERATOR')),
  userAttribute: ATTRIBUTE,
  federatedAttribute: ATTRIBUTE,
  idpList: ATTRIBUTE,
  sub: source(level('COGNITO')),
  email: source({ kind: 'attribute', name: () => 'email' }, () => 'email'),
  verifiedEmail: source({ kind: 'verified', name: () => 'email_verified' }, () => 'email'),
  verifiedPhoneNumber: source({ kind: 'verified', name: () => 'phone_number_verified' }, () => 'phone_number'),
  username: sent({ kind: 'username' }),
  groups: source(level('OPERATOR')),
  iamRoles: source(level('OPERATOR')),
  preferredRole: source(level('OPERATOR')),
  identityProvider: source({ kind: 'linkedProvider' }),
  scopes: source({ kind: 'scopes' }),
  clientId: sent({ kind: 'client' }),
  untrustedClientMetadata: source({ kind: 'metadata' }),
  triggerSource: sent(level('CALLER')),
  userPoolId: sent(level('COGNITO')),
  region: sent(level('COGNITO')),
  now: source(level('COGNITO')),
  attribute: source({ kind: 'table' }),
  items: source({ kind: 'table' }),
  count: source({ kind: 'table' }),
  element: source({ kind: 'member' }),
};
