import { AwsEndpoint } from '../../src/tables/aws-endpoint';
import { LocalFunctions } from '../../src/tables/local-functions';
import { LocalTables } from '../../src/tables/local-tables';

let tables: LocalTables;
let endpoint: AwsEndpoint;
beforeAll(async () => {
  tables = await LocalTables.start();
  endpoint = await AwsEndpoint.start(tables, new LocalFunctions());
});
afterAll(async () => {
  await endpoint.stop();
  await tables.stop();
});

const list = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(url, {
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'x-amz-date': '20260101T000000Z',
    'authorization': 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
    ...headers,
  },
  body: '{}',
});

test('only this command can access the tables', async () => {
  const { endpoint: url } = tables as unknown as { readonly endpoint: string };
  const response = await list(url, { origin: 'http://evil.example' });
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  expect(await tables.call('ListTables', {})).toEqual({ TableNames: [] });
});

test('pages cannot access the endpoint of functions', async () => {
  expect((await list(endpoint.url)).status).toBe(200);
  expect((await list(endpoint.url, { origin: 'http://evil.example' })).status).toBe(403);
});
