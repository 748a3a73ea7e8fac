import { GetClientTokenCommand, type GetClientTokenCommandInput, type GetClientTokenCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { payloadOf, SECRET, startApi, type LocalApi } from './local-api';

let api: LocalApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.issuer.requests.length = 0;
});

const ask = (input: Partial<GetClientTokenCommandInput>): Promise<GetClientTokenCommandOutput> =>
  api.client.send(new GetClientTokenCommand({ ClientId: 'machine', Secret: SECRET, ...input }));

test.each([
  ['the scopes asked for', ['orders/write', 'orders/write'], ['orders/write']],
  ['all scopes of resource servers', undefined, ['orders/read', 'orders/write']],
  ['all scopes of resource servers', [], ['orders/read', 'orders/write']],
])('a client gets %s', async (_what, Scopes, scopes) => {
  const result = await ask({ Scopes, ClientMetadata: { channel: 'shop' } });
  const { AccessToken, ...rest } = result.ClientAuthenticationResult!;
  expect(rest).toEqual({ ExpiresIn: 900, TokenType: 'Bearer' });
  expect(payloadOf(AccessToken)).toMatchObject({ token_use: 'access', sub: 'machine', client_id: 'machine', scope: scopes.join(' ') });
  expect(api.issuer.requests).toMatchObject([{ triggerSource: 'TokenGeneration_ClientCredentials', scopes, clientMetadata: { channel: 'shop' } }]);
  expect(api.issuer.requests[0].user).toBeUndefined();
});

test.each<[what: string, input: Partial<GetClientTokenCommandInput>, name: string, message: string]>([
  ['an unknown client', { ClientId: 'none' }, 'ResourceNotFoundException', 'User pool client none does not exist.'],
  ['a wrong secret', { Secret: `${SECRET}-not` }, 'NotAuthorizedException', 'Unable to verify secret hash for client machine'],
  ['a public client', { ClientId: 'web' }, 'InvalidParameterException', 'Client web has no secret.'],
  ['a client of users', { ClientId: 'backend' }, 'InvalidParameterException', 'ALLOW_CLIENT_TOKEN_AUTH is not enabled for the client.'],
  ['a scope of nobody', { Scopes: ['orders/read', 'orders/delete'] }, 'InvalidParameterException', 'Client machine does not have the scope orders/delete.'],
  ['a scope of users', { Scopes: ['openid'] }, 'InvalidParameterException', 'Client machine does not have the scope openid.'],
  ['what is no scope', { Scopes: ['orders/read orders/write'] }, 'InvalidParameterException', expect.stringContaining("Value at 'scopes'")],
  ['too many scopes', { Scopes: Array<string>(51).fill('orders/read') }, 'InvalidParameterException', expect.stringContaining("Value at 'scopes'")],
])('%s is rejected', async (_what, input, name, message) => {
  await expect(ask(input)).rejects.toMatchObject({ name, message });
  expect(api.issuer.requests).toEqual([]);
});

test('a denial is reported as in other operations', async () => {
  api.issuer.denial = { code: 'UserLambdaValidationException', message: 'PreTokenGeneration failed with error No.' };
  await expect(ask({})).rejects.toMatchObject({ name: 'UserLambdaValidationException', message: 'PreTokenGeneration failed with error No.' });
  api.issuer.denial = undefined;
});
