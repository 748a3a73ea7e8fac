import { changeTrigger, type Changing } from './change-trigger';
import type { CognitoApi } from './cognito-api';
import { AttachError, PoolGone } from './errors';
import { formatFormerTrigger, parseFormerTrigger } from './former-trigger';
import { log } from './log';
import { formatPhysicalId, parsePhysicalId, type PhysicalId } from './physical-id';
import { Time, type Clock } from './retry';
import type { Trigger, UserPool } from './trigger';
import { FORMER_TRIGGER_ATTRIBUTE, FORMER_TRIGGER_TYPE, type AttachmentProperties } from '../../src/core/attachment/contract';
import { registeredClients } from '../../src/core/cognito/client-writer';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceType?: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: AttachmentProperties;
  readonly OldResourceProperties?: AttachmentProperties;
}

export interface Result {
  readonly PhysicalResourceId?: string;
  readonly Data?: { readonly [name: string]: string };
}

export interface Dependencies {
  readonly api: CognitoApi;
  readonly clock: Clock;
}

/** Milliseconds for the response to CloudFormation, which may need several attempts; if the remaining time is short, a share of it. */
const ANSWERING = 30_000;
const ANSWERING_SHARE = 0.1;
/** Milliseconds for the rollback of a failed change. */
const UNDOING = 120_000;
const UNDOING_SHARE = 0.3;
/** Milliseconds in which a Create that CloudFormation has given up may still finish. */
const BELATED = 60_000;
const BELATED_PAUSE = 5000;

/** @param remaining milliseconds until the Lambda function times out */
export async function handle(event: CustomResourceEvent, remaining: number, dependencies: Dependencies): Promise<Result> {
  const { ResourceProperties: properties, OldResourceProperties: old, PhysicalResourceId: physicalId } = event;
  const end = dependencies.clock.now() + remaining - Math.min(ANSWERING, remaining * ANSWERING_SHARE);
  const undoTime = new Time(dependencies.clock, end);
  const time = new Time(dependencies.clock, end - Math.min(UNDOING, remaining * UNDOING_SHARE));
  const isOurs = ({ arn }: Trigger): boolean => arn === properties.FunctionArn || arn === old?.FunctionArn;
  const work: Work = { event, properties, old, isOurs, known: parsePhysicalId(physicalId), api: dependencies.api, time, undoTime };
  log('INFO', event.RequestType, { pool: properties.UserPoolId, function: properties.FunctionArn, physicalId });
  try {
    return await (event.ResourceType === FORMER_TRIGGER_TYPE ? readPool(work) : STEPS[event.RequestType](work));
  } catch (error) {
    const { message, stack } = error as Error;
    log('ERROR', 'failed', { reason: message, ...!(error instanceof AttachError) && { stack } });
    throw error;
  }
}

interface Work {
  readonly event: CustomResourceEvent;
  readonly properties: AttachmentProperties;
  readonly old?: AttachmentProperties;
  /** True if this custom resource attached the trigger, now or before the update. */
  readonly isOurs: (trigger: Trigger) => boolean;
  /** The parsed physical id of the resource; undefined if there is none, or if CloudFormation generated it. */
  readonly known?: PhysicalId;
  readonly api: CognitoApi;
  readonly time: Time;
  readonly undoTime: Time;
}

const STEPS: { readonly [type in CustomResourceEvent['RequestType']]: (work: Work) => Promise<Result> } = { Create: create, Update: update, Delete: remove };

