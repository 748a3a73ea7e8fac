import {
  AdminInitiateAuthCommand, GetTokensFromRefreshTokenCommand, InitiateAuthCommand, type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import { payloadOf, POOL_ID, secretHash, SECRET, startApi, subOf, type LocalApi } from './local-api';

const METADATA = { channel: 'shop' };

let api: LocalApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

async function signIn(ClientId: string): Promise<AuthenticationResultType & { readonly RefreshToken: string }> {
  const { AuthenticationResult } = await api.client.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234', SECRET_HASH: secretHash('jane', ClientId) },
  }));
  api.issuer.requests.length = 0;
  return AuthenticationResult as AuthenticationResultType & { readonly RefreshToken: string };
}

async function refresh(ClientId: string, REFRESH_TOKEN: string, hash?: string): Promise<AuthenticationResultType> {
  const { AuthenticationResult } = await api.client.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN, ...hash !== undefined && { SECRET_HASH: hash } }, ClientMetadata: METADATA,
  }));
  return AuthenticationResult!;
}

async function next(ClientId: string, RefreshToken: string, ClientSecret?: string): Promise<AuthenticationResultType> {
  const command = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientSecret, ClientMetadata: METADATA });
  const { AuthenticationResult } = await api.client.send(command);
  return AuthenticationResult!;
}

const SAME_SESSION = ['origin_jti', 'event_id', 'auth_time', 'scope', 'sub'];

function pick(token: string | undefined): readonly unknown[] {
  const payload = payloadOf(token);
  return SAME_SESSION.map(name => payload[name]);
}

test('REFRESH_TOKEN_AUTH returns new tokens of the same session, and no refresh token', async () => {
  const first = await signIn('web');
  const second = await refresh('web', first.RefreshToken);
  expect(pick(second.AccessToken)).toEqual(pick(first.AccessToken));
  expect(payloadOf(second.AccessToken).jti).not.toBe(payloadOf(first.AccessToken).jti);
  expect(second.IdToken).toBeDefined();
  expect(second.RefreshToken).toBeUndefined();
  const [request] = api.issuer.requests;
  expect(request).toMatchObject({ triggerSource: 'TokenGeneration_RefreshTokens' });
  expect(request.clientMetadata).toBeUndefined();
});

test('back ends can refresh too, also with the older operation name', async () => {
  const { RefreshToken } = await signIn('backend');
  const { AuthenticationResult } = await api.client.send(new AdminInitiateAuthCommand({
    UserPoolId: POOL_ID, ClientId: 'backend', AuthFlow: 'REFRESH_TOKEN', AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: secretHash('jane', 'backend') },
  }));
  expect(AuthenticationResult?.AccessToken).toBeDefined();
});

test('the secret hash of a refresh uses the username or the sub', async () => {
  const { RefreshToken } = await signIn('backend');
  expect(await refresh('backend', RefreshToken, secretHash('jane', 'backend'))).toHaveProperty('AccessToken');
  expect(await refresh('backend', RefreshToken, secretHash(subOf(api, 'jane'), 'backend'))).toHaveProperty('AccessToken');
  await expect(refresh('backend', RefreshToken, secretHash('jane@example.com', 'backend'))).rejects.toMatchObject({ message: 'SecretHash does not match for the client: backend' });
  await expect(refresh('backend', RefreshToken)).rejects.toMatchObject({ message: 'Client backend is configured with secret but SECRET_HASH was not received' });
});

test('GetTokensFromRefreshToken passes on metadata, and keeps the refresh token if its client does not rotate tokens', async () => {
  const first = await signIn('web');
  const second = await next('web', first.RefreshToken);
  expect(pick(second.AccessToken)).toEqual(pick(first.AccessToken));
  expect(second.RefreshToken).toBeUndefined();
  expect(api.issuer.requests).toMatchObject([{ triggerSource: 'TokenGeneration_Authentication', clientMetadata: METADATA }]);
  expect(await next('web', first.RefreshToken)).toHaveProperty('AccessToken');
});

