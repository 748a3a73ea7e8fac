/**
 * Which claims a pre token generation function may add and suppress.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html#cognito-user-pools-lambda-trigger-syntax-pre-token-generation-excluded-claims
 */

export type TokenName = 'ID' | 'ACCESS';

/** What may be done with a claim; `why` tells, where something may not, what to use instead or why there is nothing. */
export interface ClaimTreatment {
  readonly set: boolean;
  readonly suppress: boolean;
  readonly why?: string;
}

const FREE: ClaimTreatment = { set: true, suppress: true };
const RESERVED: ClaimTreatment = { set: false, suppress: false, why: 'Amazon Cognito sets this claim by itself' };
const SEE_GROUPS: ClaimTreatment = { set: false, suppress: false, why: 'it follows from the groups: use GroupRule.set, or suppress cognito:groups' };

const SINGLE: ReadonlyMap<string, ClaimTreatment> = new Map([
  ...[
    'acr', 'amr', 'at_hash', 'auth_time', 'azp', 'exp', 'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'sub', 'token_use',
    // listed by AWS for one of the tokens; its sample of an ID token holds event_id, so that none is relied on to be free in the other
    'client_id', 'device_key', 'event_id', 'username', 'version',
  ].map(name => [name, RESERVED] as const),
  ['aud', { set: false, suppress: false, why: 'the audience of an ID token is fixed; for that of an access token use ClaimRule.addAudience()' }],
  ['scope', { set: false, suppress: false, why: 'scopes are no claim: use ScopeRule' }],
  ['cognito:groups', { set: false, suppress: true, why: 'groups are no ordinary claim: use GroupRule.set' }],
  ['cognito:roles', SEE_GROUPS],
  ['cognito:preferred_role', SEE_GROUPS],
]);

export function treatmentOf(claim: string): ClaimTreatment {
  const single = SINGLE.get(claim);
  if (single) {
    return single;
  }
  if (claim.startsWith('cognito:')) {
    return { set: false, suppress: false, why: 'the prefix cognito: is reserved' };
  }
  if (claim.startsWith('dev:')) {
    return { set: false, suppress: true, why: 'dev: attributes can be suppressed only' };
  }
  return FREE;
}

/** The function may set a claim of a token to this value: `aud` of an access token to the client id alone. */
export function maySet(claim: string, token: TokenName, value: unknown, clientId: unknown): boolean {
  return treatmentOf(claim).set || (claim === 'aud' && token === 'ACCESS' && value !== undefined && value === clientId);
}

/**
 * Claims that an OpenID provider fills from the profile; Cognito puts those of the user into the ID token by itself.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#cognito-user-pools-standard-attributes
 */
export const STANDARD_ATTRIBUTES: readonly string[] = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/** Cognito puts an attribute of this name into the ID token by itself, where the user has it and the client may read it. */
export function isAttributeClaim(claim: string): boolean {
  return STANDARD_ATTRIBUTES.includes(claim) || claim.startsWith('custom:') || claim.startsWith('dev:');
}

/** The name of an attribute in the schema of a pool, as events and rules have it: the schema names custom attributes without their prefix. */
export function attributeName(name: string): string {
  return isAttributeClaim(name) ? name : `custom:${name}`;
}

/** The tokens in which Cognito itself puts a claim of this name. */
export function tokensOfCognito(claim: string): readonly TokenName[] {
  return claim === 'cognito:groups' ? ['ID', 'ACCESS'] : isAttributeClaim(claim) ? ['ID'] : [];
}

/** Standard attributes that cannot hold a list or map in the ID token. */
const NEVER_COMPLEX = ['address', 'email_verified', 'phone_number_verified', 'updated_at'];

export function mayBeComplex(claim: string, token: TokenName): boolean {
  return token === 'ACCESS' || !NEVER_COMPLEX.includes(claim);
}

/** A name that a claim can have: something, and nothing that does not print. */
export function isClaimName(claim: string): boolean {
  // eslint-disable-next-line no-control-regex
  return claim !== '' && !/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u.test(claim);
}
