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
