import { createHmac, randomBytes } from 'node:crypto';
import { incorrectPassword, invalidParameter } from './api-error';
import type { Call } from './call';
import { Challenges, type Challenged } from './challenges';
import { checkSecretHash } from './client-secret';
import { continueWith } from './password';
import { claimSignature, exchange } from './srp';
import { userWithPassword } from './users-of-call';
import { isEqualSecret } from '../http/secrets';

interface SrpChallenge extends Challenged {
  readonly key: Buffer;
}

/** `EEE MMM d HH:mm:ss z yyyy`, such as `Tue Nov 3 09:05:00 UTC 2026`. */
const TIMESTAMP = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:UTC|GMT) (\d{4})$/;
/** Maximum difference of a timestamp from the current time, in milliseconds. */
const TOLERANCE = 5 * 60_000;

const SALT_KEY = randomBytes(32);
/** Challenges by their secret block, because this challenge has no session. */
const challenges = new Challenges<SrpChallenge>();

/** `USER_SRP_AUTH`. An unknown user gets a challenge too, which nobody can answer. */
export function startWithSrp(call: Call): object {
  const { input, server, client } = call;
  const parameters = input.parameters('AuthParameters');
  const name = parameters.get('USERNAME');
  const clientValue = parameters.get('SRP_A');
  const user = userWithPassword(call, name);
  const username = user?.username ?? name;
  checkSecretHash(client, parameters.find('SECRET_HASH'), [name, username]);
  const password = user?.password || randomBytes(32).toString('base64');
  const { id } = server.backend.pool();
  // the same salt at every sign-in, for an unknown user too
  const salt = createHmac('sha256', SALT_KEY).update(`${id}/${username}`).digest('hex').slice(0, 32);
  const exchanged = exchange({ poolName: poolNameOf(id), userId: username, password }, clientValue, salt);
  if (!exchanged) {
    throw invalidParameter('SRP_A is not a hexadecimal number of the group.');
  }
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: challenges.open({ server, client, username, key: exchanged.key }),
      SRP_B: exchanged.publicValue,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

/** `PASSWORD_VERIFIER` */
export async function respondWithVerifier(call: Call): Promise<object> {
  const { input, server, client } = call;
  const responses = input.parameters('ChallengeResponses');
  const name = responses.get('USERNAME');
  const signature = responses.get('PASSWORD_CLAIM_SIGNATURE');
  const secretBlock = responses.get('PASSWORD_CLAIM_SECRET_BLOCK');
  const timestamp = responses.get('TIMESTAMP');
  checkTimestamp(timestamp);
  const named = userWithPassword(call, name)?.username ?? name;
  checkSecretHash(client, responses.find('SECRET_HASH'), [name, named]);
  const { username, key } = challenges.take(secretBlock, call);
  const expected = claimSignature(key, { poolName: poolNameOf(server.backend.pool().id), userId: username }, secretBlock, timestamp);
  const user = userWithPassword(call, username);
  if (!isEqualSecret(signature, expected) || named !== username || !user) {
    throw incorrectPassword();
  }
  return continueWith(call, user, input.map('ClientMetadata'));
}

function checkTimestamp(text: string): void {
  const [, month, day, time, year] = TIMESTAMP.exec(text) ?? [];
  const at = Date.parse(`${day} ${month} ${year} ${time} UTC`);
  if (Number.isNaN(at)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  if (Math.abs(Date.now() - at) > TOLERANCE) {
    throw invalidParameter('TIMESTAMP is more than five minutes off.');
  }
}

function poolNameOf(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}
