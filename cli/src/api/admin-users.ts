import { ApiError } from './api-error';
import type { ApiBackend } from './backend';
import { serverOf } from './call';
import type { Input } from './input';
import { attributeList } from './user-attributes';
import type { PoolServer } from '../oauth/pool-server';
import type { User } from '../users/model';

/**
 * Without the dates of the user, which the users file does not have.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export function adminGetUser(input: Input, backend: ApiBackend): object {
  const { user } = named(input, backend);
  return { Username: user.username, UserAttributes: attributeList(user), Enabled: user.enabled, UserStatus: user.attributes['cognito:user_status'] };
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export function adminUserGlobalSignOut(input: Input, backend: ApiBackend): object {
  const { server, user } = named(input, backend);
  server.signOut(user.attributes.sub);
  return {};
}

function named(input: Input, backend: ApiBackend): { readonly server: PoolServer; readonly user: User } {
  const server = serverOf(input, backend);
  const user = backend.directory.find(server.backend.pool(), input.text('Username'));
  if (!user) {
    throw new ApiError('UserNotFoundException', 'User does not exist.');
  }
  return { server, user };
}
