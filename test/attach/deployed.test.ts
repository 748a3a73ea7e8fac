import * as fs from 'fs';
import * as path from 'path';
import { OURS, POOL_ID, settingsOf, THEIRS, usualPool } from './user-pools';
import type { CustomResourceEvent, Properties, Result } from '../../lambda-src/attach/handler';
import { parsePhysicalId } from '../../lambda-src/attach/physical-id';
import { CognitoError, type Members } from '../local/cognito-rules';
import { CognitoStandIn, type Fault } from '../local/cognito-stand-in';
import { LambdaHost } from '../local/lambda-host';

/** The bundle as it is deployed, on the Node.js that the CDK's provider has, with a Cognito of this machine. */
const ASSET = path.join(__dirname, '..', '..', 'assets', 'attach');
const OTHER_POOL = 'us-east-1_Zz9999999';
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
  cognito.add(usualPool({ Id: OTHER_POOL }));
  host.log.length = 0;
});
afterAll(async () => {
  await host.stop();
  await cognito.stop();
});

const CONFIG = (arn: string, version = 'V2_0'): Members => ({ PreTokenGeneration: arn, PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } });
const PROPERTIES: Properties = { UserPoolId: POOL_ID, FunctionArn: OURS, TriggerVersion: 'V3_0', OnConflict: 'FAIL', OnRemoval: 'REMOVE' };

interface Answer {
  readonly response?: Result;
  readonly error?: string;
}

async function send(event: CustomResourceEvent): Promise<Answer> {
  const { response, error } = await host.invoke(event);
  return { response: response as Result | undefined, error: error?.message };
}
const create = (more: Partial<Properties> = {}): Promise<Answer> => send({ RequestType: 'Create', ResourceProperties: { ...PROPERTIES, ...more } });
const update = (PhysicalResourceId: string, more: Partial<Properties>, old: Partial<Properties> = {}): Promise<Answer> => send({
  RequestType: 'Update', PhysicalResourceId, ResourceProperties: { ...PROPERTIES, ...more }, OldResourceProperties: { ...PROPERTIES, ...old },
});
const remove = (PhysicalResourceId: string, more: Partial<Properties> = {}): Promise<Answer> => send({
  RequestType: 'Delete', PhysicalResourceId, ResourceProperties: { ...PROPERTIES, ...more },
});

function triggerOf(id = POOL_ID): string {
  const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = cognito.pool(id).LambdaConfig;
  return config ? `${config.LambdaArn} ${config.LambdaVersion}` : legacy ? `legacy ${legacy}` : 'none';
}
const updates = (): number => cognito.calls.filter(({ operation }) => operation === 'UpdateUserPool').length;
const pool = (more: Members): void => cognito.add(usualPool(more));
/** All but the trigger is as it was. */
function expectUntouched(more: Members = {}): void {
  expect(settingsOf(cognito.pool(POOL_ID), true)).toEqual(settingsOf(usualPool(more), true));
}
/** The first calls of an operation go wrong. */
function failing(operation: string, count: number, fault: Fault): void {
  let left = count;
  cognito.fault = call => call.operation === operation && left-- > 0 ? fault : undefined;
}
const error = (type: string, message = 'no', status = 400): Fault => ({ kind: new CognitoError(type, message, status) });

test('the bundle is small', () => {
  expect(fs.readdirSync(ASSET)).toEqual(['index.js']);
  expect(fs.statSync(path.join(ASSET, 'index.js')).size).toBeLessThan(20 * 1024);
});

