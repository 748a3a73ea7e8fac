import { objectWith } from '../options/checks';

/**
 * What made Cognito issue a token.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TriggerSource {
  /** Sign-in on the managed login page, and every federated sign-in. */
  public static readonly HOSTED_AUTH = new TriggerSource('TokenGeneration_HostedAuth');

  /** An authentication flow of a user is complete; also some refreshes. */
  public static readonly AUTHENTICATION = new TriggerSource('TokenGeneration_Authentication');

  /** A user whom an administrator created has changed the temporary password. */
  public static readonly NEW_PASSWORD_CHALLENGE = new TriggerSource('TokenGeneration_NewPasswordChallenge');

  /** The authentication of a user's device is complete. */
  public static readonly AUTHENTICATE_DEVICE = new TriggerSource('TokenGeneration_AuthenticateDevice');

  /** A user refreshes the tokens. */
  public static readonly REFRESH_TOKENS = new TriggerSource('TokenGeneration_RefreshTokens');

  /** An app client has asked for a token by itself; with V3_0 alone. */
  public static readonly CLIENT_CREDENTIALS = new TriggerSource('TokenGeneration_ClientCredentials');

  /**
   * A trigger source that has no constant here.
   *
   * @param value as Cognito writes it in `triggerSource`
   */
  public static of(value: string): TriggerSource {
    return new TriggerSource(value);
  }

  /** As Cognito writes it in `triggerSource`. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}

export const A_TRIGGER_SOURCE = objectWith(['value'], 'a TriggerSource', 'use one of the constants of TriggerSource, or TriggerSource.of(...)');
