import { incorrectPassword } from './api-error';
import type { Call } from './call';
import { checkSecretHash } from './client-secret';
import { newPasswordChallenge } from './new-password';
import { signIn, type ClientMetadata } from './sign-in';
import { checkEnabled, userWithPassword } from './users-of-call';
import { TriggerSource } from '../../../src/values/trigger-source';
import type { User } from '../users/model';

/** `USER_PASSWORD_AUTH` and `ADMIN_USER_PASSWORD_AUTH`. Neither passes client metadata to the function. */
export async function startWithPassword(call: Call): Promise<object> {
  const parameters = call.input.parameters('AuthParameters');
  const username = parameters.get('USERNAME');
  const password = parameters.get('PASSWORD');
  const user = userWithPassword(call, username);
  checkSecretHash(call.client, parameters.find('SECRET_HASH'), [username, user?.username ?? username]);
  if (!call.backend.directory.hasPassword(user, password)) {
    throw incorrectPassword();
  }
  return continueWith(call, user!);
}

/** Continues after the password was verified. Only then does the response reveal that a user is disabled. */
export async function continueWith(call: Call, user: User, clientMetadata?: ClientMetadata): Promise<object> {
  checkEnabled(user);
  return user.temporaryPassword
    ? newPasswordChallenge(call, user)
    : signIn({ server: call.server, client: call.client, user, triggerSource: TriggerSource.AUTHENTICATION, clientMetadata });
}
