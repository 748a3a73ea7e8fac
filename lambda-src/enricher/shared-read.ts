import type { DynamoDb, ReadResult } from './dynamodb';
import type { Read } from './sources';
import type { Source } from '../../src/core/document/document';
import type { Effort } from '../aws/retry';

/** One read of a table, for everyone who asks for the same items. */
export class SharedRead {
  public readonly result: Promise<ReadResult>;
  /** When it was asked for, in milliseconds since 1970. */
  public readonly requestedAt: number;

  /** @param earlier a read that was begun before: there is a second one only if it fails */
  constructor(
    private readonly read: Read,
    private readonly timeout: number,
    private readonly effort: Effort,
    table: DynamoDb,
    private readonly earlier?: SharedRead,
  ) {
    this.requestedAt = earlier?.requestedAt ?? Date.now();
    this.result = earlier ? earlier.result.catch(() => table.read(read, effort)) : table.read(read, effort);
  }

  /** Whether it ends by itself when this source has waited long enough. */
  public endsWith({ isShadow, source }: Read, { timeout }: Source): boolean {
    return !this.earlier && this.read.source === source && isShadow === this.read.isShadow && timeout >= this.timeout;
  }

  /** Whether it has at least this much time and these attempts: a shorter read must not fail a longer one. */
  public allows(timeout: number, maxAttempts: number): boolean {
    return this.timeout >= timeout && this.effort.maxAttempts >= maxAttempts;
  }

  /** Whether it reads everything that this one asks for, and is not given up before. */
  public covers({ identity, attributes, isShadow }: Read): boolean {
    const has = (attribute: string): boolean => this.read.attributes.includes(attribute);
    return this.read.identity === identity && (isShadow || !this.read.isShadow) && attributes.every(has);
  }
}

/** Reads of the same items become one, of the attributes of all. */
export function groupsOf(reads: readonly Read[]): ReadonlyArray<readonly Read[]> {
  const groups = new Map<string, Read[]>();
  reads.forEach(read => groups.set(read.identity, [...groups.get(read.identity) ?? [], read]));
  return [...groups.values()];
}

export function merge(group: readonly Read[]): Read {
  const attributes = [...new Set(group.flatMap(read => read.attributes))].sort();
  return { ...group[0], attributes, isShadow: group.every(({ isShadow }) => isShadow) };
}
