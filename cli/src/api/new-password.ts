import { invalidParameter, notAuthorized } from './api-error';
import type { Call } from './call';
import { Challenges, type Challenged } from './challenges';
import { checkSecretHash } from './client-secret';
import { signIn } from './sign-in';
import { enabledUser } from './users-of-call';
import { isAttributeClaim, STANDARD_ATTRIBUTES } from '../../../src/core/cognito/claims';
import { TriggerSource } from '../../../src/values/trigger-source';
import type { Pool } from '../app/model';
import type { User } from '../users/model';

const PREFIX = 'userAttributes.';
const challenges = new Challenges<Challenged>();

/** The response to a sign-in with a temporary password. The template's required attributes are not known here, so none is requested. */
export function newPasswordChallenge({ server, client }: Pick<Call, 'server' | 'client'>, { username, attributes }: User): object {
  const shown = Object.entries(attributes).filter(([name]) => isAttributeClaim(name));
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: challenges.open({ server, client, username }),
    ChallengeParameters: { USER_ID_FOR_SRP: username, requiredAttributes: '[]', userAttributes: JSON.stringify(Object.fromEntries(shown)) },
  };
}

/**
 * `NEW_PASSWORD_REQUIRED`
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
export async function respondWithNewPassword(call: Call): Promise<object> {
  const { input, backend: { directory }, server, client } = call;
  const responses = input.parameters('ChallengeResponses');
  const username = responses.get('USERNAME');
  const password = responses.get('NEW_PASSWORD');
  const session = input.optionalText('Session');
  if (session === undefined) {
    throw invalidParameter('Missing required parameter Session');
  }
  const pool = server.backend.pool();
  checkSecretHash(client, responses.find('SECRET_HASH'), [username, directory.find(pool, username)?.username ?? username]);
  const challenged = challenges.take(session, call);
  const user = enabledUser(call, challenged.username);
  if (!user.temporaryPassword || directory.find(pool, username)?.username !== user.username) {
    throw notAuthorized('Invalid session for the user.');
  }
  const attributes = { ...user.attributes, ...newAttributes(responses.startingWith(PREFIX), user, pool) };
  return signIn({
    server,
    client,
    user: directory.setPassword(pool, { ...user, attributes }, password),
    triggerSource: TriggerSource.NEW_PASSWORD_CHALLENGE,
    clientMetadata: input.map('ClientMetadata'),
  });
}

/** The response to the challenge can set attributes that have no value yet. */
function newAttributes(given: ReadonlyMap<string, string>, { attributes }: User, pool: Pool): Readonly<Record<string, string>> {
  for (const name of given.keys()) {
    if (!STANDARD_ATTRIBUTES.includes(name) && !pool.customAttributes.includes(name)) {
      throw invalidParameter(`Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`);
    }
    if (Object.hasOwn(attributes, name) && attributes[name] !== '') {
      throw notAuthorized(`Cannot modify an already provided ${name}`);
    }
  }
  return Object.fromEntries(given);
}
