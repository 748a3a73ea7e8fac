import { AnswerCache } from './answer-cache';
import { readTable, rehearseSend, type ReadAnswer, type Send } from './dynamodb';
import type { Enrichment } from './enricher';
import type { ReadReport } from './invocation';
import type { Read } from './reads';
import type { RulesetDocument, Source } from '../../src/core/document/document';
import { FailedCall, type Effort } from '../aws/aws-call';
import { connect, exchange } from '../aws/connections';
import { Deadline } from '../aws/deadline';
import { endpointOf } from '../aws/endpoints';

/** Milliseconds after which the read of another invocation may be one that does not come back. */
const JUST_BEGUN = 100;
/** Bytes of an answer that nobody looks at. */
const GREETING_BYTES = 10_000;

type Sources = RulesetDocument['sources'];

/** Reads tables for the invocations of one environment. */
export class TableReader {
  private readonly cache = new AnswerCache();
  /** Reads that other invocations of this environment have begun. */
  private readonly inFlight = new Map<string, SharedRead>();

  constructor(private readonly sources: Sources, private readonly send?: Send) {}

  /**
   * Opens a connection before it is needed.
   *
   * @param isTried it is used once, for a request that DynamoDB answers to anybody: it needs no permission, and counts nowhere
   * @see https://github.com/scylladb/scylladb/issues/5050
   */
  public async connect(deadline: Deadline, isTried: boolean): Promise<void> {
    const endpoint = endpointOf('dynamodb');
    if (await connect(endpoint, deadline.remaining) && isTried) {
      await exchange(endpoint, `GET / HTTP/1.1\r\nhost:${endpoint.host}\r\n\r\n`, GREETING_BYTES, deadline.remaining);
    }
  }

  /** A reader that does all that this one does, but for sending anything. */
  public rehearsing(): TableReader {
    return new TableReader(this.sources, rehearseSend);
  }

  /**
   * Reads what an enrichment asks for, level by level: each level of keys needs the items of the one before. Rules under SHADOW
   * never hold up what enforced rules need: their reads go on beside, with an end of their own.
   */
  public async readItems(enrichment: Enrichment, deadline: Deadline, watching: Deadline, reports: ReadReport[]): Promise<void> {
    const watched: Promise<void>[] = [];
    const known: SharedRead[] = [];
    for (let open = enrichment.reads(); open.length > 0 || watched.length > 0; open = enrichment.reads()) {
      const reads = open.filter(read => !this.answerFromCache(read, enrichment, reports));
      const enforced: Promise<void>[] = [];
      for (const group of groupsOf(reads)) {
        const shared = this.share(group, known, group.every(read => read.watching) ? watching : deadline);
        known.push(shared);
        for (const read of group) {
          this.keep(read, shared);
          (read.watching ? watched : enforced).push(this.settle(read, shared, read.watching ? watching : deadline, enrichment, reports));
        }
      }
      // what came from the cache can make others ready
      const isStuck = enforced.length === 0 && open.length === reads.length;
      await allOf(isStuck ? watched.splice(0) : enforced);
    }
  }

  private answerFromCache(read: Read, enrichment: Enrichment, reports: ReadReport[]): boolean {
    const reading = this.cache.answer(read, this.sources[read.source].cacheTtl);
    if (!reading) {
      return false;
    }
    enrichment.provide(read, reading);
    reports.push({ source: read.source, outcome: reading.count > 0 ? 'FOUND' : 'NOTHING', from: 'CACHE', attempts: 0, milliseconds: 0 });
    return true;
  }

  /** Also what comes too late for the source that asked. */
  private keep(read: Read, shared: SharedRead): void {
    const { cacheTtl, onError } = this.sources[read.source];
    if (cacheTtl !== undefined || onError === 'USE_STALE') {
      shared.answer.then(answer => this.cache.keep(read, answer, shared.asked), () => undefined);
    }
  }

