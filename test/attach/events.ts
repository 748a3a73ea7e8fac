import { OURS, POOL_ID, settingsOf, usualPool } from './user-pools';
import { handle, type CustomResourceEvent, type Result } from '../../lambda-src/attach/handler';
import { FORMER_TRIGGER_TYPE, type AttachmentProperties } from '../../src/core/attachment/contract';
import { REMAINING, WaitingClock } from '../local/attach-provider';
import { CognitoError, type Members } from '../local/cognito-rules';
import { CognitoStandIn, type Fault } from '../local/cognito-stand-in';

/** Events of CloudFormation, for the handler in this process: with a local Cognito, and a clock that only advances when the handler waits. */
export const OTHER_POOL = 'us-east-1_Zz9999999';
export const clock = new WaitingClock();
export const cognito = new CognitoStandIn(clock);
/** Lines that the handler has logged. */
export const log: any[] = [];

/** Each test of the file begins with two usual pools. */
export function eachWithPools(): void {
  beforeEach(() => {
    cognito.reset();
    cognito.add(usualPool());
    cognito.add(usualPool({ Id: OTHER_POOL }));
    log.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation(line => log.push(JSON.parse(String(line))) > 0);
  });
  afterEach(() => jest.restoreAllMocks());
}

export const CONFIG = (arn: string, version = 'V2_0'): Members => ({ PreTokenGeneration: arn, PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });
export const PROPERTIES: AttachmentProperties = { UserPoolId: POOL_ID, FunctionArn: OURS, TriggerVersion: 'V3_0', OnConflict: 'FAIL', OnRemoval: 'REMOVE' };

interface Answer {
  readonly response?: Result;
  readonly error?: string;
}

function send(event: CustomResourceEvent): Promise<Answer> {
  return handle(event, REMAINING, { api: cognito.api(), clock }).then(response => ({ response }), ({ message }: Error) => ({ error: message }));
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

export const removeLook = (PhysicalResourceId: string): Promise<Answer> =>
  send({ RequestType: 'Delete', ResourceType: FORMER_TRIGGER_TYPE, PhysicalResourceId, ResourceProperties: PROPERTIES });

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

/** Errors of calls that pass. */
export const TEMPORARY: ReadonlyArray<readonly [name: string, operation: string, fault: Fault]> = [
  ['throttling of reads', 'DescribeUserPool', error('TooManyRequestsException')],
  ['throttling of updates', 'UpdateUserPool', error('TooManyRequestsException')],
  ['another update at the same time', 'UpdateUserPool', error('ConcurrentModificationException')],
  ['an error of Cognito', 'UpdateUserPool', error('InternalErrorException', 'oh', 500)],
  ['an error of Cognito after the effect', 'UpdateUserPool', { ...error('InternalErrorException', 'oh', 500), isDone: true }],
  ['an error of a load balancer', 'DescribeUserPool', error('', '', 503)],
  ['a connection that ends', 'DescribeUserPool', { kind: 'LOST' }],
  ['an update that is lost', 'UpdateUserPool', { kind: 'LOST' }],
  ['an answer that is lost', 'UpdateUserPool', { kind: 'LOST', isDone: true }],
  ['a policy that is new', 'DescribeUserPool', error('AccessDeniedException', 'not authorized')],
  ['credentials that are new', 'DescribeUserPool', error('UnrecognizedClientException')],
  ['no answer', 'DescribeUserPool', { kind: 'HANGS' }],
  ['no answer to an update that is done', 'UpdateUserPool', { kind: 'HANGS', isDone: true }],
];
