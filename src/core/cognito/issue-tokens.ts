import { groupClaim, type BaseTokens, type Claims } from './base-tokens';
import { GROUP_CLAIMS, maySet, treatmentOf, type TokenName } from './claims';
import { ownMember, type Json, type JsonMap } from '../document/json';

interface Override {
  readonly claimsToAddOrOverride?: JsonMap | null;
  readonly claimsToSuppress?: readonly string[] | null;
  readonly scopesToAdd?: readonly string[] | null;
  readonly scopesToSuppress?: readonly string[] | null;
}

interface GroupOverride {
  readonly groupsToOverride?: readonly string[] | null;
  readonly iamRolesToOverride?: readonly string[] | null;
  readonly preferredRole?: string | null;
}

/**
 * Applies a response to the base tokens, as Cognito does. Claims are set, then suppressed: suppressing wins. `groupOverrideDetails` replaces the
 * complete group configuration in both tokens. Scopes change in the access token. Reserved claims do not change.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function issueTokens(base: BaseTokens, response: JsonMap): BaseTokens {
  const v1 = ownMember(response, 'claimsOverrideDetails') as (Override & { groupOverrideDetails?: GroupOverride | null }) | null | undefined;
  const v2 = ownMember(response, 'claimsAndScopeOverrideDetails') as {
    idTokenGeneration?: Override | null;
    accessTokenGeneration?: Override | null;
    groupOverrideDetails?: GroupOverride | null;
  } | null | undefined;
  const groups = v2?.groupOverrideDetails ?? v1?.groupOverrideDetails;
  return {
    ...(base.idToken && { idToken: apply('ID', base.idToken, v2?.idTokenGeneration ?? v1, groups) }),
    accessToken: apply('ACCESS', base.accessToken, v2?.accessTokenGeneration, groups),
  };
}

/** True for the audience of a resource binding. AWS does not document whether a function can change it: this assumes that it cannot. */
export function isBoundAudience(claim: string, base: Claims): boolean {
  return claim === 'aud' && 'aud' in base;
}

function apply(token: TokenName, base: Claims, override: Override | null | undefined, groups: GroupOverride | null | undefined): Claims {
  const claims = new Map<string, Json>(Object.entries(base));
  if (groups) {
    replaceGroups(token, claims, groups);
  }
  Object.entries(override?.claimsToAddOrOverride ?? {})
    .filter(([name, value]) => maySet(name, token, value, base.client_id) && !isBoundAudience(name, base))
    .forEach(([name, value]) => claims.set(name, value));
  for (const name of (override?.claimsToSuppress ?? []).filter(each => treatmentOf(each).suppress)) {
    claims.delete(name);
    if (name === 'cognito:groups') {
      claims.delete('cognito:roles');
      claims.delete('cognito:preferred_role');
    }
  }
  if (token === 'ACCESS' && (base.scope !== undefined || override?.scopesToAdd)) {
    claims.set('scope', scopesAfter(String(base.scope ?? ''), override));
  }
  return Object.fromEntries(claims);
}

function replaceGroups(token: TokenName, claims: Map<string, Json>, groups: GroupOverride): void {
  GROUP_CLAIMS.forEach(({ claim }) => claims.delete(claim));
  Object.entries(groupClaim(groups.groupsToOverride ?? [])).forEach(([name, value]) => claims.set(name, value));
  if (token === 'ID') {
    if (groups.iamRolesToOverride && groups.iamRolesToOverride.length > 0) {
      claims.set('cognito:roles', groups.iamRolesToOverride);
    }
    if (groups.preferredRole) {
      claims.set('cognito:preferred_role', groups.preferredRole);
    }
  }
}

function scopesAfter(scope: string, override: Override | null | undefined): string {
  const scopes = [...scope.split(' ').filter(each => each !== ''), ...override?.scopesToAdd ?? []];
  return [...new Set(scopes)].filter(each => !override?.scopesToSuppress?.includes(each)).join(' ');
}

/** Length of the JOSE header of Cognito: a key ID of 44 characters and an algorithm. */
const HEADER = JSON.stringify({ kid: 'k'.repeat(44), alg: 'RS256' }).length;
/** Bytes of an RS256 signature with a 2048-bit key. */
const SIGNATURE = 256;

/** Length of bytes in base64url without padding, in characters. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes * 4 / 3);
}

/**
 * Length of a compact JWT in characters.
 *
 * @param payload length of the payload in bytes
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-3.1
 */
export function jwtLength(payload: number): number {
  return base64Length(HEADER) + 1 + base64Length(payload) + 1 + base64Length(SIGNATURE);
}
