import { changeTrigger, type Changing } from './change-trigger';
import type { CognitoApi } from './cognito-api';
import { AttachError, PoolGone } from './errors';
import { formatFormerTrigger, parseFormerTrigger } from './former-trigger';
import { log } from './log';
import { formatPhysicalId, parsePhysicalId, type PhysicalId } from './physical-id';
import { Time, type Clock } from './retry';
import type { Trigger } from './trigger';
import { FORMER_TRIGGER_ATTRIBUTE, FORMER_TRIGGER_TYPE, type AttachmentProperties } from '../../src/core/attachment/custom-resource';

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

export interface Tools {
  readonly api: CognitoApi;
  readonly clock: Clock;
}

/** Milliseconds for telling CloudFormation, which may take several attempts; of a short time, a share. */
const ANSWERING = 30_000;
const ANSWERING_SHARE = 0.1;
/** Milliseconds for taking back what failed. */
const UNDOING = 120_000;
const UNDOING_SHARE = 0.3;
/** Milliseconds in which a Create that CloudFormation gave up may still come to its end. */
const BELATED = 60_000;
const BELATED_PAUSE = 5000;

/** @param remaining milliseconds that Lambda leaves */
export async function handle(event: CustomResourceEvent, remaining: number, tools: Tools): Promise<Result> {
  const { ResourceProperties: properties, OldResourceProperties: old, PhysicalResourceId: physicalId } = event;
  const end = tools.clock.now() + remaining - Math.min(ANSWERING, remaining * ANSWERING_SHARE);
  const undoTime = new Time(tools.clock, end);
  const time = new Time(tools.clock, end - Math.min(UNDOING, remaining * UNDOING_SHARE));
  const isOurs = ({ arn }: Trigger): boolean => arn === properties.FunctionArn || arn === old?.FunctionArn;
  const work: Work = { event, properties, old, isOurs, known: parsePhysicalId(physicalId), api: tools.api, time, undoTime };
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
  /** Whether the resource attached it, now or before the update. */
  readonly isOurs: (trigger: Trigger) => boolean;
  /** What the id of the resource says; undefined for none, and for one that CloudFormation made. */
  readonly known?: PhysicalId;
  readonly api: CognitoApi;
  readonly time: Time;
  readonly undoTime: Time;
}

const STEPS: { readonly [type in CustomResourceEvent['RequestType']]: (work: Work) => Promise<Result> } = { Create: create, Update: update, Delete: remove };

/** What the other type of resource does: it finds out what is there, and changes nothing. */
async function readPool(work: Work): Promise<Result> {
  const { properties: { UserPoolId: poolId }, known, event } = work;
  if (event.RequestType === 'Delete') {
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  // what was there stays what it was
  const id = known?.poolId === poolId ? known : { poolId, former: await changeTrigger(changingOf(work, poolId, 'OTHER_SETTINGS'), () => 'LEAVE') };
  return { PhysicalResourceId: formatPhysicalId(id), Data: { [FORMER_TRIGGER_ATTRIBUTE]: formatFormerTrigger(id.former) } };
}

/** What was there before, if it was of somebody else. */
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
    // another id would be another resource, and CloudFormation would delete this one
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  // back to the pool where it was: it is there already, and what it replaced is known
  const isBack = known?.origin?.poolId === poolId && !isReplaced;
  const moved = isBack ? known.origin : { ...id, origin: known && { poolId: known.poolId, former: known.former } };
  return { PhysicalResourceId: formatPhysicalId(moved) };
}

/** Attaches the function to the pool, and says whether it replaced another one now, and which one was there before, now or then. */
async function attach(work: Work): Promise<{ readonly id: PhysicalId; readonly isReplaced: boolean }> {
  const { properties, isOurs } = work;
  const { UserPoolId: poolId, FunctionArn: arn, TriggerVersion: version, OnConflict: onConflict } = properties;
  const before = await changeTrigger(changingOf(work, poolId, 'ALWAYS'), present => {
    if (present && !isOurs(present) && onConflict !== 'REPLACE') {
      throw new AttachError(`it has a pre token generation trigger already: ${present.arn} (${present.version}). A pool calls one function. `
        + 'Take it away, or set replaceTrigger in Attachment.existing');
    }
    return { set: { arn, version } };
  });
  const isReplaced = before !== undefined && !isOurs(before);
  const former = isReplaced ? before : formerOf(properties, work);
  return { id: { poolId, ...former && { former } }, isReplaced };
}

async function remove(work: Work): Promise<Result> {
  const { properties, known, event, isOurs } = work;
  const poolId = known?.poolId ?? properties.UserPoolId;
  const result = { PhysicalResourceId: event.PhysicalResourceId };
  // a Create that never answered is one that failed
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
        log('INFO', 'pool is gone', { pool: poolId });
        return result;
      }
      throw error;
    }
    // CloudFormation may give up a Create and delete the resource while that Create still runs
    if (found || known || !await belated.pause(BELATED_PAUSE)) {
      return result;
    }
  }
}

/**
 * An update to another pool that failed without an answer may have attached the function there, and CloudFormation knows nothing of it:
 * it goes back to the pool before. Where this pool cannot be looked at any more, going back is more important.
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
    log('WARN', 'the pool of the failed update was left as it is', { pool: old.UserPoolId, reason: (error as Error).message });
  }
}

function changingOf({ api, time, undoTime }: Work, poolId: string, undo: Changing['undo']): Changing {
  return { api, poolId, time, undoTime, undo };
}
