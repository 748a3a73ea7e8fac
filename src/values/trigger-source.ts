import { TRIGGER_SOURCES } from '../core/cognito/trigger';
import { objectWith } from '../options/checks';

/**
 * The event that caused Cognito to issue a token.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TriggerSource {
  /** Sign-in on the managed login page, and all federated sign-ins. */
  public static readonly HOSTED_AUTH = new TriggerSource(TRIGGER_SOURCES.HOSTED_AUTH);

  /** A user's authentication flow is complete. Some refreshes have this source too. */
  public static readonly AUTHENTICATION = new TriggerSource(TRIGGER_SOURCES.AUTHENTICATION);

  /** A user that an administrator created has changed the temporary password. */
  public static readonly NEW_PASSWORD_CHALLENGE = new TriggerSource(TRIGGER_SOURCES.NEW_PASSWORD_CHALLENGE);

  /** The authentication of a user's device is complete. */
  public static readonly AUTHENTICATE_DEVICE = new TriggerSource(TRIGGER_SOURCES.AUTHENTICATE_DEVICE);

  /** A user refreshes the tokens. */
  public static readonly REFRESH_TOKENS = new TriggerSource(TRIGGER_SOURCES.REFRESH_TOKENS);

  /** An app client requests a token with the client credentials grant. Only with trigger event version V3_0. */
  public static readonly CLIENT_CREDENTIALS = new TriggerSource(TRIGGER_SOURCES.CLIENT_CREDENTIALS);

  /**
   * A trigger source that has no constant in this class.
   *
   * @param value the value of `triggerSource` in the event
   */
  public static of(value: string): TriggerSource {
    return new TriggerSource(value);
  }

  /** The value of `triggerSource` in the event. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}

export const A_TRIGGER_SOURCE = objectWith(['value'], 'a TriggerSource', 'use one of the constants of TriggerSource, or TriggerSource.of(...)');
