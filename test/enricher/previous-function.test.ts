import * as http from 'http';
import type { AddressInfo } from 'net';
import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, Condition, DenyRule, ScopeRule, Value, type TokenEnricherProps } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import { only, TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:by-hand:live';

interface Answer { readonly status?: number; readonly headers?: http.OutgoingHttpHeaders; readonly body: unknown }

let server: http.Server;
let host: LambdaHost | undefined;
/** The response of the previous function to an event. */
let previous: (event: any) => Answer | undefined;
const requests: Array<{ readonly path: string; readonly headers: http.IncomingHttpHeaders; readonly event: any }> = [];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk)).on('end', () => {
      const event = JSON.parse(Buffer.concat(chunks).toString());
      requests.push({ path: request.url!, headers: request.headers, event });
      const answer = previous(event);
      if (answer) {
        response.writeHead(answer.status ?? 200, answer.headers).end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});
beforeEach(() => { requests.length = 0; });
afterEach(async () => {
  await host?.stop();
  host = undefined;
});

const RULES: Partial<TokenEnricherProps> = {
  claims: [ClaimRule.set('mail', Value.email()), ClaimRule.set('secret', Value.literal('rule-value'))],
  scopes: [ScopeRule.add('a'), ScopeRule.add('b')],
};

function start(props: Partial<TokenEnricherProps> = RULES, environment: Record<string, string> = {}, timeout?: number): void {
  const app = new TestApp();
  app.enricher({ ...props, compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', ARN) });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9', ...environment }, ...timeout !== undefined && { timeout } });
}

/** A response of the previous function. */
const answering = (claims: object, scopesToAdd: readonly string[] = ['b', 'a']) => (event: any): Answer => ({
  body: {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: claims },
        accessTokenGeneration: { claimsToAddOrOverride: claims, scopesToAdd },
      },
    },
  },
});
const SAME = { mail: 'jane@example.com', secret: 'rule-value' };

async function invoke(event = userEvent()): Promise<{ readonly invocation: Awaited<ReturnType<LambdaHost['invoke']>>; readonly line: any }> {
  const invocation = await host!.invoke(event);
  return { invocation, line: JSON.parse(host!.log.at(-1)!) };
}

test('it is called, and equal results are no difference, in any order', async () => {
  previous = answering(SAME);
  start();
  const event = userEvent();
  const { invocation, line } = await invoke(event);
  expect(invocation.response).toEqual((answering(SAME)(event).body));
  expect(line).toMatchObject({ level: 'INFO', compared: [], Compared: 1, Mismatched: 0, Issued: 1, Denied: 0 });
  expect(requests.map(({ path, event: sent }) => [path, sent])).toEqual([[`/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`, event]]);
  expect(requests[0].headers.authorization).toContain('/us-east-1/lambda/aws4_request');
});

test('differences are counted by tokens and names, without values', async () => {
  previous = answering({ mail: 'jane@example.com', secret: 'former-value', more: true }, ['a']);
  start();
  const { invocation, line } = await invoke();
  expect(invocation.response!.response!.claimsAndScopeOverrideDetails!.idTokenGeneration?.claimsToAddOrOverride?.secret).toBe('former-value');
  expect(line).toMatchObject({ compared: ['ID.more', 'ID.secret', 'ACCESS.more', 'ACCESS.scope', 'ACCESS.secret'], Compared: 1, Mismatched: 1 });
  ['former-value', 'rule-value', 'jane@example.com'].forEach(text => expect(host!.log.join('\n')).not.toContain(text));
});

