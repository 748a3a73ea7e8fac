import type { EventParts } from './build-event';
import { isAttributeClaim } from './claims';
import { ADMIN_SCOPE } from './scopes';
import { recordOf } from './strings';
import { MACHINE_TRIGGER_SOURCE, type TokenRequest } from './token-request';
import type { Json } from '../document/json';
import { toBoolean } from '../operators/booleans';

export type Claims = { readonly [name: string]: Json };

/** The tokens that Cognito would issue without a trigger. No ID token for machines, nor for OAuth requests without `openid`. */
export interface BaseTokens {
  readonly idToken?: Claims;
  readonly accessToken: Claims;
}

export interface BaseTokenParts extends Omit<EventParts, 'scopes'> {
  /** Undefined where they are not known, as in V1 events: the claim is left out then. */
  readonly scopes?: readonly string[];
  /** Epoch seconds. */
  readonly now: number;
  /** Attributes that the client may read; all when undefined. */
  readonly readAttributes?: readonly string[];
  /** Resource that the access token is bound to. */
  readonly resource?: string;
  /** Issuer of the tokens; by default the one that follows from Region and pool. */
  readonly issuer?: string;
  /** Epoch seconds of the sign-in; by default it is now. */
  readonly authTime?: number;
  /** Seconds that the tokens are valid; by default an hour. */
  readonly lifetimes?: { readonly idToken: number; readonly accessToken: number };
  /** By default invented ones, which are the same every time. */
  readonly identifiers?: TokenIdentifiers;
}

/** What makes each token another one. */
export interface TokenIdentifiers {
  /** Of the sign-in. */
  readonly event_id: string;
  readonly origin_jti: string;
  /** Of each token. */
  readonly jti: { readonly idToken: string; readonly accessToken: string };
}

const LIFETIME = 3600;
const INVENTED: TokenIdentifiers = {
  event_id: '00000000-0000-4000-8000-00000000e0e0',
  origin_jti: '00000000-0000-4000-8000-000000000002',
  jti: { idToken: '00000000-0000-4000-8000-000000000001', accessToken: '00000000-0000-4000-8000-000000000001' },
};

/**
 * The issuer of a pool's tokens. Pools whose `IssuerConfiguration` is UPDATED have one of their own.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function issuerOf(region: string, userPoolId: string, type: 'ORIGINAL' | 'UPDATED' = 'ORIGINAL'): string {
  return `https://${type === 'UPDATED' ? 'issuer-' : ''}cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/**
 * The tokens before the trigger's changes.
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
  const user = { sub: parts.userAttributes.sub, ...groupClaim(parts.groups), ...session };
  const accessToken = { ...access, ...user, username: parts.userName };
  return {
    accessToken,
    ...(hasIdToken(scopes) && {
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

/** The tokens for the request of an event. What the event does not tell is left empty. */
export function baseTokensOf({ attributes, clientMetadata, region = '', userPoolId = '', userName = '', clientId = '', ...request }: TokenRequest): BaseTokens {
  const userAttributes = { sub: '', ...recordOf(attributes) };
  return baseTokens({ ...request, region, userPoolId, userName, clientId, userAttributes, clientMetadata: recordOf(clientMetadata) });
}

/** A claim for no groups is not there. */
export function groupClaim(groups: readonly string[]): Claims {
  return groups.length > 0 ? { 'cognito:groups': groups } : {};
}

/** Sign-in through the API has the one scope and gets an ID token all the same. */
function hasIdToken(scopes: readonly string[] = []): boolean {
  return scopes.includes('openid') || scopes.every(scope => scope === ADMIN_SCOPE);
}

/**
 * The attributes that the client may read and that the scopes ask for: `openid` alone, `profile`, and sign-in through the API
 * ask for all.
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

/** What is no attribute of the profile, such as `identities`, no client can be kept from. */
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
