import { createHmac } from 'node:crypto';
import { ApiError, notAuthorized } from './api-error';
import type { Client } from '../app/model';
import { isEqualSecret } from '../http/secrets';

/**
 * Checks `SECRET_HASH` if the client has a secret.
 *
 * @param usernames names of the user for which the hash is accepted
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function checkSecretHash(client: Client, given: string | undefined, usernames: readonly string[]): void {
  const { id, secret } = client;
  if (secret === undefined) {
    return;
  }
  requireSecretHash(client, given);
  const isRight = usernames.map(username => isEqualSecret(given!, createHmac('sha256', secret).update(username + id).digest('base64')));
  if (!isRight.includes(true)) {
    throw notAuthorized(`SecretHash does not match for the client: ${id}`);
  }
}

/** Rejects a request without the hash, before the user is looked up. */
export function requireSecretHash({ id, secret }: Client, given: string | undefined): void {
  if (secret !== undefined && !given) {
    throw notAuthorized(`Client ${id} is configured with secret but SECRET_HASH was not received`);
  }
}

/** Checks a secret that is sent in plain form. From a public client, any value is accepted. */
export function checkSecret({ id, secret }: Client, given: string | undefined, code = 'NotAuthorizedException'): void {
  if (secret === undefined) {
    return;
  }
  if (!given) {
    throw new ApiError(code, `Client ${id} is configured for secret but secret was not received`);
  }
  if (!isEqualSecret(given, secret)) {
    throw new ApiError(code, `Unable to verify secret hash for client ${id}`);
  }
}
