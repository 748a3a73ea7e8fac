import { execFile } from 'child_process';
import * as path from 'path';
import { OURS, POOL_ID, THEIRS, usualPool } from '../attach/user-pools';
import { CognitoError } from '../local/cognito-rules';
import { CognitoStandIn, type Fault } from '../local/cognito-stand-in';
import { lambdaNode } from '../local/lambda-node';

const BUNDLE = path.join(__dirname, '..', '..', 'assets', 'monitor', 'index.js');

let cognito: CognitoStandIn;
beforeEach(async () => {
  cognito = new CognitoStandIn();
  await cognito.listen();
});
afterEach(() => cognito.stop());

/** Runs the function on the Node.js of Lambda, and returns its log line. */
function look(): Promise<any> {
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
    USER_POOL_ID: POOL_ID,
    ENRICHER_ARN: OURS,
    TRIGGER_VERSION: 'V2_0',
    ENRICHER_NAME: 'enricher',
  };
  return new Promise((resolve, reject) => execFile(
    lambdaNode(24), ['--eval', `require(${JSON.stringify(BUNDLE)}).handler().then(() => process.exit(0))`], { env },
    (error, output) => error ? reject(error) : resolve(JSON.parse(output)),
  ));
}

const config = (arn: string, version: string) => ({ PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });

test.each<[string, object | undefined, string, number]>([
  ['the function', config(OURS, 'V2_0'), 'ATTACHED', 0],
  ['the function, under both keys', { ...config(OURS, 'V2_0'), PreTokenGeneration: OURS }, 'ATTACHED', 0],
  ['no function', undefined, 'DETACHED', 1],
  ['functions for something else', { PreSignUp: OURS }, 'DETACHED', 1],
  ['another function', config(THEIRS, 'V2_0'), 'OTHER_FUNCTION', 1],
  ['another function, under the older key', { PreTokenGeneration: THEIRS }, 'OTHER_FUNCTION', 1],
  ['the function with another version', config(OURS, 'V1_0'), 'OTHER_VERSION', 1],
])('for a pool that calls %s', async (_, LambdaConfig, state, drift) => {
  cognito.add(usualPool({ LambdaConfig }));
  expect(await look()).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [{
        Namespace: 'TokenEnricher', Dimensions: [['FunctionName', 'UserPoolId']], Metrics: [{ Name: 'AttachmentDrift', Unit: 'Count' }],
      }],
    },
    FunctionName: 'enricher',
    UserPoolId: POOL_ID,
    AttachmentDrift: drift,
    level: drift === 0 ? 'INFO' : 'WARN',
    message: expect.any(String),
    state,
  });
  expect(cognito.calls.map(({ operation }) => operation)).toEqual(['DescribeUserPool']);
});

const throttled = new CognitoError('TooManyRequestsException', 'Rate exceeded');

test.each<[string, (index: number) => Fault | undefined, object]>([
  ['twice', index => index < 2 ? { kind: throttled } : undefined, { state: 'ATTACHED', AttachmentDrift: 0 }],
  ['always', () => ({ kind: throttled }), { state: 'UNREADABLE', AttachmentDrift: 1, error: 'TooManyRequestsException' }],
  ['without an answer', () => ({ kind: 'LOST' }), { state: 'UNREADABLE', AttachmentDrift: 1, error: 'CONNECTION' }],
])('for a read that fails %s', async (_, fault, line) => {
  cognito.add(usualPool({ LambdaConfig: config(OURS, 'V2_0') }));
  cognito.fault = ({ index }) => fault(index);
  expect(await look()).toMatchObject(line);
});

test('a deleted pool calls no function', async () => {
  expect(await look()).toMatchObject({ state: 'UNREADABLE', AttachmentDrift: 1, error: 'ResourceNotFoundException' });
});