describe('create', () => {
  test('attaches the function, and nothing else changes', async () => {
    expect(await create()).toEqual({ response: { PhysicalResourceId: `${POOL_ID}/`, Data: { FormerFunctionArn: '' } } });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    expectUntouched();
    expect(cognito.calls.map(({ operation }) => operation.slice(0, 8))).toEqual(['Describe', 'Describe', 'UpdateUs', 'Describe']);
  });

  test('twice is once', async () => {
    await create();
    expect(await create()).toEqual({ response: { PhysicalResourceId: `${POOL_ID}/`, Data: { FormerFunctionArn: '' } } });
    expect(updates()).toBe(1);
  });

  test.each([['with a version', CONFIG(THEIRS)], ['under the older key', { PreTokenGeneration: THEIRS }]])('fails where another function is there, %s', async (_, LambdaConfig) => {
    pool({ LambdaConfig });
    expect((await create()).error).toMatch(new RegExp(`^User pool ${POOL_ID}: it has a pre token generation trigger already: ${THEIRS} .*onConflict REPLACE`));
    expect(updates()).toBe(0);
  });

  test('fails where another alias of the function is there', async () => {
    pool({ LambdaConfig: CONFIG(OURS.replace(/:live$/, '')) });
    expect((await create()).error).toContain('already');
  });

  test.each([['with a version', CONFIG(THEIRS), 'V2_0'], ['under the older key', { PreTokenGeneration: THEIRS }, 'V1_0']])('replaces another function when told to, and remembers it: %s', async (_, LambdaConfig, version) => {
    pool({ LambdaConfig });
    const { response } = await create({ OnConflict: 'REPLACE' });
    expect(response!.Data).toEqual({ FormerFunctionArn: THEIRS });
    expect(parsePhysicalId(response!.PhysicalResourceId)).toEqual({ poolId: POOL_ID, former: { arn: THEIRS, version } });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    await remove(response!.PhysicalResourceId!, { OnRemoval: 'RESTORE' });
    expect(triggerOf()).toBe(`${THEIRS} ${version}`);
  });

  test('the function itself under the older key gets the version', async () => {
    pool({ LambdaConfig: { PreTokenGeneration: OURS } });
    expect((await create()).error).toBeUndefined();
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('a pool of the plan Lite keeps it', async () => {
    pool({ UserPoolTier: 'LITE' });
    expect((await create({ TriggerVersion: 'V1_0' })).error).toBeUndefined();
    expectUntouched({ UserPoolTier: 'LITE' });
  });

  test('says what to do where the plan does not have the version', async () => {
    pool({ UserPoolTier: 'LITE' });
    expect((await create()).error).toMatch(/UpdateUserPool says FeatureUnavailableInTierException: .*need the plan Essentials or Plus/);
    expect([updates(), triggerOf()]).toEqual([1, 'none']);
  });

  test('a setting that it does not know is not risked', async () => {
    pool({ Passkeys: { on: true } });
    expect((await create()).error).toMatch(/Passkeys.*does not know/);
    expect(updates()).toBe(0);
  });

  test('a pool without a plan is not risked', async () => {
    pool({ UserPoolTier: undefined });
    expect((await create()).error).toMatch(/does not show UserPoolTier/);
    expect(updates()).toBe(0);
  });

  test('fails where there is no such pool', async () => {
    expect((await create({ UserPoolId: 'us-east-1_gone' })).error).toMatch(/^User pool us-east-1_gone: DescribeUserPool says ResourceNotFoundException/);
  });
});

describe('what goes by', () => {
  test.each<[string, string, Fault]>([
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
  ])('%s', async (_, operation, fault) => {
    failing(operation, 1, fault);
    expect((await create()).error).toBeUndefined();
    expect(triggerOf()).toBe(`${OURS} V3_0`);
    expectUntouched();
  });

  test('what Cognito shows late', async () => {
    cognito.staleness = 700;
    expect((await create()).error).toBeUndefined();
    expect(updates()).toBe(1);
    expectUntouched();
  });

  test.each<Fault>([{ kind: 'LOST' }, { kind: 'HANGS' }, error('InternalErrorException', 'oh', 500)])('what was replaced is remembered also where the answer is lost: %j', async fault => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    failing('UpdateUserPool', 1, { ...fault, isDone: true });
    expect((await create({ OnConflict: 'REPLACE' })).response!.Data).toEqual({ FormerFunctionArn: THEIRS });
  });

  test('a change between two looks is kept', async () => {
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, { MfaConfiguration: 'ON' });
    expect((await create()).error).toBeUndefined();
    expectUntouched({ MfaConfiguration: 'ON' });
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('a change that shows in the date alone is one', async () => {
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, {});
    expect((await create()).error).toBeUndefined();
    expect(cognito.calls.map(({ operation }) => operation.slice(0, 1)).join('')).toBe('DDDDUD');
  });
});

describe('what does not go by', () => {
  test.each<[string, RegExp]>([
    ['UserImportInProgressException', /when the import of users is over/],
    ['OperationNotEnabledException', /Attachment\.replica\(\)/],
    ['TierChangeNotAllowedException', /plan of the pool/],
    ['InvalidSmsRoleAccessPolicyException', /blocks every update/],
    ['InvalidEmailRoleAccessPolicyException', /blocks every update/],
    ['UserPoolTaggingException', /cognito-idp:TagResource/],
    ['InvalidParameterException', /says InvalidParameterException: no$/],
  ])('%s is told with what to do', async (type, remedy) => {
    failing('UpdateUserPool', 9, error(type));
    expect((await create()).error).toMatch(remedy);
    expect([updates(), triggerOf()]).toEqual([1, 'none']);
    expectUntouched();
  });

  test.each([
    ['iam:PassRole', { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }, /allow iam:PassRole on its SMS role/],
    ['kms:CreateGrant', { LambdaConfig: { KMSKeyID: 'key' } }, /allow kms:CreateGrant/],
    ['cognito-idp:UpdateUserPool', {}, /Allow cognito-idp:DescribeUserPool and cognito-idp:UpdateUserPool/],
  ] as const)('a denial of %s is tried again, and told', async (action, more, remedy) => {
    pool(more);
    cognito.denied.add(action);
    expect((await create()).error).toMatch(remedy);
    expect(updates()).toBeGreaterThan(1);
    expectUntouched(more);
  }, 20_000);

  test('throttling without end ends in time to say so', async () => {
    failing('UpdateUserPool', Infinity, error('TooManyRequestsException', 'Rate exceeded'));
    const started = Date.now();
    expect((await create()).error).toMatch(/the time of the custom resource is over, after \d+ attempts; the last UpdateUserPool says TooManyRequestsException: Rate exceeded/);
    expect(Date.now() - started).toBeLessThan(TIMEOUT * 0.9);
  }, 20_000);
});

describe('what an update did besides', () => {
  test('is set back, and told by name', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    cognito.damage = ({ MfaConfiguration: _mfa, ...others }) => {
      cognito.damage = after => after;
      return { ...others, Policies: { ...others.Policies, SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } };
    };
    const { error: message } = await create({ OnConflict: 'REPLACE' });
    expect(message).toMatch(/other settings changed: MfaConfiguration, Policies\.SignInPolicy\.AllowedFirstAuthFactors\. .*The pool was set back to what it was$/);
    expectUntouched({ LambdaConfig: {} });
    expect(triggerOf()).toBe(`${THEIRS} V2_0`);
  }, 20_000);

  test('is told also where it cannot be set back', async () => {
    cognito.damage = after => ({ ...after, MfaConfiguration: 'OFF' });
    expect((await create()).error).toMatch(/other settings changed: MfaConfiguration.*could not be set back.*its trigger was none$/);
  }, 20_000);

  test('is found also where the answer to the update is lost', async () => {
    failing('UpdateUserPool', 1, { kind: 'LOST', isDone: true });
    cognito.damage = after => ({ ...after, MfaConfiguration: 'OFF' });
    expect((await create()).error).toMatch(/other settings changed: MfaConfiguration/);
  }, 20_000);

  test('a lost tag of AWS is one', async () => {
    cognito.damage = after => ({ ...after, UserPoolTags: { team: 'identity' } });
    expect((await create()).error).toMatch(/other settings changed: UserPoolTags\./);
  }, 20_000);

  test('a trigger that never shows is an error, and taken back', async () => {
    cognito.staleness = 3_600_000;
    expect((await create()).error).toMatch(/does not show the trigger/);
    expect(triggerOf()).toBe('none');
  }, 20_000);

  test('somebody else\'s trigger that came meanwhile stays', async () => {
    cognito.damage = after => ({ ...after, LambdaConfig: CONFIG(THEIRS) });
    expect((await create()).error).toMatch(/does not show the trigger.*Somebody else changed the trigger meanwhile/);
    expect(triggerOf()).toBe(`${THEIRS} V2_0`);
  }, 20_000);
});

