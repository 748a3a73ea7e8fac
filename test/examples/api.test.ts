import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ENRICHERS } from './enrichers';
import { TriggerSource, type PreviewProps } from '../../src';
import { lambdaNode } from '../local/lambda-node';
import { LocalDynamoDb } from '../local/local-dynamodb';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

type Claims = { readonly [name: string]: any };

/** Sends a request to the function of a route, as API Gateway does after it has verified the token. */
async function respond(file: string, claims: Claims, { request = {}, env = {} }: { request?: object; env?: object } = {}): Promise<any> {
  const event = { ...request, requestContext: { authorizer: { jwt: { claims: stringsOf(claims), scopes: null } } } };
  const code = `import { handler } from ${JSON.stringify(path.join(EXAMPLES, file))}; console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
  const { stdout } = await promisify(execFile)(lambdaNode(24), ['--input-type=module', '--eval', code], { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

/** The authorizer passes each claim as a string, and a list in brackets. */
function stringsOf(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(' ')}]` : String(value)]));
}

function tokensOf(example: string, props: PreviewProps): { readonly idToken: Claims; readonly accessToken: Claims } {
  const { idToken = {}, accessToken = {} } = ENRICHERS[example]().preview(props);
  return { idToken, accessToken };
}

/** The scopes of which a token needs one, by route. */
function routesOf(example: string): { readonly [route: string]: readonly string[] | undefined } {
  const template = Template.fromStack(Stack.of(ENRICHERS[example]()));
  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
  expect(routes.map(({ AuthorizationType }) => AuthorizationType)).toEqual(routes.map(() => 'JWT'));
  return Object.fromEntries(routes.map(({ RouteKey, AuthorizationScopes }) => [RouteKey, AuthorizationScopes]));
}

function opens(example: string, route: string, { scope = '' }: Claims): boolean {
  const scopes = routesOf(example)[route];
  return scopes === undefined || (scope as string).split(' ').some(each => scopes.includes(each));
}

test('pet-preference: the claim of the ID token', async () => {
  const { idToken } = tokensOf('pet-preference', { userAttributes: { email: 'jane@amazon.com' } });
  expect(opens('pet-preference', 'GET /pet', idToken)).toBe(true);
  expect(await respond('pet-preference/api/pet.mjs', idToken)).toEqual({ pet: 'dogs' });
});

test('membership: the scope opens the lounge, and the claim tells the level', async () => {
  const tokens = (membership: string) => tokensOf('membership', { userAttributes: { 'custom:membership': membership, 'custom:location': 'USA' } });
  const { accessToken, idToken } = tokens('Premium');
  expect([accessToken, idToken, tokens('Basic').accessToken].map(token => opens('membership', 'GET /lounge', token))).toEqual([true, false, false]);
  expect(await respond('membership/api/lounge.mjs', accessToken)).toEqual({ level: 'Premium' });
});

test('projects: members of the project alone', async () => {
  const { idToken } = tokensOf('projects', { items: { userInfo: { projects: 'PROJ-100,PROJ-200' } } });
  const answer = (claims: Claims, name: string) => respond('projects/api/project.mjs', claims, { request: { pathParameters: { name } } });
  expect(await answer(idToken, 'PROJ-200')).toEqual({ project: 'PROJ-200' });
  // a part of a name is no name
  for (const [claims, name] of [[idToken, 'PROJ-2'], [idToken, 'PROJ-900'], [tokensOf('projects', {}).idToken, 'PROJ-100']] as const) {
    expect(await answer(claims, name)).toMatchObject({ statusCode: 403 });
  }
});

describe('saas', () => {
  const ROLE_SCOPES = ['projects/read', 'projects/export'];
  const REQUESTED = { scopes: ['openid', ...ROLE_SCOPES] };
  const ITEMS = [
    { pk: 'TENANT#acme', sk: 'SETTINGS', plan: 'pro' },
    { pk: 'TENANT#acme', sk: 'PROJECT#1', projectName: 'Rocket' },
    { pk: 'TENANT#acme', sk: 'PROJECT#2', projectName: 'Submarine' },
    { pk: 'TENANT#globex', sk: 'PROJECT#1', projectName: 'Secret' },
  ];
  const items = (plan: string) => ({ account: { tenant: 'acme', role: 'owner' }, settings: { plan }, role: { permissions: [], scopes: ROLE_SCOPES } });
  let database: LocalDynamoDb;
  beforeAll(async () => {
    database = await LocalDynamoDb.start();
    await database.createTable('Saas', {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      AttributeDefinitions: ['pk', 'sk'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
    }, ITEMS);
  });
  afterAll(() => database.stop());

  const answer = (claims: Claims, rawPath: string): Promise<any> => respond('saas/api/projects.mjs', claims, {
    request: { rawPath },
    env: { TABLE: 'Saas', AWS_ENDPOINT_URL_DYNAMODB: database.endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });

  test('a user reads the projects of the tenant, and exports them on the plan pro alone', async () => {
    const { accessToken } = tokensOf('saas', { ...REQUESTED, items: items('pro') });
    expect(['GET /projects', 'GET /export'].map(route => opens('saas', route, accessToken))).toEqual([true, true]);
    expect(opens('saas', 'GET /export', tokensOf('saas', { ...REQUESTED, items: items('free') }).accessToken)).toBe(false);
    expect(await answer(accessToken, '/projects')).toEqual({ tenant: 'acme', projects: ['Rocket', 'Submarine'] });
    expect(await answer(accessToken, '/export')).toMatchObject({ body: 'Rocket\nSubmarine' });
  });

  test('a machine has the same projects', async () => {
    const request = { triggerSource: TriggerSource.CLIENT_CREDENTIALS, clientId: 'robot', scopes: ['projects/read'] };
    const { accessToken } = tokensOf('saas', { ...request, items: { machine: [{ tenant: 'acme' }], settings: { plan: 'pro' } } });
    expect(opens('saas', 'GET /projects', accessToken)).toBe(true);
    expect(await answer(accessToken, '/projects')).toEqual({ tenant: 'acme', projects: ['Rocket', 'Submarine'] });
  });
});
