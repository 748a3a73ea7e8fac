import type { TokenName } from './claims';

/**
 * The version of the trigger event, which determines the possible changes.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export type TriggerVersionName = 'V1_0' | 'V2_0' | 'V3_0';

const TRIGGER_VERSIONS: readonly TriggerVersionName[] = ['V1_0', 'V2_0', 'V3_0'];

export function isAtLeast(version: TriggerVersionName, least: TriggerVersionName): boolean {
  return TRIGGER_VERSIONS.indexOf(version) >= TRIGGER_VERSIONS.indexOf(least);
}

/** V1_0 supports only the ID token. */
export function carriesToken(eventVersion: number, token: TokenName): boolean {
  return eventVersion > 1 || token === 'ID';
}

/** V1_0 has no scopes, neither in the request nor in the response. */
export function carriesScopes(eventVersion: number): boolean {
  return eventVersion > 1;
}

/** V1_0 supports only strings as claim values. */
export function carriesValue(eventVersion: number, value: unknown): boolean {
  return eventVersion > 1 || typeof value === 'string';
}

/** The feature plan in which V2_0 and V3_0 are not available. */
export const PLAN_WITHOUT_ACCESS_TOKEN = 'LITE';

export function versionOf(eventVersion: 1 | 2 | 3): TriggerVersionName {
  return TRIGGER_VERSIONS[eventVersion - 1];
}

/**
 * The trigger sources of a pre token generation trigger.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export const TRIGGER_SOURCES = {
  HOSTED_AUTH: 'TokenGeneration_HostedAuth',
  AUTHENTICATION: 'TokenGeneration_Authentication',
  NEW_PASSWORD_CHALLENGE: 'TokenGeneration_NewPasswordChallenge',
  AUTHENTICATE_DEVICE: 'TokenGeneration_AuthenticateDevice',
  REFRESH_TOKENS: 'TokenGeneration_RefreshTokens',
  CLIENT_CREDENTIALS: 'TokenGeneration_ClientCredentials',
} as const;

const KNOWN: readonly string[] = Object.values(TRIGGER_SOURCES);

/**
 * False for a trigger source that this version does not know. Cognito may have narrowed the scopes of its tokens, as token exchange does, so rules
 * that do not name it must not widen them.
 */
export function isKnownTriggerSource(source: string): boolean {
  return KNOWN.includes(source);
}
