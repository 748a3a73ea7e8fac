import { flowOf } from './auth-flows';
import type { ApiBackend } from './backend';
import { callOf, type Caller } from './call';
import type { Input } from './input';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export async function initiateAuth(input: Input, backend: ApiBackend): Promise<object> {
  return initiate(input, backend, 'USER');
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export async function adminInitiateAuth(input: Input, backend: ApiBackend): Promise<object> {
  return initiate(input, backend, 'ADMIN');
}

async function initiate(input: Input, backend: ApiBackend, caller: Caller): Promise<object> {
  const call = callOf(input, backend, caller);
  return flowOf(call, caller).start(call);
}
