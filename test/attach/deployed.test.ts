import * as fs from 'fs';
import * as path from 'path';
import { PROPERTIES, TEMPORARY, error } from './events';
import { OURS, POOL_ID, settingsOf, usualPool } from './user-pools';
import { CognitoStandIn } from '../local/cognito-stand-in';
import { LambdaHost } from '../local/lambda-host';

/** The deployed bundle, on the Node.js of the CDK's provider, with a local Cognito. */
const ASSET = path.join(__dirname, '..', '..', 'assets', 'attach');
const TIMEOUT = 4000;
const cognito = new CognitoStandIn();
let host: LambdaHost;

beforeAll(async () => {
  await cognito.listen();
  const environment = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint, LOCAL_ENTRY: 'index.js', LOCAL_TIMEOUT: String(TIMEOUT) };
  host = new LambdaHost({ asset: ASSET, node: 22, environment });
});
beforeEach(() => {
  cognito.reset();
  cognito.add(usualPool());
  host.log.length = 0;
});
afterAll(async () => {
  await host.stop();
  await cognito.stop();
});

const create = () => host.invoke({ RequestType: 'Create', ResourceProperties: PROPERTIES });

function expectAttached(): void {
  expect(cognito.pool(POOL_ID).LambdaConfig.PreTokenGenerationConfig).toEqual({ LambdaArn: OURS, LambdaVersion: 'V3_0' });
  expect(settingsOf(cognito.pool(POOL_ID), true)).toEqual(settingsOf(usualPool(), true));
}

test('the asset is one file', () => {
  expect(fs.readdirSync(ASSET)).toEqual(['index.js']);
});

test('attaches the function, changes nothing else, and logs one JSON object per line', async () => {
  expect(await create()).toEqual({ response: { PhysicalResourceId: `${POOL_ID}/` } });
  expectAttached();
  expect(host.log.map(line => JSON.parse(line).message)).toEqual(['Create', 'updating', 'updated']);
});

test.each(TEMPORARY)('%s', async (_, operation, fault) => {
  let left = 1;
  cognito.fault = call => call.operation === operation && left-- > 0 ? fault : undefined;
  expect((await create()).error).toBeUndefined();
  expectAttached();
});

test('a permanent error is reported with its remedy', async () => {
  cognito.add(usualPool({ UserPoolTier: 'LITE' }));
  expect((await create()).error?.message).toMatch(/UpdateUserPool failed with FeatureUnavailableInTierException: .*need the feature plan Essentials or Plus/);
});

test('endless throttling ends in time to report it', async () => {
  cognito.fault = ({ operation }) => operation === 'UpdateUserPool' ? error('TooManyRequestsException', 'Rate exceeded') : undefined;
  const started = Date.now();
  expect((await create()).error?.message)
    .toMatch(/the custom resource timed out after \d+ attempts; last error: UpdateUserPool failed with TooManyRequestsException: Rate exceeded/);
  expect(Date.now() - started).toBeLessThan(TIMEOUT * 0.9);
}, 20_000);
