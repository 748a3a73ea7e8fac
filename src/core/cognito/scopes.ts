/**
 * Matches valid scopes as defined by the API: printable ASCII without space, double quote and backslash. The documentation of the trigger
 * forbids only spaces.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html
 */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

const SCOPE_MAX_LENGTH = 256;
export const SCOPE_ALLOWED = 'printable ASCII without space, " and \\, 1 to 256 characters';

export function isScope(scope: string): boolean {
  return scope.length <= SCOPE_MAX_LENGTH && SCOPE.test(scope);
}

/** The characters of a string that are not valid in a scope. */
export function foreignToScopes(text: string): readonly string[] {
  return [...new Set(text)].filter(character => !SCOPE.test(character));
}

/** The scope with which users can read and write their own attributes. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** The namespace of Cognito's own scopes: `aws.cognito.signin.user.admin`, `aws.cognito/dcr/register`. */
const COGNITO_SCOPE = /^aws\.cognito(?:[./]|$)/;

/** True for scopes of Cognito itself, which grant access to user pool operations. */
export function isCognitoScope(scope: string): boolean {
  return COGNITO_SCOPE.test(scope);
}

/** True for scopes of resource servers, which have the form `server/scope`. Standard scopes have no slash, and some scopes of Cognito have one. */
export function isResourceScope(scope: string): boolean {
  return hasSlash(scope) && !isCognitoScope(scope);
}

/** True for scopes that `ScopeRule.keepOnly` filters: those of resource servers, and those of Cognito in the same form. */
export function hasSlash(scope: string): boolean {
  return scope.includes('/');
}
