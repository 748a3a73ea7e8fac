import { isAttributeClaim } from './claims';
import { ADMIN_SCOPE } from './scopes';
import { MACHINE_TRIGGER_SOURCE, recordOf, type EventParts, type TokenRequest } from './token-request';
import { TRIGGER_SOURCES } from './trigger';
import type { Json } from '../document/json';
import { toBoolean } from '../operators/conversions';

export type Claims = { readonly [name: string]: Json };

/** The tokens that Cognito would issue without a trigger. Machines, and OAuth requests without `openid`, get no ID token. */
export interface BaseTokens {
  readonly idToken?: Claims;
  readonly accessToken: Claims;
}

export interface BaseTokenParts extends Omit<EventParts, 'scopes'> {
  /** Undefined if unknown, as in V1_0 events. The `scope` claim is left out then. */
  readonly scopes?: readonly string[];
  /** Seconds since the Unix epoch. */
  readonly now: number;
  /** Attributes that the app client can read; all if undefined. */
  readonly readAttributes?: readonly string[];
  /** Resource to which the access token is bound. */
  readonly resource?: string;
  /** Issuer of the tokens. By default it is derived from the Region and the user pool. */
  readonly issuer?: string;
  /** Authentication context class and methods, after step-up authentication. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** Time of the sign-in in seconds since the Unix epoch. By default now. */
  readonly authTime?: number;
  /** Validity of the tokens in seconds. By default 3600. */
  readonly lifetimes?: { readonly idToken: number; readonly accessToken: number };
  /** By default fixed identifiers. */
  readonly identifiers?: TokenIdentifiers;
}

/** Identifiers that are unique for each token or sign-in. */
export interface TokenIdentifiers {
  /** ID of the sign-in. */
  readonly event_id: string;
  readonly origin_jti: string;
  /** ID of each token. */
  readonly jti: { readonly idToken: string; readonly accessToken: string };
}

const LIFETIME = 3600;
const INVENTED: TokenIdentifiers = {
  event_id: '00000000-0000-4000-8000-00000000e0e0',
  origin_jti: '00000000-0000-4000-8000-000000000002',
  jti: { idToken: '00000000-0000-4000-8000-000000000001', accessToken: '00000000-0000-4000-8000-000000000001' },
};

/**
 * The issuer of the tokens of a user pool. It is different if the `IssuerConfiguration` of the pool is UPDATED.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function issuerOf(region: string, userPoolId: string, type: 'ORIGINAL' | 'UPDATED' = 'ORIGINAL'): string {
  return `https://${type === 'UPDATED' ? 'issuer-' : ''}cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/**
 * Builds the tokens as they are before the trigger changes them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export function baseTokens(parts: BaseTokenParts): BaseTokens {
  const { now, region, userPoolId, clientId, scopes, resource, identifiers: { jti, ...session } = INVENTED } = parts;
  const { idToken: idLifetime, accessToken: accessLifetime } = parts.lifetimes ?? { idToken: LIFETIME, accessToken: LIFETIME };
  const times = { auth_time: parts.authTime ?? now, iat: now };
  const iss = parts.issuer ?? issuerOf(region, userPoolId);
  const access = {
    ...times,
    exp: now + accessLifetime,
    iss,
    token_use: 'access',
    client_id: clientId,
    version: 2,
    jti: jti.accessToken,
    ...(scopes && { scope: scopes.join(' ') }),
    ...(resource && { aud: resource }),
  };
  if (parts.triggerSource === MACHINE_TRIGGER_SOURCE) {
    return { accessToken: { ...access, sub: clientId } };
  }
  const { acr, amr } = parts;
  const user = { sub: parts.userAttributes.sub, ...groupClaim(parts.groups), ...session, ...acr !== undefined && { acr }, ...amr && { amr } };
  const accessToken = { ...access, ...user, username: parts.userName };
  return {
    accessToken,
    ...(hasIdToken(parts) && {
      idToken: {
        ...times,
        'exp': now + idLifetime,
        ...user,
        iss,
        'token_use': 'id',
        'aud': clientId,
        'jti': jti.idToken,
        'cognito:username': parts.userName,
        ...(parts.iamRoles.length > 0 && { 'cognito:roles': parts.iamRoles }),
        ...(parts.preferredRole !== undefined && { 'cognito:preferred_role': parts.preferredRole }),
        ...attributeClaims(parts),
      },
    }),
  };
}

/** Builds the tokens for a token request. Properties that the event does not contain are empty. */
export function baseTokensOf({ attributes, clientMetadata, region = '', userPoolId = '', userName = '', clientId = '', ...request }: TokenRequest): BaseTokens {
  const userAttributes = { sub: '', ...recordOf(attributes) };
  return baseTokens({ ...request, region, userPoolId, userName, clientId, userAttributes, clientMetadata: recordOf(clientMetadata) });
}

