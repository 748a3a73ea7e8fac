import { AwsEndpoint } from '../../src/tables/aws-endpoint';
import { LocalFunctions } from '../../src/tables/local-functions';
import { LocalTables } from '../../src/tables/local-tables';
import type { AnswerEntry } from '../../src/users/model';

const RBAC = 'arn:aws:lambda:us-east-1:111122223333:function:Shop-Rbac';
const ANSWERS: readonly AnswerEntry[] = [
  { input: { sub: 'jane', list: [{ a: 1, b: null }] }, answer: { is: 'exact' } },
  { input: { sub: 'jane' }, answer: { is: 'jane' } },
  { input: { sub: 'john', constructor: 1 }, answer: { is: 'inherited' } },
  { input: { sub: 'mallory' }, error: '' },
  { input: { level: 1 }, answer: { is: 'level' } },
];

let tables: LocalTables;
let endpoint: AwsEndpoint;
beforeAll(async () => {
  tables = await LocalTables.start();
  const functions = new LocalFunctions();
  functions.answers = new Map([[RBAC, ANSWERS]]);
  endpoint = await AwsEndpoint.start(tables, functions);
});
afterAll(async () => {
  await endpoint.stop();
  await tables.stop();
});

async function invoke(arn: string, event: object): Promise<readonly [status: number, body: unknown, error: string | null]> {
  const response = await fetch(`${endpoint.url}/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`, { method: 'POST', body: JSON.stringify(event) });
  return [response.status, await response.json(), response.headers.get('x-amz-function-error') ?? response.headers.get('x-amzn-errortype')];
}

test.each<readonly [object, unknown]>([
  [{ sub: 'jane', list: [{ b: null, a: 1 }], other: true }, { is: 'exact' }],
  [{ sub: 'jane', list: [{ b: null, a: 1 }, 2] }, { is: 'jane' }],
  [{ sub: 'jane', list: [{ a: 1 }] }, { is: 'jane' }],
  [{ sub: 'jane' }, { is: 'jane' }],
  [{ sub: ['jane'] }, null],
  [{ sub: 'john' }, null],
  [{ level: 1.0 }, { is: 'level' }],
  [{ level: '1' }, null],
])('the answer is that of the first entry with the same input: %j', async (event, answer) => {
  expect(await invoke(RBAC, event)).toEqual([200, answer, null]);
});

test('errors are as those of Lambda', async () => {
  expect(await invoke(`${RBAC}:live`, { sub: 'mallory' })).toEqual([200, { errorType: 'Error', errorMessage: '' }, 'Unhandled']);
  expect(await invoke(`${RBAC}2`, {})).toEqual([404, { Type: 'User', Message: `Function not found: ${RBAC}2` }, 'ResourceNotFoundException']);
});
