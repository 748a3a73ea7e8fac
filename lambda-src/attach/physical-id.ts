import type { Trigger } from './trigger';

/** What the id of a custom resource says: its pool, and what was there before. Nothing else of Create gets to Delete. */
export interface PhysicalId {
  readonly poolId: string;
  /** The trigger that was replaced. */
  readonly former?: Trigger;
  /** The id that the resource had when it was of another pool: for CloudFormation that goes back to it. */
  readonly origin?: PhysicalId;
}

const PATTERN = /^([\w-]+_[0-9a-zA-Z]+)\/([\w-]*)$/;
/** Characters that CloudFormation takes. */
const LONGEST = 1024;

/** Pool id, `/`, and what is remembered: nothing, or base64url of JSON. */
export function formatPhysicalId(id: PhysicalId): string {
  const remembered = rememberedOf(id);
  const text = `${id.poolId}/${remembered.length === 0 ? '' : Buffer.from(JSON.stringify(remembered)).toString('base64url')}`;
  // what was before the last pool is worth less than the resource
  return text.length > LONGEST ? formatPhysicalId({ ...id, origin: undefined }) : text;
}

/** Undefined for an id that CloudFormation made itself, as Create did not give one. */
export function parsePhysicalId(text: string | undefined): PhysicalId | undefined {
  const [, poolId, encoded] = PATTERN.exec(text ?? '') ?? [];
  if (poolId === undefined) {
    return undefined;
  }
  try {
    const [arn, version, originPool, originArn, originVersion] = encoded === '' ? [] : JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    return {
      poolId,
      ...arn && { former: { arn, version } },
      ...originPool && { origin: { poolId: originPool, ...originArn && { former: { arn: originArn, version: originVersion } } } },
    };
  } catch {
    return undefined;
  }
}

function rememberedOf({ former, origin }: PhysicalId): readonly string[] {
  const own = former ? [former.arn, former.version] : [];
  return origin ? [...former ? own : ['', ''], origin.poolId, ...origin.former ? [origin.former.arn, origin.former.version] : []] : own;
}