test('GetTokensFromRefreshToken rotates the token, and reports reuse', async () => {
  const first = await signIn('rotating');
  const second = await next('rotating', first.RefreshToken);
  expect(second.RefreshToken).not.toBe(first.RefreshToken);
  await expect(next('rotating', first.RefreshToken)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
  expect(pick((await next('rotating', second.RefreshToken!)).AccessToken)).toEqual(pick(first.AccessToken));
});

test('one of two simultaneous requests gets the next refresh token', async () => {
  const { RefreshToken } = await signIn('rotating');
  api.issuer.hold = new Promise(resolve => {
    const timer = setInterval(() => {
      if (api.issuer.requests.length === 2) {
        clearInterval(timer);
        resolve();
      }
    }, 100);
  });
  const outcomes = await Promise.allSettled([next('rotating', RefreshToken), next('rotating', RefreshToken)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'RefreshTokenReuseException' } });
  expect(api.server.size).toBe(1);
});

test('a refresh token can be reused during the grace period', async () => {
  const { RefreshToken } = await signIn('patient');
  const second = await next('patient', RefreshToken);
  expect(await next('patient', RefreshToken)).toHaveProperty('RefreshToken', expect.not.stringMatching(second.RefreshToken!));
});

test('a client with token rotation has no REFRESH_TOKEN_AUTH', async () => {
  const { RefreshToken } = await signIn('rotating');
  await expect(refresh('rotating', RefreshToken)).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('GetTokensFromRefreshToken') });
});

test.each(['web', 'rotating'])('after a denied refresh the refresh token of %s is unchanged', async client => {
  const { RefreshToken } = await signIn(client);
  api.issuer.denial = { code: 'UnexpectedLambdaException', message: 'PreTokenGeneration failed with error Boom.' };
  await expect(next(client, RefreshToken)).rejects.toMatchObject({ name: 'UnexpectedLambdaException', message: 'PreTokenGeneration failed with error Boom.' });
  api.issuer.denial = undefined;
  expect(await next(client, RefreshToken)).toHaveProperty('AccessToken');
});

test('a session that ends while the function runs gets no new refresh token', async () => {
  const { RefreshToken } = await signIn('rotating');
  api.issuer.meanwhile = () => api.server.signOut(subOf(api, 'jane'));
  await expect(next('rotating', RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Invalid Refresh Token' });
  expect(api.server.size).toBe(0);
});

test.each([
  ['of another client', 'reader', (token: string) => token, undefined, 'NotAuthorizedException', 'Invalid Refresh Token'],
  ['that never was', 'web', () => 'never', undefined, 'NotAuthorizedException', 'Invalid Refresh Token'],
] as const)('a refresh token %s is rejected', async (_which, client, tokenOf, secret, name, message) => {
  const token = tokenOf((await signIn('web')).RefreshToken);
  await expect(next(client, token, secret)).rejects.toMatchObject({ name, message });
  await expect(refresh(client, token)).rejects.toMatchObject({ name, message });
});

test.each([
  [undefined, 'Client backend is configured for secret but secret was not received'],
  [`${SECRET}-not`, 'Unable to verify secret hash for client backend'],
])('a back end must send its secret, not %s', async (secret, message) => {
  const { RefreshToken } = await signIn('backend');
  await expect(next('backend', RefreshToken, secret)).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
  expect(await next('backend', RefreshToken, SECRET)).toHaveProperty('AccessToken');
});

test.each([
  [{ password: 'Jane-1234', enabled: false }, 'User is disabled.'],
  [{ password: 'Jane-1234', pools: [] }, 'Invalid Refresh Token'],
])('a user whose state became %j gets no tokens: %s', async (jane, message) => {
  const { RefreshToken } = await signIn('web');
  api.change({ jane });
  await expect(refresh('web', RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
  expect(api.issuer.requests).toEqual([]);
});