  /** One read for all that ask for the same: one that was made or begun already, unless it fails and had less time or attempts than they have. */
  private share(reads: readonly Read[], known: readonly SharedRead[], deadline: Deadline): SharedRead {
    const read = reads.length === 1 ? reads[0] : together(reads);
    let timeout = 0;
    let maxAttempts = 0;
    for (const { source } of reads) {
      timeout = Math.max(timeout, this.sources[source].timeout);
      maxAttempts = Math.max(maxAttempts, this.sources[source].maxAttempts);
    }
    const other = known.findLast(each => each.isFor(read)) ?? this.othersRead(read);
    if (other?.isAsPatientAs(timeout, maxAttempts)) {
      return other;
    }
    const shared = new SharedRead(read, timeout, { deadline: deadline.within(timeout), maxAttempts }, other, this.send);
    this.inFlight.set(read.same, shared);
    const done = (): void => {
      if (this.inFlight.get(read.same) === shared) {
        this.inFlight.delete(read.same);
      }
    };
    // who waits for it hears of its failure
    shared.answer.then(done, done);
    return shared;
  }

  /** A strongly consistent read sees what was written before it began: one that began before does not. */
  private othersRead(read: Read): SharedRead | undefined {
    const other = this.inFlight.get(read.same);
    return other && !read.consistentRead && Date.now() - other.asked < JUST_BEGUN && other.isFor(read) ? other : undefined;
  }

  /** Each source waits as long as it says, and fails by its own policy. */
  private async settle(read: Read, shared: SharedRead, deadline: Deadline, enrichment: Enrichment, reports: ReadReport[]): Promise<void> {
    const { source } = read;
    const started = performance.now();
    const policy = this.sources[source];
    try {
      const { reading, attempts } = await (shared.endsWith(read, policy) ? shared.answer : orTimeout(shared.answer, deadline.within(policy.timeout)));
      enrichment.provide(read, reading);
      reports.push({ source, outcome: reading.count > 0 ? 'FOUND' : 'NOTHING', attempts, milliseconds: since(started) });
    } catch (error) {
      const { reason, attempts } = error instanceof FailedCall ? error : new FailedCall('CONNECTION', 1);
      const stale = policy.onError === 'USE_STALE' ? this.cache.answer(read, policy.maxStale) : undefined;
      if (stale) {
        enrichment.provide(read, stale);
      } else {
        enrichment.fail(read);
      }
      reports.push({ source, outcome: reason, ...stale && { from: 'STALE' }, attempts, milliseconds: since(started) });
    }
  }
}

/** Whole milliseconds. */
function since(started: number): number {
  return Math.round(performance.now() - started);
}

/** One read of a table, for all who ask for the same items. */
class SharedRead {
  public readonly answer: Promise<ReadAnswer>;
  /** When it was asked for, in milliseconds since 1970. */
  public readonly asked: number;

  /** @param other one that was begun before: there is a second one only if it fails */
  constructor(
    private readonly read: Read, private readonly timeout: number, private readonly effort: Effort, private readonly other?: SharedRead, send?: Send,
  ) {
    this.asked = other?.asked ?? Date.now();
    this.answer = other ? other.answer.catch(() => readTable(read, effort, send)) : readTable(read, effort, send);
  }

  /** It ends by itself when this source has waited long enough. */
  public endsWith({ watching, source }: Read, { timeout }: Source): boolean {
    return !this.other && this.read.source === source && watching === this.read.watching && timeout >= this.timeout;
  }

  /** What has less time must not fail what has more. */
  public isAsPatientAs(timeout: number, maxAttempts: number): boolean {
    return this.timeout >= timeout && this.effort.maxAttempts >= maxAttempts;
  }

  /** It has all that this one asks for, and is not given up before. */
  public isFor({ same, attributes, watching }: Read): boolean {
    return this.read.same === same && (watching || !this.read.watching) && attributes.every(attribute => this.read.attributes.includes(attribute));
  }
}

/** Mostly it is one. */
function allOf(promises: readonly Promise<void>[]): Promise<unknown> {
  return promises.length === 1 ? promises[0] : Promise.all(promises);
}

/** One read of the attributes of all. */
function together(reads: readonly Read[]): Read {
  const attributes = [...new Set(reads.flatMap(each => each.attributes))].sort();
  return { ...reads[0], attributes, watching: reads.every(({ watching }) => watching) };
}

function groupsOf(reads: readonly Read[]): ReadonlyArray<readonly Read[]> {
  if (reads.length <= 1) {
    return reads.length === 0 ? [] : [reads];
  }
  const groups = new Map<string, Read[]>();
  reads.forEach(read => groups.set(read.same, [...groups.get(read.same) ?? [], read]));
  return [...groups.values()];
}

async function orTimeout<T>(answer: Promise<T>, deadline: Deadline): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FailedCall('TIMEOUT', 1)), deadline.remaining + GRACE);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds in which a read that ends at the same time tells why. */
const GRACE = 5;
