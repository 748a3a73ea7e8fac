import '../support/without-navigator';
import { AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession, type ICognitoStorage } from 'amazon-cognito-identity-js';
import { call, POOL_ID, secretHash, startApi, userOf, type LocalApi } from './local-api';

type Outcome =
  | { readonly session: CognitoUserSession; readonly user: CognitoUser }
  | { readonly error: Error & { readonly code?: string } }
  | { readonly newPassword: (password: string) => Promise<Outcome> };

/** Any number that is not a multiple of the prime. */
const SRP_A = 'abcdef0123456789';

let api: LocalApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  api.stop();
});

/** Signs in as Amplify does, with separate storage. */
function signIn(username: string, password: string, clientMetadata?: Record<string, string>): Promise<Outcome> {
  const items = new Map<string, string>();
  const storage: ICognitoStorage = {
    setItem: (key, value) => void items.set(key, value),
    getItem: key => items.get(key) ?? null,
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
  };
  const pool = new CognitoUserPool({ UserPoolId: POOL_ID, ClientId: 'web', endpoint: api.url, Storage: storage });
  const user = new CognitoUser({ Username: username, Pool: pool, Storage: storage });
  return new Promise(resolve => {
    const callbacks = {
      onSuccess: (session: CognitoUserSession) => resolve({ session, user }),
      onFailure: (error: Error) => resolve({ error }),
    };
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password, ClientMetadata: clientMetadata }), {
      ...callbacks,
      newPasswordRequired: () => resolve({
        newPassword: next => new Promise(settle => user.completeNewPasswordChallenge(next, {}, {
          onSuccess: session => settle({ session, user }), onFailure: (error: Error) => settle({ error }),
        })),
      }),
    });
  });
}

test.each(['jane', 'jane@example.com'])('the library of Amplify signs in %s', async username => {
  const outcome = await signIn(username, 'Jane-1234', { channel: 'shop' });
  expect(outcome).toHaveProperty('session');
  const { session } = outcome as { session: CognitoUserSession };
  expect(session.getIdToken().payload).toMatchObject({ 'aud': 'web', 'cognito:username': 'jane' });
  expect(api.issuer.requests).toMatchObject([{ triggerSource: 'TokenGeneration_Authentication', clientMetadata: { channel: 'shop' } }]);
});

test('both sides compute the same key in several exchanges, whatever digits their numbers start with', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(await signIn('jane', 'Jane-1234')).toHaveProperty('session');
  }
});

test.each([
  ['a wrong password', 'jane', 'Jane-12345', 'Incorrect username or password.'],
  ['nobody', 'nobody', 'Jane-1234', 'Incorrect username or password.'],
  ['a federated user', 'fred', 'Fred-1234', 'Incorrect username or password.'],
  ['a user without a password', 'bare', '', 'Incorrect username or password.'],
  ['a disabled user', 'gone', 'Gone-1234', 'User is disabled.'],
  ['a disabled user with a wrong password', 'gone', 'wrong', 'Incorrect username or password.'],
])('%s is rejected', async (_who, username, password, message) => {
  expect(await signIn(username, password)).toMatchObject({ error: { code: 'NotAuthorizedException', message } });
  expect(api.issuer.requests).toEqual([]);
});

test('a temporary password leads to the next challenge', async () => {
  const outcome = await signIn('temp', 'Temp-1234') as { newPassword: (password: string) => Promise<Outcome> };
  expect(await outcome.newPassword('New-1234')).toHaveProperty('session');
  expect(userOf(api, 'temp')).toMatchObject({ password: 'New-1234', temporaryPassword: false });
});

test('an unknown user gets a constant salt, like a real user', async () => {
  const saltOf = async (username: string): Promise<unknown> => {
    const { body } = await call(api, 'InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: username, SRP_A } });
    return (body.ChallengeParameters as Record<string, unknown>).SALT;
  };
  for (const username of ['nobody', 'jane']) {
    expect(await saltOf(username)).toBe(await saltOf(username));
  }
  expect(await saltOf('nobody')).not.toBe(await saltOf('jane'));
});

const now = (minutes = 0): string => new Date(Date.now() + minutes * 60_000).toUTCString().replace(/^(\w+), 0?(\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4');

async function respond(responses: Record<string, string>, client = 'web'): Promise<unknown> {
  const { body } = await call(api, 'RespondToAuthChallenge', { ClientId: client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: { USERNAME: 'jane', PASSWORD_CLAIM_SIGNATURE: 'x', TIMESTAMP: now(), ...responses } });
  return `${body.__type}: ${body.message}`;
}

async function secretBlock(): Promise<string> {
  const { body } = await call(api, 'InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'jane', SRP_A } });
  return (body.ChallengeParameters as Record<string, string>).SECRET_BLOCK;
}

test('a challenge can be answered once, by its client, within three minutes', async () => {
  const block = await secretBlock();
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: block, SECRET_HASH: secretHash('jane', 'backend') }, 'backend')).toBe('NotAuthorizedException: Invalid session for the user.');
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: block })).toBe('NotAuthorizedException: Incorrect username or password.');
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: block })).toBe('NotAuthorizedException: Invalid session for the user, session can only be used once.');
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: 'bm9uZQ==' })).toBe('NotAuthorizedException: Invalid session for the user.');
  const late = await secretBlock();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'setInterval', 'clearInterval'], now: Date.now() + 3 * 60_000 });
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: late })).toBe('NotAuthorizedException: Invalid session for the user, session is expired.');
});

test.each([
  ['2026-11-03T10:00:00Z', 'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.'],
  ['Tue Foo 3 10:00:00 UTC 2026', 'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.'],
  [now(-6), 'InvalidParameterException: TIMESTAMP is more than five minutes off.'],
  [now(6), 'InvalidParameterException: TIMESTAMP is more than five minutes off.'],
  [now(-4), 'NotAuthorizedException: Incorrect username or password.'],
])('the timestamp %s: %s', async (TIMESTAMP, expected) => {
  expect(await respond({ PASSWORD_CLAIM_SECRET_BLOCK: await secretBlock(), TIMESTAMP })).toBe(expected);
});

test('the proof of one user is not valid for another', async () => {
  const send = fetch;
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const body = String(init!.body);
    return send(url, { ...init, body: body.includes('PASSWORD_CLAIM_SIGNATURE') ? body.replace('"USERNAME":"jane"', '"USERNAME":"temp"') : body });
  });
  expect(await signIn('jane', 'Jane-1234')).toMatchObject({ error: { message: 'Incorrect username or password.' } });
});

test('the library refreshes, and signs out everywhere', async () => {
  const { session, user } = await signIn('jane', 'Jane-1234') as { session: CognitoUserSession; user: CognitoUser };
  const refreshed = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.refreshSession(session.getRefreshToken(), (error: Error | null, next: CognitoUserSession) => error ? reject(error) : resolve(next));
  });
  expect(refreshed.getAccessToken().payload).toMatchObject({ username: 'jane', origin_jti: session.getAccessToken().payload.origin_jti });
  expect(await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }))).toBe('SUCCESS');
  expect(api.server.size).toBe(0);
});
