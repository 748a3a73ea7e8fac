import * as http from 'http';
import type { AddressInfo } from 'net';
import { ClaimRule, Condition, RuleMode, ScopeRule, Subject, TokenType, Value, type TokenEnricherProps } from '../../src';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy, userEvent } from '../support/deploy';

/** Parameters by name, as in SSM, the names of all requested parameters, and the number of names in each call. */
const parameters = new Map<string, string>();
const asked: string[] = [];
const calls: number[] = [];
/** The parameter name in responses, if it differs from the requested one. */
let answered: string | undefined;
/** A response in place of that of SSM. */
let body: unknown;
let server: http.Server;
let host: LambdaHost;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let text = '';
    request.on('data', chunk => { text += chunk; });
    request.on('end', () => {
      const { Names } = JSON.parse(text) as { Names: string[] };
      asked.push(...Names);
      calls.push(Names.length);
      const [found, missing] = [true, false].map(isThere => Names.filter(name => parameters.has(name) === isThere));
      response.writeHead(200).end(JSON.stringify(body !== undefined ? body : {
        // the order of the parameters is not that of the names
        Parameters: [...found].reverse().map(Name => ({ Name: answered ?? Name, Value: parameters.get(Name) })),
        InvalidParameters: missing,
      }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise(resolve => server.close(resolve)));
beforeEach(() => {
  parameters.clear();
  asked.length = 0;
  calls.length = 0;
  answered = undefined;
  body = undefined;
});
afterEach(() => host.stop());

/** Starts a function with rules for a client of the pool. Returns the name of its parameter. */
function start(rules: (client: Condition) => Partial<TokenEnricherProps> = isWeb => ({
  claims: [ClaimRule.set('web', Value.literal(true), { tokens: [TokenType.ACCESS], when: isWeb })],
  scopes: [ScopeRule.suppress('openid', { when: isWeb })],
})): string {
  const app = new TestApp();
  const client = app.client('Web');
  app.client('Other');
  app.enricher(rules(Condition.client(client)));
  const { Resources } = app.template();
  const [parameter] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  host = deploy(app, { environment: { AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
  return parameter?.Properties.Name;
}

async function access(clientId: string): Promise<any> {
  const { response, error } = await host.invoke(userEvent({ callerContext: { clientId } }));
  return error?.name ?? response!.response!.claimsAndScopeOverrideDetails!.accessTokenGeneration ?? {};
}

const FOR_WEB = { claimsToAddOrOverride: { web: true }, scopesToSuppress: ['openid'] };

test('the client of the app is identified by its parameter, which is read once for it and once for each other client', async () => {
  const name = start();
  parameters.set(name, 'web-id');
  expect(await access('web-id')).toEqual(FOR_WEB);
  expect(await access('web-id')).toEqual(FOR_WEB);
  expect(asked).toEqual([name]);
  expect(await access('foreign')).toEqual({});
  expect(await access('foreign')).toEqual({});
  expect(await access('web-id')).toEqual(FOR_WEB);
  expect(asked).toEqual([name, name]);
});

test('a token without a client is not for the client of the app, which need not be read for it', async () => {
  start();
  const { response, error } = await host.invoke(userEvent({ callerContext: {} }));
  expect(error).toBeUndefined();
  expect(response!.response!.claimsAndScopeOverrideDetails).toEqual({});
});

test('the last thousand other clients are remembered', async () => {
  const name = start();
  parameters.set(name, 'web-id');
  for (let index = 0; index < 1001; index++) {
    await access(`foreign-${index}`);
  }
  asked.length = 0;
  await access('foreign-1');
  await access('foreign-1000');
  expect(asked).toEqual([]);
  await access('foreign-0');
  expect(asked).toEqual([name]);
}, 60_000);

describe('many clients', () => {
  const startMany = (): readonly string[] => {
    const app = new TestApp();
    const clients = Array.from({ length: 25 }, (_, index) => app.client(`Client${index}`));
    app.enricher({ scopes: clients.map((client, index) => ScopeRule.add(`api/${index}`, { when: Condition.client(client) })) });
    const { Resources } = app.template();
    const names = clients.map(client => Object.values(Resources).find(({ Type, Properties }) =>
      Type === 'AWS::SSM::Parameter' && Properties.Value.Ref === app.stack.resolve(client.userPoolClientId).Ref)?.Properties.Name);
    host = deploy(app, { environment: { AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
    return names;
  };

  test('are read ten at a time', async () => {
    startMany().forEach((name, index) => parameters.set(name, `id-${index}`));
    expect(await access('id-0')).toEqual({ scopesToAdd: ['api/0'] });
    expect(await access('id-24')).toEqual({ scopesToAdd: ['api/24'] });
    expect(calls).toEqual([10, 10, 5]);
  });

  test('are known if the parameter of another one is missing', async () => {
    const names = startMany();
    names.slice(1).forEach((name, index) => parameters.set(name, `id-${index + 1}`));
    expect(await access('id-1')).toEqual({ scopesToAdd: ['api/1'] });
    expect(calls).toEqual([10, 10, 5]);
    // the missing parameter could be that of this client
    expect(await access('id-0')).toBe('TokenDenied');
  });
});

test.each<[string, unknown]>([
  ['without parameters', {}],
  ['with parameters that are no list', { Parameters: { Name: 'a', Value: 'b' } }],
  ['with a null parameter', { Parameters: [null] }],
  ['null', null],
])('a response %s is rejected', async (_, response) => {
  body = response;
  parameters.set(start(), 'web-id');
  expect(await access('web-id')).toBe('TokenDenied');
  expect(JSON.parse(host.log[0]).reason).toBe('CLIENTS');
});

test('a parameter of a response that is null is left out', async () => {
  const Name = start();
  body = { Parameters: [null, { Name, Value: 'web-id' }] };
  expect(await access('web-id')).toEqual(FOR_WEB);
});

test('a client of a rule in shadow mode is read once for each client', async () => {
  const name = start(isWeb => ({ claims: [ClaimRule.set('app', Value.literal('web'), { when: isWeb, mode: RuleMode.SHADOW })] }));
  parameters.set(name, 'web-id');
  await access('web-id');
  await access('web-id');
  expect(asked).toEqual([name]);
});

test('an empty id is no id', async () => {
  parameters.set(start(), '');
  expect(await access('web-id')).toBe('TokenDenied');
});

test('a response for another parameter is rejected', async () => {
  answered = '/token-enricher/another';
  parameters.set(start(), 'web-id');
  expect(await access('web-id')).toBe('TokenDenied');
});

test('a client that replaced another one is recognized immediately', async () => {
  const name = start();
  parameters.set(name, 'old-id');
  expect(await access('old-id')).toEqual(FOR_WEB);
  parameters.set(name, 'new-id');
  expect(await access('new-id')).toEqual(FOR_WEB);
});

test('without the parameter the client is unknown, and the token is denied; the parameter is read again, but not for every token', async () => {
  const name = start();
  expect(await access('web-id')).toBe('TokenDenied');
  parameters.set(name, 'web-id');
  expect(await access('web-id')).toBe('TokenDenied');
  expect(asked).toEqual([name, name]);
  await new Promise(resolve => setTimeout(resolve, 2100));
  expect(await access('web-id')).toEqual(FOR_WEB);
  expect(JSON.parse(host.log[0])).toMatchObject({ reason: 'CLIENTS', rule: 'claims[0]' });
});

test('a known client does not need the parameter of another one', async () => {
  const name = start();
  parameters.set(name, 'web-id');
  expect(await access('web-id')).toEqual(FOR_WEB);
  parameters.clear();
  expect(await access('web-id')).toEqual(FOR_WEB);
  expect(await access('foreign')).toBe('TokenDenied');
  expect(await access('web-id')).toEqual(FOR_WEB);
});

test('no fallback hides that the clients are unknown', async () => {
  start(isWeb => ({ claims: [ClaimRule.set('app', Value.choose(isWeb, Value.literal('web')).orElse(Value.literal('unknown')))] }));
  expect(await access('web-id')).toBe('TokenDenied');
});

test.each<[string, (isWeb: Condition) => Partial<TokenEnricherProps>, number]>([
  ['under SHADOW', isWeb => ({ claims: [ClaimRule.set('app', Value.literal('web'), { when: isWeb, mode: RuleMode.SHADOW })] }), 2],
  ['DISABLED', isWeb => ({ claims: [ClaimRule.set('app', Value.literal('web'), { when: isWeb, mode: RuleMode.DISABLED })] }), 0],
  ['for machines', isWeb => ({
    claims: [ClaimRule.set('app', Value.literal('web'), { when: isWeb, subjects: [Subject.MACHINE], tokens: [TokenType.ACCESS] })],
  }), 1],
])('a client of rules %s does not deny the tokens of users', async (_, rules, requests) => {
  // one request is sent before the first event
  const name = start(rules);
  const { response } = await host.invoke(userEvent({ callerContext: { clientId: 'web-id' } }));
  expect(response).toBeDefined();
  expect(asked).toHaveLength(requests);
  expect(name === undefined).toBe(_ === 'DISABLED');
});