describe('update', () => {
  const id = `${POOL_ID}/`;
  beforeEach(() => pool({ LambdaConfig: CONFIG(OURS, 'V3_0') }));

  test.each<[string, Partial<Properties>, string]>([
    ['another version', { TriggerVersion: 'V2_0' }, `${OURS} V2_0`],
    ['another function', { FunctionArn: `${OURS}2` }, `${OURS}2 V3_0`],
    ['no change', {}, `${OURS} V3_0`],
  ])('%s: the same resource', async (_, more, trigger) => {
    expect((await update(id, more)).response!.PhysicalResourceId).toBe(id);
    expect(triggerOf()).toBe(trigger);
  });

  test('asserts a trigger that is gone', async () => {
    pool({});
    await update(id, {});
    expect(triggerOf()).toBe(`${OURS} V3_0`);
  });

  test('fails where somebody else\'s trigger came', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    expect((await update(id, {})).error).toContain(THEIRS);
  });

  test('another pool is another resource, and the first one stays until CloudFormation deletes it', async () => {
    const { response } = await update(id, { UserPoolId: OTHER_POOL });
    expect(parsePhysicalId(response!.PhysicalResourceId)).toEqual({ poolId: OTHER_POOL, origin: { poolId: POOL_ID } });
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual([`${OURS} V3_0`, `${OURS} V3_0`]);
    await remove(id);
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual(['none', `${OURS} V3_0`]);
  });

  test('going back after a failed update to another pool leaves none behind', async () => {
    cognito.add(usualPool({ Id: OTHER_POOL, LambdaConfig: CONFIG(OURS) }));
    expect((await update(id, {}, { UserPoolId: OTHER_POOL })).response!.PhysicalResourceId).toBe(id);
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual([`${OURS} V3_0`, 'none']);
  });

  test('going back works also where that other pool cannot be looked at', async () => {
    expect((await update(id, {}, { UserPoolId: 'us-east-1_gone' })).error).toBeUndefined();
  });
});

