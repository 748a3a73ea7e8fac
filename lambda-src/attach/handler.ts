import { changeTrigger, type Changing } from './change-trigger';
import type { CognitoApi } from './cognito-api';
import { AttachError, PoolGone } from './errors';
import { log } from './log';
import { formatPhysicalId, parsePhysicalId, type PhysicalId } from './physical-id';
import { Time, type Clock } from './retry';
import type { Trigger } from './trigger';

export interface Properties {
  readonly UserPoolId: string;
  /** With the alias, if it has one. */
  readonly FunctionArn: string;
  readonly TriggerVersion: string;
  /** What is done where the pool has a trigger of another function. */
  readonly OnConflict: 'FAIL' | 'REPLACE';
  /** What is left when the resource goes: no trigger, or the one that it replaced. */
  readonly OnRemoval: 'REMOVE' | 'RESTORE';
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
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
  const work = { event, properties, old, known: parsePhysicalId(physicalId), api: tools.api, time, undoTime };
  log('INFO', event.RequestType, { pool: properties.UserPoolId, function: properties.FunctionArn, physicalId });
  try {
    return await STEPS[event.RequestType](work);
  } catch (error) {
    const { message, stack } = error as Error;
    log('ERROR', 'failed', { reason: message, ...!(error instanceof AttachError) && { stack } });
    throw error;
  }
}

interface Work {
  readonly event: CustomResourceEvent;
  readonly properties: Properties;
  readonly old?: Properties;
  /** What the id of the resource says; undefined for none, and for one that CloudFormation made. */
  readonly known?: PhysicalId;
  readonly api: CognitoApi;
  readonly time: Time;
  readonly undoTime: Time;
}

const STEPS: { readonly [type in CustomResourceEvent['RequestType']]: (work: Work) => Promise<Result> } = { Create: create, Update: update, Delete: remove };

async function create(work: Work): Promise<Result> {
  return resultOf(await attach(work));
}

async function update(work: Work): Promise<Result> {
  const { properties: { UserPoolId: poolId }, known, old, event } = work;
  if ((known?.poolId ?? old?.UserPoolId) === poolId) {
    await attach(work);
    await leaveOther(work);
    // another id would be another resource, and CloudFormation would delete this one
    return { ...known && resultOf(known), PhysicalResourceId: event.PhysicalResourceId };
  }
  const attached = await attach(work);
  // back to the pool where it was: it is there already, and what it replaced is known
  const isBack = known?.origin?.poolId === poolId && attached.former === undefined;
  return resultOf(isBack ? known.origin : { ...attached, origin: known && { poolId: known.poolId, former: known.former } });
}

/** Attaches the function to the pool, and gives what it replaced. */
async function attach(work: Work): Promise<PhysicalId> {
  const { properties: { UserPoolId: poolId, FunctionArn: arn, TriggerVersion: version, OnConflict: onConflict } } = work;
  const isOurs = oursOf(work);
  const before = await changeTrigger(changingOf(work, poolId, 'ALWAYS'), present => {
    if (present && !isOurs(present) && onConflict !== 'REPLACE') {
      throw new AttachError(`it has a pre token generation trigger already: ${present.arn} (${present.version}). A pool calls one function. `
        + 'Take it away, or set replaceTrigger in Attachment.existing');
    }
    return { set: { arn, version } };
  });
  return { poolId, ...before && !isOurs(before) && { former: before } };
}

async function remove(work: Work): Promise<Result> {
  const { properties, known, event } = work;
  const poolId = known?.poolId ?? properties.UserPoolId;
  const result = { PhysicalResourceId: event.PhysicalResourceId };
  const isOurs = oursOf(work);
  const former = properties.OnRemoval === 'RESTORE' ? known?.former : undefined;
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
  try {
    await changeTrigger(changingOf(work, old.UserPoolId, 'OTHER_SETTINGS'), present => present?.arn === old.FunctionArn ? { set: undefined } : 'LEAVE');
  } catch (error) {
    log('WARN', 'the pool of the failed update was left as it is', { pool: old.UserPoolId, reason: (error as Error).message });
  }
}

function changingOf({ api, time, undoTime }: Work, poolId: string, undo: Changing['undo']): Changing {
  return { api, poolId, time, undoTime, undo };
}

/** What the resource attached, now or before the update. */
function oursOf({ properties, old }: Work): (trigger: Trigger) => boolean {
  return ({ arn }) => arn === properties.FunctionArn || arn === old?.FunctionArn;
}

function resultOf(id: PhysicalId): Result {
  return { PhysicalResourceId: formatPhysicalId(id), Data: { FormerFunctionArn: id.former?.arn ?? '' } };
}
