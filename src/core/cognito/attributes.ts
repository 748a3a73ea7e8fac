import { STANDARD_ATTRIBUTES } from './claims';

/** Attributes that Cognito itself sets, in addition to the standard attributes. */
const OF_COGNITO: readonly string[] = ['sub', 'identities', 'cognito:user_status', 'cognito:email_alias', 'cognito:phone_number_alias', 'cognito:mfa_enabled'];

/** The names of all attributes that are not custom. */
export const KNOWN_ATTRIBUTES: readonly string[] = [...STANDARD_ATTRIBUTES, ...OF_COGNITO];

/** True if a user pool can have an attribute of this name. */
export function canBeAttribute(name: string): boolean {
  return KNOWN_ATTRIBUTES.includes(name) || /^(custom|dev):./.test(name);
}
