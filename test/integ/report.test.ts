import { mkdtempSync, writeFileSync } from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import * as path from 'path';
import { deployed } from '../../integ/deployed';
import { OUTPUTS } from '../../integ/names';
import { askAll } from '../../integ/question';
import { NOT_ASKED, QUESTIONS } from '../../integ/questions';
import { redactor, reportOf } from '../../integ/report';
import type { Target } from '../../integ/target';
import { USERNAMES, V1_USERNAMES } from '../../integ/trigger';

const ACCOUNT = '123456789012';
const POOL = 'eu-central-1_Ab3dEf9Gh';
const CLIENT = '1h57kf5cpq17m0eml12EXAMPLE'.toLowerCase();

type Call = readonly [operation: string, body: any];
type Respond = (operation: string) => { readonly status?: number; readonly body: object };

const calls: Call[] = [];
let respond: Respond;
let target: Target;
let server: http.Server;

/** Stands in for the API of Cognito and its token endpoint in an account. */
beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk as Buffer)).on('end', () => {
      const operation = String(request.headers['x-amz-target'] ?? request.url).replace(/^.*\./, '');
      const text = Buffer.concat(chunks).toString('utf8');
      calls.push([operation, text.startsWith('{') ? JSON.parse(text) : text]);
      const { status = 200, body } = respond(operation);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url, AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any', AWS_MAX_ATTEMPTS: '1' });
  const ids = { ...Object.fromEntries(OUTPUTS.map(name => [name, name])), Region: 'eu-central-1', BaseUrl: url, V3Pool: POOL };
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'probe-')), 'outputs.json');
  writeFileSync(file, JSON.stringify({ Probe: ids }));
  respond = operation => operation === 'DescribeUserPoolClient' ? { body: { UserPoolClient: { ClientSecret: 'secret-of-machine' } } } : { body: {} };
  target = await deployed(file);
});
afterAll(async () => {
  target.sdk.destroy();
  await new Promise(resolve => server.close(resolve));
});

const report = async (): Promise<string> => reportOf(await askAll(QUESTIONS, target), NOT_ASKED, target, new Date(0));
const rowOf = (text: string, id: string): string => new RegExp(`^\\| ${id} \\|.*\\| ([^|]*) \\|$`, 'm').exec(text)![1];

test('a deployment gets users with passwords, and the secret of the machine', () => {
  const passwords = calls.filter(([operation]) => operation === 'AdminSetUserPassword').map(([, body]) => body);
  expect(passwords.map(({ UserPoolId, Username }) => [UserPoolId, Username]))
    .toEqual([...USERNAMES.map(name => [POOL, name]), ...V1_USERNAMES.map(name => ['V1Pool', name])]);
  for (const [operation, count] of [['AdminCreateUser', passwords.length], ['AdminAddUserToGroup', USERNAMES.length]] as const) {
    expect(calls.filter(([each]) => each === operation)).toHaveLength(count);
  }
  expect(new Set(passwords.map(({ Password, Permanent }) => `${Password} ${Permanent}`)).size).toBe(1);
  expect(target.machineSecret).toBe('secret-of-machine');
});

test('if everything fails, each question has its error', async () => {
  respond = () => ({ status: 400, body: { __type: 'NotAuthorizedException', message: `not on ${POOL} of ${ACCOUNT}`, error: 'invalid_client', error_description: CLIENT } });
  const text = await report();
  expect([...text.matchAll(/^## (\d+[a-z]?) /gm)].map(([, id]) => id)).toEqual(QUESTIONS.map(({ id }) => id));
  expect(text.match(/"name": "(NotAuthorizedException|invalid_client)"/g)).toHaveLength(QUESTIONS.length);
  expect(text).toContain('not on <pool 1> of <account 1>');
  expect([ACCOUNT, POOL, CLIENT].filter(each => text.includes(each))).toEqual([]);
});

test('the error that a question is about is its answer, and one before it is not', async () => {
  respond = operation => operation === 'DescribeUserPool' ? { body: { UserPool: { Id: POOL, Name: 'pool', UserPoolTier: 'LITE' } } }
    : { status: 400, body: { __type: operation === 'UpdateUserPool' ? 'FeatureUnavailableInTierException' : 'InvalidParameterException', message: 'text of AWS', error: 'invalid_request' } };
  const text = await report();
  expect(text).toContain('"name": "FeatureUnavailableInTierException",\n    "message": "text of AWS"');
  expect(['3a', '3b', '3c', '1b', '8c'].map(id => rowOf(text, id))).toEqual(['no', 'no', 'yes', ...Array<string>(2).fill('not known, it could not be asked here')]);
  expect(calls.filter(([operation]) => operation === 'UpdateUserPool')[0][1]).toMatchObject({
    UserPoolId: POOL, PoolName: 'pool', UserPoolTier: 'LITE', LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'V1Function', LambdaVersion: 'V2_0' } },
  });
});

test('equal values have equal replacements', () => {
  const redact = redactor();
  expect(redact(`${POOL} ${CLIENT} us-east-1_Other ${POOL} arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f`))
    .toBe('<pool 1> <client 1> <pool 2> <pool 1> arn:aws:lambda:eu-central-1:<account 1>:function:f');
  expect(redact(CLIENT.toUpperCase())).toBe('<client 2>');
  expect(redact('eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln and 3F2504E0-4F89-11D3-9A0C-0305E82C3301')).toBe('<token 1> and <uuid 1>');
  expect(redact('"message": "The operation DescribeUserPool", TokenGeneration_ClientCredentials, cognito:preferred_role')).not.toContain('<');
});
