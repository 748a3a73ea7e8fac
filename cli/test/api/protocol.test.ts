import { request } from 'node:http';
import { call, startApi, type LocalApi } from './local-api';

const OPERATIONS = 'AdminGetUser, AdminInitiateAuth, AdminRespondToAuthChallenge, AdminUserGlobalSignOut, GetClientToken, GetTokensFromRefreshToken, GetUser, GlobalSignOut, InitiateAuth, RespondToAuthChallenge, RevokeToken.';

let api: LocalApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
afterEach(() => jest.restoreAllMocks());

const post = (body: string, headers: Record<string, string>): Promise<Response> => fetch(api.url, { method: 'POST', headers, body });

test('responses are AWS JSON 1.1 and are not cached', async () => {
  const { status, headers, body } = await call(api, 'InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234' } });
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['AuthenticationResult', 'ChallengeParameters']);
  expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': 'application/x-amz-json-1.1', 'cache-control': 'no-store', 'x-amzn-requestid': expect.stringMatching(/^[\da-f-]{36}$/) });
  expect(headers.has('x-amzn-errortype')).toBe(false);
});

test('errors have their code in the body and in a header', async () => {
  const { status, headers, body } = await call(api, 'GetUser', { AccessToken: 'none' });
  expect(status).toBe(400);
  expect(headers.get('x-amzn-errortype')).toBe('NotAuthorizedException');
  expect(body).toEqual({ __type: 'NotAuthorizedException', message: 'Invalid Access Token' });
});

test.each([
  ['SignUp', `The operation SignUp is not supported. The local issuer supports ${OPERATIONS}`],
  ['constructor', `The operation constructor is not supported. The local issuer supports ${OPERATIONS}`],
  ['', `The header x-amz-target does not name an operation of AWSCognitoIdentityProviderService. The local issuer supports ${OPERATIONS}`],
])('the operation %j is unknown', async (operation, message) => {
  expect(await call(api, operation, {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException', message } });
});

test.each([
  ['no target', {}],
  ['the target of another service', { 'x-amz-target': 'AWSCognitoIdentityService.GetId' }],
])('%s is unknown', async (_what, headers) => {
  const response = await post('{}', headers as Record<string, string>);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});

test.each([['{', 'The request is not JSON.'], ['', 'The request is not JSON.'], ['null', 'The request is not a JSON object.']])('the body %j is rejected', async (text, message) => {
  const response = await post(text, { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ __type: 'SerializationException', message });
});

test('a request that is too large is rejected', async () => {
  const status = await new Promise(resolve => {
    const sent = request(api.url, { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' } }, response => resolve(response.statusCode));
    // the connection may end before the complete request is sent
    sent.on('error', resolve);
    sent.end('x'.repeat(1_000_001));
  });
  expect(status).toBe(413);
});

test('internal errors are shown only in the terminal', async () => {
  const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(api.issuer, 'issue').mockRejectedValue(new Error('a detail'));
  const { status, body } = await call(api, 'InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'jane', PASSWORD: 'Jane-1234' } });
  expect(status).toBe(500);
  expect(body).toEqual({ __type: 'InternalErrorException', message: 'An internal error occurred.' });
  expect(log).toHaveBeenCalledWith(expect.stringContaining('a detail'));
});
