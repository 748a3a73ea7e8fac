import { incorrectPassword, notAuthorized } from './api-error';
import type { Call } from './call';
import type { User } from '../users/model';

/** A user who can sign in with a password, if there is one of this name. Federated users cannot. */
export function userWithPassword({ backend: { directory }, server }: Pick<Call, 'backend' | 'server'>, name: string): User | undefined {
  const user = directory.find(server.backend.pool(), name);
  return user?.federated ? undefined : user;
}

/** The user of a challenge, as they are by now: the file may have been changed since it was sent. */
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
