import { invalidParameter, tokensOf } from './api-error';
import type { ApiBackend } from './backend';
import { callOf } from './call';
import { checkSecret } from './client-secret';
import type { Input } from './input';
import { resultOf } from './sign-in';
import { isResourceScope, isScope } from '../../../src/core/cognito/scopes';
import { MACHINE_TRIGGER_SOURCE } from '../../../src/core/cognito/token-request';
import type { Client } from '../app/model';

const FLOW = 'ALLOW_CLIENT_TOKEN_AUTH';
const MAX_SCOPES = 50;

/**
 * Issues an access token to the client itself.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html
 */
export async function getClientToken(input: Input, backend: ApiBackend): Promise<object> {
  const { server, client } = callOf(input, backend);
  const secret = input.text('Secret');
  if (client.secret === undefined) {
    throw invalidParameter(`Client ${client.id} has no secret.`);
  }
  checkSecret(client, secret);
  if (!client.authFlows.includes(FLOW)) {
    throw invalidParameter(`${FLOW} is not enabled for the client.`);
  }
  const scopes = scopesOf(client, input.texts('Scopes') ?? []);
  const clientMetadata = input.map('ClientMetadata');
  const tokens = tokensOf(await server.backend.issuer.issue({
    pool: server.backend.pool(), client, triggerSource: MACHINE_TRIGGER_SOURCE, scopes, ...clientMetadata && { clientMetadata },
  }));
  return { ClientAuthenticationResult: resultOf(tokens, client) };
}

/** The requested scopes, or all resource server scopes of the client if it requests none. */
function scopesOf({ id, scopes }: Client, asked: readonly string[]): readonly string[] {
  const own = scopes.filter(isResourceScope);
  if (asked.length > MAX_SCOPES || !asked.every(isScope)) {
    throw invalidParameter(`1 validation error detected: Value at 'scopes' failed to satisfy constraint: Member must be a list of at most ${MAX_SCOPES} scopes`);
  }
  const foreign = asked.find(scope => !own.includes(scope));
  if (foreign !== undefined) {
    throw invalidParameter(`Client ${id} does not have the scope ${foreign}.`);
  }
  return asked.length > 0 ? [...new Set(asked)] : own;
}
