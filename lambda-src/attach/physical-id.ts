import type { Trigger } from './trigger';

/** The content of a physical id: the pool, and its former trigger. Delete gets no other information from Create. */
export interface PhysicalId {
  readonly poolId: string;
  /** The trigger that was replaced. */
  readonly former?: Trigger;
  /** The id that the resource had for its previous pool. Needed if CloudFormation rolls back to that pool. */
  readonly origin?: PhysicalId;
}

const PATTERN = /^([\w-]+_[0-9a-zA-Z]+)\/([\w-]*)$/;
/** The maximum number of characters that CloudFormation accepts. */
const LONGEST = 1024;

/** Formats an id: the pool id, `/`, and the rest as base64url of JSON, or nothing. */
export function formatPhysicalId(id: PhysicalId): string {
  const remembered = rememberedOf(id);
  const text = `${id.poolId}/${remembered.length === 0 ? '' : Buffer.from(JSON.stringify(remembered)).toString('base64url')}`;
  // if the id is too long, the previous pool is omitted
  return text.length > LONGEST ? formatPhysicalId({ ...id, origin: undefined }) : text;
}

/** Parses an id. Undefined for an id that CloudFormation generated, because Create did not return one. */
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
