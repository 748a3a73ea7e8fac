/**
 * Characters of a scope, as the API declares them: printable ASCII without the blank, the double quote and the backslash.
 * The page of the trigger itself forbids blanks only.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html
 */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

export const SCOPE_MAX_LENGTH = 256;
export const SCOPE_ALLOWED = 'printable ASCII without blank, " and \\, 1 to 256 characters';

export function isScope(scope: string): boolean {
  return scope.length <= SCOPE_MAX_LENGTH && SCOPE.test(scope);
}

/** The characters of a string that no scope can hold. */
export function foreignToScopes(text: string): readonly string[] {
  return [...new Set(text)].filter(character => !SCOPE.test(character));
}

/** The scope by which a user may read and write their own attributes. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** Scopes of Cognito itself; they hand rights on the user pool to the bearer. */
export function isCognitoScope(scope: string): boolean {
  return scope.startsWith('aws.cognito.');
}

/** Scopes of resource servers are written `server/scope`; the standard ones have no slash. */
export function isResourceScope(scope: string): boolean {
  return scope.includes('/');
}
