import { level, named, type AttributeName, type Control } from './control';
import type { NameOf } from '../../core/operators';

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
