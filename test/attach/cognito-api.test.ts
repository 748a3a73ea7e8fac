import * as http from 'http';
import type { AddressInfo } from 'net';
import { COGNITO } from '../../lambda-src/attach/cognito-api';

/** The response to the next request. Without one, the connection ends. */
let response: { readonly status: number; readonly body: string; readonly headers?: http.OutgoingHttpHeaders } | undefined;
let request: { readonly headers: http.IncomingHttpHeaders; readonly body: string };
const saved = { ...process.env };
const server = http.createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', chunk => chunks.push(chunk)).on('end', () => {
    request = { headers: incoming.headers, body: Buffer.concat(chunks).toString() };
    if (response) {
      outgoing.writeHead(response.status, response.headers).end(response.body);
    } else {
      incoming.socket.destroy();
    }
  });
});

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  process.env = { ...saved };
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const describePool = (milliseconds = 5000) => COGNITO.call('DescribeUserPool', { UserPoolId: 'id' }, milliseconds);
const failure = (type: string, message: string, mayHaveHappened: boolean) => ({ failure: { type, message, mayHaveHappened } });

test('a call is a signed request in JSON', async () => {
  response = { status: 200, body: '{"UserPool":{"Id":"id"}}' };
  expect(await describePool()).toEqual({ answer: { UserPool: { Id: 'id' } } });
  expect(request.body).toBe('{"UserPoolId":"id"}');
  expect(request.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPool',
    'authorization': expect.stringContaining('/us-east-1/cognito-idp/aws4_request'),
  });
});

test.each<[string, number, unknown, object]>([
  ['an empty object', 200, {}, { answer: {} }],
  ['null', 200, null, failure('MALFORMED', 'the response is not a JSON object', true)],
  ['a string', 200, 'done', failure('MALFORMED', 'the response is not a JSON object', true)],
  ['an error', 400, { __type: 'NotAuthorizedException', message: 'no' }, failure('NotAuthorizedException', 'no', false)],
  ['an error with its namespace', 400, { __type: 'com.amazonaws#AccessDeniedException', Message: 'No' }, failure('AccessDeniedException', 'No', false)],
  ['an error without a message', 400, { __type: 'TooManyRequestsException' }, failure('TooManyRequestsException', '', false)],
  ['an error without a name', 403, {}, failure('HTTP 403', '', false)],
  ['an error that is null', 400, null, failure('HTTP 400', '', false)],
  ['an internal error', 500, { __type: 'InternalErrorException', message: 'oh' }, failure('InternalErrorException', 'oh', true)],
  ['an internal error without a name', 500, {}, failure('SERVER', '', true)],
  ['another status with an object', 201, {}, failure('HTTP 201', '', false)],
])('the response is %s', async (_, status, body, outcome) => {
  response = { status, body: JSON.stringify(body) };
  expect(await describePool()).toEqual(outcome);
});

test.each<[string, number, object]>([
  ['a successful response', 200, failure('MALFORMED', 'no response', true)],
  ['an error of a load balancer', 503, failure('SERVER', '', true)],
])('%s without JSON', async (_, status, outcome) => {
  response = { status, body: '<html>' };
  expect(await describePool()).toEqual(outcome);
});

test('a lost connection may have had its effect, and the next call opens another one', async () => {
  response = undefined;
  expect(await describePool()).toEqual(failure('CONNECTION', 'no response', true));
  response = { status: 200, body: '{}' };
  expect(await describePool()).toEqual({ answer: {} });
});

test('a pool with all its templates is accepted, an endless response is not', async () => {
  response = { status: 200, body: JSON.stringify({ UserPool: { Name: 'x'.repeat(3_000_000) } }) };
  expect(await describePool()).toMatchObject({ answer: {} });
  response = { status: 200, body: JSON.stringify({ UserPool: { Name: 'x'.repeat(5_000_000) } }) };
  expect(await describePool()).toEqual(failure('TOO_LARGE', 'no response', true));
});

describe('the clock of this machine', () => {
  const signedAt = (): number => Date.parse(String(request.headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'));
  const date = (): string => new Date(Date.now() + 3_600_000).toUTCString();

  test.each(['AccessDeniedException', 'InvalidSignatureException', 'RequestExpired'])('after %s', async type => {
    response = { status: 400, headers: { date: date() }, body: JSON.stringify({ __type: type }) };
    expect(await describePool()).toEqual(failure(type, '', false));
    response = { status: 400, body: JSON.stringify({ __type: 'InvalidSignatureException' }), headers: { date: new Date().toUTCString() } };
    await describePool();
    const isCorrected = Math.abs(signedAt() - Date.now()) > 3_000_000;
    expect(isCorrected).toBe(type !== 'AccessDeniedException');
  });
});