describe('delete', () => {
  const id = `${POOL_ID}/`;
  beforeEach(() => pool({ LambdaConfig: { ...CONFIG(OURS, 'V3_0'), PreSignUp: 'arn:a' } }));

  test('takes away the trigger, and nothing else', async () => {
    expect(await remove(id)).toEqual({ response: { PhysicalResourceId: id } });
    expect(triggerOf()).toBe('none');
    expectUntouched({ LambdaConfig: { PreSignUp: 'arn:a' } });
  });

  test('is of the pool of the id, whatever the properties are by now', async () => {
    cognito.add(usualPool({ Id: OTHER_POOL, LambdaConfig: CONFIG(OURS) }));
    await remove(id, { UserPoolId: OTHER_POOL });
    expect([triggerOf(), triggerOf(OTHER_POOL)]).toEqual(['none', `${OURS} V2_0`]);
  });

  test('of a pool that is gone is done', async () => {
    cognito.remove(POOL_ID);
    expect((await remove(id)).error).toBeUndefined();
  });

  test('of a pool that goes meanwhile is done', async () => {
    cognito.meanwhile = ({ operation }) => operation === 'UpdateUserPool' && cognito.remove(POOL_ID);
    expect((await remove(id)).error).toBeUndefined();
  });

  test('something else that Cognito does not find is an error', async () => {
    failing('UpdateUserPool', 9, error('ResourceNotFoundException', 'no key'));
    expect((await remove(id)).error).toMatch(/UpdateUserPool says ResourceNotFoundException: no key/);
  });

  test('leaves somebody else\'s trigger alone', async () => {
    pool({ LambdaConfig: CONFIG(THEIRS) });
    expect((await remove(id)).error).toBeUndefined();
    expect([triggerOf(), updates()]).toEqual([`${THEIRS} V2_0`, 0]);
  });

  test('works from the properties where CloudFormation made the id', async () => {
    expect((await remove('Stack-Attachment-1ABC')).error).toBeUndefined();
    expect(triggerOf()).toBe('none');
  });

  test('waits for a create that CloudFormation gave up and that still runs', async () => {
    pool({});
    cognito.meanwhile = ({ index }) => index === 1 && cognito.change(POOL_ID, { LambdaConfig: CONFIG(OURS) });
    expect((await remove('Stack-Attachment-1ABC')).error).toBeUndefined();
    expect([triggerOf(), updates()]).toEqual(['none', 1]);
  }, 20_000);

  test.each(['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'] as const)('without %s is an error', async action => {
    cognito.denied.add(action);
    expect((await remove(id)).error).toContain('AccessDeniedException');
  }, 20_000);
});

test('the log holds a JSON object a line, and nothing of what the pool is set to', async () => {
  await create();
  const lines = host.log.map(line => JSON.parse(line));
  expect(lines.map(({ message }) => message)).toEqual(['Create', 'updating', 'updated']);
  const settings = usualPool();
  for (const secret of ['identity', settings.VerificationMessageTemplate.EmailMessageByLink, settings.LambdaConfig.PostConfirmation, 'PASSWORD', settings.Name]) {
    expect(host.log.join('\n')).not.toContain(secret);
  }
});
