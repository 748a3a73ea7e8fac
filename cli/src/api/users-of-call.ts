import { incorrectPassword, notAuthorized } from './api-error';
import type { Call } from './call';
import type { User } from '../users/model';

/** The user with this name, if they can sign in with a password. Federated users cannot. */
export function userWithPassword({ backend: { directory }, server }: Pick<Call, 'backend' | 'server'>, name: string): User | undefined {
  const user = directory.find(server.backend.pool(), name);
  return user?.federated ? undefined : user;
}

/** The current state of the user of a challenge. The users file may have changed since the challenge was sent. */
export function enabledUser(call: Pick<Call, 'backend' | 'server'>, name: string): User {
  const user = userWithPassword(call, name);
  if (!user) {
    throw incorrectPassword();
  }
  checkEnabled(user);
  return user;
}

export function checkEnabled({ enabled }: User): void {
  if (!enabled) {
    throw notAuthorized('User is disabled.');
  }
}
