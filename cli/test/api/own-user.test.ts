import {
  AdminGetUserCommand, AdminUserGlobalSignOutCommand, GetUserCommand, GlobalSignOutCommand, InitiateAuthCommand, RevokeTokenCommand,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import { POOL_ID, SECRET, secretHash, startApi, subOf, type LocalApi } from './local-api';

let api: LocalApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => {
  jest.useRealTimers();
  api.stop();
});

async function signIn(ClientId = 'web'): Promise<AuthenticationResultType> {
  const { AuthenticationResult } = await api.client.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234', SECRET_HASH: secretHash('jane', ClientId) },
  }));
  return AuthenticationResult!;
}

const getUser = (AccessToken: string | undefined): Promise<object> => api.client.send(new GetUserCommand({ AccessToken }));
const EMAIL = { Name: 'email', Value: 'jane@example.com' };
const TENANT = { Name: 'custom:tenant', Value: 'acme' };

test.each([
  ['all attributes', 'web', [EMAIL, TENANT]],
  ['what its client may read', 'reader', [EMAIL]],
])('GetUser shows %s', async (_what, client, attributes) => {
  const { AccessToken } = await signIn(client);
  expect(await getUser(AccessToken)).toMatchObject({ Username: 'jane', UserAttributes: [{ Name: 'sub', Value: subOf(api, 'jane') }, ...attributes] });
});

test('AdminGetUser returns a user by any sign-in name, with the user status', async () => {
  expect(await api.client.send(new AdminGetUserCommand({ UserPoolId: POOL_ID, Username: 'temp@example.com' }))).toMatchObject({
    Username: 'temp', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD', UserAttributes: [{ Name: 'sub' }, { Name: 'email' }],
  });
  expect(await api.client.send(new AdminGetUserCommand({ UserPoolId: POOL_ID, Username: 'gone' }))).toMatchObject({ Enabled: false });
});

test('an access token that is malformed, of another type, modified or expired is rejected', async () => {
  const { AccessToken, IdToken } = await signIn();
  const invalid = { name: 'NotAuthorizedException', message: 'Invalid Access Token' };
  await expect(getUser('none')).rejects.toMatchObject(invalid);
  await expect(getUser(IdToken)).rejects.toMatchObject(invalid);
  await expect(getUser(`${AccessToken!.slice(0, -4)}AAAA`)).rejects.toMatchObject(invalid);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'setInterval', 'clearInterval'], now: Date.now() + 901_000 });
  await expect(getUser(AccessToken)).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Access Token has expired' });
});

test('a token without the scope of the API is rejected', async () => {
  const user = api.directory.find(api.server.backend.pool(), 'jane')!;
  const client = api.server.clientById('web')!;
  const { tokens } = await api.issuer.issue({ pool: api.server.backend.pool(), client, user, triggerSource: 'TokenGeneration_HostedAuth', scopes: ['openid'] });
  await api.server.openSession({
    client, accountId: user.attributes.sub, scopes: ['openid'], authTime: 0, originJti: String(tokens!.base.accessToken.origin_jti), eventId: '',
  });
  const denied = { name: 'NotAuthorizedException', message: 'Access Token does not have required scopes' };
  await expect(getUser(tokens!.accessToken)).rejects.toMatchObject(denied);
  await expect(api.client.send(new GlobalSignOutCommand({ AccessToken: tokens!.accessToken }))).rejects.toMatchObject(denied);
});

test.each([
  ['GlobalSignOut', (AccessToken: string) => api.client.send(new GlobalSignOutCommand({ AccessToken }))],
  ['AdminUserGlobalSignOut', () => api.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: POOL_ID, Username: 'jane' }))],
] as const)('%s ends all sessions', async (_operation, signOut) => {
  const tokens = [await signIn(), await signIn('reader')];
  await signOut(tokens[0].AccessToken!);
  for (const { AccessToken } of tokens) {
    await expect(getUser(AccessToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  }
  expect(api.server.size).toBe(0);
});

test('RevokeToken ends one session, and accepts an expired token', async () => {
  const [one, other] = [await signIn(), await signIn()];
  const revoke = (Token: string): Promise<object> => api.client.send(new RevokeTokenCommand({ ClientId: 'web', Token }));
  await revoke(one.RefreshToken!);
  await expect(getUser(one.AccessToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await getUser(other.AccessToken)).toMatchObject({ Username: 'jane' });
  expect(await revoke(one.RefreshToken!)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test.each([
  ['the token of another client', 'reader', undefined, 'UnauthorizedException', 'The token was issued to another client.'],
  ['no secret', 'backend', undefined, 'UnauthorizedException', 'Client backend is configured for secret but secret was not received'],
  ['a wrong secret', 'backend', `${SECRET}-not`, 'UnauthorizedException', 'Unable to verify secret hash for client backend'],
  ['a client without revocation', 'bare', undefined, 'UnsupportedOperationException', 'Token revocation is not enabled for this client.'],
])('RevokeToken rejects %s', async (_what, ClientId, ClientSecret, name, message) => {
  const { RefreshToken } = await signIn();
  await expect(api.client.send(new RevokeTokenCommand({ ClientId, ClientSecret, Token: RefreshToken }))).rejects.toMatchObject({ name, message });
  expect(api.server.size).toBe(1);
});

test('RevokeToken accepts only refresh tokens', async () => {
  const { AccessToken } = await signIn();
  await expect(api.client.send(new RevokeTokenCommand({ ClientId: 'web', Token: AccessToken }))).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
  expect(await getUser(AccessToken)).toMatchObject({ Username: 'jane' });
});
