import '../support/without-navigator';
import { createHmac } from 'node:crypto';
import {
  AdminInitiateAuthCommand, CognitoIdentityProviderClient, GetClientTokenCommand, GetTokensFromRefreshTokenCommand, GetUserCommand,
  GlobalSignOutCommand, InitiateAuthCommand, RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession } from 'amazon-cognito-identity-js';
import type { LocalIssuer } from '../../src';
import { clientOf, decode, issuerFor } from '../support/issuer';

const USERS = {
  users: {
    jane: { password: 'Passw0rd!', attributes: { 'email': 'jane@example.com', 'custom:tenant': 'acme' }, groups: ['admins'] },
    newcomer: { password: 'Temp0rary!', temporaryPassword: true, attributes: { email: 'newcomer@example.com' } },
    mallory: { password: 'Passw0rd!', attributes: { email: 'mallory@example.com' }, groups: ['suspended'] },
  },
};

let issuer: LocalIssuer;
let sdk: CognitoIdentityProviderClient;
beforeAll(async () => {
  issuer = await issuerFor('shop', { users: USERS });
  sdk = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: issuer.url, credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
});
afterAll(async () => {
  sdk.destroy();
  await issuer.stop();
});

const web = (): string => clientOf(issuer, 'Web').client.id;
const password = (username: string, secret = 'Passw0rd!', metadata?: Record<string, string>): InitiateAuthCommand => new InitiateAuthCommand({
  AuthFlow: 'USER_PASSWORD_AUTH', ClientId: web(), AuthParameters: { USERNAME: username, PASSWORD: secret }, ClientMetadata: metadata,
});

test('a password sign-in runs the function of the app', async () => {
  const { AuthenticationResult } = await sdk.send(password('jane'));
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 600, TokenType: 'Bearer', RefreshToken: expect.any(String) });
  expect(decode(AuthenticationResult!.IdToken!)).toMatchObject({ 'cognito:username': 'jane', 'tenant': 'acme', 'app': 'web' });
  expect(decode(AuthenticationResult!.AccessToken!)).toMatchObject({ scope: 'aws.cognito.signin.user.admin shop/admin' });
});

test('its refresh keeps the session, and the function receives a refresh event', async () => {
  const { AuthenticationResult: first } = await sdk.send(password('jane'));
  const { AuthenticationResult: second } = await sdk.send(new InitiateAuthCommand({
    AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: web(), AuthParameters: { REFRESH_TOKEN: first!.RefreshToken! },
  }));
  const [before, after] = [first, second].map(result => decode(result!.IdToken!));
  expect(after).toMatchObject({ origin_jti: before.origin_jti, auth_time: before.auth_time });
  // the rule suppresses the claim in refreshes
  expect([before, after].map(claims => 'email' in claims)).toEqual([true, false]);
});

test('refresh tokens of the token endpoint and of the API are interchangeable', async () => {
  const { AuthenticationResult } = await sdk.send(password('jane'));
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: AuthenticationResult!.RefreshToken!, client_id: web() });
  expect((await fetch(`${issuer.url}/oauth2/token`, { method: 'POST', body })).status).toBe(200);
});

test('USER_SRP_AUTH with the library of Amplify', async () => {
  const pool = new CognitoUserPool({ UserPoolId: issuer.pools[0].id, ClientId: web(), endpoint: issuer.url });
  const user = new CognitoUser({ Username: 'jane@example.com', Pool: pool });
  const session = await new Promise<CognitoUserSession>((resolve, reject) =>
    user.authenticateUser(new AuthenticationDetails({ Username: 'jane@example.com', Password: 'Passw0rd!', ClientMetadata: { campaign: 'spring' } }), {
      onSuccess: resolve, onFailure: reject,
    }));
  // the function receives the metadata of a challenge response
  expect(session.getIdToken().payload).toMatchObject({ tenant: 'acme', campaign: 'spring' });
});

test('the function does not receive the metadata of InitiateAuth', async () => {
  const { AuthenticationResult } = await sdk.send(password('jane', 'Passw0rd!', { campaign: 'spring' }));
  expect(decode(AuthenticationResult!.IdToken!)).not.toHaveProperty('campaign');
});

test('a temporary password can be changed', async () => {
  const { ChallengeName, Session } = await sdk.send(password('newcomer', 'Temp0rary!'));
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const { AuthenticationResult } = await sdk.send(new RespondToAuthChallengeCommand({
    ClientId: web(), ChallengeName, Session, ChallengeResponses: { USERNAME: 'newcomer', NEW_PASSWORD: 'An0ther-one!' },
  }));
  expect(AuthenticationResult!.IdToken).toEqual(expect.any(String));
  await expect(sdk.send(password('newcomer', 'Temp0rary!'))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await expect(sdk.send(password('newcomer', 'An0ther-one!'))).resolves.toHaveProperty('AuthenticationResult');
});

test('a denial has the error of Amazon Cognito', async () => {
  await expect(sdk.send(password('mallory'))).rejects.toMatchObject({
    name: 'UserLambdaValidationException', message: 'PreTokenGeneration failed with error Your account is suspended.',
  });
});

test('a client with a secret, with rotation', async () => {
  const { client } = clientOf(issuer, 'Server');
  const hash = createHmac('sha256', client.secret!).update(`jane${client.id}`).digest('base64');
  const { AuthenticationResult } = await sdk.send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client.id, AuthParameters: { USERNAME: 'jane', PASSWORD: 'Passw0rd!', SECRET_HASH: hash },
  }));
  const rotate = (token: string): GetTokensFromRefreshTokenCommand => new GetTokensFromRefreshTokenCommand({
    ClientId: client.id, ClientSecret: client.secret, RefreshToken: token,
  });
  const { AuthenticationResult: next } = await sdk.send(rotate(AuthenticationResult!.RefreshToken!));
  expect(next!.RefreshToken).not.toBe(AuthenticationResult!.RefreshToken);
  await expect(sdk.send(rotate(AuthenticationResult!.RefreshToken!))).rejects.toThrow();
  await expect(sdk.send(rotate(next!.RefreshToken!))).resolves.toHaveProperty('AuthenticationResult');
});

test('an administrator can sign in a user', async () => {
  const { AuthenticationResult } = await sdk.send(new AdminInitiateAuthCommand({
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', UserPoolId: issuer.pools[0].id, ClientId: web(), AuthParameters: { USERNAME: 'jane', PASSWORD: 'Passw0rd!' },
  }));
  expect(AuthenticationResult).toHaveProperty('IdToken');
});

test('GetUser works until the user is signed out everywhere', async () => {
  const { AuthenticationResult } = await sdk.send(password('jane'));
  const AccessToken = AuthenticationResult!.AccessToken!;
  const { Username, UserAttributes } = await sdk.send(new GetUserCommand({ AccessToken }));
  expect(Username).toBe('jane');
  expect(UserAttributes).toContainEqual({ Name: 'custom:tenant', Value: 'acme' });
  await sdk.send(new GlobalSignOutCommand({ AccessToken }));
  await expect(sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('GetClientToken returns a token for a machine, with the metadata from the client', async () => {
  const { client } = clientOf(issuer, 'ByApi');
  const { ClientAuthenticationResult } = await sdk.send(new GetClientTokenCommand({
    ClientId: client.id, Secret: client.secret!, Scopes: ['api/read'], ClientMetadata: { partner: 'initech' },
  }));
  expect(decode(ClientAuthenticationResult!.AccessToken!)).toMatchObject({ scope: 'api/read', kind: 'service', partner: 'initech' });
});
