import * as path from 'path';
import { OURS, POOL_ID, settingsOf, usualPool } from './user-pools';
import type { CustomResourceEvent, Result } from '../../lambda-src/attach/handler';
import { FORMER_TRIGGER_TYPE, type AttachmentProperties } from '../../src/core/attachment/custom-resource';
import { CognitoError, type Members } from '../local/cognito-rules';
import { CognitoStandIn, type Fault } from '../local/cognito-stand-in';
import { LambdaHost } from '../local/lambda-host';

/** The deployed bundle, on the Node.js of the CDK's provider, with a local Cognito. */
export const ASSET = path.join(__dirname, '..', '..', 'assets', 'attach');
export const OTHER_POOL = 'us-east-1_Zz9999999';
export const TIMEOUT = 4000;
export const cognito = new CognitoStandIn();
export let host: LambdaHost;

beforeAll(async () => {
  await cognito.listen();
  const environment = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint, LOCAL_ENTRY: 'index.js', LOCAL_TIMEOUT: String(TIMEOUT) };
  host = new LambdaHost({ asset: ASSET, node: 22, environment });
});
beforeEach(() => {
  cognito.reset();
  cognito.add(usualPool());
  cognito.add(usualPool({ Id: OTHER_POOL }));
  host.log.length = 0;
});
afterAll(async () => {
  await host.stop();
  await cognito.stop();
});

export const CONFIG = (arn: string, version = 'V2_0'): Members => ({ PreTokenGeneration: arn, PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });
export const PROPERTIES: AttachmentProperties = { UserPoolId: POOL_ID, FunctionArn: OURS, TriggerVersion: 'V3_0', OnConflict: 'FAIL', OnRemoval: 'REMOVE' };

interface Answer {
  readonly response?: Result;
  readonly error?: string;
}

async function send(event: CustomResourceEvent): Promise<Answer> {
  const { response, error } = await host.invoke(event);
  return { response: response as Result | undefined, error: error?.message };
}
export const create = (more: Partial<AttachmentProperties> = {}): Promise<Answer> => send({ RequestType: 'Create', ResourceProperties: { ...PROPERTIES, ...more } });
export const look = (PhysicalResourceId?: string, UserPoolId = POOL_ID): Promise<Answer> => send({
  RequestType: PhysicalResourceId === undefined ? 'Create' : 'Update', ResourceType: FORMER_TRIGGER_TYPE, PhysicalResourceId, ResourceProperties: { ...PROPERTIES, UserPoolId },
});
export const update = (
  PhysicalResourceId: string, more: Partial<AttachmentProperties>, old: Partial<AttachmentProperties> = {},
): Promise<Answer> => send({
  RequestType: 'Update', PhysicalResourceId, ResourceProperties: { ...PROPERTIES, ...more }, OldResourceProperties: { ...PROPERTIES, ...old },
});
export const remove = (PhysicalResourceId: string, more: Partial<AttachmentProperties> = {}): Promise<Answer> => send({
  RequestType: 'Delete', PhysicalResourceId, ResourceProperties: { ...PROPERTIES, ...more },
});

export function triggerOf(id = POOL_ID): string {
  const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = cognito.pool(id).LambdaConfig;
  return config ? `${config.LambdaArn} ${config.LambdaVersion}` : legacy ? `legacy ${legacy}` : 'none';
}
export const updates = (): number => cognito.calls.filter(({ operation }) => operation === 'UpdateUserPool').length;
export const pool = (more: Members): void => cognito.add(usualPool(more));
/** Expects that nothing but the trigger has changed. */
export function expectUntouched(more: Members = {}): void {
  expect(settingsOf(cognito.pool(POOL_ID), true)).toEqual(settingsOf(usualPool(more), true));
}
/** Makes the first calls of an operation fail. */
export function failing(operation: string, count: number, fault: Fault): void {
  let left = count;
  cognito.fault = call => call.operation === operation && left-- > 0 ? fault : undefined;
}
export const error = (type: string, message = 'no', status = 400): Fault => ({ kind: new CognitoError(type, message, status) });