/** The `cognito:groups` claim, which does not exist for a user without groups. */
export function groupClaim(groups: readonly string[]): Claims {
  return groups.length > 0 ? { 'cognito:groups': groups } : {};
}

/** True if Cognito issues an ID token: to OAuth requests with `openid`, and to sign-ins through the API, which have only the admin scope. */
function hasIdToken({ scopes, triggerSource }: Pick<BaseTokenParts, 'scopes' | 'triggerSource'>): boolean {
  return scopes === undefined || scopes.includes('openid') || (triggerSource !== TRIGGER_SOURCES.HOSTED_AUTH && scopes.every(scope => scope === ADMIN_SCOPE));
}

/**
 * The attributes that the app client can read and that the scopes request. All attributes are requested by `openid` alone, by `profile`,
 * and by sign-in through the API.
 */
function attributeClaims({ userAttributes, readAttributes, scopes = [] }: BaseTokenParts): Claims {
  const asksForAll = !scopes.includes('openid') || scopes.includes('profile') || !scopes.some(scope => ['email', 'phone'].includes(scope));
  const isRequested = (name: string): boolean => asksForAll
    || (scopes.includes('email') && (name === 'email' || name === 'email_verified'))
    || (scopes.includes('phone') && (name === 'phone_number' || name === 'phone_number_verified'));
  return Object.fromEntries(Object.entries(userAttributes)
    .filter(([name]) => (isAttributeClaim(name) || name === 'identities') && isRequested(name) && isReadable(name, readAttributes))
    .map(([name, text]) => [name, attributeClaim(name, text)]));
}

/** True if the app client can read the attribute. Read permissions do not apply to attributes outside the profile, such as `identities`. */
function isReadable(name: string, readAttributes: readonly string[] | undefined): boolean {
  return readAttributes === undefined || !isAttributeClaim(name) || readAttributes.includes(name);
}

function attributeClaim(name: string, text: string): Json {
  switch (name) {
    case 'email_verified':
    case 'phone_number_verified':
      return toBoolean(text) ?? text;
    case 'updated_at':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'identities':
      return parseIdentities(text);
    default:
      return text;
  }
}

function parseIdentities(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Names of social providers in a user pool. Their type is their name. */
const SOCIAL: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** The same at every run: 1 January 2025. */
const CREATED = '1735689600000';

export interface IdentityProvider {
  readonly name: string;
  /** `SAML`, `OIDC` or the name of a social provider, as in a template. By default derived from the name. */
  readonly type?: string;
}

/** The attribute `identities` of a federated user, in the form of the claim of this name. */
export function identitiesOf(username: string, { name: providerName, type }: IdentityProvider): string {
  const prefix = `${providerName}_`.toLowerCase();
  const userId = username.toLowerCase().startsWith(prefix) ? username.slice(prefix.length) : username;
  const providerType = type ?? (SOCIAL.includes(providerName) ? providerName : 'OIDC');
  // null for providers of OpenID Connect; the entity ID of a SAML provider is in its metadata
  const issuer = providerType === 'SAML' ? `<entity ID of ${providerName}>` : null;
  return JSON.stringify([{ dateCreated: CREATED, userId, providerName, providerType, issuer, primary: 'true' }]);
}
