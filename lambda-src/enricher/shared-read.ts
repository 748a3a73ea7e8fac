import type { Batches } from './batches';
import type { ReadResult } from './dynamodb';
import type { Source } from '../../src/core/document/document';
import type { Read } from '../../src/core/plan/reads';
import type { Effort } from '../aws/retry';

/** One read of a table, shared by all sources that read the same items. */
export class SharedRead {
  public readonly result: Promise<ReadResult>;
  /** Time of the request, in milliseconds since the Unix epoch. */
  public readonly requestedAt: number;

  /** @param earlier a read that is already in progress; a new request is sent only if it fails */
  constructor(
    private readonly read: Read,
    private readonly timeout: number,
    private readonly effort: Effort,
    batches: Batches,
    private readonly earlier?: SharedRead,
  ) {
    this.requestedAt = earlier?.requestedAt ?? Date.now();
    this.result = earlier ? earlier.result.catch(() => batches.read(read, effort)) : batches.read(read, effort);
  }

  /** True if the read ends by itself within the timeout of this source. */
  public endsWith({ isShadow, source }: Read, { timeout }: Source): boolean {
    return !this.earlier && this.read.source === source && isShadow === this.read.isShadow && timeout >= this.timeout;
  }

  /** True if the read has at least this timeout and number of attempts, so that a short timeout does not fail a source with a longer one. */
  public allows(timeout: number, maxAttempts: number): boolean {
    return this.timeout >= timeout && this.effort.maxAttempts >= maxAttempts;
  }

  /** True if the read includes everything that this one needs, and does not end earlier because it is for shadow rules. */
  public covers({ identity, attributes, isShadow }: Read): boolean {
    const has = (attribute: string): boolean => this.read.attributes.includes(attribute);
    return this.read.identity === identity && (isShadow || !this.read.isShadow) && attributes.every(has);
  }
}

/**
 * Groups reads of the same items. Each group becomes one read with the attributes of all. A read that becomes a part of a batch has the time of its
 * own source, so it is no group with reads of others.
 */
export function groupsOf(reads: readonly Read[]): ReadonlyArray<readonly Read[]> {
  const groups = new Map<string, Read[]>();
  for (const read of reads) {
    const name = read.kind === 'item' && read.element !== undefined ? `${read.source} ${read.identity}` : read.identity;
    groups.set(name, [...groups.get(name) ?? [], read]);
  }
  return [...groups.values()];
}

export function merge(group: readonly Read[]): Read {
  const attributes = [...new Set(group.flatMap(read => read.attributes))].sort();
  return { ...group[0], attributes, isShadow: group.every(({ isShadow }) => isShadow) };
}