test.each<[string, Partial<TokenEnricherProps>, readonly string[]]>([
  ['deny', { deny: [DenyRule.when(Condition.inGroup('staff'), 'No')] }, ['denied: DENIED']],
  ['cannot read a table', { claims: [] }, ['denied: READ']],
])('tokens are issued anyway if the rules %s', async (name, props, compared) => {
  previous = answering({});
  const app = new TestApp();
  const source = app.source();
  app.enricher({
    ...props,
    ...name === 'cannot read a table' && { claims: [ClaimRule.set('plan', source.attribute('plan'), { usedForAuthorization: true })] },
    compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', ARN),
  });
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } });
  const { invocation, line } = await invoke();
  expect(invocation.error).toBeUndefined();
  expect(line).toMatchObject({ compared, Mismatched: 1, Issued: 1, Denied: 0 });
});

test.each<[string, Answer | undefined, string, string]>([
  ['fails with a message', { headers: { 'X-Amz-Function-Error': 'Unhandled' }, body: { errorMessage: 'Please pay first', errorType: 'Error' } }, 'Please pay first', 'FUNCTION'],
  ['fails without a message', { headers: { 'X-Amz-Function-Error': 'Unhandled' }, body: 'null' }, 'Reference: local-1', 'FUNCTION'],
  ['may not be called', { status: 403, body: { Message: 'not authorized' } }, 'Reference: local-1', 'HTTP 403'],
  ['answers with no JSON', { body: '{' }, 'Reference: local-1', 'MALFORMED'],
  ['does not answer in time', undefined, 'Reference: local-1', 'TIMEOUT'],
])('the token is denied if it %s', async (_, answer, message, reason) => {
  previous = () => answer;
  start(RULES, {}, answer ? undefined : 1500);
  const { invocation, line } = await invoke();
  expect(invocation.error).toEqual({ name: 'TokenDenied', message: expect.stringContaining(message) });
  expect(line).toMatchObject({ level: 'WARN', reason: 'PREVIOUS', previous: reason, compared: ['issued'], Issued: 0, Denied: 1 });
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a response that is none', { response: { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToSuppress: 5 } } } }],
])('%s is passed on unchanged, and differs', async (_, body) => {
  previous = () => ({ body });
  start();
  const { invocation, line } = await invoke();
  expect(invocation.response ?? null).toEqual(body);
  expect(line.Mismatched).toBe(1);
});

test('a connection that was closed in the meantime is opened again', async () => {
  previous = answering(SAME);
  start();
  await invoke();
  server.closeAllConnections();
  expect((await invoke()).line).toMatchObject({ Compared: 1, Mismatched: 0 });
});

test('a function that has answered is not invoked again, on a connection that was used before', async () => {
  previous = answering(SAME);
  start();
  await invoke();
  previous = () => ({ body: '{' });
  expect((await invoke()).line).toMatchObject({ previous: 'MALFORMED', Denied: 1 });
  expect(requests).toHaveLength(2);
});

describe('the template', () => {
  const STATEMENT = (arn: unknown) => ({ Sid: 'Previous', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn });

  test('names the function, which the enricher may invoke, and nothing else', () => {
    const app = new TestApp();
    app.enricher({ compareWith: lambda.Function.fromFunctionArn(app.stack, 'Previous', ARN) });
    const { Resources } = app.template();
    expect(only(Resources, 'AWS::Lambda::Function').Environment.Variables.TE_PREVIOUS).toBe(ARN);
    expect(only(Resources, 'AWS::IAM::Role').Policies[0].PolicyDocument.Statement).toContainEqual(STATEMENT(ARN));
  });

  test('has neither without a previous function', () => {
    const app = new TestApp();
    app.enricher();
    expect(JSON.stringify(app.template().Resources)).not.toMatch(/TE_PREVIOUS|InvokeFunction".*Previous/);
  });

  test('a function of another stack', () => {
    const app = new TestApp();
    const other = new lambda.Function(new Stack(app.app, 'Other'), 'ByHand', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') });
    app.enricher({ compareWith: other });
    expect(only(app.template().Resources, 'AWS::IAM::Role').Policies[0].PolicyDocument.Statement).toContainEqual(STATEMENT({ 'Fn::ImportValue': expect.stringMatching(/^Other:/) }));
  });
});
