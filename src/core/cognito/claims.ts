export type TokenName = 'ID' | 'ACCESS';

/** The changes that are allowed for a claim. `why` gives the reason if one is not allowed, or the alternative. */
export interface ClaimTreatment {
  readonly set: boolean;
  readonly suppress: boolean;
  readonly why?: string;
}

const FREE: ClaimTreatment = { set: true, suppress: true };
const RESERVED: ClaimTreatment = { set: false, suppress: false, why: 'Amazon Cognito reserves this claim' };
const SEE_GROUPS: ClaimTreatment = { set: false, suppress: false, why: 'it is derived from the groups: use GroupRule.set, or suppress cognito:groups' };

const SINGLE: ReadonlyMap<string, ClaimTreatment> = new Map([
  ...[
    'acr', 'act', 'amr', 'at_hash', 'auth_time', 'azp', 'exp', 'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'sub', 'token_use',
    // token exchange sets act, the actor
    // AWS lists these for one token only, but its sample ID token contains event_id: treat all as reserved in both tokens
    'client_id', 'device_key', 'event_id', 'username', 'version',
  ].map(name => [name, RESERVED] as const),
  ['aud', { set: false, suppress: false, why: 'the audience of an ID token cannot be changed; for an access token use ClaimRule.addAudience()' }],
  ['scope', { set: false, suppress: false, why: 'scopes are not set as a claim: use ScopeRule' }],
  ['cognito:groups', { set: false, suppress: true, why: 'groups are not set as a claim: use GroupRule.set' }],
  ['cognito:roles', SEE_GROUPS],
  ['cognito:preferred_role', SEE_GROUPS],
]);

/**
 * The changes that a pre token generation function can make to a claim.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html#cognito-user-pools-lambda-trigger-syntax-pre-token-generation-excluded-claims
 */
export function treatmentOf(claim: string): ClaimTreatment {
  const single = SINGLE.get(claim);
  if (single) {
    return single;
  }
  if (claim.startsWith('cognito:')) {
    return { set: false, suppress: false, why: 'the prefix cognito: is reserved' };
  }
  if (isDeveloperOnly(claim)) {
    return { set: false, suppress: true, why: 'dev: attributes can only be suppressed' };
  }
  return FREE;
}

/**
 * The claims that Cognito derives from the groups, each with its member of a `GroupRule`. Only ID tokens contain roles.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
export const GROUP_CLAIMS = [
  { claim: 'cognito:groups', of: 'groups', isList: true, onlyIn: undefined },
  { claim: 'cognito:roles', of: 'iamRoles', isList: true, onlyIn: 'ID' },
  { claim: 'cognito:preferred_role', of: 'preferredRole', isList: false, onlyIn: 'ID' },
] as const;

/** True if the function can set a claim to this value. The `aud` of an access token can only be the client ID. */
export function maySet(claim: string, token: TokenName, value: unknown, clientId: unknown): boolean {
  return treatmentOf(claim).set || (claim === 'aud' && token === 'ACCESS' && value !== undefined && value === clientId);
}

/**
 * The standard claims of OpenID Connect. Cognito adds those that the user has to the ID token.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#cognito-user-pools-standard-attributes
 */
export const STANDARD_ATTRIBUTES: readonly string[] = [
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname',
  'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/** True if Cognito adds the attribute to the ID token, provided that the user has it and the app client can read it. */
export function isAttributeClaim(claim: string): boolean {
  return STANDARD_ATTRIBUTES.includes(claim) || isCustomAttribute(claim);
}

/** Converts the name of an attribute in the pool schema to its name in events and rules: adds the `custom:` prefix to custom attributes. */
export function attributeName(name: string): string {
  return name === 'sub' || isAttributeClaim(name) ? name : `custom:${name}`;
}

/** True for attributes that a pool has only if its schema names them, under the name that rules use. */
export function isCustomAttribute(attribute: string): boolean {
  return attribute.startsWith('custom:') || isDeveloperOnly(attribute);
}

/** A custom attribute in the schema of a pool, as in a template. */
export interface SchemaAttribute {
  readonly Name?: unknown;
  readonly DeveloperOnlyAttribute?: unknown;
}

/** The name that an attribute of the pool schema has in events and rules; undefined if only the deployment knows it. */
export function schemaAttributeName({ Name: name, DeveloperOnlyAttribute: forAdministrators }: SchemaAttribute): string | undefined {
  return typeof name !== 'string' ? undefined : forAdministrators === true && !isAttributeClaim(name) ? `dev:${name}` : attributeName(name);
}

/**
 * True for legacy attributes that only administrators can write.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
export function isDeveloperOnly(attribute: string): boolean {
  return attribute.startsWith('dev:');
}

/** The tokens to which Cognito adds the claim without a trigger. */
export function tokensOfCognito(claim: string): readonly TokenName[] {
  return claim === 'cognito:groups' ? ['ID', 'ACCESS'] : isAttributeClaim(claim) ? ['ID'] : [];
}

/** Standard attributes that cannot be a list or map in the ID token. */
const NEVER_COMPLEX = ['address', 'email_verified', 'phone_number_verified', 'updated_at'];

export function mayBeComplex(claim: string, token: TokenName): boolean {
  return token === 'ACCESS' || !NEVER_COMPLEX.includes(claim);
}

/** True for a valid claim name: not empty, and without control characters. */
export function isClaimName(claim: string): boolean {
  // eslint-disable-next-line no-control-regex
  return claim !== '' && !/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u.test(claim);
}

/** Attributes that Cognito itself sets, in addition to the standard attributes. */
const OF_COGNITO: readonly string[] = ['sub', 'identities', 'cognito:user_status', 'cognito:email_alias', 'cognito:phone_number_alias', 'cognito:mfa_enabled'];

/** The names of all attributes that are not custom. */
export const KNOWN_ATTRIBUTES: readonly string[] = [...STANDARD_ATTRIBUTES, ...OF_COGNITO];

/** True if a user pool can have an attribute of this name. */
export function canBeAttribute(name: string): boolean {
  return KNOWN_ATTRIBUTES.includes(name) || /^(custom|dev):./.test(name);
}
