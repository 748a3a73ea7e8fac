import {
  AdminInitiateAuthCommand, AdminRespondToAuthChallengeCommand, InitiateAuthCommand, RespondToAuthChallengeCommand, UserLambdaValidationException,
} from '@aws-sdk/client-cognito-identity-provider';
import { payloadOf, POOL_ID, secretHash, startApi, subOf, userOf, type LocalApi } from './local-api';

const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
const METADATA = { channel: 'shop' };

let api: LocalApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

test('a password sign-in returns the tokens of a session', async () => {
  const { AuthenticationResult: result, ChallengeName } = await api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234' },
  }));
  expect(ChallengeName).toBeUndefined();
  expect(result).toMatchObject({ ExpiresIn: 900, TokenType: 'Bearer', RefreshToken: expect.stringMatching(/./) });
  expect(payloadOf(result!.AccessToken)).toMatchObject({ token_use: 'access', client_id: 'web', scope: ADMIN_SCOPE, username: 'jane', sub: subOf(api, 'jane') });
  expect(payloadOf(result!.IdToken)).toMatchObject({ 'token_use': 'id', 'aud': 'web', 'email': 'jane@example.com', 'cognito:groups': ['staff'] });
  expect(api.server.isActive(payloadOf(result!.AccessToken).origin_jti)).toBe(true);
});

test('a sign-in attribute can replace the username', async () => {
  const { AuthenticationResult: result } = await api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane@example.com', PASSWORD: 'Jane-1234' },
  }));
  expect(payloadOf(result!.AccessToken)).toMatchObject({ username: 'jane' });
});

test.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)('a back end can sign in with %s', async flow => {
  const { AuthenticationResult: result } = await api.client.send(new AdminInitiateAuthCommand({
    UserPoolId: POOL_ID, ClientId: 'backend', AuthFlow: flow, AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234', SECRET_HASH: secretHash('jane', 'backend') },
  }));
  expect(payloadOf(result!.AccessToken)).toMatchObject({ client_id: 'backend' });
});

test('the event has the trigger source of a sign-in, one scope, and no metadata', async () => {
  await api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234' }, ClientMetadata: METADATA,
  }));
  const [request] = api.issuer.requests;
  expect(request).toMatchObject({ triggerSource: 'TokenGeneration_Authentication', scopes: [ADMIN_SCOPE] });
  expect(request.clientMetadata).toBeUndefined();
});

test('a temporary password must be replaced; the response can also set attributes', async () => {
  const challenge = await api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'temp@example.com', PASSWORD: 'Temp-1234' },
  }));
  expect(challenge).toMatchObject({
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: { USER_ID_FOR_SRP: 'temp', requiredAttributes: '[]', userAttributes: '{"email":"temp@example.com"}' },
  });
  expect(challenge.AuthenticationResult).toBeUndefined();
  expect(api.issuer.requests).toEqual([]);
  const { AuthenticationResult: result } = await api.client.send(new RespondToAuthChallengeCommand({
    ClientId: 'web',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: challenge.Session,
    ChallengeResponses: { 'USERNAME': 'temp@example.com', 'NEW_PASSWORD': 'New-1234', 'userAttributes.custom:tenant': 'acme' },
    ClientMetadata: METADATA,
  }));
  expect(payloadOf(result!.IdToken)).toMatchObject({ 'custom:tenant': 'acme' });
  expect(api.issuer.requests).toMatchObject([{
    triggerSource: 'TokenGeneration_NewPasswordChallenge', clientMetadata: METADATA, user: { attributes: { 'cognito:user_status': 'CONFIRMED', 'custom:tenant': 'acme' } },
  }]);
  const again = await api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'temp', PASSWORD: 'New-1234' },
  }));
  expect(again.AuthenticationResult?.AccessToken).toBeDefined();
});

test('a back end responds to the challenge with its secret hash', async () => {
  const challenge = await api.client.send(new AdminInitiateAuthCommand({
    UserPoolId: POOL_ID, ClientId: 'backend', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'temp', PASSWORD: 'Temp-1234', SECRET_HASH: secretHash('temp', 'backend') },
  }));
  const respond = (hash: string | undefined): Promise<object> => api.client.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId: POOL_ID,
    ClientId: 'backend',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: challenge.Session,
    ChallengeResponses: { USERNAME: 'temp', NEW_PASSWORD: 'New-1234', ...hash !== undefined && { SECRET_HASH: hash } },
  }));
  await expect(respond(undefined)).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Client backend is configured with secret but SECRET_HASH was not received' });
  await expect(respond(secretHash('jane', 'backend'))).rejects.toMatchObject({ message: 'SecretHash does not match for the client: backend' });
  expect(userOf(api, 'temp')).toMatchObject({ temporaryPassword: true });
  expect(await respond(secretHash('temp', 'backend'))).toHaveProperty('AuthenticationResult.AccessToken');
});

test('if the function denies, the caller gets its message, and no session remains', async () => {
  api.issuer.denial = { code: 'UserLambdaValidationException', message: 'PreTokenGeneration failed with error Not today.' };
  const signIn = api.client.send(new InitiateAuthCommand({
    ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234' },
  }));
  await expect(signIn).rejects.toThrow(new UserLambdaValidationException({ message: 'PreTokenGeneration failed with error Not today.', $metadata: {} }));
  expect(api.server.size).toBe(0);
});
