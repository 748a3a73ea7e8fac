import { call, POOL_ID, secretHash, startApi, userOf, type LocalApi } from './local-api';

let api: LocalApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const PASSWORD = { ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH' };
const JANE = { USERNAME: 'jane', PASSWORD: 'Jane-1234' };
const INCORRECT = 'NotAuthorizedException: Incorrect username or password.';

test.each<[operation: string, input: object, expected: string]>([
  // clients and pools
  ['InitiateAuth', { ...PASSWORD, ClientId: 'none' }, 'ResourceNotFoundException: User pool client none does not exist.'],
  ['InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH' }, "InvalidParameterException: 1 validation error detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null"],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: null }, "InvalidParameterException: 1 validation error detected: Value null at 'authFlow' failed to satisfy constraint: Member must not be null"],
  ['AdminInitiateAuth', { ...PASSWORD, UserPoolId: 'eu-central-1_Other' }, 'ResourceNotFoundException: User pool eu-central-1_Other does not exist.'],
  ['AdminInitiateAuth', { ...PASSWORD, UserPoolId: POOL_ID, ClientId: 'none' }, 'ResourceNotFoundException: User pool client none does not exist.'],
  ['AdminRespondToAuthChallenge', { UserPoolId: 'eu-central-1_Other', ClientId: 'web', ChallengeName: 'PASSWORD_VERIFIER' }, 'ResourceNotFoundException: User pool eu-central-1_Other does not exist.'],
  // flows
  ['InitiateAuth', { ClientId: 'bare', AuthFlow: 'USER_PASSWORD_AUTH' }, 'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client'],
  ['InitiateAuth', { ClientId: 'bare', AuthFlow: 'USER_SRP_AUTH' }, 'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.'],
  ['InitiateAuth', { ClientId: 'bare', AuthFlow: 'REFRESH_TOKEN_AUTH' }, 'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client'],
  ['AdminInitiateAuth', { UserPoolId: POOL_ID, ClientId: 'bare', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }, 'InvalidParameterException: Auth flow not enabled for this client'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }, 'InvalidParameterException: Initiate Auth method not supported.'],
  ['AdminInitiateAuth', { ...PASSWORD, UserPoolId: POOL_ID }, 'InvalidParameterException: Initiate Auth method not supported.'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'CUSTOM_AUTH' }, 'InvalidParameterException: The local issuer does not support the auth flow CUSTOM_AUTH. It supports USER_PASSWORD_AUTH, USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN.'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'toString' }, 'InvalidParameterException: The local issuer does not support the auth flow toString. It supports USER_PASSWORD_AUTH, USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN.'],
  ['RespondToAuthChallenge', { ClientId: 'web', ChallengeName: 'SMS_MFA' }, 'InvalidParameterException: The local issuer does not support the challenge SMS_MFA. It supports PASSWORD_VERIFIER, NEW_PASSWORD_REQUIRED.'],
  // parameters
  ['InitiateAuth', PASSWORD, 'InvalidParameterException: Missing required parameter USERNAME'],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'jane' } }, 'InvalidParameterException: Missing required parameter PASSWORD'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'jane' } }, 'InvalidParameterException: Missing required parameter SRP_A'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'jane', SRP_A: '0' } }, 'InvalidParameterException: SRP_A is not a hexadecimal number of the group.'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'jane', SRP_A: 'xyz' } }, 'InvalidParameterException: SRP_A is not a hexadecimal number of the group.'],
  ['InitiateAuth', { ClientId: 'web', AuthFlow: 'REFRESH_TOKEN_AUTH' }, 'InvalidParameterException: Missing required parameter REFRESH_TOKEN'],
  ['RespondToAuthChallenge', { ClientId: 'web', ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses: { USERNAME: 'temp' } }, 'InvalidParameterException: Missing required parameter NEW_PASSWORD'],
  ['RespondToAuthChallenge', { ClientId: 'web', ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses: { USERNAME: 'temp', NEW_PASSWORD: 'x' } }, 'InvalidParameterException: Missing required parameter Session'],
  ['RespondToAuthChallenge', { ClientId: 'web', ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 'none', ChallengeResponses: { USERNAME: 'temp', NEW_PASSWORD: 'x' } }, 'NotAuthorizedException: Invalid session for the user.'],
  // types
  ['InitiateAuth', { ClientId: 1 }, 'SerializationException: ClientId is not a string.'],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 1 } }, 'SerializationException: AuthParameters is not a map of strings.'],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: ['jane'] }, 'SerializationException: AuthParameters is not a map of strings.'],
  ['InitiateAuth', [], 'SerializationException: The request is not a JSON object.'],
  // passwords
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { ...JANE, PASSWORD: 'wrong' } }, INCORRECT],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { ...JANE, USERNAME: 'nobody' } }, INCORRECT],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'fred', PASSWORD: 'Fred-1234' } }, INCORRECT],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'bare', PASSWORD: 'undefined' } }, INCORRECT],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'gone', PASSWORD: 'wrong' } }, INCORRECT],
  ['InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'gone', PASSWORD: 'Gone-1234' } }, 'NotAuthorizedException: User is disabled.'],
  // secret hashes
  ['InitiateAuth', { ...PASSWORD, ClientId: 'backend', AuthParameters: JANE }, 'NotAuthorizedException: Client backend is configured with secret but SECRET_HASH was not received'],
  ['InitiateAuth', { ...PASSWORD, ClientId: 'backend', AuthParameters: { ...JANE, SECRET_HASH: secretHash('jane', 'web') } }, 'NotAuthorizedException: SecretHash does not match for the client: backend'],
  ['InitiateAuth', { ...PASSWORD, ClientId: 'backend', AuthParameters: { ...JANE, SECRET_HASH: secretHash('jane', 'backend', 'another') } }, 'NotAuthorizedException: SecretHash does not match for the client: backend'],
  ['InitiateAuth', { ...PASSWORD, ClientId: 'backend', AuthParameters: { ...JANE, USERNAME: 'nobody', SECRET_HASH: secretHash('nobody', 'backend') } }, INCORRECT],
  ['InitiateAuth', { ClientId: 'backend', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'jane', SRP_A: 'ab' } }, 'NotAuthorizedException: Client backend is configured with secret but SECRET_HASH was not received'],
  // users of a pool
  ['AdminGetUser', { UserPoolId: POOL_ID, Username: 'nobody' }, 'UserNotFoundException: User does not exist.'],
  ['AdminUserGlobalSignOut', { UserPoolId: 'eu-central-1_Other', Username: 'jane' }, 'ResourceNotFoundException: User pool eu-central-1_Other does not exist.'],
])('%s %j: %s', async (operation, input, expected) => {
  const { status, body } = await call(api, operation, input);
  expect(`${body.__type}: ${body.message}`).toBe(expected);
  expect(status).toBe(400);
  expect(api.issuer.requests).toEqual([]);
});

