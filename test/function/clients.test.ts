import * as http from 'http';
import type { AddressInfo } from 'net';
import { ClaimRule, Condition, ScopeRule, TokenType, Value } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

/** Parameters by name, as SSM gives them; names of all that were asked for. */
const parameters = new Map<string, string>();
const asked: string[] = [];
let server: http.Server;
let host: LambdaHost;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => { body += chunk; });
    request.on('end', () => {
      const { Name } = JSON.parse(body);
      asked.push(Name);
      const value = parameters.get(Name);
      response.writeHead(value === undefined ? 400 : 200).end(JSON.stringify(value === undefined ? { __type: 'ParameterNotFound' } : { Parameter: { Name, Value: value } }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise(resolve => server.close(resolve)));
beforeEach(() => {
  parameters.clear();
  asked.length = 0;
});
afterEach(() => host.stop());

/** A function with one rule that gives and one that takes away for a client of the pool; gives the name of its parameter. */
function start(): string {
  const app = new TestApp();
  const client = app.client('Web');
  app.client('Other');
  app.enricher({
    claims: [ClaimRule.set('web', Value.literal(true), { tokens: [TokenType.ACCESS], when: Condition.client(client) })],
    scopes: [ScopeRule.suppress('openid', { when: Condition.client(client) })],
  });
  const { Resources } = app.template();
  const [parameter] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
  return parameter.Properties.Name;
}

async function access(clientId: string): Promise<unknown> {
  const { response, error } = await host.invoke(userEvent({ callerContext: { clientId } }));
  return error ?? (response!.response as any).claimsAndScopeOverrideDetails.accessTokenGeneration ?? {};
}

test('the client of the app is known by its parameter, which is read once', async () => {
  const name = start();
  parameters.set(name, 'web-id');
  expect(await access('web-id')).toEqual({ claimsToAddOrOverride: { web: true }, scopesToSuppress: ['openid'] });
  expect(await access('web-id')).toEqual({ claimsToAddOrOverride: { web: true }, scopesToSuppress: ['openid'] });
  expect(await access('foreign')).toEqual({});
  expect(await access('foreign')).toEqual({});
  expect(asked).toEqual([name]);
});

test('without the parameter what gives does not act, and what takes away does', async () => {
  start();
  expect(await access('web-id')).toEqual({ scopesToSuppress: ['openid'] });
});

test('a parameter that comes later is found', async () => {
  const name = start();
  expect(await access('web-id')).toEqual({ scopesToSuppress: ['openid'] });
  parameters.set(name, 'web-id');
  expect(await access('web-id')).toEqual({ claimsToAddOrOverride: { web: true }, scopesToSuppress: ['openid'] });
});
