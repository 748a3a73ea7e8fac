import { invalidParameter } from './api-error';
import type { ApiBackend } from './backend';
import { callOf, type Call, type Caller } from './call';
import type { Input } from './input';
import { respondWithNewPassword } from './new-password';
import { respondWithVerifier } from './srp-sign-in';

const CHALLENGES: Readonly<Record<'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED', (call: Call) => Promise<object>>> = {
  PASSWORD_VERIFIER: respondWithVerifier,
  NEW_PASSWORD_REQUIRED: respondWithNewPassword,
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export async function respondToAuthChallenge(input: Input, backend: ApiBackend): Promise<object> {
  return respond(input, backend, 'USER');
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export async function adminRespondToAuthChallenge(input: Input, backend: ApiBackend): Promise<object> {
  return respond(input, backend, 'ADMIN');
}

async function respond(input: Input, backend: ApiBackend, caller: Caller): Promise<object> {
  const call = callOf(input, backend, caller);
  const name = input.text('ChallengeName');
  if (!isChallenge(name)) {
    throw invalidParameter(`The local issuer does not support the challenge ${name}. It supports ${Object.keys(CHALLENGES).join(', ')}.`);
  }
  return CHALLENGES[name](call);
}

function isChallenge(name: string): name is keyof typeof CHALLENGES {
  return Object.hasOwn(CHALLENGES, name);
}