test.each([
  ['userAttributes.email', 'temp@example.com', 'NotAuthorizedException: Cannot modify an already provided email'],
  ['userAttributes.custom:role', 'boss', 'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:role} could not be determined'],
  ['userAttributes.sub', 'forged', 'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {sub} could not be determined'],
  ['userAttributes.cognito:user_status', 'CONFIRMED', 'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {cognito:user_status} could not be determined'],
])('with a new password %s is rejected', async (parameter, value, expected) => {
  const { body: challenge } = await call(api, 'InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'temp', PASSWORD: 'Temp-1234' } });
  const { body } = await call(api, 'RespondToAuthChallenge', {
    ClientId: 'web', ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: challenge.Session, ChallengeResponses: { USERNAME: 'temp', NEW_PASSWORD: 'New-1234', [parameter]: value },
  });
  expect(`${body.__type}: ${body.message}`).toBe(expected);
  expect(userOf(api, 'temp')).toMatchObject({ password: 'Temp-1234', temporaryPassword: true });
});

test('the challenge of one user is not valid for another', async () => {
  const { body: challenge } = await call(api, 'InitiateAuth', { ...PASSWORD, AuthParameters: { USERNAME: 'temp', PASSWORD: 'Temp-1234' } });
  const respond = (USERNAME: string): ReturnType<typeof call> => call(api, 'RespondToAuthChallenge', {
    ClientId: 'web', ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: challenge.Session, ChallengeResponses: { USERNAME, NEW_PASSWORD: 'New-1234' },
  });
  expect((await respond('jane')).body).toMatchObject({ message: 'Invalid session for the user.' });
  expect((await respond('temp')).body).toMatchObject({ message: 'Invalid session for the user, session can only be used once.' });
  expect(userOf(api, 'jane')).toMatchObject({ password: 'Jane-1234' });
});