/** Handles the other type of custom resource, which reads the present trigger and changes nothing. */
async function readPool(work: Work): Promise<Result> {
  const { properties: { UserPoolId: poolId }, known, event } = work;
  if (event.RequestType === 'Delete') {
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  // the former trigger of a pool never changes
  const id = known?.poolId === poolId ? known : { poolId, former: await changeTrigger(changingOf(work, poolId, 'OTHER_SETTINGS'), () => 'LEAVE') };
  return { PhysicalResourceId: formatPhysicalId(id), Data: { [FORMER_TRIGGER_ATTRIBUTE]: formatFormerTrigger(id.former) } };
}

/** The former trigger, unless this custom resource attached it. */
function formerOf({ Former: text }: AttachmentProperties, { isOurs }: Work): Trigger | undefined {
  const former = parseFormerTrigger(text);
  return former && !isOurs(former) ? former : undefined;
}

async function create(work: Work): Promise<Result> {
  return { PhysicalResourceId: formatPhysicalId((await attach(work)).id) };
}

async function update(work: Work): Promise<Result> {
  const { properties: { UserPoolId: poolId }, known, old, event } = work;
  const { id, isReplaced } = await attach(work);
  if ((known?.poolId ?? old?.UserPoolId) === poolId) {
    await leaveOther(work);
    // with a new physical id, CloudFormation would delete this resource
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  // a rollback to the former pool: the trigger is there already, and its own former trigger is known
  const isBack = known?.origin?.poolId === poolId && !isReplaced;
  const moved = isBack ? known.origin : { ...id, origin: known && { poolId: known.poolId, former: known.former } };
  return { PhysicalResourceId: formatPhysicalId(moved) };
}

/** Attaches the function to the pool. Returns the physical id with the former trigger, and `isReplaced` if this call replaced another trigger. */
async function attach(work: Work): Promise<{ readonly id: PhysicalId; readonly isReplaced: boolean }> {
  const { properties, isOurs } = work;
  const { UserPoolId: poolId, FunctionArn: arn, TriggerVersion: version, OnConflict: onConflict } = properties;
  const before = await changeTrigger(changingOf(work, poolId, 'ALWAYS'), (present, pool) => {
    if (properties.OnDynamicClients === 'FAIL' && allowsRegistration(pool)) {
      throw new AttachError('it has dynamic client registration, so applications can register app clients that write all attributes. The rules decide about access by '
        + 'an attribute that no app client of the user pool may write: turn registration off, or set poolFacts.dynamicClients to see the rules');
    }
    if (present && !isOurs(present) && onConflict !== 'REPLACE') {
      throw new AttachError(`it already has a pre token generation trigger: ${present.arn} (${present.version}). A user pool calls one function. `
        + 'Remove this trigger, or set replaceTrigger in Attachment.customResource');
    }
    return { set: { arn, version } };
  });
  const isReplaced = before !== undefined && !isOurs(before);
  const former = isReplaced ? before : formerOf(properties, work);
  return { id: { poolId, ...former && { former } }, isReplaced };
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DcrConfigurationType.html */
function allowsRegistration({ DcrConfiguration: settings }: UserPool): boolean {
  return typeof settings === 'object' && settings !== null && registeredClients(settings) !== undefined;
}

async function remove(work: Work): Promise<Result> {
  const { properties, known, event, isOurs } = work;
  const poolId = known?.poolId ?? properties.UserPoolId;
  const result = { PhysicalResourceId: event.PhysicalResourceId };
  // without a known id, the Create has failed without a response
  const former = !known ? formerOf(properties, work) : properties.OnRemoval === 'RESTORE' ? known.former : undefined;
  const belated = work.time.within(BELATED);
  for (;;) {
    let found = false;
    try {
      await changeTrigger(changingOf(work, poolId, 'OTHER_SETTINGS'), present => {
        found ||= present !== undefined && isOurs(present);
        return present && isOurs(present) ? { set: former } : 'LEAVE';
      });
    } catch (error) {
      if (error instanceof PoolGone) {
        log('INFO', 'the user pool does not exist any more', { pool: poolId });
        return result;
      }
      throw error;
    }
    // CloudFormation can delete the resource after a timeout, while the Create is still running
    if (found || known || !await belated.pause(BELATED_PAUSE)) {
      return result;
    }
  }
}

/**
 * Detaches the function from the pool of a failed update. An update to another pool that failed without a response may have attached the function
 * there, and CloudFormation does not know it when it rolls back. If that pool cannot be read any more, only logs it: the rollback is more important.
 */
async function leaveOther(work: Work): Promise<void> {
  const { properties, old } = work;
  if (!old || old.UserPoolId === properties.UserPoolId) {
    return;
  }
  const former = formerOf(old, work);
  try {
    await changeTrigger(changingOf(work, old.UserPoolId, 'OTHER_SETTINGS'), present => present?.arn === old.FunctionArn ? { set: former } : 'LEAVE');
  } catch (error) {
    log('WARN', 'the user pool of the failed update was not changed', { pool: old.UserPoolId, reason: (error as Error).message });
  }
}

function changingOf({ api, time, undoTime }: Work, poolId: string, undo: Changing['undo']): Changing {
  return { api, poolId, time, undoTime, undo };
}
